import { describe, expect, it } from 'vitest';
import { protectionLabels, protectionOn, protectionRule, representativeLabels, standingRepresentatives, type ProtectionMeasure, type Representative } from '../../../shared/domain/identity/protection.ts';

const TODAY = '2026-11-21';
const ADULT = '1950-01-01';
const all: readonly Representative[] = (['parent', 'tuteur-mineur', 'ase', 'tuteur', 'curateur', 'personne-habilitee', 'mandataire'] as const).map((kind) => ({ kind, name: representativeLabels[kind] }));

describe('minors and protected adults (R-167)', () => {
  it.each([
    [ADULT, 'none', 'none'],
    [ADULT, 'sauvegarde', 'none'],
    [ADULT, 'curatelle', 'assistance'],
    [ADULT, 'habilitation-assistance', 'assistance'],
    [ADULT, 'tutelle', 'representation'],
    [ADULT, 'habilitation-representation', 'representation'],
    [ADULT, 'mandat-protection-future', 'representation'],
    ['2008-11-22', 'none', 'minor'],
    ['2008-11-21', 'none', 'none'],
    ['2008-11-21', 'tutelle', 'representation'],
    ['2015-01-01', 'tutelle', 'minor'],
    ['2008-00-00', 'none', 'minor'],
  ] as const)('born %s under %s: %s', (birthDate, measure, expected) => {
    expect(protectionOn({ birthDate, measure }, TODAY, 18)).toBe(expected);
  });

  it('tutelle: the representative knows of right; curatelle: with the adult’s express consent; the patient is always informed', () => {
    expect(protectionRule('representation')).toMatchObject({ representativeAccess: 'of-right', informed: ['patient', 'representative'] });
    expect(protectionRule('assistance')).toMatchObject({ representativeAccess: 'with-consent', informed: ['patient'] });
    expect(protectionRule('none')).toMatchObject({ representativeAccess: 'none', informed: ['patient'], sentence: '' });
    expect(protectionRule('minor')).toMatchObject({ representativeAccess: 'of-right' });
  });

  it('offers to hide from representatives for a minor only (R-032)', () => {
    expect((['minor', 'representation', 'assistance', 'none'] as const).map((one) => protectionRule(one).hideFromRepresentatives)).toEqual([true, false, false, false]);
  });

  it.each([
    ['2015-01-01', 'none', ['parent', 'tuteur-mineur', 'ase']],
    ['2008-11-21', 'none', []],
    [ADULT, 'tutelle', ['tuteur', 'personne-habilitee', 'mandataire']],
    [ADULT, 'curatelle', ['curateur', 'personne-habilitee']],
    [ADULT, 'sauvegarde', []],
  ] as const)('born %s under %s, those who stand are %j: parents stop at majority', (birthDate, measure, kinds) => {
    expect(standingRepresentatives({ birthDate, measure, representatives: all }, TODAY, 18).map(({ kind }) => kind)).toEqual(kinds);
  });

  it('follows the age of majority of the DMP', () => {
    expect(protectionOn({ birthDate: '2009-06-01', measure: 'none' }, TODAY, 16)).toBe('none');
    const measures = Object.keys(protectionLabels) as readonly ProtectionMeasure[];
    expect(measures).toHaveLength(7);
  });
});
