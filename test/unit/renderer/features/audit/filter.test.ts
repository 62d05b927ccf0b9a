import { describe, expect, it } from 'vitest';
import { filterOf, NOTHING_CHOSEN } from '../../../../../renderer/features/audit/filter.ts';

describe('the filter of the journal', () => {
  it('asks for nothing while nothing is chosen, or what is typed is no date', () => {
    expect(filterOf(NOTHING_CHOSEN)).toEqual({});
    expect(filterOf({ ...NOTHING_CHOSEN, from: '31/02/2026', to: '12/' })).toEqual({});
    expect(filterOf({ ...NOTHING_CHOSEN, from: '00/00/2026' })).toEqual({});
  });

  it('asks for both days of the period, whole', () => {
    const { since, until } = filterOf({ ...NOTHING_CHOSEN, from: '28/02/2026', to: '01/03/2026' });
    expect([since, until]).toEqual([new Date(2026, 1, 28).toISOString(), new Date(2026, 2, 2).toISOString()]);
  });

  it('asks for whom, by whom and what', () => {
    expect(filterOf({ ...NOTHING_CHOSEN, patient: { id: 'p1', name: 'A B' }, actor: '8', act: 'patient.opened' })).toEqual({
      patientId: 'p1',
      actor: '8',
      act: 'patient.opened',
    });
  });
});
