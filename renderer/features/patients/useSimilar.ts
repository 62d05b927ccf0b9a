import type { SimilarPatient } from '../../../shared/contract/identity.ts';
import { useAnswer } from '../../client/queries.ts';
import { isoDate } from '../../ui/format.ts';
import { useLater } from '../../ui/useLater.ts';
import type { PatientDraft } from './draft.ts';

/**
 * Records that may be the same person, asked while it is typed: the duplicate is seen before it exists. A sex that is not
 * chosen yet is as one that is not known. Null: not enough is typed, or the answer is awaited.
 */
export function useSimilar(draft: PatientDraft): readonly SimilarPatient[] | null {
  const typed = useLater(draft, 200);
  const birthDate = isoDate(typed.birthDate);
  const enough = typed.birthName.trim().length >= 2 && typed.birthFirstNames.trim() !== '' && birthDate !== null;
  const answer = useAnswer(
    'patients.similar',
    {
      traits: {
        birthName: typed.birthName.trim(),
        birthFirstNames: typed.birthFirstNames.trim(),
        sex: typed.sex ?? 'I',
        birthDate: birthDate ?? '1900-01-01',
        birthPlace: typed.birthPlace === '' ? null : typed.birthPlace,
      },
      usedName: typed.usedName.trim() === '' ? null : typed.usedName.trim(),
    },
    { enabled: enough, placeholderData: (before) => before, gcTime: 10_000 },
  );
  return enough ? (answer.data ?? null) : null;
}
