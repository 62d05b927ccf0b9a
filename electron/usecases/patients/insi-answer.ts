import type { InsiOutcome } from '../../../shared/contract/patients.ts';
import { checkMatricule, matriculeAgainstTraits, matriculeReasons } from '../../../shared/domain/ins/matricule.ts';
import { insKind } from '../../../shared/domain/ins/oids.ts';
import { compareTraits, mayAcceptTraits } from '../../../shared/domain/ins/traits.ts';
import type { InsiAnswer } from '../../insi/answer.ts';
import type { Actor, Change, InsiAnswerRecord, PatientRecord } from '../../store/types.ts';
import type { Office } from '../office.ts';
import { traitsOf } from './view.ts';
import { conflictOnce } from './conflict.ts';

const ADVICE: Readonly<Record<'01' | '02', { readonly message: string; readonly action: string }>> = {
  '01': {
    message: 'Aucune identité trouvée par INSi.',
    action: 'Vérifiez nom de naissance, prénoms d’état civil, sexe et date d’après une pièce d’identité, ou lisez la carte Vitale.',
  },
  '02': {
    message: 'Plusieurs identités correspondent.',
    action: 'Ajoutez les autres prénoms de naissance, puis le lieu de naissance, et interrogez INSi de nouveau.',
  },
};

/** What INSi answered was asked for this patient and has another person's traits: looked at by somebody, never accepted. */
export const OTHER_TRAITS = 'INSI_OTHER_TRAITS';

/** The answer as a row, and the changes that keep it, verbatim (EXI REC 07/08). */
export async function keepAnswer(
  office: Pick<Office, 'store' | 'uuid'>,
  patient: PatientRecord,
  answer: InsiAnswer,
  asked: { readonly at: Date; readonly by: Actor },
): Promise<{ readonly record: InsiAnswerRecord; readonly changes: readonly Change[] }> {
  const record: InsiAnswerRecord = {
    id: office.uuid(),
    patientId: patient.id,
    at: asked.at.toISOString(),
    by: asked.by,
    code: answer.code,
    label: answer.label,
    identity: answer.identity === null ? null : { ins: answer.identity.ins, ...answer.identity.traits },
  };
  return {
    record,
    changes: [
      { kind: 'insi.answer', answer: record, verbatim: answer.verbatim },
      ...(isOther(record, patient)
        ? await conflictOnce(office, { at: asked.at, code: OTHER_TRAITS, patientIds: [patient.id], message: 'INSi a répondu avec les traits d’une autre personne : vérifiez l’identité d’après une pièce.' })
        : []),
    ],
  };
}

/** Whether the answer's traits are not the record's. */
export function isOther({ identity }: InsiAnswerRecord, patient: PatientRecord): boolean {
  return identity !== null && !mayAcceptTraits(compareTraits(comparedOf(patient), { ...identity, birthFirstNames: identity.firstNames }));
}

const comparedOf = (patient: PatientRecord) => ({ ...traitsOf(patient), firstBirthFirstName: patient.firstBirthFirstName });

/** The answer as the screen shows it, beside the local traits; nothing is overwritten before the user accepts. */
export function insiOutcomeOf(record: InsiAnswerRecord, patient: PatientRecord): InsiOutcome {
  const { identity } = record;
  if (record.code !== '00' || identity === null) {
    return { code: record.code, proposal: null, advice: ADVICE[record.code === '02' ? '02' : '01'] };
  }
  const traits = {
    birthName: identity.birthName ?? '',
    birthFirstNames: identity.firstNames ?? '',
    sex: identity.sex ?? patient.sex,
    birthDate: identity.birthDate ?? patient.birthDate,
    birthPlace: identity.birthPlace,
  };
  return {
    code: '00',
    proposal: {
      id: record.id,
      traits,
      kind: insKind(identity.ins.oid) ?? identity.ins.oid,
      comparison: [...compareTraits(comparedOf(patient), { ...identity, birthFirstNames: identity.firstNames })],
      warnings: matriculeWarnings(identity.ins.matricule, traits),
    },
    advice: null,
  };
}

/** A wrong key is shown before it is refused; the rest only draws attention (ins.md 2 and 6). */
export function matriculeWarnings(matricule: string, traits: Parameters<typeof matriculeAgainstTraits>[1]): string[] {
  const { reason, warnings } = checkMatricule(matricule, null, { test: true });
  if (reason !== null) return [`Ce matricule ne pourra pas être accepté : ${matriculeReasons[reason]}.`];
  return [...warnings, ...matriculeAgainstTraits(matricule, traits)].map(({ message }) => message);
}
