import type { ErrorFacts } from '../../shared/errors.ts';
import type { ClearedTrait, ReceivedConsent, ReceivedMatricule, ReceivedProof } from '../../shared/domain/identity/received.ts';
import type { PersonTraits, StrictTraits } from '../../shared/domain/types.ts';

/** Something of a line that is taken and said all the same: never a value that could be read in a log. */
export interface ImportNotice {
  /** Stable code: `IMPORT_PLACE_DROPPED`, `HL7_OPEN_END`… */
  readonly code: string;
  /** French sentence. */
  readonly message: string;
}

/** A patient as a file states them: traits in the lexical profile of INSi, nothing else altered. */
export interface ImportedPatient extends PersonTraits {
  /** Local number in the system that wrote the file. */
  readonly ipp: string | null;
  /** Kept apart, whatever is wrong with it; it qualifies nothing by itself (`receivedStatus`). */
  readonly matricule: ReceivedMatricule | null;
  /** PID-32; none from a CSV file. */
  readonly reliability: readonly string[];
  /** Who assigned the local numbers: names and OIDs of PID-3.4; none from a CSV file. */
  readonly authorities: readonly string[];
  /** Traits written otherwise than received: accents and lower case, by the transliteration of INSi. */
  readonly transliterated: readonly ('birthName' | 'birthFirstNames')[];
  readonly phone: string | null;
  /** On one line. */
  readonly address: string | null;
  /** NSS of reimbursement, 15 characters, right key; never the INS. */
  readonly billingNss: string | null;
  /** As the file names them. */
  readonly medecinTraitant: string | null;
  /** Null while nothing says that the person died; `on` is `YYYY-MM-DD`, null when the day is not told. */
  readonly death: { readonly on: string | null } | null;
  /** Complementary traits that the file says to remove (HL7 `""`, v2.5 2.10.4): not the same as an empty one, which keeps. */
  readonly cleared: readonly ClearedTrait[];
  /** PID-31: an unknown person of an emergency. The birth date may be `UNKNOWN_BIRTH_DATE` (ins/dates.ts); told by the number alone. */
  readonly unknownPerson: boolean;
  /** ZFD: how, when and on what proof the identity was obtained; null when the message does not say. */
  readonly proof: ReceivedProof | null;
  /** ZFA: what the patient was told and chose, as the other system recorded it. */
  readonly consent: ReceivedConsent | null;
  readonly notices: readonly ImportNotice[];
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
  | {
      readonly line: number;
      readonly kind: 'patient';
      readonly event: 'row' | AdtEvent;
      readonly messageId: string | null;
      readonly occurredAt: string | null;
      readonly patient: ImportedPatient;
    }
  | {
      readonly line: number;
      readonly kind: 'stay';
      readonly event: AdtEvent;
      readonly messageId: string | null;
      readonly occurredAt: string | null;
      readonly patient: ImportedPatient;
      readonly stay: ImportedStay;
    }
  /** A40: in each pair, the second number is merged into the first. */
  | {
      readonly line: number;
      readonly kind: 'merge';
      readonly event: 'A40';
      readonly messageId: string | null;
      readonly occurredAt: string | null;
      readonly pairs: readonly MergePair[];
    }
  /** A message that is not taken: `event` is its type and trigger (`ADT^A05`); `notice` when somebody must know (A47). */
  | {
      readonly line: number;
      readonly kind: 'ignored';
      readonly event: string;
      readonly messageId: string | null;
      readonly notice: ImportNotice | null;
    };

/** Two numbers of one authority that are one person's: {PID [PD1] MRG [PV1]}, a group of ADT_A39. */
export interface MergePair {
  readonly ipp: string;
  readonly mergedIpp: string;
  readonly authorities: readonly string[];
  /** Of the person that stays (PID); null when the message does not give them whole. */
  readonly traits: (StrictTraits & Pick<PersonTraits, 'firstBirthFirstName'>) | null;
}

/** What tells somebody which line it is, and what to correct: kept in the encrypted store alone. */
export interface RefusedText {
  /** « ZOLAND MARC, 01/02/1950 », as far as it could be read; null when it could not. */
  readonly name: string | null;
  /** The value at fault, as written; null when no single one is. */
  readonly value: string | null;
  readonly raw: RawLine;
}

/**
 * The line or message whole, as the file has it (decoded; segments of HL7 ended by CR), to be corrected and given again.
 * Null beyond 16 KiB: lines of a batch are held together.
 */
export type RawLine = string | null;

/** `line` counts from 1: the line of the CSV record, or of the MSH segment. */
export type ImportItem = TakenItem | { readonly line: number; readonly error: ErrorFacts; readonly refused: RefusedText };
export type TakenItem = ImportRecord & { readonly raw: RawLine };

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
