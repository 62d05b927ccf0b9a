import type { Instant } from '../../../shared/domain/record/instant.ts';
import type { Effects } from '../effects.ts';
import { ippAfter } from '../../../shared/domain/identity/ipp.ts';
import { normaliseName } from '../../../shared/domain/ins/names.ts';
import type { PatientFile, PatientRecord } from '../../../shared/domain/record/patient.ts';
import type { IdentityStatus, LocalSex } from '../../../shared/domain/types.ts';
import { storeError } from '../errors.ts';
import { flag, saveRow, type Sql } from '../sqlite/sql.ts';

import { collectiveInForce } from '../structure/collective.ts';
import { getEpisode } from './episodes.ts';
import { wordOf } from './information.ts';
import { receivedIns } from './identifiers.ts';
import { dmpKnowledge, medecinTraitant, otherCorrespondents, representatives } from './contacts.ts';

export function savePatient(sql: Sql, { patient }: { readonly patient: PatientRecord }): Effects {
  const columns = {
    ipp: patient.ipp,
    birth_name: patient.birthName,
    birth_first_names: patient.birthFirstNames,
    first_birth_first_name: patient.firstBirthFirstName,
    used_name: patient.usedName,
    used_first_name: patient.usedFirstName,
    sex: patient.sex,
    birth_date: patient.birthDate,
    birth_place: patient.birthPlace,
    birth_name_norm: normaliseName(patient.birthName),
    first_names_norm: normaliseName(patient.birthFirstNames),
    used_name_norm: patient.usedName === null ? null : normaliseName(patient.usedName),
    status: patient.status,
    homonym: flag(patient.attributes.homonym),
    doubtful: flag(patient.attributes.doubtful),
    fictive: flag(patient.attributes.fictive),
    ins_matricule: patient.ins?.matricule ?? null,
    ins_oid: patient.ins?.oid ?? null,
    insi_answer_id: patient.insi?.answerId ?? null,
    insi_accepted_at: patient.insi?.acceptedAt ?? null,
    insi_by: patient.insi?.by.idNat ?? null,
    insi_by_name: patient.insi?.by.name ?? null,
    identity_document: patient.identityDocument?.type ?? null,
    identity_document_at: patient.identityDocument?.seenAt ?? null,
    identity_document_by: patient.identityDocument?.by.idNat ?? null,
    identity_document_by_name: patient.identityDocument?.by.name ?? null,
    birth_date_uncertain: flag(patient.birthDateUncertain),
    phone: patient.phone,
    address: patient.address,
    deceased: flag(patient.death !== null),
    deceased_on: patient.death?.on ?? null,
    identity_channel: patient.channel,
    received_proof: patient.receivedProof === null ? null : JSON.stringify(patient.receivedProof),
    billing_nss: patient.billingNss,
    billing_birth_date: patient.billingBirthDate,
    birth_rank: patient.birthRank,
    protection: patient.protection,
    created_at: patient.createdAt,
    updated_at: patient.updatedAt,
    opened_at: patient.updatedAt,
  };
  const saved = saveRow(sql, 'patients', patient.id, patient.revision, columns, { episode: patient.episode });
  if (!saved) throw storeError('STORE_CONFLICT');
  return { indexed: [patient.id], patients: [patient.id] };
}

export function patientOpened(sql: Sql, { patientId, at }: { readonly patientId: string; readonly at: Instant }): void {
  if (sql.run('UPDATE patients SET opened_at = ?1, viewed_at = ?1 WHERE id = ?2', at, patientId) === 0) throw storeError('STORE_REFUSED');
}

/** Every column of a record. */
export interface PatientRow {
  readonly id: string;
  readonly revision: number;
  readonly ipp: string;
  readonly birth_name: string;
  readonly birth_first_names: string;
  readonly first_birth_first_name: string;
  readonly used_name: string | null;
  readonly used_first_name: string | null;
  readonly sex: LocalSex;
  readonly birth_date: string;
  readonly birth_place: string | null;
  readonly status: IdentityStatus;
  readonly homonym: number;
  readonly doubtful: number;
  readonly fictive: number;
  readonly ins_matricule: string | null;
  readonly ins_oid: string | null;
  readonly insi_answer_id: string | null;
  readonly insi_accepted_at: string | null;
  readonly insi_by: string | null;
  readonly insi_by_name: string | null;
  readonly identity_document: string | null;
  readonly identity_document_at: string | null;
  readonly identity_document_by: string | null;
  readonly identity_document_by_name: string | null;
  readonly birth_date_uncertain: number;
  readonly phone: string | null;
  readonly address: string | null;
  readonly deceased: number;
  readonly deceased_on: string | null;
  readonly identity_channel: PatientRecord['channel'];
  readonly received_proof: string | null;
  readonly billing_nss: string | null;
  readonly billing_birth_date: string | null;
  readonly birth_rank: number | null;
  readonly protection: PatientRecord['protection'];
  readonly merged_into: string | null;
  readonly episode: string;
  readonly created_at: string;
  readonly updated_at: string;
}

export function getPatient(sql: Sql, id: string): PatientFile | null {
  const row = sql.get<PatientRow>('SELECT * FROM patients WHERE id = ?', id);
  if (row === null) return null;
  const current = getEpisode(sql, id, row.episode);
  return {
    ...readPatient(row),
    medecinTraitant: medecinTraitant(sql, id),
    correspondents: otherCorrespondents(sql, id),
    representatives: representatives(sql, id),
    dmp: dmpKnowledge(sql, id),
    ...wordOf(sql, id, row.episode),
    currentEpisode: current,
    collective: collectiveInForce(sql, current?.team.structure ?? null),
    receivedIns: receivedIns(sql, id),
  };
}

export function readPatient(row: PatientRow): PatientRecord {
  return {
    id: row.id,
    revision: row.revision,
    ipp: row.ipp,
    birthName: row.birth_name,
    birthFirstNames: row.birth_first_names,
    firstBirthFirstName: row.first_birth_first_name,
    usedName: row.used_name,
    usedFirstName: row.used_first_name,
    sex: row.sex,
    birthDate: row.birth_date,
    birthPlace: row.birth_place,
    status: row.status,
    attributes: { homonym: row.homonym === 1, doubtful: row.doubtful === 1, fictive: row.fictive === 1 },
    ins: row.ins_matricule === null || row.ins_oid === null ? null : { matricule: row.ins_matricule, oid: row.ins_oid },
    insi:
      row.insi_accepted_at === null
        ? null
        : {
            answerId: row.insi_answer_id,
            acceptedAt: row.insi_accepted_at,
            by: { idNat: row.insi_by ?? '', name: row.insi_by_name ?? '' },
          },
    identityDocument:
      row.identity_document === null
        ? null
        : {
            type: row.identity_document,
            seenAt: row.identity_document_at ?? '',
            by: { idNat: row.identity_document_by ?? '', name: row.identity_document_by_name ?? '' },
          },
    birthDateUncertain: row.birth_date_uncertain === 1,
    phone: row.phone,
    address: row.address,
    death: row.deceased === 1 ? { on: row.deceased_on } : null,
    channel: row.identity_channel,
    // Cast: written by savePatient alone.
    receivedProof: row.received_proof === null ? null : (JSON.parse(row.received_proof) as PatientRecord['receivedProof']),
    billingNss: row.billing_nss,
    billingBirthDate: row.billing_birth_date,
    birthRank: row.birth_rank,
    protection: row.protection,
    mergedInto: row.merged_into,
    episode: row.episode,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}

/** Whatever the nature of the matricule: an identifiant d'attente and the NIR it became are one person's (ins/README 1). */
export function patientByIns(sql: Sql, matricule: string): string | null {
  return sql.get<{ readonly id: string }>('SELECT id FROM patients WHERE ins_matricule = ?', matricule)?.id ?? null;
}

export function countPatients(sql: Sql): number {
  return sql.get<{ readonly n: number }>('SELECT sum(patients) AS n FROM patient_counts')?.n ?? 0;
}

/** Ours only: a number given by another system does not look like `P000001`. The condition is that of the index patients_own_ipp. */
export function nextIpp(sql: Sql): string {
  const last =
    sql.get<{ readonly ipp: string }>(
      `SELECT ipp FROM patients INDEXED BY patients_own_ipp WHERE ipp GLOB 'P[0-9][0-9][0-9][0-9][0-9][0-9]*' AND ipp NOT GLOB 'P*[^0-9]*' AND length(ipp) <= 12 ORDER BY length(ipp) DESC, ipp DESC LIMIT 1`,
    )?.ipp ?? 'P0';
  return ippAfter(last);
}
