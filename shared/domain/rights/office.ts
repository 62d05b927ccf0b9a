import { fail } from '../../errors.ts';
import { actorOf, refusal, type Refusal } from './actor.ts';
import { decisionOf, type Decision } from './decision.ts';
import type { RightsSession } from './facts.ts';
import type { MatrixActor } from './matrix.ts';

/**
 * What is done at the workstation, of which no matrix speaks. Every call of the contract that needs somebody declares one:
 * - `read`: who the patients are: lists, searches, identities;
 * - `record`: the rest of a record: documents, sends, what the patient said, the journal;
 * - `identity`: records made, corrected, merged, verified with INSi;
 * - `prepare`: documents added and filled in, for whoever will validate them;
 * - `patient-word`: what the patient was told and wants, and who cares for them: anybody of the team collects it;
 * - `send`: what becomes of what was validated: each row then belongs to its person, and the DMP and MSSanté have rights of their own;
 * - `validate`: answering for a document;
 * - `import`: files of patients and stays;
 * - `administer`: what the structure decides for everybody.
 */
export const OFFICE_ACTS = ['read', 'record', 'identity', 'prepare', 'patient-word', 'send', 'validate', 'import', 'administer'] as const;
export type OfficeAct = (typeof OFFICE_ACTS)[number];

/** All that such an act depends on. */
export interface OfficeFacts {
  readonly session: RightsSession;
  /** The locked policy names this person. */
  readonly administers: boolean;
}

/** Professionals answer for what they validate; staff prepare it. */
const PROFESSIONALS = ['NM', 'MD', 'MTv', 'MT'] as const satisfies readonly MatrixActor[];
const TEAM = [...PROFESSIONALS, 'CPE', 'PE'] as const satisfies readonly MatrixActor[];

/** Who may; `unknown`: a card whose profession or sector is none that the matrices know. */
const MAY: Readonly<Record<OfficeAct, readonly (MatrixActor | 'unknown')[]>> = {
  read: [...TEAM, 'unknown'],
  record: TEAM,
  identity: [...TEAM, 'unknown'],
  prepare: TEAM,
  'patient-word': TEAM,
  send: TEAM,
  validate: PROFESSIONALS,
  import: TEAM,
  administer: [...TEAM, 'unknown'],
};

/** Whether somebody may do that here. Whoever is nobody may do nothing, and a profession that nobody knows looks at an identity alone. */
export function canAtOffice({ session, administers }: OfficeFacts, act: OfficeAct): Decision {
  const actor = actorOf({ session, dmp: NO_DMP, mode: 'normal' });
  const unknown = typeof actor === 'string' ? null : actor;
  if (unknown !== null && unknown.error.code !== 'RIGHTS_PROFESSION') return decisionOf(unknown);
  const who = typeof actor === 'string' ? actor : 'unknown';
  if (!MAY[act].includes(who)) return decisionOf(unknown ?? roleRefusal(act));
  if (act === 'administer' && !administers) return decisionOf(refusal('R-145', fail('RIGHTS_ADMINISTER')));
  return decisionOf(null);
}

/** A command has no card: it takes files in, reads, and keeps the store; it answers for nothing and nothing leaves by it. */
const BY_COMMAND: ReadonlySet<OfficeAct> = new Set(['read', 'record', 'import', 'administer']);

/** Whether a command of this workstation may do that, under whoever holds the account of the system and the key of its data. */
export const canByCommand = (act: OfficeAct): Decision => decisionOf(BY_COMMAND.has(act) ? null : refusal('R-145', fail('RIGHTS_NOBODY')));

const roleRefusal = (act: OfficeAct): Refusal =>
  act === 'validate' ? refusal('R-142', fail('RIGHTS_VALIDATE')) : refusal('R-145', fail('RIGHTS_ROLE'));

/** Nobody is a médecin traitant at the desk. */
const NO_DMP = {
  state: 'unknown',
  authorization: null,
  medecinTraitant: false,
  opposed: { breakGlass: false, regulation: false },
} as const;
