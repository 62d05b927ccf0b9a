import { join } from 'node:path';
import { checkConfig } from '../../electron/config/load.ts';
import { defaults } from '../../electron/config/defaults.ts';
import { connect } from '../../electron/store/sqlite/database.ts';
import type { Store } from '../../electron/store/types.ts';
import { Imports } from '../../electron/usecases/imports/imports.ts';
import { importPorts } from '../../electron/wiring/imports.ts';
import { timeUuid } from '../../electron/wiring/time-uuid.ts';
import { IMPORT_HEAD, IMPORT_PIECE } from '../../shared/contract/imports.ts';
import type { PatientRecord } from '../../shared/domain/record/patient.ts';
import { item, type Item } from './report.ts';

const LINES = 20_000;
const GOAL = 5000;
const PEER = 'plain loop: split lines, INSERT, 500 a transaction, no encryption, no index, no rule';

/**
 * Lines a second of an import into a base that is already full: people it does not know, then the same file again, of
 * which every line is compared with its record. The peer writes the same lines with no rule at all, in the same run.
 *
 * @param people a slice of people that the base does not hold, from a number on.
 */
export async function importItems(
  store: Store,
  folder: string,
  runs: number,
  people: (from: number, count: number) => readonly PatientRecord[],
): Promise<readonly Item[]> {
  const plain = plainLoop(join(folder, 'import.db'));
  const [created, unchanged, bare]: [number[], number[], number[]] = [[], [], []];
  try {
    for (let turn = 0; turn < runs + 1; turn += 1) {
      const file = csvOf(people(turn * LINES, LINES));
      const [first, again, loop] = [await taken(store, file, 'created'), await taken(store, file, 'unchanged'), plain.take(file)];
      // The first turn warms the caches.
      if (turn === 0) continue;
      created.push(first);
      unchanged.push(again);
      bare.push(loop);
    }
  } finally {
    plain.close();
  }
  const what = `import of a CSV of ${LINES} lines into ${await store.patients.count()} patients`;
  return [
    item(`${what}, new people`, 'lines/s', created, { goal: { atLeast: GOAL } }),
    item(`${what}, the same file again`, 'lines/s', unchanged, { goal: { atLeast: GOAL } }),
    item(`${what}, new people, beside a plain loop`, 'lines/s', created, { peer: { name: PEER, values: bare } }),
  ];
}

function csvOf(patients: readonly PatientRecord[]): Buffer {
  const rows = patients.map((p) =>
    [
      `H${p.ipp}`,
      p.birthName,
      p.birthFirstNames,
      p.usedName ?? '',
      p.sex,
      p.birthDate.split('-').toReversed().join('/'),
      p.birthPlace ?? '',
    ].join(';'),
  );
  return Buffer.from(['IPP;Nom de naissance;Prénoms de naissance;Nom utilisé;Sexe;Date de naissance;COG', ...rows, ''].join('\n'));
}

/** Gives the file as the window does, a mebibyte at a time. @returns lines a second */
async function taken(store: Store, file: Buffer, expected: 'created' | 'unchanged'): Promise<number> {
  const now = (): Date => new Date();
  const imports = new Imports({
    store,
    now,
    uuid: timeUuid,
    session: () => SESSION,
    owner: 'poste-1',
    ...importPorts(checkConfig({ ...defaults, profile: 'sandbox' }, 'bench'), now),
    changed: () => undefined,
    report: (thrown) => {
      throw thrown;
    },
  });
  const start = performance.now();
  const { id } = await imports.begin({
    kind: 'csv',
    fileName: 'patients.csv',
    size: file.byteLength,
    dryRun: false,
    head: file.subarray(0, IMPORT_HEAD),
  });
  for (let at = 0; at < file.byteLength; at += IMPORT_PIECE) await imports.push(id, file.subarray(at, at + IMPORT_PIECE));
  const run = await imports.end(id);
  const seconds = (performance.now() - start) / 1000;
  // The search of antecedents goes on beside: neither the next turn nor the store's end is measured with it.
  await imports.close();
  if (run.state !== 'done' || run[expected] !== LINES) throw new Error(`import ${run.state}: ${JSON.stringify(run)}`);
  return LINES / seconds;
}

const SESSION = {
  pro: { idNat: '899900000017', family: 'DURAND', given: 'PAULE', prefix: null, suffix: 'DR', speciality: null, structure: null },
  situation: { index: 1, structureIdNat: '499900000017001', structureName: 'Cabinet du Port', sector: 'SA07' },
} as const;

function plainLoop(path: string): { take(file: Buffer): number; close(): void } {
  const db = connect(path, { timeout: 0 });
  db.pragma('journal_mode = WAL');
  db.exec('CREATE TABLE people (ipp TEXT, birth_name TEXT, first_names TEXT, used_name TEXT, sex TEXT, birth_date TEXT, birth_place TEXT)');
  const insert = db.prepare('INSERT INTO people VALUES (?, ?, ?, ?, ?, ?, ?)');
  return {
    take: (file) => {
      const start = performance.now();
      const lines = file.toString('utf8').split('\n').slice(1, -1);
      for (let from = 0; from < lines.length; from += 500) {
        db.transaction(() => {
          for (const line of lines.slice(from, from + 500)) insert.run(...line.split(';'));
        }).immediate();
      }
      return lines.length / ((performance.now() - start) / 1000);
    },
    close: () => db.close(),
  };
}
