import { oppositionTo } from '../../../shared/domain/consent/information.ts';
import type { PatientFile } from '../../../shared/domain/record/patient.ts';
import type { FeedingFacts } from '../../../shared/domain/sending/feeding.ts';

/** What is in force about feeding, who recorded it elsewhere when nobody confirmed it here, and what an earlier episode left. */
export function feedingOf(patient: Pick<PatientFile, 'feeding' | 'earlierOppositions'>): Omit<FeedingFacts, 'patient'> {
  const { feeding } = patient;
  return {
    feeding: feeding?.state ?? 'none',
    feedingReceivedFrom: feeding?.origin === 'import' ? feeding.by.name : null,
    feedingOpposedEarlier: oppositionTo(patient, 'feeding') === 'earlier',
  };
}
