import { describe, expect, it } from 'vitest';
import { feedingOf } from '../../../../electron/usecases/patients/feeding.ts';
import type { InformationRecord } from '../../../../shared/domain/record/information.ts';

const recorded = (state: InformationRecord['state'], origin: InformationRecord['origin']): InformationRecord => ({
  patientId: 'p1',
  purpose: 'feeding',
  episode: 'e1',
  state,
  at: '2026-11-21T10:00:00.000Z',
  by: { idNat: '', name: 'DPI-CH' },
  origin,
});

describe('what is in force about feeding', () => {
  it.each([
    ['nothing recorded', null, 'none', null],
    ['an information recorded here', recorded('informed', 'person'), 'informed', null],
    ['an opposition that another system recorded', recorded('opposed', 'import'), 'opposed', 'DPI-CH'],
  ] as const)('with %s', (_what, feeding, state, from) => {
    expect(feedingOf({ feeding })).toEqual({ feeding: state, feedingReceivedFrom: from });
  });
});
