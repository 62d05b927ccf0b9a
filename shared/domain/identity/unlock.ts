import type { IdentityStatus } from '../types.ts';
import { moveIdentity, statusLabels } from './status.ts';

/** What unlocking the strict traits of an identity costs, said before the professional confirms (identity/README 1). */
interface UnlockConsequence {
  readonly from: IdentityStatus;
  /** Status after the edit. */
  readonly to: IdentityStatus;
  /** Matricule and OID are forgotten. */
  readonly insDropped: boolean;
  /** Documents already sent under the identity as it was; they stay as they are. */
  readonly documentsSent: number;
  /** French sentences, in the order to show them; none when nothing is lost. */
  readonly sentences: readonly string[];
}

/**
 * The consequence of editing strict traits.
 *
 * @param from status before.
 * @param edit `hand`: typed; `document`: copied from a high-trust document seen now.
 * @param documentsSent documents already sent with the present identity.
 */
export function unlockConsequence(from: IdentityStatus, edit: 'hand' | 'document', documentsSent: number): UnlockConsequence {
  const edited = moveIdentity(from, edit === 'hand' ? 'strictTraitEdited' : 'strictTraitEditedFromDocument');
  // The document that they are copied from is checked at once.
  const { to } = edit === 'hand' ? edited : moveIdentity(edited.to, 'documentChecked');
  const insDropped = edited.ins === 'drop';
  return {
    from,
    to,
    insDropped,
    documentsSent,
    sentences: [
      ...(to === from ? [] : [`L’identité passera de « ${statusLabels[from]} » à « ${statusLabels[to]} ».`]),
      ...(insDropped ? ['Le matricule INS sera retiré du dossier : il faudra interroger INSi de nouveau.'] : []),
      ...(from === 'QUAL' ? ['Plus aucun document ne pourra alimenter le DMP avant une nouvelle qualification.'] : []),
      ...(documentsSent > 0 && to !== from ? [sentSentence(documentsSent)] : []),
    ],
  };
}

const sentSentence = (count: number): string =>
  count === 1
    ? 'Un document est déjà parti sous l’identité actuelle : il ne sera pas corrigé ; la liste vous sera donnée.'
    : `${count} documents sont déjà partis sous l’identité actuelle : ils ne seront pas corrigés ; la liste vous sera donnée.`;
