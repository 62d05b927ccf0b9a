import { appendFileSync, closeSync, existsSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileSecrets } from '../../../electron/platform/chromium/secrets.ts';
import { openOwnStore } from '../../../electron/wiring/own-store.ts';
import { PosteError } from '../../../shared/errors.ts';
import { act, patient } from '../../integration/store/samples.ts';

/** Run on a file system of a few megabytes: opens a data folder while it is full, and again once there is room; says what it saw as JSON. */
const [disk = ''] = process.argv.slice(2);
const folder = join(disk, 'data');
const filler = join(disk, 'filler');
const openIt = (access: 'writing' | 'reading') =>
  openOwnStore({ folder, stateFolder: null, secrets: fileSecrets(folder), access, now: () => new Date() });

function fill(): void {
  appendFileSync(filler, '');
  const file = openSync(filler, 'a');
  try {
    for (const size of [1 << 20, 4096, 1]) for (let full = false; !full;) full = isFull(() => writeSync(file, Buffer.alloc(size)));
  } finally {
    closeSync(file);
  }
}
function isFull(write: () => unknown): boolean {
  try {
    write();
    return false;
  } catch {
    return true;
  }
}

let store = await openIt('writing');
await store.commit({ changes: [{ kind: 'patient.save', patient: patient() }], audit: [act()] });
await store.close();
const seen: unknown[] = [];
for (const access of ['reading', 'writing'] as const) {
  fill();
  store = await openIt(access);
  seen.push([access, await store.patients.count(), existsSync(join(folder, 'poste.reserve'))]);
  await store.close();
  // Nothing is kept for a second time: who writes says so, who reads finds the index of the log where the first one left it.
  fill();
  seen.push(
    await openIt(access).then(
      async (opened) => (await opened.close(), 'opened'),
      (thrown: unknown) => (thrown instanceof PosteError ? thrown.code : String(thrown)),
    ),
  );
  rmSync(filler);
  store = await openIt('writing');
  seen.push([(await store.audit.verify()).valid, existsSync(join(folder, 'poste.reserve'))]);
  await store.close();
}
process.stdout.write(JSON.stringify(seen));
