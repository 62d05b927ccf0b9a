import { startDoors } from '../../electron/doors/client.ts';
import { csvLayout } from '../../electron/import/csv-layout.ts';
import { suggestMapping } from '../../electron/import/csv-mapping.ts';
import { readCsv } from '../../electron/import/csv.ts';
import { readAdt } from '../../electron/import/adt.ts';
import { checkPdf } from '../../electron/pdf/check.ts';
import { parseXml } from '../../electron/xml/read.ts';
import { buildCda } from '../../electron/cda/build.ts';
import { readCda } from '../../electron/cda/read.ts';
import { buildDatamatrix, parseDatamatrix } from '../../shared/domain/ins/datamatrix.ts';
import { PosteError } from '../../shared/errors.ts';
import { pdfWith, randomOf } from '../setup/hostile-files.ts';
import { samplePdf } from '../setup/sample-pdf.ts';
import { usage, watchedService } from '../setup/watched-service.ts';
import { fixed, letter, minimal } from '../unit/cda/sample.ts';
import { patTrois, TEST } from '../unit/datamatrix/patient.ts';
import { mutate } from './mutate.ts';

/**
 * `npm run fuzz -- [--minutes m] [--seed n] [--json]`: changed files at every door, one door after the other, for as long
 * each. A crash is whatever is not a typed refusal, or a door process that ends by itself. Equal seeds, equal inputs in
 * the same order; how many fit in the time is the machine's affair.
 */
interface Door {
  readonly name: string;
  readonly seeds: readonly Uint8Array[];
  readonly enter: (bytes: Buffer) => unknown;
  /** Process that opens; ours unless told. */
  readonly pid?: () => number;
}

const words = process.argv.slice(2);
const option = (name: string, value: number): number => (words.includes(name) ? Number(words[words.indexOf(name) + 1]) : value);
const [minutes, seed] = [option('--minutes', 1), option('--seed', 1)];
if (!(minutes > 0) || !Number.isInteger(seed)) {
  process.stderr.write('Usage : npm run fuzz -- [--minutes m] [--seed n] [--json]\n');
  process.exit(2);
}

let pid = 0;
const doors = startDoors((entry) => {
  const service = watchedService(entry);
  ({ pid } = service);
  return service;
});
await doors.warm();

const today = '2026-03-02';
const csv = 'IPP;Nom de naissance;Prénoms de naissance;Sexe;Date de naissance;Matricule INS\n12;PAT-TROIS;DOMINIQUE;F;28/03/1979;279035121518989\n13;"PAT;QUATRE";ANNE;F;1980-01-02;\n';
const adt =
  'MSH|^~\\&|ESSAI|CABINET|POSTE|CABINET|20260302093000||ADT^A04^ADT_A01|1|P|2.5|||||FRA|8859/1\rEVN||20260302093000\rPID|||12^^^CABINET&1.2.250.1.999&ISO^PI||PAT-TROIS^DOMINIQUE^DOMINIQUE ANNE^^^^L||19790328|F\rPV1||O|||||||||||||||||42\r';

const all = async (items: AsyncIterable<unknown>): Promise<void> => {
  for await (const item of items) void item;
};
async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield* [bytes];
}
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

const DOORS: readonly Door[] = [
  {
    name: 'pdf',
    seeds: [await samplePdf(), pdfWith({ more: ['<</Type/Annot/Subtype/Link/A<</S/URI/URI(https://essai.invalid)>>>>'], trailer: '/Info 4 0 R' })],
    enter: async (bytes) => {
      try {
        await checkPdf(doors, bytes);
      } catch (thrown) {
        // The door process ended by itself: it should have refused.
        if (thrown instanceof PosteError && /^(exit|silence)/.test(thrown.detail ?? '')) throw new Error('process ended', { cause: thrown });
        throw thrown;
      }
    },
    pid: () => pid,
  },
  { name: 'xml', seeds: [buildCda(minimal, letter, fixed()).bytes], enter: (bytes) => [parseXml(bytes), readCda(bytes)] },
  { name: 'datamatrix', seeds: [Buffer.from(buildDatamatrix(patTrois, TEST))], enter: (bytes) => parseDatamatrix(text(bytes), TEST) },
  {
    name: 'csv',
    seeds: [Buffer.from(csv), Buffer.from(csv, 'latin1')],
    enter: async (bytes) => {
      const layout = csvLayout(bytes, true);
      const columns = { fields: suggestMapping(layout.headers), dateOrder: 'dmy' } as const;
      await all(readCsv(() => once(bytes), { today, test: true, columns, delimiter: layout.delimiter, oid: '1.2.250.1.213.1.4.8', encoding: null, placeOf: null }));
    },
  },
  { name: 'hl7', seeds: [Buffer.from(adt, 'latin1'), Buffer.from(`\u000b${adt}\u001c\r`, 'latin1')], enter: (bytes) => all(readAdt(() => once(bytes), { today, test: true, charset: null, ippAuthority: null, otherFirstNamesOnly: [] })) },
];

const results = [];
for (const door of DOORS) results.push(await fuzz(door));
await doors.close();
if (words.includes('--json')) process.stdout.write(`${JSON.stringify({ doors: results })}\n`);
else for (const { name, inputs, crashes, slowest_ms: slowest, peak_mb: peak } of results) process.stdout.write(`${name}: ${inputs} inputs, ${crashes} crashes, slowest ${slowest} ms, peak ${peak} MiB\n`);
process.exit(results.some(({ crashes }) => crashes > 0) ? 1 : 0);

async function fuzz({ name, seeds, enter, pid: opens = () => process.pid }: Door) {
  const random = randomOf(seed);
  const end = performance.now() + (minutes * 60_000) / DOORS.length;
  const base = usage(opens())?.rssMb ?? 0;
  let [inputs, crashes, slowest, peak] = [0, 0, 0, 0];
  for (; performance.now() < end; inputs++) {
    const bytes = mutate(seeds[inputs % seeds.length] ?? Buffer.alloc(0), random);
    const start = performance.now();
    try {
      await enter(bytes);
    } catch (thrown) {
      if (!(thrown instanceof PosteError)) {
        crashes += 1;
        // Found again by its rank: nothing of a file is written.
        process.stderr.write(`[${name}] input ${inputs} of seed ${seed}: ${thrown instanceof Error ? `${thrown.name} ${thrown.stack?.split('\n').find((line) => line.includes(' at '))?.trim() ?? ''}` : 'thrown'}\n`);
      }
    }
    slowest = Math.max(slowest, performance.now() - start);
    peak = Math.max(peak, (usage(opens())?.rssMb ?? 0) - base);
  }
  return { name, inputs, crashes, slowest_ms: Math.round(slowest), peak_mb: Math.round(peak) };
}
