import type { CorrespondentView } from '../../../shared/contract/consent.ts';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { sameMailbox } from '../../../shared/domain/sending/channels.ts';

/** Those of the episode; the médecin traitant of the record comes first, to be confirmed, as long as the episode does not name them. */
export function listed(correspondents: readonly CorrespondentView[], doctor: PatientView['medecinTraitant']): readonly CorrespondentView[] {
  if (doctor === null || correspondents.some((one) => isOf(one, doctor))) return correspondents;
  return [{ ...doctor, role: 'medecinTraitant', confirmedAt: null, confirmedBy: null }, ...correspondents];
}

const isOf = (one: CorrespondentView, doctor: NonNullable<PatientView['medecinTraitant']>): boolean =>
  one.role === 'medecinTraitant' || (one.address !== null && doctor.address !== null && sameMailbox(one.address, doctor.address));

/** What of a correspondent is saved. */
export const savedForm = ({ name, role, address }: Pick<CorrespondentView, 'name' | 'role' | 'address'>) => ({ name, role, address });
