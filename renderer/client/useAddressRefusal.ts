import { parseAddress } from '../../shared/domain/mss/address.ts';
import type { ErrorFacts } from '../../shared/errors.ts';
import { useLater } from '../ui/useLater.ts';
import { useAnswer } from './queries.ts';

const JUDGED_AFTER_MS = 200;

/** Why nothing may be sent to an address while it is typed, once it is whole; null: nothing is known against it. */
export function useAddressRefusal(typed: string): ErrorFacts | null {
  const address = useLater(typed.trim(), JUDGED_AFTER_MS);
  const whole = parseAddress(address) !== null;
  const { data } = useAnswer('documents.judgeAddress', { address }, { enabled: whole, gcTime: 10_000 });
  return whole && address === typed.trim() ? (data?.error ?? null) : null;
}
