import { prohibitions } from '../../shared/domain/identity/status.ts';
import type { InformationRecord } from '../../shared/domain/record/information.ts';
import type { PatientFile } from '../../shared/domain/record/patient.ts';
import { fileKeyOpener, openProfile, traceReading, type ProfileOpener } from './profile.ts';
import type { CommandAnswer } from './run.ts';

/**
 * `patients find` (cli/README 9): records by what is typed, as the search of the application finds them, the most likely first.
 *
 * @param limit most results; `total` counts all of them.
 * @returns negative when there is none.
 * @throws PosteError those of {@link openProfile}
 */
export async function patientsFind(
  { words, limit, profile }: { readonly words: string; readonly limit: number; readonly profile: string },
  opener: ProfileOpener = fileKeyOpener,
): Promise<CommandAnswer> {
  const { store, secrets } = await openProfile(profile, 'reading', () => new Date(), opener);
  try {
    const [total, rows, conflicts] = await Promise.all([
      store.patients.found(words),
      store.patients.search(words, limit),
      store.worklists.waiting(),
    ]);
    traceReading(
      { folder: profile, secrets },
      { act: 'patients.searched', label: 'Recherche de patients', patientId: null, details: { by: 'words', words, shown: rows.length } },
    );
    const files = await Promise.all(rows.map(({ id }) => store.patients.get(id)));
    const results = files.flatMap((file) =>
      file === null ? [] : [{ ...described(file), conflicts: conflicts.filter(({ patientIds }) => patientIds.includes(file.id)).length }],
    );
    return { result: { total, results }, positive: total > 0 };
  } finally {
    await store.close();
  }
}

const described = (file: PatientFile) => ({
  id: file.id,
  ipp: file.ipp,
  status: file.status,
  birthName: file.birthName,
  firstName: file.firstBirthFirstName,
  birthFirstNames: file.birthFirstNames,
  usedName: file.usedName,
  usedFirstName: file.usedFirstName,
  birthDate: file.birthDate,
  birthPlace: file.birthPlace,
  sex: file.sex,
  // A matricule shows with a qualified identity alone (EXI SI 08).
  ins:
    file.ins === null || prohibitions(file.status, file.attributes, file).transmission
      ? null
      : { matricule: file.ins.matricule, oid: file.ins.oid },
  receivedIns: file.receivedIns.map(({ matricule, oid, problem, sender, receivedAt }) => ({ matricule, oid, problem, sender, receivedAt })),
  receivedProof: file.receivedProof,
  attributes: file.attributes,
  feeding: information(file.feeding),
  consultation: information(file.consultation),
  mssPatient: information(file.mssPatient),
  mssProfessionals: information(file.mssProfessionals),
});

const information = (
  record: InformationRecord | null,
): { readonly state: InformationRecord['state']; readonly origin: InformationRecord['origin'] | null } =>
  record === null ? { state: 'none', origin: null } : { state: record.state, origin: record.origin };
