import type { AccessMode } from '../types.ts';
import type { Authentication } from './facts.ts';
import {
  allows,
  hasOwner,
  matrices,
  matrixOf,
  OWNERS,
  type Cell,
  type MatrixAct,
  type MatrixActor,
  type Owner,
  type ReadState,
} from './matrix.ts';

/** What is asked of a matrix. */
export interface RightsQuestion {
  readonly actor: MatrixActor;
  readonly act: MatrixAct;
  readonly mode: AccessMode;
  readonly auth: Authentication;
  /** Null: of no document, or of any. */
  readonly object: Owner | null;
  /** Null but for a reading. */
  readonly state: ReadState | null;
}

/** `ask`: it depends on the patient, or on whose document it is; the server decides. */
export type Answer = 'yes' | 'no' | 'ask';

export interface Explanation extends RightsQuestion {
  readonly answer: Answer;
  readonly rule: string;
  readonly reason: string;
  readonly source: string;
}

/** How each actor of the matrices is known when nothing else is said. */
export const usualAuthentication = (actor: MatrixActor): Authentication =>
  actor === 'ES' ? 'INDIRECTE' : actor === 'PE' ? 'INDIRECTE_RENFORCEE' : 'DIRECTE';

/** What the public matrix answers, and nothing of our own. */
export function explain(question: RightsQuestion): Explanation {
  const { actor, act, mode, auth, object, state } = question;
  const { source, cells } = matrixOf(auth);
  const cell = cells.find((one) => one.actor === actor && one.act === act && one.mode === mode && one.state === state);
  const where = `${source}, ${act}${state === null ? '' : ` (${state})`}, ${actor}, ${mode}`;
  if (cell === undefined || (actor === 'ES') !== (auth === 'INDIRECTE'))
    return { ...question, answer: 'no', rule: absentRule(question), reason: 'La matrice ne prévoit pas ce cas.', source: where };
  const answer = answerOf(cell.cell, hasOwner(act) ? object : 'other');
  const rule = answer === 'no' && mode !== 'normal' && cell.cell === 'no' && act !== 'TD0.5' ? 'R-085' : cell.rule;
  return { ...question, answer, rule, reason: reasons[cell.cell], source: where };
}

/** Every cell of both, four times where it is about a document: by whose it is. */
export function* explainAll(): Generator<Explanation> {
  for (const matrix of [matrices.direct, matrices.air])
    for (const { actor, act, mode, state } of matrix.cells) {
      const auth = matrix === matrices.air ? 'INDIRECTE_RENFORCEE' : usualAuthentication(actor);
      for (const object of hasOwner(act) ? OWNERS : [null]) yield explain({ actor, act, mode, auth, object, state });
    }
}

function answerOf(cell: Cell, object: Owner | null): Answer {
  const answers = new Set((object === null ? OWNERS : [object]).map((owner) => allows(cell, owner)));
  const [only] = answers;
  return answers.size > 1 || only === null || only === undefined ? 'ask' : only ? 'yes' : 'no';
}

/** R-087: bris de glace for a person’s card alone; R-161: AIR feeds nothing; else the regulation centre’s own (R-080). */
const absentRule = ({ mode, auth }: RightsQuestion): string =>
  mode === 'bris_de_glace' ? 'R-087' : mode === 'centre_15' ? 'R-080' : auth === 'INDIRECTE_RENFORCEE' ? 'R-160' : 'R-055';

const reasons: Readonly<Record<Cell, string>> = {
  yes: 'Autorisé.',
  no: 'Non autorisé.',
  own: 'Ses propres documents seulement.',
  structure: 'Les documents de la structure seulement.',
  professionals: 'Les documents des professionnels seulement, pas ceux du patient.',
  'own-or-patient': 'Ses propres documents, et ceux déposés par le patient.',
  'patient-allows': 'Seulement si le patient l’a permis.',
};
