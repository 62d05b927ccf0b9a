import type { PatientFile } from '../../../shared/domain/record/patient.ts';
import type { FeedingFacts } from '../../../shared/domain/sending/feeding.ts';

/** What is in force about feeding, and who recorded it elsewhere when nobody confirmed it here. */
export function feedingOf({ feeding }: Pick<PatientFile, 'feeding'>): Omit<FeedingFacts, 'patient'> {
  return { feeding: feeding?.state ?? 'none', feedingReceivedFrom: feeding?.origin === 'import' ? feeding.by.name : null };
}
