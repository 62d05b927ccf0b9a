import type { ServiceLight } from '../../../shared/contract/services.ts';
import type { InsiOutcome, PatientView } from '../../../shared/contract/patients.ts';
import { holdsIns, prohibitions } from '../../../shared/domain/identity/status.ts';

/**
 * Where the qualification of an identity stands, by what is to be done next: wait for INSi; accept its traits; correct what was
 * typed, for they cannot be accepted; go on without, for it found nobody, several, did not answer or was not asked; show the
 * identity document; nothing more.
 */
export type QualifyPhase = 'asking' | 'accept' | 'correct' | 'without' | 'document' | 'done';

/** What INSi says of the record now. */
export interface InsiStanding {
  readonly busy: boolean;
  readonly outcome: InsiOutcome | null;
}

type Identity = Pick<PatientView, 'status' | 'attributes' | 'traits'>;

/** The phase of a record. */
export function qualifyPhase({ status }: Pick<Identity, 'status'>, { busy, outcome }: InsiStanding): QualifyPhase {
  if (status === 'QUAL') return 'done';
  if (busy) return 'asking';
  const proposal = outcome?.proposal ?? null;
  if (proposal !== null) return proposal.acceptable ? 'accept' : 'correct';
  return holdsIns(status) ? 'document' : 'without';
}

/** Whether INSi may be asked of that record, by whoever is there (identity/README 2). */
export const mayAskInsi = ({ status, attributes, traits }: Identity): boolean => !prohibitions(status, attributes, traits).insiCall;

/** Whether it is asked without a word: it may be, it is known to answer, and nothing was asked nor held yet. */
export const asksByItself = (patient: Identity, insi: InsiStanding, asked: boolean, light: ServiceLight['state'] | undefined): boolean =>
  !asked && light === 'up' && qualifyPhase(patient, insi) === 'without' && insi.outcome === null && mayAskInsi(patient);

/** Whether an identity document may be recorded: none was, and nothing keeps the identity provisional. */
export const mayShowDocument = ({
  status,
  attributes,
  traits,
  identityDocument,
}: Identity & Pick<PatientView, 'identityDocument'>): boolean =>
  identityDocument === null && !prohibitions(status, attributes, traits).statuses.includes('VALI');
