import { describe, expect, it } from 'vitest';
import { feedingOf } from '../../../../electron/usecases/patients/feeding.ts';
import { informationEntry } from '../../../setup/patient-word.ts';
import type { InformationRecord } from '../../../../shared/domain/record/information.ts';

const recorded = (state: InformationRecord['state'], origin: InformationRecord['origin']): InformationRecord =>
  informationEntry({ state, by: { idNat: '', name: 'DPI-CH' }, origin });

describe('what is in force about feeding', () => {
  it.each([
    ['nothing recorded', null, 'none', null],
    ['an information recorded here', recorded('informed', 'person'), 'informed', null],
    ['an opposition that another system recorded', recorded('opposed', 'import'), 'opposed', 'DPI-CH'],
  ] as const)('with %s', (_what, feeding, state, from) => {
    expect(feedingOf({ feeding, earlierOppositions: [] })).toEqual({
      feeding: state,
      feedingReceivedFrom: from,
      feedingOpposedEarlier: false,
    });
  });

  it.each([
    ['an opposition of an earlier episode, unanswered', null, ['feeding'], true],
    ['one said since in another episode', recorded('informed', 'person'), ['feeding'], true],
    ['one of another use', null, ['mssPatient', 'consultation'], false],
  ] as const)('R-053: with %s', (_what, feeding, purposes, earlier) => {
    const earlierOppositions = purposes.map((purpose) => informationEntry({ purpose, episode: 'e0', state: 'opposed' }));
    expect(feedingOf({ feeding, earlierOppositions }).feedingOpposedEarlier).toBe(earlier);
  });
});
