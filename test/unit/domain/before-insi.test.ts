import { describe, expect, it } from 'vitest';
import { traitsBeforeInsi, type TraitsStep } from '../../../shared/domain/identity/before-insi.ts';
import { traitsChange, type HeldTraits } from '../../../shared/domain/ins/traits.ts';

const typed: HeldTraits = {
  birthName: 'DURAND',
  birthFirstNames: 'ANNE',
  firstBirthFirstName: 'ANNE',
  sex: 'F',
  birthDate: '1979-03-28',
  birthPlace: null,
};
const official: HeldTraits = { ...typed, birthName: 'DURANT', birthFirstNames: 'ANNE LISE', birthPlace: '51215' };
const later: HeldTraits = { ...official, birthPlace: '51108' };

const step = (event: TraitsStep['event'], from: TraitsStep['from'], traits: TraitsStep['traits'] = null): TraitsStep => ({
  event,
  from,
  traits,
});
const created = step('created', null);
const accepted = step('insiAccepted', 'PROV', traitsChange(typed, official));
const before = (steps: readonly TraitsStep[], held: HeldTraits = official, status: 'PROV' | 'RECUP' | 'QUAL' = 'QUAL') =>
  traitsBeforeInsi({ ...held, status }, steps);

describe('the strict traits that changed', () => {
  it('are kept as they were and as they became, the others left out', () => {
    expect(traitsChange(typed, typed)).toBeNull();
    expect(traitsChange(typed, official)).toEqual({
      before: { birthName: 'DURAND', birthFirstNames: 'ANNE', birthPlace: null },
      after: { birthName: 'DURANT', birthFirstNames: 'ANNE LISE', birthPlace: '51215' },
    });
  });
});

describe('the strict traits held before INSi', () => {
  it('are those that its acceptance replaced, whatever proved or confirmed the identity since', () => {
    expect(before([created, accepted], official, 'RECUP')).toEqual(typed);
    expect(before([created, accepted, step('documentChecked', 'RECUP'), step('insiAccepted', 'QUAL')])).toEqual(typed);
    expect(before([created, step('documentChecked', 'PROV'), step('insiAccepted', 'VALI', traitsChange(typed, official))])).toEqual(typed);
  });

  it('are those before the first acceptance, when INSi corrected its own later', () => {
    expect(before([created, accepted, step('insiAccepted', 'RECUP', traitsChange(official, later))], later)).toEqual(typed);
  });

  it('of an identity recovered again are those before the last time', () => {
    const lost = step('strictTraitEdited', 'QUAL', traitsChange(official, later));
    expect(before([created, accepted, lost, step('insiAccepted', 'PROV', traitsChange(later, official))])).toEqual(later);
  });

  it.each<readonly [string, readonly TraitsStep[], HeldTraits, 'PROV' | 'QUAL']>([
    ['no matricule is held', [created, accepted], official, 'PROV'],
    ['INSi changed nothing', [created, step('insiAccepted', 'PROV')], official, 'QUAL'],
    ['the record was created with the identity', [created], official, 'QUAL'],
    ['the Appli carte Vitale brought it', [created, step('vitaleApp', 'PROV', traitsChange(typed, official))], official, 'QUAL'],
    ['it was edited since', [created, accepted, step('strictTraitEdited', 'RECUP', traitsChange(official, later))], later, 'QUAL'],
    [
      'an earlier version stored the acceptance',
      [created, step('insiAccepted', 'PROV', 'unknown'), step('insiAccepted', 'RECUP', traitsChange(official, later))],
      later,
      'QUAL',
    ],
    ['the record is not what the transitions say', [created, accepted], later, 'QUAL'],
    ['nothing is stored', [], official, 'QUAL'],
  ])('are not told when %s', (_, steps, held, status) => {
    expect(before(steps, held, status)).toBeNull();
  });
});
