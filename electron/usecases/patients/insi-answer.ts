import type { InsiOutcome } from '../../../shared/contract/patients.ts';
import { checkMatricule, matriculeAgainstTraits, matriculeReasons } from '../../../shared/domain/ins/matricule.ts';
import { insKind } from '../../../shared/domain/ins/oids.ts';
import { agreementOf, judgeClaim } from '../../../shared/domain/identity/claim.ts';
import { compareTraits, missingTraits, type TraitComparison } from '../../../shared/domain/ins/traits.ts';
import type { Actor } from '../../../shared/domain/record/actor.ts';
import type { InsiAnswerRecord } from '../../../shared/domain/record/insi.ts';
import type { PatientRecord } from '../../../shared/domain/record/patient.ts';
import type { InsiAnswer } from '../../insi/answer.ts';
import type { Change } from '../../store/types.ts';
import type { CommonPorts } from '../common-ports.ts';
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
  common: Pick<CommonPorts, 'store' | 'uuid'>,
  patient: PatientRecord,
  answer: InsiAnswer,
  asked: { readonly at: Date; readonly by: Actor },
): Promise<{ readonly record: InsiAnswerRecord; readonly changes: readonly Change[] }> {
  const record: InsiAnswerRecord = {
    id: common.uuid(),
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
        ? await conflictOnce(common, {
            at: asked.at,
            code: OTHER_TRAITS,
            patientIds: [patient.id],
            message: 'INSi a répondu avec les traits d’une autre personne : vérifiez l’identité d’après une pièce.',
          })
        : []),
    ],
  };
}

/** Whether the answer's traits are not the record's. */
export function isOther({ identity }: InsiAnswerRecord, patient: PatientRecord): boolean {
  if (identity === null) return false;
  const agreement = agreementOf(patient, { ...identity, birthFirstNames: identity.firstNames });
  return judgeClaim({ foundBy: 'insi', domain: 'foreign', status: patient.status, agreement, matricule: 'none' }).conflict !== null;
}

/** Traits that the answer does not give and without which nobody can confirm it, in French. */
export function lacking({ identity }: InsiAnswerRecord, patient: PatientRecord): readonly string[] {
  return identity === null ? [] : missingTraits(comparisonOf(identity, patient)).map((trait) => TRAIT_LABELS[trait]);
}

const TRAIT_LABELS: Readonly<Record<TraitComparison['trait'], string>> = {
  birthName: 'nom de naissance',
  birthFirstNames: 'prénoms de naissance',
  sex: 'sexe',
  birthDate: 'date de naissance',
  birthPlace: 'lieu de naissance',
};

const comparisonOf = (identity: NonNullable<InsiAnswerRecord['identity']>, patient: PatientRecord): readonly TraitComparison[] =>
  compareTraits(patient, { ...identity, birthFirstNames: identity.firstNames });

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
  const missing = lacking(record, patient);
  return {
    code: '00',
    proposal: {
      id: record.id,
      traits,
      kind: insKind(identity.ins.oid) ?? identity.ins.oid,
      comparison: [...comparisonOf(identity, patient)],
      acceptable: !isOther(record, patient) && missing.length === 0 && isRight(identity.ins.matricule),
      warnings: [
        ...(missing.length === 0 ? [] : [`Cette réponse ne pourra pas être acceptée : INSi n’a pas donné ${missing.join(', ')}.`]),
        ...matriculeWarnings(identity.ins.matricule, traits),
      ],
    },
    advice: null,
  };
}

const isRight = (matricule: string): boolean => checkMatricule(matricule, null, { test: true }).reason === null;

/** A wrong key is shown before it is refused; the rest only draws attention (ins/README 1). */
export function matriculeWarnings(matricule: string, traits: Parameters<typeof matriculeAgainstTraits>[1]): string[] {
  const { reason, warnings } = checkMatricule(matricule, null, { test: true });
  if (reason !== null) return [`Ce matricule ne pourra pas être accepté : ${matriculeReasons[reason]}.`];
  return [...warnings, ...matriculeAgainstTraits(matricule, traits)].map(({ message }) => message);
}
