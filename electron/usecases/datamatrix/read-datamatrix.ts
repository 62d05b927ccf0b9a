import type { DatamatrixView } from '../../../shared/contract/identity.ts';
import type { ReadDatamatrix } from '../../../shared/domain/ins/datamatrix.ts';
import { agreementOf, judgeClaim, type ClaimConflict } from '../../../shared/domain/identity/claim.ts';
import { recogniseScan } from '../../../shared/domain/ins/scan.ts';
import type { PatientRecord } from '../../../shared/domain/record/patient.ts';
import type { Store } from '../../store/types.ts';
import { rowOf, similarRecords } from '../patients/similar.ts';
import { patientRow } from '../patients/view.ts';

/** What a scanner typed, an image file, or a page that the window drew (RGBA). */
export type ScannedCode =
  | { readonly kind: 'keys'; readonly text: string }
  | { readonly kind: 'image'; readonly bytes: Uint8Array }
  | { readonly kind: 'pixels'; readonly width: number; readonly height: number; readonly bytes: Uint8Array };

export interface ReadDatamatrixPorts {
  readonly store: Store;
  readonly testOidsAllowed: boolean;
  /** Looks for the symbol in an image. */
  readonly readImage: (image: Exclude<ScannedCode, { readonly kind: 'keys' }>) => Promise<ReadDatamatrix>;
}

/** What a datamatrix says, and the records it may be of: traits to verify by INSi, never a status. @throws PosteError DATAMATRIX_*, IMAGE_*, SYMBOL_* */
export function readDatamatrix(ports: ReadDatamatrixPorts) {
  return async (code: ScannedCode): Promise<DatamatrixView> => {
    const read = code.kind === 'keys' ? scanned(code.text, ports.testOidsAllowed) : await ports.readImage(code);
    const [numbered, similar] = await Promise.all([
      ports.store.patients.byMatricule(read.ins.matricule),
      similarRecords(ports.store, { traits: read.traits, usedName: null, usedFirstName: null, ins: read.ins }),
    ]);
    const known = new Set(numbered.map(({ id }) => id));
    const alike = similar.filter(({ id, kind }) => !known.has(id) && (kind === 'same' || kind === 'homonym'));
    const records = await Promise.all(numbered.map(({ id }) => ports.store.patients.get(id)));
    const contradictions = [...records.filter((record) => record !== null), ...alike.map(({ record }) => record)].flatMap((record) =>
      contradictionOf(record, read),
    );
    return {
      traits: read.traits,
      ins: { ...read.ins, kind: read.kind, keyRight: read.keyValid },
      matches: [...numbered.map(patientRow), ...alike.map(({ record }) => patientRow(rowOf(record)))],
      contradictions,
    };
  };
}

const CONTRADICTIONS: Readonly<Record<ClaimConflict, string>> = {
  OTHER_INS: 'Ce dossier porte un autre matricule INS : interrogez INSi avant de vous en servir.',
  NUMBER_REUSED: 'Ce dossier a d’autres traits : contrôlez une pièce d’identité.',
  FOREIGN_CORRECTION: 'Ce dossier a d’autres traits : contrôlez une pièce d’identité.',
  CONTRADICTION: 'Ce dossier a d’autres traits : contrôlez une pièce d’identité.',
  SAME_INS: 'Ce dossier porte ce matricule avec d’autres traits : contrôlez une pièce d’identité.',
};

/** Why that record is not the person scanned. */
function contradictionOf(
  record: PatientRecord,
  { ins, traits }: ReadDatamatrix,
): readonly { readonly id: string; readonly message: string }[] {
  const same = record.ins?.matricule === ins.matricule;
  const { conflict } = judgeClaim({
    foundBy: same ? 'matricule' : 'scan',
    domain: 'foreign',
    status: record.status,
    agreement: agreementOf(record, traits),
    matricule: record.ins === null ? 'none' : same ? 'same' : 'other',
  });
  return conflict === null ? [] : [{ id: record.id, message: CONTRADICTIONS[conflict] }];
}

/** What a scanner typed, the wrong setting of its keyboard undone. */
function scanned(text: string, test: boolean): ReadDatamatrix {
  const outcome = recogniseScan(text, { test });
  if (outcome.kind === 'refused') throw outcome.error;
  return outcome.read;
}
