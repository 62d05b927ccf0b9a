import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openStore } from '../../../electron/store/open.ts';
import { PosteError } from '../../../shared/errors.ts';
import { act, document, patient } from '../../integration/store/samples.ts';

/** Run on a file system of a few megabytes: fills it, frees a little, goes on; says what it saw as JSON. */
const [folder = ''] = process.argv.slice(2);
const path = join(folder, 'store.db');
const key = new Uint8Array(32).fill(5);
const filler = join(folder, 'filler');
writeFileSync(filler, new Uint8Array(1_000_000));

let store = await openStore({ path, key });
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
const whileFull = { kept, code: full, again: await add(kept), ...(await facts()), half: await store.documents.get(`d${kept}`) };
rmSync(filler);
const freed = await add(kept);
await store.close();
store = await openStore({ path, key });
const reopened = await facts();
await store.close();
process.stdout.write(JSON.stringify({ whileFull, freed, reopened }));
