import type { CallInput, CallOutput } from '../../../shared/contract/index.ts';
import { addressRefusal, type Trusts } from '../../../shared/domain/mss/recipient-address.ts';
import { roleOf } from '../../../shared/domain/sending/channels.ts';
import { errorFacts } from '../../../shared/errors.ts';
import { knownCorrespondents } from '../patients/known-correspondents.ts';
import { requirePatient } from '../patients/view.ts';
import type { PlanPorts } from './plan-document.ts';
import { requireDocument } from './view.ts';

/** What is known of an address as it is typed: whose it is, and whether anything may be sent there. @throws PosteError DOCUMENT_UNKNOWN */
export function judgeRecipient({ store, trusts }: Pick<PlanPorts, 'store' | 'trusts'>) {
  return async ({ id, address }: CallInput<'documents.recipient'>): Promise<CallOutput<'documents.recipient'>> => {
    const patient = await requirePatient(store, (await requireDocument(store, id)).patientId);
    return { role: roleOf({ ...patient, correspondents: knownCorrespondents(patient) }, address), ...judgeAddress(trusts)({ address }) };
  };
}

/** Whether anything may be sent to an address as it is typed, whoever's it is. */
export const judgeAddress =
  (trusts: Trusts) =>
  ({ address }: CallInput<'documents.judgeAddress'>): CallOutput<'documents.judgeAddress'> => {
    const refusal = addressRefusal(address, trusts, '/address');
    return { error: refusal === null ? null : errorFacts(refusal) };
  };
