import type { SimilarPatient } from '../../../shared/contract/identity.ts';
import { similarityLabels, similarPatients, type SimilarPatient as Similarity } from '../../../shared/domain/identity/similar.ts';
import { strictTraits } from '../../../shared/domain/ins/traits.ts';
import type { PatientRecord, PatientSummary } from '../../../shared/domain/record/patient.ts';
import type { StrictTraits } from '../../../shared/domain/types.ts';
import type { Store } from '../../store/types.ts';
import { localDay } from './local-day.ts';

/** What is compared of somebody: a record, or what is being typed. */
export interface SoughtPerson {
  readonly traits: StrictTraits;
  readonly usedName: string | null;
  readonly usedFirstName: string | null;
  readonly ins?: { readonly matricule: string } | null;
}

/** A record that may be the same person. */
export interface SimilarRecord extends Similarity {
  readonly record: PatientRecord;
}

/** The search of antecedents (EXI ID 17), most likely first. It only proposes. */
export async function similarRecords(store: Store, sought: SoughtPerson, except: string | null = null): Promise<readonly SimilarRecord[]> {
  const candidates = await store.patients.candidates({ ...sought.traits, usedName: sought.usedName });
  const records = new Map(
    candidates.filter(({ id, mergedInto }) => id !== except && mergedInto === null).map((record) => [record.id, record]),
  );
  const found = similarPatients(
    { ...sought.traits, usedName: sought.usedName, usedFirstName: sought.usedFirstName, ins: sought.ins ?? null },
    [...records.values()],
  );
  return found.flatMap((similar) => {
    const record = records.get(similar.id);
    return record === undefined ? [] : [{ ...similar, record }];
  });
}

/**
 * The records that look like the person being typed, before creation.
 *
 * @throws PosteError TRAIT_*
 */
export function similarToTyped(ports: { readonly store: Store; readonly now: () => Date }) {
  return async (input: { readonly traits: StrictTraits; readonly usedName: string | null }): Promise<SimilarPatient[]> => {
    const traits = strictTraits(input.traits, localDay(ports.now()));
    const found = await similarRecords(ports.store, { traits, usedName: input.usedName, usedFirstName: null });
    return found.map((similar) => ({ row: rowOf(similar.record), kind: kindOf(similar), message: sentenceOf(similar) }));
  };
}

/** A line of the lists for a record at hand; nothing is counted of its sends. */
export function rowOf(record: PatientRecord): PatientSummary {
  return {
    id: record.id,
    birthName: record.birthName,
    firstName: record.firstBirthFirstName,
    usedName: record.usedName,
    sex: record.sex,
    birthDate: record.birthDate,
    birthPlace: record.birthPlace,
    status: record.status,
    ...record.attributes,
    phone: record.phone,
    ipp: record.ipp,
    updatedAt: record.updatedAt,
    attention: 0,
  };
}

function kindOf({ kind, reasons }: Similarity): SimilarPatient['kind'] {
  if (kind === 'same' || kind === 'homonym') return 'same';
  if (kind === 'twin') return 'twin';
  return reasons.includes('inverted-names') ? 'inverted' : reasons.includes('used-name') ? 'used' : 'close';
}

/** « Mêmes traits, lieu de naissance différent. » */
function sentenceOf({ kind, reasons }: Similarity): string {
  const words =
    kind === 'twin'
      ? 'même nom, même date de naissance, autre prénom : jumeau ?'
      : reasons.map((reason) => similarityLabels[reason]).join(', ');
  const sentence = `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;
  return /[.?]$/.test(sentence) ? sentence : `${sentence}.`;
}
