import type { SessionState } from '../../../shared/contract/session.ts';
import type { About } from '../../../shared/contract/services.ts';
import type { Lights } from '../../session/lights.ts';
import type { Session } from '../../session/session.ts';
import type { getWorklists } from '../../usecases/worklists/get-worklists.ts';
import type { readDatamatrix } from '../../usecases/datamatrix/read-datamatrix.ts';
import type { Printer } from '../../usecases/datamatrix/print-identity.ts';
import type { addDocument } from '../../usecases/documents/add-document.ts';
import type { listDocuments } from '../../usecases/documents/view.ts';
import type { Preparation } from '../../usecases/documents/validate-document.ts';
import type { Imports } from '../../usecases/imports/imports.ts';
import type { Readings } from '../../usecases/journal/readings.ts';
import type { Trace } from '../../usecases/journal/trace.ts';
import type { AcceptParts } from '../../usecases/patients/accept-insi.ts';
import type { InsiSearch } from '../../usecases/patients/ask-insi.ts';
import type { ProofRules } from '../../usecases/patients/proof.ts';
import type { PatientViewDeps } from '../../usecases/patients/view.ts';
import type { VerifyIns } from '../../usecases/patients/verify-ins.ts';
import type { MssConnection } from '../../usecases/session/connect-mss.ts';
import type { VitaleDesk } from '../../usecases/vitale/desk.ts';
import type { VitaleSearch } from '../../usecases/vitale/pick.ts';
import type { Office } from '../../usecases/office.ts';
import type { Resources } from '../resources.ts';

/** What compose gives to the calls of the contract. */
export interface HandlersParts {
  readonly office: Office;
  readonly session: Session;
  /** What the lock screen and the top bar show. */
  readonly state: () => SessionState;
  /** Journal of what changes nothing. */
  readonly trace: Trace;
  readonly readings: Readings;
  readonly mss: MssConnection;
  readonly lights: Lights;
  readonly outbox: {
    kick(): void;
    /** A send as the outbox knows it, beyond what could be written. */
    readonly shown: Parameters<typeof listDocuments>[1];
  };
  readonly resources: Resources;
  readonly insi: InsiSearch & VitaleSearch & Pick<AcceptParts, 'formerIns'> & { readonly verify: VerifyIns };
  readonly imports: Imports;
  readonly desk: VitaleDesk;
  readonly readImage: Parameters<typeof readDatamatrix>[0]['readImage'];
  readonly printer: Omit<Printer, 'offer'>;
  readonly places: PatientViewDeps['places'];
  readonly carried: PatientViewDeps['carried'];
  readonly recheckYears: Parameters<typeof getWorklists>[0]['recheckYears'];
  readonly checkPdf: Parameters<typeof addDocument>[0]['checkPdf'];
  readonly prepare: Preparation;
  readonly isAddress: (text: string) => boolean;
  /** Nothing is held any more of data that may be a copy. */
  readonly doubtsSettled: () => void;
  readonly testOidsAllowed: boolean;
  readonly proof: ProofRules;
  /** Undo window until the user chooses another, in milliseconds; `fixed`: they choose none. */
  readonly undo: { readonly ms: number; readonly fixed: boolean };
  /** Mailbox of a professional on this workstation. */
  readonly mailboxOf: (idNat: string) => string | null;
  readonly about: () => About;
}

/** An act without answer. */
export async function done(run: Promise<void>): Promise<null> {
  await run;
  return null;
}
