import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../../../electron/store/open.ts';
import { Readings } from '../../../electron/usecases/journal/readings.ts';
import { Trace } from '../../../electron/usecases/journal/trace.ts';
import { errorFacts, PosteError } from '../../../shared/errors.ts';
import { act, document, patient } from '../../integration/store/samples.ts';

/** Run on a file system of a few megabytes: fills it, frees a little, goes on; says what it saw as JSON. */
const [folder = ''] = process.argv.slice(2);
const path = join(folder, 'store.db');
const key = new Uint8Array(32).fill(5);
const filler = join(folder, 'filler');
writeFileSync(filler, new Uint8Array(1_000_000));

let store = await openStore({ path, key, journalKey: new Uint8Array(32).fill(9) });
const add = async (n: number): Promise<string> => {
  const id = `p${n}`;
  try {
    await store.commit({
      changes: [
        { kind: 'patient.save', patient: patient({ id, ipp: `P${n}` }) },
        { kind: 'document.save', document: document({ id: `d${n}`, patientId: id }) },
        { kind: 'document.content', documentId: `d${n}`, content: 'pdf', bytes: new Uint8Array(60_000).fill(n) },
      ],
      audit: [act({ patientId: id })],
    });
    return 'ok';
  } catch (thrown) {
    return thrown instanceof PosteError ? thrown.code : String(thrown);
  }
};
const facts = async () => {
  const { valid, length } = await store.audit.verify();
  return { patients: await store.patients.count(), length, valid };
};

let kept = 0;
let full = await add(0);
while (full === 'ok' && kept < 500) {
  kept += 1;
  full = await add(kept);
}
// The log keeps the room of what it could not take: small entries fit in it, until none does.
const fits = (): Promise<boolean> =>
  store.commit({ changes: [], audit: [act({})] }).then(
    () => true,
    () => false,
  );
let small = 0;
for (let refused = 0; refused < 5;) {
  if (await fits()) small += 1;
  else refused += 1;
}
// Records are read on a full disk, and the journal hears of it later.
const reports: string[] = [];
const trace = new Trace({ store, now: () => new Date(), report: (thrown) => reports.push(errorFacts(thrown).code) });
const readings = new Readings({ trace, now: () => new Date() });
const paule = { command: { idNat: '899900000017', name: 'Dr Paule DURAND' } };
const read: unknown[] = [];
for (const id of ['p1', 'p2', 'p3']) {
  readings.record(paule, id);
  await trace.flush();
  read.push((await store.patients.get(id))?.id);
}
const whileFull = { kept, small, code: full, again: await add(kept), ...(await facts()), half: await store.documents.get(`d${kept}`) };
rmSync(filler);
const freed = await add(kept);
await trace.close();
const opened = (await store.audit.page({ before: null, limit: 3 })).entries
  .toReversed()
  .map(({ act: name, patientId }) => `${name} ${patientId}`);
await store.close();
store = await openStore({ path, key, journalKey: new Uint8Array(32).fill(9) });
const reopened = await facts();
await store.close();
process.stdout.write(JSON.stringify({ whileFull, freed, reopened, reading: { read, reports, opened } }));
