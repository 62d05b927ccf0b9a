import { agreementOf, mayMergeAlone, type Agreement } from '../../../shared/domain/identity/claim.ts';
import { isOwnDomain } from '../../../shared/domain/identity/received.ts';
import { mergeAgreement } from '../../../shared/domain/identity/merge.ts';
import type { InsPeriod } from '../../../shared/domain/record/matricule.ts';
import type { PatientIdentifier } from '../../../shared/domain/record/identifier.ts';
import type { PatientRecord } from '../../../shared/domain/record/patient.ts';
import type { PosteError } from '../../../shared/errors.ts';
import type { ImportRecord, MergePair } from '../../import/types.ts';
import { entriesOf, keptOppositions, mergeChanges, mergeRefusal, planMerge } from '../patients/merge-changes.ts';
import { importError } from './errors.ts';
import { authorityOf, instantOf, pastOf, type LineTaken, type TakePorts } from './line.ts';

type MergeMessage = Extract<ImportRecord, { readonly kind: 'merge' }>;

/** A40: in each pair, two numbers are one person's. A pair that somebody has to decide of leaves the others as they are. */
export async function takeMerge({ pairs, occurredAt }: MergeMessage, ports: TakePorts): Promise<LineTaken> {
  const taken: LineTaken[] = [];
  for (const pair of pairs) taken.push(await takePair(pair, pastOf(instantOf(occurredAt), ports.at), ports));
  const refused = taken.find(({ outcome }) => outcome === 'rejected');
  return {
    outcome: refused !== undefined ? 'rejected' : taken.some(({ outcome }) => outcome === 'updated') ? 'updated' : 'unchanged',
    changes: taken.flatMap(({ changes }) => changes),
    error: refused?.error ?? null,
    conflict: taken.some(({ conflict }) => conflict),
    notices: [],
  };
}

/**
 * Records are merged by themselves when the own identity domain says so and their traits agree, or when another one does
 * and they are the same, neither verified; otherwise the merge is proposed. The more proven identity survives, whatever
 * number stays. A number that designates nobody yet designates the same record, on the same conditions. The traits that
 * the message gives are those of the person that stays: another person's are a question too.
 */
async function takePair(pair: MergePair, eventAt: string | null, ports: TakePorts): Promise<LineTaken> {
  const { ipp, mergedIpp, authorities, traits } = pair;
  const authority = authorityOf(authorities, ports);
  const find = async (value: string): Promise<PatientRecord | null> => {
    const found = await ports.records.byNumber({ authority, value });
    return found === null ? null : await ports.records.record(found.patientId);
  };
  const [kept, removed] = [await find(ipp), await find(mergedIpp)];
  const known = kept ?? removed;
  if (known === null) return { ...DONE, outcome: 'rejected', error: importError('IMPORT_MERGE_UNKNOWN') };
  const domain = isOwnDomain(authorities.length === 0 ? [authority] : authorities, ports.own) ? 'own' : 'foreign';
  const said = traits === null ? null : agreementOf(kept ?? known, traits);
  if (kept === null || removed === null)
    return await takeNumber({ authority, value: kept === null ? ipp : mergedIpp, eventAt }, known, { domain, said }, ports);
  return kept.id === removed.id ? DONE : await takeRecords(kept, removed, { domain, said }, ports);
}

const DONE: LineTaken = { outcome: 'unchanged', changes: [], error: null, conflict: false, notices: [] };

/** Who says that two are one, and how alike the traits that the message gives are to the record's; null when it gives none. */
interface Word {
  readonly domain: 'own' | 'foreign';
  readonly said: Agreement | null;
}

/** For somebody to decide of. */
async function proposed(error: PosteError, patientIds: readonly string[], ports: TakePorts): Promise<LineTaken> {
  const message = `Fusion demandée par un message reçu : ${lower(error.message)}`;
  const changes = await ports.contradict({ code: error.code, patientIds, message });
  return { ...DONE, outcome: 'rejected', error, conflict: true, changes };
}

/** A number that designated nobody designates that record from now on. */
async function takeNumber(
  { authority, value, eventAt }: Omit<PatientIdentifier, 'patientId'>,
  known: PatientRecord,
  { domain, said }: Word,
  ports: TakePorts,
): Promise<LineTaken> {
  // Without traits, the number alone says so: the own domain's word.
  const agreement = said ?? (domain === 'own' ? 'identical' : 'discordant');
  if (!mayMergeAlone({ domain, agreement, verified: isVerified(known), homonym: known.attributes.homonym }))
    return await proposed(importError('IMPORT_MERGE_REFUSED'), [known.id], ports);
  ports.records.putNumber({ authority, value }, { patientId: known.id, eventAt });
  return {
    ...DONE,
    outcome: 'updated',
    changes: [{ kind: 'identifier.set', identifier: { patientId: known.id, authority, value, eventAt } }],
  };
}

/** Two records become one. */
async function takeRecords(kept: PatientRecord, removed: PatientRecord, { domain, said }: Word, ports: TakePorts): Promise<LineTaken> {
  const store = await ports.settled();
  const past = async (id: string): Promise<readonly InsPeriod[]> => await store.patients.insHistory(id);
  const plan = planMerge(kept, removed, { kept: await past(kept.id), removed: await past(removed.id) });
  const alone = mayMergeAlone({
    domain,
    agreement: worst(mergeAgreement(kept, removed), said),
    verified: isVerified(kept) === 0 ? isVerified(removed) : isVerified(removed) === 0 ? 1 : 2,
    homonym: kept.attributes.homonym || removed.attributes.homonym,
  });
  const error = mergeRefusal(plan) ?? (alone ? null : importError('IMPORT_MERGE_REFUSED'));
  if (error !== null) return await proposed(error, [kept.id, removed.id], ports);
  // Equally proven: the message says which one stays.
  const equal = kept.status === removed.status && kept.attributes.doubtful === removed.attributes.doubtful;
  const [stays, goes] = equal || plan.survivor === kept.id ? [kept, removed] : [removed, kept];
  const changes = mergeChanges(stays, goes, { id: ports.uuid(), at: ports.at, by: ports.by });
  // A record that is not stored yet holds no opposition.
  const [staysFile, goesFile] = [await store.patients.get(stays.id), await store.patients.get(goes.id)];
  const entries = await entriesOf(store, [stays.id, goes.id]);
  const told = { at: ports.at, by: ports.by };
  const oppositions = staysFile === null || goesFile === null ? [] : keptOppositions(staysFile, goesFile, entries, told);
  for (const change of changes) if (change.kind === 'patient.save') ports.records.put(change.patient);
  ports.records.put({ ...goes, mergedInto: stays.id });
  return { ...DONE, outcome: 'updated', changes: [...changes, ...oppositions, ...(await ports.settle([kept.id, removed.id]))] };
}

const isVerified = ({ status }: PatientRecord): 0 | 1 => (status === 'PROV' ? 0 : 1);

const FROM_WORST: readonly Agreement[] = ['discordant', 'unknown', 'near', 'identical'];

/** The traits of the message beside those of the records: the less alike of the two. */
const worst = (records: Agreement, said: Agreement | null): Agreement =>
  FROM_WORST[Math.min(FROM_WORST.indexOf(records), FROM_WORST.indexOf(said ?? 'identical'))] ?? 'discordant';

const lower = (sentence: string): string => sentence.slice(0, 1).toLowerCase() + sentence.slice(1);
