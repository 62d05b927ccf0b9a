import type { StayRecord } from '../../../shared/domain/record/stay.ts';
import type { AdtEvent, ImportedStay } from '../../import/types.ts';
import type { Change } from '../../store/types.ts';
import { importError } from './errors.ts';
import { instantOf, isOlder, pastOf, type LineTaken, type TakePorts } from './line.ts';

/** What an ADT message says of the stay itself. */
interface StayMessage {
  readonly event: AdtEvent;
  readonly stay: ImportedStay;
  /** When it happened, as the message says. */
  readonly occurredAt: string | null;
  readonly authority: string;
  readonly patientId: string;
}

/**
 * The stay after a message: A01 and A04 open it, A02 moves it, A03 closes it, A11 cancels it, A13 opens it again, A08
 * corrects it. A flow taken from its middle opens the stays that it meets; what happened before what is known already
 * changes nothing.
 */
export async function takeStay(message: StayMessage, ports: TakePorts): Promise<LineTaken> {
  const { event, stay, authority, patientId } = message;
  const unchanged: LineTaken = { outcome: 'unchanged', changes: [], error: null, conflict: false, notices: [] };
  if (stay.visitNumber === null) return unchanged;
  const known = await ports.records.stay({ authority, value: stay.visitNumber });
  if (known !== null && known.patientId !== patientId && (await ports.records.record(known.patientId))?.id !== patientId) {
    const error = importError('IMPORT_VISIT_OTHER');
    return {
      ...unchanged,
      outcome: 'rejected',
      error,
      conflict: true,
      changes: await ports.contradict({ code: error.code, patientIds: [patientId, known.patientId], message: error.message }),
    };
  }
  if (known === null && event === 'A08') return unchanged;
  if (known === null && event === 'A11') return { ...unchanged, outcome: 'rejected', error: importError('IMPORT_STAY_UNKNOWN') };
  const eventAt = pastOf(instantOf(message.occurredAt), ports.at);
  if (isOlder(eventAt, known?.eventAt ?? null)) return unchanged;
  const next: StayRecord = {
    ...after(event, known, message, ports.at),
    patientId,
    authority,
    visit: stay.visitNumber,
    eventAt: eventAt ?? known?.eventAt ?? null,
  };
  if (known !== null && sameStay(known, next)) return unchanged;
  ports.records.putStay(next);
  return { ...unchanged, outcome: 'updated', changes: [{ kind: 'stay.set', stay: next }, ...episodeOf(known, next, ports)] };
}

/** Its episode opens and ends with it. */
const episodeOf = (known: StayRecord | null, next: StayRecord, { uuid }: Pick<TakePorts, 'uuid'>): readonly Change[] =>
  known?.state === next.state ? [] : [{ kind: 'episode.stay', stay: next, next: uuid() }];

type StayState = Omit<StayRecord, 'patientId' | 'authority' | 'visit' | 'eventAt'>;

/** Whether the message says nothing of a stay without its number: a correction of the patient alone does. */
export const needsVisit = (event: AdtEvent): boolean => event !== 'A08';

function after(event: AdtEvent, known: StayRecord | null, { stay, occurredAt }: StayMessage, now: Date): StayState {
  const admission = event === 'A01' || event === 'A04' ? instantOf(occurredAt) : null;
  const base: StayState = {
    ward: stay.ward ?? known?.ward ?? null,
    admittedAt: instantOf(stay.admittedAt) ?? known?.admittedAt ?? admission,
    dischargedAt: known?.dischargedAt ?? null,
    state: known?.state ?? 'open',
    updatedAt: now.toISOString(),
  };
  switch (event) {
    case 'A01':
    case 'A04':
      return { ...base, state: 'open', dischargedAt: null };
    case 'A03':
      return { ...base, state: 'closed', dischargedAt: instantOf(stay.dischargedAt) ?? instantOf(occurredAt) ?? now.toISOString() };
    case 'A11':
      return { ...base, state: 'cancelled' };
    case 'A13':
      return { ...base, state: 'open', dischargedAt: null };
    default:
      return base;
  }
}

const sameStay = (one: StayRecord, other: StayRecord): boolean =>
  one.patientId === other.patientId &&
  one.ward === other.ward &&
  one.admittedAt === other.admittedAt &&
  one.dischargedAt === other.dischargedAt &&
  one.state === other.state;
