import type { MergePlanView } from '../../../shared/contract/identity.ts';
import type { MovedKind } from '../../../shared/domain/identity/merge.ts';
import { errorFacts, errorFactory, PosteError } from '../../../shared/errors.ts';
import type { Change, PatientFile, Store } from '../../store/types.ts';
import { act, actorOf, type Office } from '../office.ts';
import { keptOppositions, mergeChanges, mergeRefusal, planMerge } from './merge-changes.ts';
import { countSentUnder, type CarriedIdentity } from './sent-documents.ts';
import { requirePatient } from './view.ts';

const fail = errorFactory({
  MERGE_UNKNOWN: ['Cette fusion n’existe pas, ou a déjà été annulée.', 'Relisez le dossier.'],
  MERGE_CHANGED: [
    'L’un des deux dossiers a changé depuis la fusion : elle ne s’annule plus d’elle-même.',
    'Relisez le dossier : annulez d’abord une fusion plus récente, ou corrigez le matricule qui est passé à un autre dossier.',
  ],
});

const MOVES: Readonly<Record<MovedKind, readonly [one: string, several: string]>> = {
  documents: ['1 document', 'documents'],
  sends: ['1 envoi', 'envois'],
  receivedDocuments: ['1 document reçu', 'documents reçus'],
  stays: ['1 séjour', 'séjours'],
  information: ['1 information enregistrée', 'informations enregistrées'],
  correspondents: ['1 correspondant', 'correspondants'],
  representatives: ['1 représentant', 'représentants'],
  notes: ['1 note', 'notes'],
};

const TRAITS: Readonly<Record<string, string>> = {
  birthName: 'le nom de naissance',
  birthFirstNames: 'les prénoms de naissance',
  sex: 'le sexe',
  birthDate: 'la date de naissance',
  birthPlace: 'le lieu de naissance',
  usedName: 'le nom utilisé',
  usedFirstName: 'le prénom utilisé',
};

interface Pair {
  readonly kept: string;
  readonly removed: string;
}

/**
 * What merging two records would do. The record proposed to stay is the one with the strongest identity, whatever the
 * order they are given in.
 *
 * @throws PosteError PATIENT_UNKNOWN
 */
export function previewMerge(deps: { readonly store: Store; readonly carried: CarriedIdentity }) {
  return async (pair: Pair): Promise<MergePlanView> => {
    const { kept, removed, plan } = await planned(deps.store, pair);
    const refusal = mergeRefusal(plan);
    if (refusal !== null || plan.refusal !== null) return { allowed: false, error: refusal === null ? null : errorFacts(refusal), kept: kept.id, removed: removed.id, moves: [], sent: 0 };
    const [stays, goes] = plan.survivor === removed.id ? [removed, kept] : [kept, removed];
    const moves = await movedOf(deps.store, goes);
    const serious = plan.differences.filter((difference) => difference.serious).map(({ trait }) => TRAITS[trait] ?? trait);
    return {
      allowed: true,
      error: null,
      kept: stays.id,
      removed: goes.id,
      moves: [
        `Le dossier ${stays.ipp} reste, avec son identité ; le numéro ${goes.ipp} le désignera aussi.`,
        ...moves.map((words) => `${words} ${words.startsWith('1 ') ? 'passe' : 'passent'} au dossier qui reste.`),
        ...(goes.ins !== null && stays.ins === null ? ['Le matricule INS de l’autre dossier n’est pas repris : interrogez INSi après la fusion.'] : []),
        ...(serious.length === 0 ? [] : [`Diffèrent : ${serious.join(', ')}. Les traits du dossier qui reste sont gardés.`]),
      ],
      sent: await countSentUnder(deps, goes),
    };
  };
}

/**
 * Makes one record of two: the one named stays. Nothing is lost, and the merge can be undone.
 *
 * @returns id of the record that stays.
 * @throws PosteError MERGE_SAME_RECORD, MERGE_TWO_MATRICULES, MERGE_FICTIVE, STORE_CONFLICT, PATIENT_UNKNOWN, SESSION_CLOSED
 */
export function mergePatients(office: Office) {
  return async (pair: Pair): Promise<string> => {
    const session = office.session();
    const now = office.now();
    const { kept, removed, plan } = await planned(office.store, pair);
    const refusal = mergeRefusal(plan);
    if (refusal !== null) throw refusal;
    const by = actorOf(session);
    const id = office.uuid();
    const concerned = (ids: readonly string[]): boolean => ids.every((one) => one === kept.id || one === removed.id);
    const settled = (await office.store.worklists.conflicts())
      .filter(({ patientIds }) => patientIds.length > 1 && concerned(patientIds))
      .map((conflict): Change => ({ kind: 'conflict.settle', conflictId: conflict.id, at: now.toISOString(), by }));
    const details = { merge: id, keptStatus: kept.status, removedStatus: removed.status };
    await office.store.commit({
      changes: [...mergeChanges(kept, removed, { id, at: now, by }), ...keptOppositions(kept, removed, { at: now, by }), ...settled],
      audit: [
        act(session, now, { act: 'patient.merged', label: `Dossier ${removed.ipp} fusionné dans celui-ci`, patientId: kept.id, objectId: removed.id, details }),
        act(session, now, { act: 'patient.merged', label: `Dossier fusionné dans ${kept.ipp}`, patientId: removed.id, objectId: kept.id, details }),
      ],
    });
    for (const one of [kept.id, removed.id]) {
      office.tell.patient(one);
      office.tell.documents(one);
    }
    return kept.id;
  };
}

/**
 * Undoes a merge: what it moved goes back, and the removed record is as it was.
 *
 * @returns id of the record that had stayed.
 * @throws PosteError MERGE_UNKNOWN, MERGE_CHANGED, SESSION_CLOSED
 */
export function unmergePatients(office: Office) {
  return async (mergeId: string): Promise<string> => {
    const session = office.session();
    const now = office.now();
    const merge = await office.store.patients.merge(mergeId);
    if (merge === null || merge.undoneAt !== null) throw fail('MERGE_UNKNOWN');
    const details = { merge: mergeId };
    try {
      await office.store.commit({
        changes: [{ kind: 'patient.unmerge', mergeId, at: now.toISOString() }],
        audit: [
          act(session, now, { act: 'patient.unmerged', label: `Fusion du dossier ${merge.ipp} annulée`, patientId: merge.kept, objectId: merge.removed, details }),
          act(session, now, { act: 'patient.unmerged', label: 'Fusion annulée : dossier rétabli', patientId: merge.removed, objectId: merge.kept, details }),
        ],
      });
    } catch (thrown) {
      if (thrown instanceof PosteError && (thrown.code === 'STORE_CONFLICT' || thrown.code === 'PATIENT_SAME_INS')) throw fail('MERGE_CHANGED', { detail: thrown.code, cause: thrown });
      throw thrown;
    }
    for (const one of [merge.kept, merge.removed]) {
      office.tell.patient(one);
      office.tell.documents(one);
    }
    return merge.kept;
  };
}

async function planned(store: Store, pair: Pair) {
  const [kept, removed] = await Promise.all([requirePatient(store, pair.kept), requirePatient(store, pair.removed)]);
  const [keptPast, removedPast] = await Promise.all([store.patients.insHistory(kept.id), store.patients.insHistory(removed.id)]);
  return { kept, removed, plan: planMerge(kept, removed, { kept: keptPast, removed: removedPast }) };
}

/** « 3 documents », what there is none of left out. */
async function movedOf(store: Store, goes: PatientFile): Promise<readonly string[]> {
  const [documents, sends, stays, information] = await Promise.all([
    store.documents.list(goes.id),
    store.outbox.list({ patientId: goes.id }),
    store.patients.stays(goes.id),
    store.information.list(goes.id),
  ]);
  const counts: readonly (readonly [MovedKind, number])[] = [
    ['documents', documents.length],
    ['sends', sends.length],
    ['stays', stays.length],
    ['information', information.length],
    ['correspondents', goes.correspondents.length + (goes.medecinTraitant === null ? 0 : 1)],
    ['representatives', goes.representatives.length],
  ];
  return counts.flatMap(([kind, count]) => (count === 0 ? [] : [count === 1 ? MOVES[kind][0] : `${count} ${MOVES[kind][1]}`]));
}
