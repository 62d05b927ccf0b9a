import { isoDate } from '../../ui/format.ts';
import type { EntryFilter } from './useEntries.ts';

/** What is chosen and typed to filter the journal. */
export interface Chosen {
  readonly patient: { readonly id: string; readonly name: string } | null;
  /** PS_IdNat. */
  readonly actor: string | null;
  readonly act: string | null;
  /** As typed: it may be no date yet. */
  readonly from: string;
  readonly to: string;
}

/** Everything. */
export const NOTHING_CHOSEN: Chosen = { patient: null, actor: null, act: null, from: '', to: '' };

/** The acts that are asked for: both days of the period included, in the time of the workstation; a date that is none counts for nothing. */
export function filterOf({ patient, actor, act, from, to }: Chosen): EntryFilter {
  const since = startOf(from, 0);
  const until = startOf(to, 1);
  return {
    ...(patient === null ? {} : { patientId: patient.id }),
    ...(actor === null ? {} : { actor }),
    ...(act === null ? {} : { act }),
    ...(since === null ? {} : { since }),
    ...(until === null ? {} : { until }),
  };
}

/** First instant of a day, or of the one so many days after. */
function startOf(typed: string, after: number): string | null {
  const [year = 0, month = 0, day = 0] = isoDate(typed)?.split('-').map(Number) ?? [];
  return month === 0 || day === 0 ? null : new Date(year, month - 1, day + after).toISOString();
}
