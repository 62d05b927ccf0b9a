import type { ImportRecord } from '../../import/types.ts';
import type { InsPeriod } from '../../store/types.ts';
import { keptOppositions, mergeChanges, mergeRefusal, planMerge } from '../patients/merge-changes.ts';
import { importError } from './errors.ts';
import { authorityOf, type LineTaken, type TakeContext } from './take-patient.ts';

type MergeMessage = Extract<ImportRecord, { readonly kind: 'merge' }>;

/**
 * A40: two numbers are one person's. Records are merged by themselves when the message comes from the own identity
 * domain, or when neither identity was verified; otherwise somebody decides. A number that designates nobody yet
 * designates the same record.
 */
export async function takeMerge(message: MergeMessage, context: TakeContext): Promise<LineTaken> {
  const authority = authorityOf(message.authorities, context);
  const find = async (value: string) => {
    const id = await context.picture.byNumber({ authority, value });
    return id === null ? null : await context.picture.record(id);
  };
  const [kept, removed] = [await find(message.ipp), await find(message.mergedIpp)];
  const known = kept ?? removed;
  if (known === null) return { outcome: 'rejected', changes: [], error: importError('IMPORT_MERGE_UNKNOWN') };
  if (kept === null || removed === null) {
    const value = kept === null ? message.ipp : message.mergedIpp;
    context.picture.putNumber({ authority, value }, known.id);
    return { outcome: 'updated', changes: [{ kind: 'identifier.set', identifier: { patientId: known.id, authority, value } }], error: null };
  }
  if (kept.id === removed.id) return { outcome: 'unchanged', changes: [], error: null };
  const store = await context.settled();
  const past = async (id: string): Promise<readonly InsPeriod[]> => await store.patients.insHistory(id);
  const plan = planMerge(kept, removed, { kept: await past(kept.id), removed: await past(removed.id) });
  const trusted = context.own.includes(authority) || (kept.status === 'PROV' && removed.status === 'PROV');
  const refusal = mergeRefusal(plan) ?? (trusted ? null : importError('IMPORT_MERGE_REFUSED'));
  if (refusal !== null) {
    return { outcome: 'rejected', error: refusal, changes: await context.contradict({ code: refusal.code, patientIds: [kept.id, removed.id], message: `Fusion demandée par un message reçu : ${lower(refusal.message)}` }) };
  }
  // The message says which number stays.
  const changes = mergeChanges(kept, removed, { id: context.uuid(), at: context.at, by: context.by });
  // A record that is not stored yet holds no opposition.
  const [keptFile, removedFile] = [await store.patients.get(kept.id), await store.patients.get(removed.id)];
  const oppositions = keptFile === null || removedFile === null ? [] : keptOppositions(keptFile, removedFile, { at: context.at, by: context.by });
  for (const change of changes) if (change.kind === 'patient.save') context.picture.put(change.patient);
  context.picture.put({ ...removed, mergedInto: kept.id });
  return { outcome: 'updated', changes: [...changes, ...oppositions], error: null };
}

const lower = (sentence: string): string => sentence.slice(0, 1).toLowerCase() + sentence.slice(1);
