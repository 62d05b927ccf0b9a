import type { ErrorFacts } from '../../shared/errors.ts';
import type { Ins, PersonTraits } from '../../shared/domain/types.ts';

/** A patient as a file states them: traits in the lexical profile of INSi, nothing else altered. */
export interface ImportedPatient extends PersonTraits {
  /** Local number in the system that wrote the file. */
  readonly ipp: string | null;
  /** As received: right key and known nature; it qualifies nothing by itself (`receivedStatus`). */
  readonly ins: Ins | null;
  /** PID-32; none from a CSV file. */
  readonly reliability: readonly string[];
  /** Who assigned the local numbers: names and OIDs of PID-3.4; none from a CSV file. */
  readonly authorities: readonly string[];
  /** Traits written otherwise than received: accents and lower case, by the transliteration of INSi. */
  readonly transliterated: readonly ('birthName' | 'birthFirstNames')[];
}

/** Admissions as ADT messages tell them. */
export interface ImportedStay {
  /** PV1-19. */
  readonly visitNumber: string | null;
  /** PV1-2: `I` inpatient, `O` outpatient, `E` emergency… */
  readonly patientClass: string | null;
  /** PV1-3: ward, room, bed. */
  readonly ward: string | null;
  readonly room: string | null;
  readonly bed: string | null;
  /** `YYYY-MM-DDTHH:MM:SS`, with its offset when the message gives one. */
  readonly admittedAt: string | null;
  readonly dischargedAt: string | null;
}

/** Trigger events read. */
export const adtEvents = ['A01', 'A02', 'A03', 'A04', 'A08', 'A11', 'A13', 'A28', 'A31', 'A40'] as const;
export type AdtEvent = (typeof adtEvents)[number];

/** What one line of a CSV file, or one HL7 message, gives. */
export type ImportRecord =
  /** `row` is a line of CSV; A28 and A31 create and update a patient. */
  | { readonly line: number; readonly kind: 'patient'; readonly event: 'row' | AdtEvent; readonly messageId: string | null; readonly occurredAt: string | null; readonly patient: ImportedPatient }
  | { readonly line: number; readonly kind: 'stay'; readonly event: AdtEvent; readonly messageId: string | null; readonly occurredAt: string | null; readonly patient: ImportedPatient; readonly stay: ImportedStay }
  /** A40: the second number is merged into the first. */
  | { readonly line: number; readonly kind: 'merge'; readonly event: 'A40'; readonly messageId: string | null; readonly occurredAt: string | null; readonly ipp: string; readonly mergedIpp: string; readonly authorities: readonly string[] }
  /** A message that says nothing of a patient or a stay we keep. */
  | { readonly line: number; readonly kind: 'ignored'; readonly event: string; readonly messageId: string | null };

/** `line` counts from 1: the line of the CSV record, or of the MSH segment. */
export type ImportItem = ImportRecord | { readonly line: number; readonly error: ErrorFacts };

/** A file that can be read again from its beginning. */
export type ImportSource = () => AsyncIterable<Uint8Array>;

export interface ImportOptions {
  /** Day at the workstation, `YYYY-MM-DD`. */
  readonly today: string;
  /** Accept the test and demonstration OIDs of the matricule. */
  readonly test: boolean;
  /** Stops the reading: the iteration ends with the reason of the signal. */
  readonly signal?: AbortSignal;
  /** Bytes of the file read so far. */
  readonly onProgress?: (bytes: number) => void;
}
