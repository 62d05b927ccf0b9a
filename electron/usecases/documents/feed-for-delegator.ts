import { delegationsFor } from '../../../shared/domain/delegation/standing.ts';
import type { DocumentForm, DocumentRecord } from '../../../shared/domain/record/document.ts';
import { isPractice } from '../../../shared/domain/rights/can.ts';
import { fail } from '../../../shared/errors.ts';
import { displayName } from '../../session/professional.ts';
import { actorOf } from '../acting.ts';
import { delegateOf } from './plan-document.ts';
import { issueDocument, validable, type ValidatePorts } from './validate-document.ts';
import { requireOwnDraft } from './view.ts';

export interface FeedForPorts extends ValidatePorts {
  /** Who is the legal authenticator of what a delegate feeds, which no text says (dmp/README 9). */
  readonly staffAuthenticator: 'delegator' | 'delegate';
}

/**
 * Staff of a private practice feed the DMP in the name of a professional who delegated that for this very type (TD2.2, R-140,
 * the author stays the professional, who typed it is named, and the row leaves under this card alone, as long as the
 * delegation counts.
 *
 * @throws PosteError RIGHTS_ROLE, RIGHTS_PRACTICE, RIGHTS_DELEGATION, and those of `validateDocument`
 */
export function feedForDelegator(common: FeedForPorts) {
  return async (input: { readonly id: string; readonly form: DocumentForm; readonly for: string }): Promise<void> => {
    const session = common.session();
    const { pro } = session;
    const { store } = common;
    const draft = await requireOwnDraft(store, input.id, pro.idNat);
    if (pro.speciality !== null) throw fail('RIGHTS_ROLE');
    if (!isPractice(session.situation.sector)) throw fail('RIGHTS_PRACTICE');
    const now = common.now();
    const received = await store.delegations.of(pro.idNat);
    const delegation = delegationsFor(received, 'TD2.2', input.form.type, delegateOf(session, now)).find(
      ({ from }) => from.idNat === input.for,
    );
    if (delegation === undefined) throw fail('RIGHTS_DELEGATION');
    const ready = await validable(common, session, draft, input.form);
    const { from: author } = delegation;
    const professional = actorOf({ pro: author });
    const prepared: DocumentRecord['prepared'] = {
      at: now.toISOString(),
      by: pro,
      byName: displayName(pro),
      for: professional,
      delegation: delegation.id,
    };
    await issueDocument(
      common,
      session,
      { ...ready, draft: { ...draft, prepared } },
      {
        author,
        legalAuthenticator: common.staffAuthenticator === 'delegate' ? pro : author,
        dataEnterer: { pro, at: now },
        delegation: { id: delegation.id, from: professional },
      },
    );
  };
}
