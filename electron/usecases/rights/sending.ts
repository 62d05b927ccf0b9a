import { parseAddress } from '../../../shared/domain/mss/address.ts';
import type { DocumentForm, DocumentRecord } from '../../../shared/domain/record/document.ts';
import type { PatientFile } from '../../../shared/domain/record/patient.ts';
import type { Channel, SendRecord } from '../../../shared/domain/record/send.ts';
import { isStaff } from '../../../shared/domain/rights/actor.ts';
import type { RightsAct } from '../../../shared/domain/rights/facts.ts';
import { fail } from '../../../shared/errors.ts';
import type { OpenSession } from '../../session/session.ts';
import type { AskedAct } from './facts.ts';

/** What leaves, by which way, to whom. */
export interface Leaving {
  readonly channel: Channel;
  /** Mail address; of no meaning for the DMP. */
  readonly recipient: string | null;
  readonly form: Pick<DocumentForm, 'type' | 'visibility'>;
  /** Of a row: in whose name it leaves. */
  readonly bound?: Pick<SendRecord['bound'], 'delegation'>;
}

/** Nothing leaves that nobody answers for. @throws PosteError SEND_DRAFT */
export function requireValidated({ status, validated }: Pick<DocumentRecord, 'status' | 'validated'>): void {
  if (status !== 'validated' || validated === null) throw fail('SEND_DRAFT');
}

/**
 * The act that a document leaves by: staff feed by TD2.2 alone; a citizen's mailbox is the patient's. What the DMP
 * last said of the record does not count, for it is asked again before anything leaves.
 *
 * @param dmp what it has just said; null before.
 */
export function leavingAct(by: OpenSession, { channel, recipient, form, bound }: Leaving, dmp: PatientFile['dmp'] = null): AskedAct {
  const { person, structure } = by.rights;
  const feeding: RightsAct = isStaff(by.rights) ? 'TD2.2' : 'TD2.1';
  const writing: RightsAct = parseAddress(recipient ?? '')?.kind === 'citizen' ? 'mss-patient' : 'mss-professional';
  return {
    act: channel === 'dmp' ? feeding : writing,
    dmp,
    document: {
      type: form.type,
      visibility: form.visibility,
      state: 'current',
      author: bound?.delegation?.from.idNat ?? person,
      structure,
    },
  };
}
