import { documentType } from '../../../shared/codes/index.ts';
import type { DocumentPlan } from '../../../shared/contract/documents.ts';
import { patientPreview } from '../../../shared/domain/documents/patient-preview.ts';
import { titleProblem } from '../../../shared/domain/documents/title.ts';
import { visibilityProblem } from '../../../shared/domain/documents/visibility.ts';
import { isComplete, isMinor } from '../../../shared/domain/ins/dates.ts';
import type { DocumentForm } from '../../../shared/domain/record/document.ts';
import type { PatientFile } from '../../../shared/domain/record/patient.ts';
import { leavesSomewhere, planChannels, recipientsProblem } from '../../../shared/domain/sending/channels.ts';
import { errorFacts, fail, type PosteError } from '../../../shared/errors.ts';
import type { OpenSession } from '../../session/session.ts';
import type { Store } from '../../store/types.ts';
import { actorOf } from '../acting.ts';
import type { MssStanding } from '../session/mss-standing.ts';
import { localDay, requirePatient } from '../patients/view.ts';
import { categoryOf, requireDocument } from './view.ts';
import { feedingOf } from '../patients/feeding.ts';

export interface PlanPorts {
  readonly store: Store;
  readonly now: () => Date;
  readonly current: () => OpenSession | null;
  readonly ageOfMajority: number;
  readonly mss: () => MssStanding;
}

/** What would happen if the document were validated now: what the patient will see, and each channel's own decision. */
export function planDocument(ports: PlanPorts) {
  return async (input: { readonly id: string; readonly form: DocumentForm }): Promise<DocumentPlan> => {
    const document = await requireDocument(ports.store, input.id);
    const patient = await requirePatient(ports.store, document.patientId);
    return planFor(ports, patient, input.form);
  };
}

/** The same for a patient at hand. */
export function planFor(ports: PlanPorts, patient: PatientFile, form: DocumentForm): DocumentPlan {
  const today = localDay(ports.now());
  const session = ports.current();
  const type = form.type === null ? null : documentType(form.type);
  const minor = isMinor(patient.birthDate, today, ports.ageOfMajority);
  const channels = planChannels({
    session: session !== null,
    patient,
    ...feedingOf(patient),
    dmp: knownClosed(patient) ? null : patient.dmp,
    type,
    visibility: form.visibility,
    recipients: form.recipients,
    medecinTraitant: patient.medecinTraitant,
    mss: { ...ports.mss(), derogation: false },
  });
  const toDmp = channels.some((c) => c.channel === 'dmp' && (c.outcome === 'ready' || c.outcome === 'waiting'));
  const leaving = channels.filter((c) => c.channel === 'mss' && (c.outcome === 'ready' || c.outcome === 'waiting'));
  const problems = problemsOf(form, patient, type !== null, minor, today);
  return {
    patientSees: [
      ...patientPreview({
        female: patient.sex === 'F',
        visibility: form.visibility,
        title: form.title,
        category: form.type === null ? null : categoryOf(form.type),
        minor,
        author: session === null ? 'vous' : actorOf(session).name,
        today,
        toDmp,
        professionals: leaving.map((c) => (c.role === null ? c.recipient : (c.role.split(',')[0] ?? c.recipient))),
      }),
    ],
    channels: [...channels],
    problems,
    canValidate: session !== null && problems.length === 0 && leavesSomewhere(channels),
  };
}

/** An older « no DMP » or « closed » does not stop a send: the DMP is asked again when it leaves. */
const knownClosed = ({ dmp }: PatientFile): boolean => dmp !== null && (dmp.state !== 'open' || dmp.authorization === 'INTERDIT');

function problemsOf(form: DocumentForm, patient: PatientFile, typeKnown: boolean, minor: boolean, today: string): DocumentPlan['problems'] {
  const found: DocumentPlan['problems'] = [];
  const note = (field: DocumentPlan['problems'][number]['field'], error: PosteError | null): void => {
    if (error !== null) found.push({ field, error: errorFacts(error) });
  };
  if (form.type === null) note('type', fail('TYPE_EMPTY', { path: '/type' }));
  else if (!typeKnown) note('type', fail('TYPE_UNKNOWN', { path: '/type', values: { type: form.type } }));
  note('title', titleProblem(form.title));
  if (!isComplete(form.date)) note('date', fail('DATE_INVALID', { path: '/date' }));
  else if (form.date > today) note('date', fail('DATE_FUTURE', { path: '/date' }));
  else if (form.date < patient.birthDate) note('date', fail('DATE_BEFORE_BIRTH', { path: '/date' }));
  note('recipients', recipientsProblem(form.recipients));
  note('visibility', visibilityProblem(form.visibility, form.type, { minor }));
  return found;
}
