import type { ConflictView } from '../../../shared/contract/worklists.ts';
import { prohibitions } from '../../../shared/domain/identity/status.ts';
import { displayMatricule } from '../../../shared/domain/ins/matricule.ts';
import { compareTraits } from '../../../shared/domain/ins/traits.ts';
import type { ConflictRecord } from '../../../shared/domain/record/conflict.ts';
import type { PatientFile, PatientSummary } from '../../../shared/domain/record/patient.ts';
import type { Store } from '../../store/types.ts';
import { patientRow, traitsOf } from '../patients/view.ts';

const COMPARE = 'Comparez les deux identités d’après une pièce d’identité : corrigez le dossier s’il est faux, puis classez.';
const SEPARATE =
  'Si ce sont deux personnes, créez un dossier à part ; sinon, corrigez le dossier d’après une pièce d’identité, puis classez.';
const MERGE = 'Si c’est la même personne, fusionnez les deux dossiers ; sinon, classez.';

/** What to do about each kind of contradiction, and what can be done from the list. */
const ADVICE: Readonly<Record<string, readonly [action: string, acts: ConflictView['acts']]>> = {
  IMPORT_NUMBER_REUSED: ['Ne vous fiez pas au numéro. ' + SEPARATE, ['create']],
  IMPORT_FOREIGN_CORRECTION: [SEPARATE, ['create']],
  IMPORT_CONTRADICTION: [SEPARATE, ['create']],
  IMPORT_OTHER_INS: ['Interrogez INSi pour savoir à qui est chaque matricule. ' + SEPARATE, ['create']],
  IMPORT_SAME_INS: ['Un matricule n’a qu’un titulaire : interrogez INSi. ' + SEPARATE, ['create']],
  IMPORT_INS_TAKEN: ['Interrogez INSi. ' + MERGE, ['merge']],
  IMPORT_FOREIGN_STATUS: ['L’autre système doute de cette identité : contrôlez une pièce d’identité, puis classez.', []],
  IMPORT_INVALIDATED: ['Votre serveur d’identités a retiré cette identité : contrôlez une pièce d’identité, puis classez.', []],
  IMPORT_DUPLICATE_SAID: ['Cherchez l’autre dossier de cette personne : fusionnez-les si c’est la même, puis classez.', []],
  IMPORT_COLLISION_SAID: ['Des données de deux personnes sont peut-être mêlées : relisez les documents et les traits, puis classez.', []],
  IMPORT_USURPATION: ['Contrôlez une pièce d’identité avec photo, puis classez.', []],
  IMPORT_LOOKALIKE: [MERGE, ['merge']],
  IMPORT_MERGE_REFUSED: [MERGE, ['merge']],
  MERGE_TWO_MATRICULES: ['Interrogez INSi pour savoir à qui est chaque matricule ; classez si ce sont deux personnes.', []],
  MERGE_FICTIVE: ['Laissez le dossier fictif à part, puis classez.', []],
  IMPORT_VISIT_OTHER: [MERGE, ['merge']],
  PATIENT_SAME_INS: [MERGE, ['merge']],
};

/** A contradiction as the list shows it: the first record beside the other side. */
export async function conflictView(
  store: Store,
  conflict: ConflictRecord & { readonly rows: readonly PatientSummary[] },
): Promise<ConflictView> {
  const { id, at, code, message, incoming, rows } = conflict;
  const [action, acts] = ADVICE[code] ?? [COMPARE, []];
  const both = rows.slice(0, 2);
  const [files, numbers] = await Promise.all([
    Promise.all(both.map((row) => store.patients.get(row.id))),
    Promise.all(both.map((row) => store.patients.identifiers(row.id))),
  ]);
  const [first, second] = files;
  const other = incoming ?? second ?? null;
  return {
    id,
    rows: rows.map(patientRow),
    held: files.map((file, i) => ({
      matricule: file === null ? null : shownMatricule(file),
      numbers: [...new Set((numbers[i] ?? []).map(({ value }) => value))],
    })),
    incoming:
      incoming === null
        ? null
        : {
            ...traitsOf(incoming),
            usedName: incoming.usedName,
            ipp: incoming.ipp,
            matricule: incoming.matricule?.matricule ?? null,
            from: incoming.from,
          },
    comparison: first === null || first === undefined || other === null ? [] : [...compareTraits(first, other)],
    message,
    action,
    acts: acts.filter((act) => (act === 'merge' ? rows.length > 1 : incoming !== null)),
    at,
  };
}

/** A matricule shows with a qualified identity alone (EXI SI 08). */
const shownMatricule = ({ ins, status, attributes, sex, birthDate }: PatientFile): string | null =>
  ins === null || prohibitions(status, attributes, { sex, birthDate }).transmission
    ? null
    : `${displayMatricule(ins.matricule)} ${ins.matricule.slice(13)}`;
