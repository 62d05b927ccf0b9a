import type { CallReceived } from '../../../shared/contract/index.ts';
import { contradicts, mergeAgreement } from '../../../shared/domain/identity/merge.ts';
import { wrongPicks } from '../../../shared/domain/identity/merge-fields.ts';
import { fail, PosteError } from '../../../shared/errors.ts';
import type { Change, Store } from '../../store/types.ts';
import { act, actorOf } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { entriesOf, keptOppositions, mergeChanges, mergeRefusal } from './merge-changes.ts';
import { plannedMerge } from './merge-plan.ts';

/**
 * Makes one record of two, as somebody compared them: the one named stays, with the values picked. Nothing is lost, and
 * the merge can be undone.
 *
 * @returns id of the record that stays.
 * @throws PosteError MERGE_SAME_RECORD, MERGE_TWO_MATRICULES, MERGE_FICTIVE, MERGE_OTHER_PERSON, MERGE_LESS_PROVEN,
 *   MERGE_PICK, STORE_CONFLICT, PATIENT_UNKNOWN, SESSION_CLOSED
 */
export function mergePatients(common: CommonPorts) {
  return async (input: CallReceived<'patients.merge'>): Promise<string> => {
    const session = common.session();
    const now = common.now();
    if (await mergedSince(common.store, [input.kept, input.removed])) throw overtaken();
    const { kept, removed, plan } = await plannedMerge(common.store, { ...input, chosen: true });
    const refusal = mergeRefusal(plan);
    if (refusal !== null) throw refusal;
    if (kept.revision !== input.revisions.kept || removed.revision !== input.revisions.removed) throw overtaken();
    if (!input.samePerson && contradicts(mergeAgreement(kept, removed))) throw fail('MERGE_OTHER_PERSON');
    if (!input.lessProven && plan.refusal === null && plan.lessProven) throw fail('MERGE_LESS_PROVEN');
    const [wrong] = wrongPicks(kept, removed, input.take);
    if (wrong !== undefined) throw fail('MERGE_PICK', { path: `/take/${wrong}` });
    const by = actorOf(session);
    const id = common.uuid();
    const concerned = (ids: readonly string[]): boolean => ids.every((one) => one === kept.id || one === removed.id);
    const settled = (await common.store.worklists.waiting())
      .filter(({ patientIds }) => patientIds.length > 1 && concerned(patientIds))
      .map((conflict): Change => ({ kind: 'conflict.settle', conflictId: conflict.id, at: now.toISOString(), by }));
    const entries = await entriesOf(common.store, [kept.id, removed.id]);
    const details = { merge: id, keptStatus: kept.status, removedStatus: removed.status };
    const committed = common.store.commit({
      changes: [
        ...mergeChanges(kept, removed, { id, at: now, by }, input.take),
        ...keptOppositions(kept, removed, entries, { at: now, by }),
        ...settled,
      ],
      audit: [
        act(session, now, {
          act: 'patient.merged',
          label: `Dossier ${removed.ipp} fusionné dans celui-ci`,
          patientId: kept.id,
          objectId: removed.id,
          details,
        }),
        act(session, now, {
          act: 'patient.merged',
          label: `Dossier fusionné dans ${kept.ipp}`,
          patientId: removed.id,
          objectId: kept.id,
          details,
        }),
      ],
    });
    await committed.catch((thrown: unknown) => {
      throw thrown instanceof PosteError && thrown.code === 'STORE_CONFLICT' ? overtaken(thrown) : thrown;
    });
    return kept.id;
  };
}

/** Another window was quicker: STORE_CONFLICT, in the words of a merge. */
const overtaken = (cause?: PosteError): PosteError =>
  fail('STORE_CONFLICT', {
    cause,
    values: { what: 'L’un des deux dossiers a changé pendant que vous les compariez : rien n’a été fusionné' },
  });

async function mergedSince(store: Store, ids: readonly string[]): Promise<boolean> {
  const files = await Promise.all(ids.map((id) => store.patients.get(id)));
  return files.some((file) => file !== null && file.mergedInto !== null);
}

/**
 * Undoes a merge: what it moved goes back, the removed record is as it was, and so is the kept one but for what was edited
 * since.
 *
 * @returns id of the record that had stayed.
 * @throws PosteError MERGE_UNKNOWN, MERGE_CHANGED, SESSION_CLOSED
 */
export function unmergePatients(common: CommonPorts) {
  return async (mergeId: string): Promise<string> => {
    const session = common.session();
    const now = common.now();
    const merge = await common.store.patients.merge(mergeId);
    if (merge === null || merge.undoneAt !== null) throw fail('MERGE_UNKNOWN');
    const details = { merge: mergeId };
    try {
      await common.store.commit({
        changes: [{ kind: 'patient.unmerge', mergeId, at: now.toISOString() }],
        audit: [
          act(session, now, {
            act: 'patient.unmerged',
            label: `Fusion du dossier ${merge.ipp} annulée`,
            patientId: merge.kept,
            objectId: merge.removed,
            details,
          }),
          act(session, now, {
            act: 'patient.unmerged',
            label: 'Fusion annulée : dossier rétabli',
            patientId: merge.removed,
            objectId: merge.kept,
            details,
          }),
        ],
      });
    } catch (thrown) {
      if (thrown instanceof PosteError && (thrown.code === 'STORE_CONFLICT' || thrown.code === 'PATIENT_SAME_INS'))
        throw fail('MERGE_CHANGED', { detail: thrown.code, cause: thrown });
      throw thrown;
    }
    return merge.kept;
  };
}
