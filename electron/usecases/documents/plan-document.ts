import { documentType } from '../../../shared/codes/index.ts';
import type { DocumentPlan } from '../../../shared/contract/documents.ts';
import { patientPreview } from '../../../shared/domain/documents/patient-preview.ts';
import { handedRefusal } from '../../../shared/domain/delegation/prepared.ts';
import { delegationsFor, type Delegate } from '../../../shared/domain/delegation/standing.ts';
import { titleProblem } from '../../../shared/domain/documents/title.ts';
import { visibilityProblem } from '../../../shared/domain/documents/visibility.ts';
import { isComplete, isMinor } from '../../../shared/domain/ins/dates.ts';
import type { Actor } from '../../../shared/domain/record/actor.ts';
import type { DelegatedAct } from '../../../shared/domain/record/delegation.ts';
import type { DocumentForm } from '../../../shared/domain/record/document.ts';
import type { PatientFile } from '../../../shared/domain/record/patient.ts';
import { isPractice } from '../../../shared/domain/rights/can.ts';
import { leavesSomewhere, namedRole, planChannels, recipientsProblem, type ChannelPlan } from '../../../shared/domain/sending/channels.ts';
import { errorFacts, fail, type PosteError } from '../../../shared/errors.ts';
import type { OpenSession } from '../../session/session.ts';
import type { Store } from '../../store/types.ts';
import { actorOf } from '../acting.ts';
import { refusalOf, type Rights } from '../rights/rights.ts';
import { leavingAct } from '../rights/sending.ts';
import type { MssStanding } from '../session/mss-standing.ts';
import type { Trusts } from '../../../shared/domain/mss/recipient-address.ts';
import { localDay, requirePatient } from '../patients/view.ts';
import { categoryOf, requireDocument, unsettled } from './view.ts';
import { mssOppositionsOf } from '../../../shared/domain/sending/mss-opposition.ts';
import { knownCorrespondents } from '../patients/known-correspondents.ts';
import { feedingOf } from '../patients/feeding.ts';

export interface PlanPorts {
  readonly store: Store;
  readonly now: () => Date;
  readonly current: () => OpenSession | null;
  readonly ageOfMajority: () => number;
  readonly mss: () => MssStanding;
  /** Mailbox of a professional on this workstation; null when none is configured. */
  readonly mailboxOf: (idNat: string) => string | null;
  readonly trusts: Trusts;
  readonly rights: Pick<Rights, 'atOffice' | 'about'>;
}

/**
 * What would happen if the document were validated now: what the patient will see, and each channel's own decision. Who does
 * not answer for documents is told what the professional whom they prepare it for would send.
 */
export function planDocument(ports: PlanPorts) {
  return async (input: { readonly id: string; readonly form: DocumentForm }): Promise<DocumentPlan> => {
    const document = await requireDocument(ports.store, input.id);
    const patient = await requirePatient(ports.store, document.patientId);
    const session = ports.current();
    const { hands, feeds } = await delegatedTo(ports, session, input.form.type);
    const [professional] = hands;
    const plan = await planFor(ports, patient, input.form, professional ?? null);
    const own = session === null || handedRefusal(document, session.pro.idNat) === null;
    const free = own && document.prepared === null;
    return {
      ...plan,
      canValidate: plan.canValidate && own && unsettled(document) === null,
      handsTo: free ? hands : [],
      feedsFor: free ? feeds : [],
    };
  };
}

/** The professionals in whose name whoever is logged in may prepare a document of that type, or feed the DMP with it. */
async function delegatedTo(
  { store, now, rights }: Pick<PlanPorts, 'store' | 'now' | 'rights'>,
  session: OpenSession | null,
  type: string | null,
): Promise<{ readonly hands: Actor[]; readonly feeds: Actor[] }> {
  if (session === null) return { hands: [], feeds: [] };
  const delegate = delegateOf(session, now());
  const delegations = await store.delegations.of(delegate.person);
  const named = (act: DelegatedAct): Actor[] => {
    const pros = delegationsFor(delegations, act, type, delegate).map(({ from }) => from);
    return [...new Map(pros.map((pro) => [pro.idNat, actorOf({ pro })])).values()];
  };
  const feeds = isPractice(session.situation.sector) && refusalOf(rights.atOffice(session, 'validate')) !== null;
  return { hands: named('prepare'), feeds: feeds ? named('TD2.2') : [] };
}

/** Who is logged in, as delegations know them. */
export const delegateOf = (session: Pick<OpenSession, 'pro' | 'situation'>, now: Date): Delegate => ({
  person: session.pro.idNat,
  structure: session.situation.structureIdNat,
  at: now.toISOString(),
});

/** What is decided of a document, whoever's it is. */
type Planned = Omit<DocumentPlan, 'handsTo' | 'feedsFor'>;

/**
 * The same for a patient at hand.
 *
 * @param professional who will validate it when whoever is logged in does not: their own rights are asked then.
 */
export async function planFor(
  ports: PlanPorts,
  patient: PatientFile,
  form: DocumentForm,
  professional: Actor | null = null,
): Promise<Planned> {
  const today = localDay(ports.now());
  const session = ports.current();
  const refusal = session === null ? null : refusalOf(ports.rights.atOffice(session, 'validate'));
  const other = refusal === null ? null : professional;
  const type = form.type === null ? null : documentType(form.type);
  const minor = isMinor(patient.birthDate, today, ports.ageOfMajority());
  const planned = planChannels({
    session: session !== null,
    patient,
    ...feedingOf(patient),
    dmp: knownClosed(patient) ? null : patient.dmp,
    type,
    visibility: form.visibility,
    recipients: form.recipients,
    medecinTraitant: patient.medecinTraitant,
    correspondents: knownCorrespondents(patient),
    oppositions: mssOppositionsOf(patient),
    mss: { ...standing(ports, other), derogation: false, trusts: ports.trusts },
  });
  const channels = session === null || other !== null ? planned : await permitted(ports, session, patient, form, planned);
  const toDmp = channels.some((c) => c.channel === 'dmp' && (c.outcome === 'ready' || c.outcome === 'waiting'));
  const leaving = channels.filter((c) => c.channel === 'mss' && (c.outcome === 'ready' || c.outcome === 'waiting'));
  const problems = problemsOf(form, patient, { typeKnown: type !== null, minor, today, trusts: ports.trusts });
  return {
    patientSees: [
      ...patientPreview({
        sex: patient.sex,
        visibility: form.visibility,
        title: form.title,
        category: form.type === null ? null : categoryOf(form.type),
        minor,
        author: other?.name ?? (session === null ? 'vous' : actorOf(session).name),
        today,
        toDmp,
        professionals: leaving.map(({ role, recipient }) => namedRole(role).name ?? recipient),
      }),
    ],
    channels: [...channels],
    problems,
    refusal: refusal === null ? null : errorFacts(refusal),
    canValidate: session !== null && refusal === null && problems.length === 0 && leavesSomewhere(channels),
  };
}

/** Each channel that would leave, when whoever is logged in may do what it is; else with the reason why they may not. */
async function permitted(
  { rights }: PlanPorts,
  session: OpenSession,
  patient: PatientFile,
  form: DocumentForm,
  planned: readonly ChannelPlan[],
): Promise<readonly ChannelPlan[]> {
  const decide = await rights.about(session, patient);
  return planned.map((plan) => {
    if (plan.outcome !== 'ready' && plan.outcome !== 'waiting') return plan;
    const why = refusalOf(decide(leavingAct(session, { ...plan, form })));
    return why === null ? plan : { ...plan, outcome: 'blocked', reason: { code: why.code, message: why.message, action: why.action } };
  });
}

/** Their mailbox, which nobody has opened yet. */
function standing({ mss, mailboxOf }: PlanPorts, professional: Actor | null): MssStanding {
  if (professional === null) return mss();
  const mailbox = mailboxOf(professional.idNat);
  return { mailbox, state: mailbox === null ? 'no-mailbox' : 'login-needed' };
}

/** An older « no DMP » or « closed » does not stop a send: the DMP is asked again when it leaves. */
const knownClosed = ({ dmp }: PatientFile): boolean => dmp !== null && (dmp.state !== 'open' || dmp.authorization === 'INTERDIT');

function problemsOf(
  form: DocumentForm,
  patient: PatientFile,
  {
    typeKnown,
    minor,
    today,
    trusts,
  }: { readonly typeKnown: boolean; readonly minor: boolean; readonly today: string; readonly trusts: Trusts },
): DocumentPlan['problems'] {
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
  note('recipients', recipientsProblem(form.recipients, { ...patient, correspondents: knownCorrespondents(patient) }, trusts));
  note('visibility', visibilityProblem(form.visibility, form.type, { minor }));
  return found;
}
