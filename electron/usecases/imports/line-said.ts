import { reliabilityOf, type ReliabilityWork } from '../../../shared/domain/identity/reliability.ts';
import type { ImportNotice } from '../../import/types.ts';
import type { PatientRecord } from '../../../shared/domain/record/patient.ts';
import type { Change } from '../../store/types.ts';
import type { Line, TakePorts } from './line.ts';

const WORK: Readonly<Record<ReliabilityWork, readonly [code: string, says: string]>> = {
  duplicate: ['IMPORT_DUPLICATE_SAID', 'que cette personne a deux dossiers (doublon).'],
  collision: ['IMPORT_COLLISION_SAID', 'que ce dossier mêle deux personnes (collision).'],
  usurpation: ['IMPORT_USURPATION', 'que cette identité est usurpée.'],
  invalidated: ['IMPORT_INVALIDATED', 'que cette identité est désactivée ou invalidée.'],
};

/** What the sender says of the identity that somebody has to look at; the line is taken. */
export function workSaid({ patient, received }: Line): readonly ImportNotice[] {
  const who = received.domain === 'own' ? 'Votre domaine d’identification dit' : 'Un autre système dit';
  return reliabilityOf(patient.reliability).work.map((work) => ({ code: WORK[work][0], message: `${who} ${WORK[work][1]}` }));
}

/** What puts it in the work list. */
export async function workOf(line: Line, patientId: string, ports: TakePorts): Promise<readonly Change[]> {
  const changes: Change[] = [];
  for (const { code, message } of workSaid(line)) changes.push(...(await ports.contradict({ code, patientIds: [patientId], message })));
  return changes;
}

/** What is said of a line that is taken. @param record as it is now */
export function noticesOf(line: Line, record: PatientRecord): readonly ImportNotice[] {
  const { patient, received } = line;
  const { said } = reliabilityOf(patient.reliability);
  const opposed = patient.consent?.feeding?.state === 'opposed' || patient.consent?.consultation?.state === 'opposed';
  return [
    ...patient.notices,
    ...(opposed
      ? [
          {
            code: 'IMPORT_OPPOSITION_RECEIVED',
            message: 'Opposition reçue : à confirmer ou à lever avec la personne concernée, dans son dossier.',
          },
        ]
      : []),
    ...workSaid(line),
    ...said.map((words) => ({ code: 'IMPORT_RELIABILITY_SAID', message: `L’émetteur dit de cette identité (PID-32) : ${words}.` })),
    ...(received.toVerify === null || received.toVerify.matricule === record.ins?.matricule
      ? []
      : [{ code: 'IMPORT_INS_RECEIVED', message: 'Matricule INS reçu et gardé à part : à vérifier avec INSi, jamais transmis.' }]),
    ...(received.reason === 'NO_PROOF'
      ? [{ code: 'IMPORT_NO_PROOF', message: 'Identité validée par votre domaine sans sa preuve (ZFD) : elle n’est pas qualifiée.' }]
      : []),
  ];
}
