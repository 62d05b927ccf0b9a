import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  collectivePurposes,
  earlierOpposition,
  fourStates,
  informationInForce,
  informationLabels,
  mayConsult,
  mayFeed,
  meansLabels,
  mustInform,
  oppositionTo,
  type DecidingEntry,
} from '../../../shared/domain/consent/information.ts';
import { choiceRefusal, isSaid, slipRefusal } from '../../../shared/domain/consent/change.ts';
import { choices, informationMeans, informationPurposes, type InformationRecord } from '../../../shared/domain/record/information.ts';
import { collective } from '../../integration/store/samples.ts';
import { informationEntry as entry, NO_WORD } from '../../setup/patient-word.ts';

describe('information and opposition (R-004: no consent is asked in order to feed)', () => {
  it.each([
    ['R-070', 'none', true, false],
    ['R-071', 'informed', true, true],
    ['R-072', 'opposed', false, false],
  ] as const)('%s: %s, feeding allowed: %s, consultation allowed: %s', (_rule, state, feed, consult) => {
    expect([mayFeed(state), mayConsult(state)]).toEqual([feed, consult]);
  });

  it('R-003: must be given once in an episode', () => {
    expect([mustInform('none'), mustInform('informed'), mustInform('opposed')]).toEqual([true, false, false]);
  });

  const anyEntry = fc.record<DecidingEntry>({
    id: fc.nat(),
    purpose: fc.constantFrom(...informationPurposes),
    episode: fc.constantFrom('e1', 'e2'),
    state: fc.constantFrom('informed', 'opposed'),
    act: fc.constantFrom('recorded', 'at-request', 'slip'),
    corrected: fc.boolean(),
  });
  const anyEntries = fc.uniqueArray(anyEntry, { selector: ({ id }) => id });
  const anyPurpose = fc.constantFrom(...informationPurposes);
  const counts = ({ act, corrected }: DecidingEntry): boolean => act !== 'slip' && !corrected;

  it('R-006, R-053, R-073: the latest entry of its own use and episode is in force, whatever the others say', () => {
    fc.assert(
      fc.property(anyEntries, anyPurpose, fc.constantFrom('e1', 'e2'), (entries, purpose, episode) => {
        const found = informationInForce(entries, purpose, episode);
        const own = entries.filter((one) => one.purpose === purpose && one.episode === episode && counts(one));
        expect(found === null).toBe(own.length === 0);
        for (const other of own) expect(found !== null && found.id >= other.id).toBe(true);
        expect(informationInForce(own.toReversed(), purpose, episode)).toEqual(found);
      }),
    );
  });

  it('R-053: an opposition of another episode stands as long as nothing is answered in this one since', () => {
    fc.assert(
      fc.property(anyEntries, anyPurpose, (entries, purpose) => {
        const found = earlierOpposition(entries, purpose, 'e2');
        const last = entries
          .filter((one) => one.purpose === purpose && one.episode === 'e1' && counts(one))
          .toSorted((a, b) => b.id - a.id)[0];
        const held = informationInForce(entries, purpose, 'e2');
        const stands = last?.state === 'opposed' && (held === null || (held.state === 'informed' && held.id < last.id));
        expect(found).toEqual(stands ? last : null);
      }),
    );
  });

  it('has a word for every state and every means', () => {
    expect(Object.keys(informationLabels)).toEqual(['none', 'informed', 'opposed']);
    expect(Object.keys(meansLabels)).toEqual([...informationMeans]);
  });
});

describe('what stands in the way of a use', () => {
  it.each([
    ['nothing recorded', {}, null],
    ['an opposition', { feeding: entry({ state: 'opposed' }) }, 'opposed'],
    ['an information', { feeding: entry() }, null],
    ['an opposition of an earlier episode', { earlierOppositions: [entry({ state: 'opposed' })] }, 'earlier'],
    ['one said since in another episode', { feeding: entry(), earlierOppositions: [entry({ state: 'opposed' })] }, 'earlier'],
    ['one of another use', { earlierOppositions: [entry({ purpose: 'mssPatient', state: 'opposed' })] }, null],
  ] as const)('R-072: %s', (_what, word, expected) => {
    expect(oppositionTo({ ...NO_WORD, ...word }, 'feeding')).toBe(expected);
  });
});

describe('what a structure tells everybody', () => {
  it('R-003: informs where nothing is recorded of the patient, and says nothing where something is', () => {
    expect(fourStates({ ...NO_WORD, collective: collective(), mssPatient: entry({ purpose: 'mssPatient', state: 'opposed' }) })).toEqual({
      feeding: 'informed',
      consultation: 'none',
      mssPatient: 'opposed',
      mssProfessionals: 'informed',
    });
    expect(fourStates(NO_WORD)).toEqual({ feeding: 'none', consultation: 'none', mssPatient: 'none', mssProfessionals: 'none' });
  });

  it('R-050: opens no DMP: its first access wants the word of this patient', () => {
    expect(collectivePurposes).toEqual(['feeding', 'mssPatient', 'mssProfessionals']);
  });
});

describe('changing a choice', () => {
  const at = (purpose: InformationRecord['purpose'], held: InformationRecord | null, earlier: InformationRecord | null = null) => ({
    purpose,
    held,
    earlier,
  });
  const opposed = entry({ state: 'opposed' });

  it.each(informationPurposes.filter((purpose) => purpose !== 'consultation'))('R-006: of %s, after a discussion', (purpose) => {
    for (const next of choices)
      for (const held of [null, entry(), opposed]) expect(choiceRefusal(at(purpose, held, opposed), next)).toBeNull();
  });

  it.each([
    ['nothing recorded', null, null, 'informed', null],
    ['an information', entry(), null, 'opposed', null],
    ['an opposition, said again', opposed, null, 'opposed', null],
    ['an opposition', opposed, null, 'informed', 'INFORMATION_AT_REQUEST'],
    ['an opposition of an earlier episode', null, opposed, 'informed', 'INFORMATION_AT_REQUEST'],
    ['an opposition of an earlier episode, confirmed', null, opposed, 'opposed', null],
    ['an opposition said since in another episode', entry(), opposed, 'informed', 'INFORMATION_AT_REQUEST'],
  ] as const)('R-052: of consultation, from %s', (_what, held, earlier, next, code) => {
    expect(choiceRefusal(at('consultation', held, earlier), next)?.code ?? null).toBe(code);
  });

  it('R-003: is not told twice, but what another system recorded is confirmed', () => {
    expect(isSaid({ held: entry(), earlier: null }, 'informed')).toBe(true);
    expect(isSaid({ held: entry(), earlier: null }, 'opposed')).toBe(false);
    expect(isSaid({ held: null, earlier: null }, 'informed')).toBe(false);
    expect(isSaid({ held: entry({ origin: 'import' }), earlier: null }, 'informed')).toBe(false);
    expect(isSaid({ held: entry(), earlier: opposed }, 'informed')).toBe(false);
  });

  it.each([
    ['nothing', null, 'INFORMATION_SLIP_NOTHING'],
    ['what another system recorded', entry({ origin: 'import' }), 'INFORMATION_SLIP_NOTHING'],
    ['what somebody else recorded', entry({ by: { idNat: '899900000025', name: 'Dr Luc SABLE' } }), 'INFORMATION_SLIP_OTHER'],
    ['one’s own entry', entry(), null],
  ] as const)('as a slip, of %s', (_what, held, code) => {
    expect(slipRefusal(held, entry().by)?.code ?? null).toBe(code);
  });
});
