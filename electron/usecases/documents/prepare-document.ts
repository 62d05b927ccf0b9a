import { delegationsFor } from '../../../shared/domain/delegation/standing.ts';
import type { DocumentForm } from '../../../shared/domain/record/document.ts';
import { errorFromFacts, fail } from '../../../shared/errors.ts';
import { displayName } from '../../session/professional.ts';
import { act, actorOf, requireSame } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { requirePatient } from '../patients/view.ts';
import { delegateOf, planFor, type PlanPorts } from './plan-document.ts';
import { requireOwnDraft, unsettled } from './view.ts';

/**
 * A delegate hands a draft over to the professional who answers for it: « à valider par Dr X ». Its form is complete; whether
 * its channels may leave is asked when it is validated.
 *
 * @throws PosteError DOCUMENT_OTHER_PERSON, the first problem of the form, RIGHTS_DELEGATION, DOCUMENT_HANDED, DOCUMENT_PREPARED_OTHER,
 *   DOCUMENT_VALIDATED, DOCUMENT_UNKNOWN, SESSION_CLOSED
 */
export function prepareDocument(common: CommonPorts & { readonly plan: PlanPorts }) {
  return async (input: { readonly id: string; readonly form: DocumentForm; readonly for: string }): Promise<void> => {
    const session = common.session();
    const me = actorOf(session);
    const { store } = common;
    const draft = await requireOwnDraft(store, input.id, me.idNat);
    const other = unsettled(draft);
    if (other !== null) throw fail('DOCUMENT_OTHER_PERSON', { values: { name: other.name } });
    const form = { ...input.form, title: input.form.title.trim() };
    const [patient, delegations] = await Promise.all([requirePatient(store, draft.patientId), store.delegations.of(me.idNat)]);
    requireSame(session, common.session());
    const [problem] = (await planFor(common.plan, patient, form)).problems;
    if (problem !== undefined) throw errorFromFacts(problem.error);
    const now = common.now();
    const delegation = delegationsFor(delegations, 'prepare', form.type, delegateOf(session, now)).find(
      ({ from }) => from.idNat === input.for,
    );
    if (delegation === undefined) throw fail('RIGHTS_DELEGATION');
    const professional = actorOf({ pro: delegation.from });
    const prepared = {
      at: now.toISOString(),
      by: session.pro,
      byName: displayName(session.pro),
      for: professional,
      delegation: delegation.id,
    };
    await store.commit({
      changes: [{ kind: 'document.save', document: { ...draft, form, prepared, returned: null } }],
      audit: [
        act(session, now, {
          act: 'document.prepared',
          label: 'Document préparé, confié pour validation',
          onBehalfOf: professional,
          patientId: draft.patientId,
          objectId: draft.id,
          details: { type: form.type, delegation: delegation.id },
        }),
      ],
    });
  };
}
