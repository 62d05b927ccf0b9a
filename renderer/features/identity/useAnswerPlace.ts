import { useAnswer } from '../../client/queries.ts';
import type { InsiProposal } from './useInsi.ts';

/** The place of birth that INSi answers, by its name as it was called then and its code; the code alone until it is found, or when it is not. */
export function useAnswerPlace(proposal: InsiProposal | null): string {
  const code = proposal?.traits.birthPlace ?? '';
  const found = useAnswer(
    'places.search',
    { query: code, on: proposal?.traits.birthDate ?? null },
    { enabled: code !== '', gcTime: 30_000 },
  );
  const place = found.data?.find(({ cog }) => cog === code);
  return place === undefined ? code : `${place.name} · ${code}`;
}
