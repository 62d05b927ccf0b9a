import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  informationInForce,
  informationLabels,
  mayConsult,
  mayFeed,
  mustInform,
  type RecordedInformation,
} from '../../../shared/domain/consent/information.ts';

describe('information and opposition', () => {
  it.each([
    ['R-070', 'none', true, false],
    ['R-071', 'informed', true, true],
    ['R-072', 'opposed', false, false],
  ] as const)('%s: %s, feeding allowed: %s, consultation allowed: %s', (_rule, state, feed, consult) => {
    expect([mayFeed(state), mayConsult(state)]).toEqual([feed, consult]);
  });

  it('R-003: must be given once in a follow-up', () => {
    expect([mustInform('none'), mustInform('informed'), mustInform('opposed')]).toEqual([true, false, false]);
  });

  const record = fc.record<RecordedInformation>({
    purpose: fc.constantFrom('feeding', 'consultation'),
    episode: fc.constantFrom('e1', 'e2'),
    state: fc.constantFrom('none', 'informed', 'opposed'),
    at: fc.integer({ min: 0, max: 9 }).map((n) => `2026-11-21T10:00:0${n}.000Z`),
  });

  it('R-053, R-073: the latest recording of its own purpose and follow-up is in force, whatever the others say', () => {
    fc.assert(
      fc.property(
        fc.array(record),
        fc.constantFrom('feeding', 'consultation'),
        fc.constantFrom('e1', 'e2'),
        (records, purpose, episode) => {
          const found = informationInForce(records, purpose, episode);
          const own = records.filter((r) => r.purpose === purpose && r.episode === episode);
          expect(found === null).toBe(own.length === 0);
          for (const other of own) expect(found !== null && found.at >= other.at).toBe(true);
          expect(informationInForce(own, purpose, episode)).toEqual(found);
        },
      ),
    );
  });

  it('of two recordings at one instant, the one made last is in force', () => {
    const at = '2026-11-21T10:00:00.000Z';
    const same = { purpose: 'feeding', episode: 'e1', at } as const;
    expect(
      informationInForce(
        [
          { ...same, state: 'informed' },
          { ...same, state: 'opposed' },
        ],
        'feeding',
        'e1',
      )?.state,
    ).toBe('opposed');
  });

  it('has three words', () => {
    expect(Object.keys(informationLabels)).toEqual(['none', 'informed', 'opposed']);
  });
});
