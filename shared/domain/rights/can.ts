import { fail, type PosteError } from '../../errors.ts';
import { agreementHolds } from '../consent/agreement.ts';
import { mayConsult } from '../consent/information.ts';
import { mayTransmitIns } from '../identity/status.ts';
import { mayBeMinor } from '../ins/dates.ts';
import { visibilityProblem } from '../documents/visibility.ts';
import type { InformationPurpose } from '../record/information.ts';
import { feedingOpposition, recordRefusal } from '../sending/feeding.ts';
import { mssOppositionRefusal } from '../sending/mss-opposition.ts';
import { actorOf, lacksSection, refusal, type Refusal } from './actor.ts';
import { decisionOf, type Decision } from './decision.ts';
import access from './document-access.json' with { type: 'json' };
import { delegated } from './delegation.ts';
import type { RightsAct, RightsFacts } from './facts.ts';
import { allows, matrixOf, type MatrixAct, type MatrixActor, type MatrixCell, type Owner } from './matrix.ts';
import { sourceOf } from './sources.ts';

/** What a check says: a refusal; or a rule that was looked at and let through, `asks` when it leaves the last word to somebody. */
type Said = Refusal | { readonly rule: string; readonly source: string; readonly asks: PosteError | string | null };

const passed = (rule: string, asks: PosteError | string | null = null, source = sourceOf(rule)): Said => ({ rule, source, asks });
const isRefusal = (said: Said): said is Refusal => 'error' in said;

/**
 * Whether somebody may do something now: the public matrix first, then our stricter rules (mask, archive: own documents only
 * unless médecin traitant; nothing deleted is opened; no first look without a recorded information), then the patient's word
 * and what their DMP last said.
 *
 * @param ageOfMajority in years.
 */
export function can(facts: RightsFacts, { ageOfMajority }: { readonly ageOfMajority: number }): Decision {
  const actor = actorOf(facts);
  if (typeof actor !== 'string') return decisionOf(actor);
  const seen: Exclude<Said, Refusal>[] = [];
  for (const said of checks(facts, actor, ageOfMajority)) {
    if (isRefusal(said)) return decisionOf(said, basisOf(seen));
    seen.push(said);
  }
  const asking = seen.find(({ asks }) => asks !== null);
  const basis = basisOf(seen);
  if (asking === undefined || asking.asks === null)
    return { answer: 'yes', rule: seen.at(-1)?.rule ?? 'R-145', code: null, reason: 'Autorisé.', action: null, basis };
  const { asks, rule } = asking;
  return typeof asks === 'string'
    ? { answer: 'ask', rule, code: null, reason: asks, action: null, basis }
    : { answer: 'ask', rule, code: asks.code, reason: asks.message, action: asks.action, basis };
}

const basisOf = (seen: readonly Exclude<Said, Refusal>[]): Decision['basis'] => seen.map(({ rule, source }) => ({ rule, source }));

const FEEDS: ReadonlySet<RightsAct> = new Set(['TD2.1', 'TD2.2']);
/** Opens what the DMP holds. */
const LOOKS: ReadonlySet<RightsAct> = new Set(['TD3.1', 'TD3.2', 'TD0.9', 'TD0.10']);
/** Says who somebody is, or whether there is a DMP: needs none that is open. */
const ABOUT: ReadonlySet<RightsAct> = new Set(['TD0.1', 'TD0.2', 'TD0.4', 'TD0.5', 'TD1.3a']);

function* checks(facts: RightsFacts, actor: MatrixActor, ageOfMajority: number): Generator<Said> {
  const { act } = facts;
  const minor = mayBeMinor(facts.patient.birthDate, facts.at.slice(0, 10), ageOfMajority);
  if (act === 'mss-professional' || act === 'mss-patient') return yield* message(facts, actor, minor);
  if (lacksSection(facts.session)) yield refusal('R-145', fail('RIGHTS_SECTION'));
  if (facts.mode !== 'normal') yield* emergency(facts, actor);
  yield* matrix(facts, actor, act);
  if (!ABOUT.has(act)) yield* record(facts);
  if (LOOKS.has(act) && actor !== 'CPE' && actor !== 'PE') yield* looking(facts);
  if (act === 'TD3.2') yield* opening(facts);
  if (act === 'TD0.3-add') yield* authorizing(facts, actor);
  if (FEEDS.has(act)) yield* feeding(facts, minor);
  if (act === 'TD2.2') yield* byStaff(facts);
}

/** */
function* emergency({ mode, dmp, regulationCentre }: RightsFacts, actor: MatrixActor): Generator<Said> {
  if (mode === 'bris_de_glace') {
    if (actor === 'CPE' || actor === 'PE' || actor === 'ES') yield refusal('R-087', fail('RIGHTS_EMERGENCY'));
    yield dmp.opposed.breakGlass ? refusal('R-083', fail('RIGHTS_EMERGENCY_OPPOSED')) : passed('R-082');
  } else {
    if (!regulationCentre) yield refusal('R-080', fail('RIGHTS_REGULATION'));
    yield dmp.opposed.regulation ? refusal('R-083', fail('RIGHTS_EMERGENCY_OPPOSED')) : passed('R-081');
  }
}

/** The public matrix, and where we are stricter. */
function* matrix(facts: RightsFacts, actor: MatrixActor, act: MatrixAct): Generator<Said> {
  const { session, mode, document } = facts;
  const { source, cells } = matrixOf(session.means);
  const state = act === 'TD3.2' ? (document?.state ?? 'current') : null;
  const cell = cells.find((one) => one.actor === actor && one.act === act && one.mode === mode && one.state === state);
  const owner = ownerOf(facts);
  if (cell === undefined || cell.cell === 'no') return yield roleRefusal(facts, actor, cell);
  // Deleted documents are never offered, though the matrix lets them be read.
  if (state === 'deleted') yield refusal('R-121', fail('RIGHTS_DELETED'));
  const allowed = allows(cell.cell, owner);
  if (allowed === false) yield refusal(cell.rule, fail(act === 'TD3.2' ? 'RIGHTS_MASKED' : 'RIGHTS_OWN'));
  // Masking and archiving: one's own documents, but for the médecin traitant.
  if (OWN_BUT_MT.has(act) && actor !== 'MT' && owner !== 'own')
    yield refusal(act === 'TD3.3a-mask' ? 'R-100' : 'R-117', fail('RIGHTS_OWN'));
  yield passed(
    cell.rule,
    allowed === null ? 'Le document est masqué : le DMP ne l’ouvre que si le patient l’a permis.' : null,
    `${source}, ${act}, ${actor}, ${mode}`,
  );
}

const OWN_BUT_MT: ReadonlySet<MatrixAct> = new Set(['TD3.3a-mask', 'TD3.3d-archive', 'TD3.3d-unarchive']);

/** Whose the document at hand is; none at hand: somebody's. */
function ownerOf({ document, session }: RightsFacts): Owner {
  if (document === null) return 'other';
  if (document.author === 'patient') return 'patient';
  if (document.author !== null && document.author === session.person) return 'own';
  return document.structure !== null && document.structure === session.structure ? 'structure' : 'other';
}

/** Why a role may not, in the words of what it could do instead. */
function roleRefusal({ session, act, mode }: RightsFacts, actor: MatrixActor, cell: MatrixCell | undefined): Refusal {
  if (session.means === 'INDIRECTE_RENFORCEE' && FEEDS.has(act)) return refusal('R-161', fail('RIGHTS_AIR'));
  if ((actor === 'CPE' || actor === 'PE') && act.startsWith('TD3')) return refusal('R-141', fail('RIGHTS_NO_STAFF'));
  if (act === 'TD0.5') return refusal('R-086', fail('RIGHTS_ROLE'));
  if (mode !== 'normal') return refusal('R-085', fail('RIGHTS_MODE'));
  return refusal(cell?.rule ?? 'R-160', fail('RIGHTS_ROLE'));
}

/** What the DMP last said of itself; what it never said is for it to say. */
function* record({ dmp }: RightsFacts): Generator<Said> {
  const refused = recordRefusal(dmp);
  yield refused === null ? passed('R-011') : refusal(refused.code === 'DMP_BLOCKED' ? 'R-012' : 'R-011', refused);
}

/** The patient's word on opening their DMP; an emergency has its own rules. */
function* looking(facts: RightsFacts): Generator<Said> {
  if (facts.mode !== 'normal') return;
  yield* word(facts);
  const { authorization } = facts.dmp;
  if (authorization === 'EXPIRE' || authorization === 'NON_EXISTE') yield refusal('R-074', fail('RIGHTS_AUTHORIZATION'));
  yield passed('R-074', authorization === 'VALIDE' ? null : 'Le DMP dira si le patient vous y autorise.');
}

function* word(facts: RightsFacts): Generator<Said> {
  const { consultation } = facts.patient.information;
  if (oppositionIn(facts, 'consultation') !== null) yield refusal('R-052', fail('RIGHTS_CONSULTATION_OPPOSED'));
  if (facts.team === 'outside') {
    yield agreed(facts) ? passed('R-051') : refusal('R-051', fail('RIGHTS_AGREEMENT'));
    return;
  }
  yield mayConsult(consultation) ? passed('R-050') : refusal('R-050', fail('RIGHTS_INFORM'));
}

/** An opposition in force, or one of an earlier episode that stands until somebody answers it. */
function oppositionIn({ patient }: RightsFacts, purpose: InformationPurpose): 'opposed' | 'earlier' | null {
  if (patient.information[purpose] === 'opposed') return 'opposed';
  return patient.opposedEarlier.includes(purpose) ? 'earlier' : null;
}

/** Given before this opening, by somebody. */
const agreed = ({ agreement, at }: RightsFacts): boolean =>
  agreement !== null && agreement.by.trim() !== '' && agreementHolds(agreement, at);

/** Documents by profession (rights/README 8): what the table does not know is the server's to say. */
function* opening(facts: RightsFacts): Generator<Said> {
  const { document, session } = facts;
  if (document === null || session.profession === null || ownerOf(facts) === 'own') return;
  const excluded: readonly string[] | undefined = lookup(access.excluded, session.profession);
  if (document.type !== null && excluded?.includes(document.type) === true) yield refusal('R-100', fail('RIGHTS_TYPE'));
  const known = lookup(access.rest, session.profession) === 'yes' && document.type !== null;
  yield passed('R-100', known ? null : 'Le DMP dira si votre profession a accès à ce type de document.', access.source);
}

const lookup = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined => (Object.hasOwn(table, key) ? table[key] : undefined);

/** never by itself, and only where there is none. */
function* authorizing(facts: RightsFacts, actor: MatrixActor): Generator<Said> {
  if (facts.dmp.authorization === 'VALIDE') yield refusal('R-074', fail('RIGHTS_AUTHORIZED'));
  if (actor !== 'CPE' && actor !== 'PE') yield* word(facts);
  yield passed('R-074');
}

/** */
function* feeding({ patient, document }: RightsFacts, minor: boolean): Generator<Said> {
  const { information, opposedEarlier, feedingReceivedFrom } = patient;
  const opposed = feedingOpposition({
    feeding: information.feeding,
    feedingReceivedFrom,
    feedingOpposedEarlier: opposedEarlier.includes('feeding'),
  });
  if (opposed !== null) yield refusal('R-072', opposed);
  if (!mayTransmitIns(patient.status)) yield refusal('R-008', fail('DMP_INS_NOT_QUALIFIED'));
  const visibility = document?.visibility ?? 'visible';
  if (visibility === 'professionals-only') yield refusal('R-020', fail('DMP_PROFESSIONALS_ONLY'));
  const wrong = visibilityProblem(visibility, document?.type ?? null, { minor });
  if (wrong !== null) yield refusal(wrong.code === 'VISIBILITY_MINOR_ONLY' ? 'R-032' : 'R-039', wrong);
  if (patient.secretConnection && visibility !== 'invisible-representatives') yield refusal('R-032', fail('RIGHTS_SECRET'));
  yield passed('R-008');
  yield passed(information.feeding === 'none' ? 'R-070' : 'R-071');
}

/** Individual practice, group practice, practice company (TRE_R02). */
const PRACTICES: ReadonlySet<string> = new Set(['SA07', 'SA08', 'SA09']);

/** Whether staff of that sector may feed. */
export const isPractice = (sector: string | null): boolean => sector !== null && PRACTICES.has(sector);

/** private practice, and a delegation of that act for that type. */
function* byStaff(facts: RightsFacts): Generator<Said> {
  if (!isPractice(facts.session.sector)) yield refusal('R-140', fail('RIGHTS_PRACTICE'));
  yield delegated(facts) ? passed('R-142') : refusal('R-142', fail('RIGHTS_DELEGATION'));
}

/** Staff write in somebody's name only. */
function* message(facts: RightsFacts, actor: MatrixActor, minor: boolean): Generator<Said> {
  const { act, patient, document } = facts;
  if (actor === 'CPE' || actor === 'PE') yield delegated(facts) ? passed('R-142') : refusal('R-142', fail('RIGHTS_DELEGATION'));
  const toPatient = act === 'mss-patient';
  const opposed = mssOppositionRefusal(
    { mssPatient: oppositionIn(facts, 'mssPatient'), mssProfessionals: oppositionIn(facts, 'mssProfessionals') },
    { kind: toPatient ? 'citizen' : 'professional' },
  );
  if (!toPatient) return yield opposed === null ? passed('R-009') : refusal('R-009', opposed);
  if (document?.visibility === 'invisible-patient') yield refusal('R-033', fail('MSS_INVISIBLE_PATIENT'));
  if (document?.visibility === 'invisible-representatives' && minor) yield refusal('R-033', fail('MSS_INVISIBLE_REPRESENTATIVES'));
  if (document?.visibility === 'professionals-only') yield refusal('R-020', fail('MSS_PROFESSIONALS_ONLY'));
  if (opposed !== null) yield refusal('R-010', opposed);
  yield passed('R-010', mayTransmitIns(patient.status) ? null : fail('MSS_INS_NOT_QUALIFIED'));
}
