import { parseAddress } from '../../../shared/domain/mss/address.ts';
import type { CallOutput } from '../../../shared/contract/index.ts';
import { useAnswer } from '../../client/queries.ts';
import { useLater } from '../../ui/useLater.ts';

const UNKNOWN: CallOutput<'documents.recipient'> = { role: null, error: null };
const JUDGED_AFTER_MS = 200;

/** What is known of an address while it is typed, once it is whole: whose it is, and why nothing may be sent there. @param id of the document. */
export function useJudged(id: string, typed: string): CallOutput<'documents.recipient'> {
  const address = useLater(typed.trim(), JUDGED_AFTER_MS);
  const whole = parseAddress(address) !== null;
  const { data } = useAnswer('documents.recipient', { id, address }, { enabled: whole, gcTime: 10_000 });
  return whole && address === typed.trim() && data !== undefined ? data : UNKNOWN;
}
