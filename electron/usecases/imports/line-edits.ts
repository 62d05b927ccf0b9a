import { filledDate } from '../../../shared/domain/ins/dates.ts';
import { heldTraitNames } from '../../../shared/domain/ins/traits.ts';
import type { ImportedPatient } from '../../import/types.ts';
import type { PatientRecord } from '../../../shared/domain/record/patient.ts';

/** Whether two proofs received tell the same. */
export const sameProof = (one: PatientRecord['receivedProof'], other: NonNullable<PatientRecord['receivedProof']>): boolean =>
  one !== null &&
  one.sender === other.sender &&
  one.channel === other.channel &&
  one.document === other.document &&
  one.insiOn === other.insiOn &&
  one.lunarDate === other.lunarDate;

type Told = 'usedName' | 'usedFirstName' | 'phone' | 'address' | 'billingNss' | (typeof heldTraitNames)[number];

/** What the line says otherwise. What it leaves out stays; what it removes goes; strict traits only when all may be taken. */
export function editsOf(
  known: PatientRecord,
  patient: ImportedPatient,
  { strict, ours }: { readonly strict: boolean; readonly ours: boolean },
): Partial<PatientRecord> {
  const edits: Record<string, unknown> = {};
  const set = (trait: Told): void => {
    if (patient[trait] !== null && patient[trait] !== known[trait]) edits[trait] = patient[trait];
  };
  // Another domain tells what is not known yet, and removes nothing.
  for (const trait of ['usedName', 'usedFirstName', 'phone', 'address', 'billingNss'] as const)
    if (ours || known[trait] === null) set(trait);
  if (ours) for (const trait of patient.cleared) if (trait !== 'medecinTraitant' && known[trait] !== null) edits[trait] = null;
  if (patient.death !== null && (known.death === null || (patient.death.on !== null && patient.death.on !== known.death.on)))
    edits['death'] = patient.death;
  // A sex that the file does not know erases none.
  if (strict) for (const trait of heldTraitNames) if (trait !== 'sex' || patient.sex !== 'I') set(trait);
  if ('birthDate' in edits) edits['birthDateUncertain'] = (patient.proof?.lunarDate ?? false) || filledDate(patient.birthDate).fictive;
  return edits;
}
