import { describe, expect, it } from 'vitest';
import {
  protectionOn,
  protectionRule,
  representativeLabels,
  stands,
  type RepresentativeRelation,
} from '../../../shared/domain/identity/protection.ts';

const TODAY = '2026-11-21';
const ADULT = '1950-01-01';
const relations = Object.keys(representativeLabels) as readonly RepresentativeRelation[];

describe('minors and protected adults (R-167)', () => {
  it.each([
    [ADULT, 'none', 'none'],
    [ADULT, 'sauvegarde', 'none'],
    [ADULT, 'curatelle', 'assistance'],
    [ADULT, 'tutelle', 'representation'],
    [ADULT, 'habilitation', 'representation'],
    [ADULT, 'habilitation-assistance', 'assistance'],
    [ADULT, 'mandat', 'representation'],
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
    expect((['minor', 'representation', 'assistance', 'none'] as const).map((one) => protectionRule(one).hideFromRepresentatives)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it.each([
    ['2015-01-01', 'none', ['parent', 'tuteur', 'autre']],
    ['2008-11-22', 'none', ['parent', 'tuteur', 'autre']],
    ['2008-11-21', 'none', ['mandataire']],
    [ADULT, 'tutelle', ['tuteur', 'mandataire', 'autre']],
    [ADULT, 'habilitation', ['tuteur', 'mandataire', 'autre']],
    [ADULT, 'habilitation-assistance', ['curateur', 'autre']],
    [ADULT, 'mandat', ['tuteur', 'mandataire', 'autre']],
    [ADULT, 'curatelle', ['curateur', 'autre']],
    [ADULT, 'sauvegarde', ['mandataire']],
  ] as const)('born %s under %s, those who stand are %j: parents stop at majority', (birthDate, measure, standing) => {
    expect(relations.filter((relation) => stands(relation, { birthDate, measure }, TODAY, 18))).toEqual(standing);
  });

  it('follows the age of majority of the DMP', () => {
    expect(protectionOn({ birthDate: '2009-06-01', measure: 'none' }, TODAY, 16)).toBe('none');
  });
});
