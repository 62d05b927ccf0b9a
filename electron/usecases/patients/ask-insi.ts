import type { InsiOutcome } from '../../../shared/contract/patients.ts';
import { assertInsiAllowed } from '../../../shared/domain/identity/status.ts';
import { insKind } from '../../../shared/domain/ins/oids.ts';
import { compareTraits } from '../../../shared/domain/ins/traits.ts';
import type { InsiAnswer } from '../../insi/answer.ts';
import type { OpenSession } from '../../session/session.ts';
import type { InsiAnswerRecord, PatientFile } from '../../store/types.ts';
import { act, actorOf, type Office } from '../office.ts';
import { requirePatient } from './view.ts';

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

/**
 * Asks INSi for this patient: one search at a visit, never a batch. The answer is kept verbatim; nothing of the record
 * changes before the user accepts.
 *
 * @throws PosteError IDENTITY_DOUBTFUL, IDENTITY_FICTIVE, INSI_*, PATIENT_UNKNOWN, SESSION_CLOSED
 */
export function askInsi(office: Office & { readonly search: (session: OpenSession, patient: PatientFile) => Promise<InsiAnswer> }) {
  return async (id: string): Promise<InsiOutcome> => {
    const session = office.session();
    const patient = await requirePatient(office.store, id);
    assertInsiAllowed(patient.attributes);
    let answer: InsiAnswer;
    try {
      answer = await office.search(session, patient);
    } catch (thrown) {
      const code = thrown instanceof Error && 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : 'INTERNAL';
      await office.store.commit({
        changes: [],
        audit: [act(session, office.now(), { act: 'insi.asked', label: 'INSi interrogé, sans réponse', patientId: id, result: code })],
      });
      office.tell.patient(id);
      throw thrown;
    }
    const now = office.now();
    const record: InsiAnswerRecord = {
      id: office.uuid(),
      patientId: id,
      at: now.toISOString(),
      by: actorOf(session),
      code: answer.code,
      label: answer.label,
      identity: answer.identity === null ? null : { ins: answer.identity.ins, ...answer.identity.traits },
    };
    await office.store.commit({
      changes: [{ kind: 'insi.answer', answer: record, verbatim: answer.verbatim }],
      audit: [
        act(session, now, {
          act: 'insi.asked',
          label: `INSi interrogé : réponse ${answer.code}`,
          patientId: id,
          objectId: record.id,
          details: { code: answer.code },
        }),
      ],
    });
    office.tell.patient(id);
    return outcome(record, patient);
  };
}

function outcome(record: InsiAnswerRecord, patient: PatientFile): InsiOutcome {
  const { identity } = record;
  if (record.code !== '00' || identity === null) {
    return { code: record.code, proposal: null, advice: ADVICE[record.code === '02' ? '02' : '01'] };
  }
  const official = { ...identity, birthFirstNames: identity.firstNames };
  return {
    code: '00',
    proposal: {
      id: record.id,
      traits: {
        birthName: identity.birthName ?? '',
        birthFirstNames: identity.firstNames ?? '',
        sex: identity.sex ?? patient.sex,
        birthDate: identity.birthDate ?? patient.birthDate,
        birthPlace: identity.birthPlace,
      },
      kind: insKind(identity.ins.oid) ?? identity.ins.oid,
      comparison: [...compareTraits(patient, official)],
    },
    advice: null,
  };
}
