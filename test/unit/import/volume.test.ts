import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { readAdt } from '../../../electron/import/adt.ts';
import { readCsv } from '../../../electron/import/csv.ts';
import { suggestMapping } from '../../../electron/import/csv-mapping.ts';
import type { ImportItem, ImportSource } from '../../../electron/import/types.ts';
import { adtOptions, message } from './samples.ts';

const SIZE = 200 * 1024 * 1024;
/** What a reader may hold of 200 MiB: pieces, one record, and what the collector has not taken yet. */
const BOUND = 160 * 1024 * 1024;

/** Pieces of 256 KiB of that text, up to 200 MiB, generated as they are read. */
function generated(first: string, text: string): { readonly source: ImportSource; readonly count: number } {
  const repeats = Math.ceil((256 * 1024) / text.length);
  const piece = Buffer.from(text.repeat(repeats));
  const pieces = Math.ceil(SIZE / piece.length);
  return {
    count: pieces * repeats,
    source: async function* () {
      yield Buffer.from(first);
      for (let i = 0; i < pieces; i += 1) yield piece;
    },
  };
}

async function measure(
  items: AsyncIterable<ImportItem>,
): Promise<{ readonly count: number; readonly errors: number; readonly grown: number }> {
  const start = process.memoryUsage().rss;
  let [count, errors, peak] = [0, 0, start];
  for await (const item of items) {
    count += 1;
    if ('error' in item) errors += 1;
    if (count % 5000 === 0) peak = Math.max(peak, process.memoryUsage().rss);
  }
  return { count, errors, grown: peak - start };
}

/** What is still held of the heap. */
function held(): number {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  return process.memoryUsage().heapUsed;
}

/** What every item of a file holds once it is read, as a dry run holds its records. */
async function holding(items: AsyncIterable<ImportItem>): Promise<{ readonly kept: number; readonly grown: number }> {
  const start = held();
  const kept: ImportItem[] = [];
  for await (const item of items) kept.push(item);
  return { kept: kept.length, grown: held() - start };
}

describe('200 MiB', () => {
  it('of CSV are read in a bounded memory, wrong lines included', { timeout: 120_000 }, async () => {
    const header = 'Nom de naissance;Prénoms;Sexe;Date de naissance;Commentaire\n';
    const filler = 'x'.repeat(1000);
    const { source, count } = generated(
      header,
      `PAT-TROIS;DOMINIQUE;F;28/03/1979;${filler}\nPAT3;DOMINIQUE;F;28/03/1979;${filler}\nPAT;"A"B;F;28/03/1979;${filler}\n`,
    );
    const columns = { fields: suggestMapping(header.trim().split(';')), dateOrder: 'dmy' } as const;
    const read = await measure(
      readCsv(source, { today: '2026-11-21', test: true, columns, delimiter: ';', oid: null, encoding: null, placeOf: null }),
    );
    expect(read).toMatchObject({ count: 3 * count, errors: 2 * count });
    expect(read.grown).toBeLessThan(BOUND);
  });

  it('of CSV are not held by the lines kept of them', { timeout: 120_000 }, async () => {
    const header = 'Nom de naissance;Prénoms;Sexe;Date de naissance;Commentaire\n';
    const { source } = generated(
      header,
      `PAT-TROIS;DOMINIQUE;F;28/03/1979;${'x'.repeat(1000)}\nPAT3;DOMINIQUE;F;28/03/1979;${'x'.repeat(1000)}\n`,
    );
    const columns = { fields: suggestMapping(header.trim().split(';')), dateOrder: 'dmy' } as const;
    const start = held();
    const kept: unknown[] = [];
    for await (const item of readCsv(source, {
      today: '2026-11-21',
      test: true,
      columns,
      delimiter: ';',
      oid: null,
      encoding: null,
      placeOf: null,
    })) {
      if (item.line % 200 < 2) kept.push('error' in item ? item.refused : item.raw);
    }
    expect(kept.length).toBeGreaterThan(1500);
    expect(held() - start).toBeLessThan(20 * 1024 * 1024);
  });

  it('of CSV in windows-1252 are read in a bounded memory, every word a new one', { timeout: 120_000 }, async () => {
    const filler = `;${'x'.repeat(1000)}\n`.repeat(250);
    const source: ImportSource = async function* () {
      yield Buffer.from('Nom de naissance;Prenoms;Sexe;Date de naissance;Commentaire\n');
      for (let i = 0; i < 400; i += 1)
        yield Buffer.from(
          `FRAN\u00C7OISE-\u00C9${String(i)
            .replaceAll(/\d/g, (digit) => 'ABCDEFGHIJ'[Number(digit)] ?? '')
            .padEnd(20, 'A')};ANNE;F;28/03/1979${filler}`,
          'latin1',
        );
    };
    const columns = {
      fields: suggestMapping(['Nom de naissance', 'Prenoms', 'Sexe', 'Date de naissance', 'Commentaire']),
      dateOrder: 'dmy',
    } as const;
    const start = held();
    let [people, peak] = [0, 0];
    for await (const item of readCsv(source, {
      today: '2026-11-21',
      test: true,
      columns,
      delimiter: ';',
      oid: null,
      encoding: null,
      placeOf: null,
    })) {
      if ('error' in item) continue;
      people += 1;
      if (people % 100 === 0) peak = Math.max(peak, held() - start);
    }
    expect(people).toBe(400);
    expect(peak).toBeLessThan(40 * 1024 * 1024);
  });

  it('of ADT messages are read in a bounded memory', { timeout: 120_000 }, async () => {
    const text = message({
      event: 'A01',
      rest: ['PV1|1|I|CARDIO', ...Array.from({ length: 20 }, (_, i) => `OBX|${i}|ST|NOTE||${'x'.repeat(150)}`)],
    });
    const { source, count } = generated('', text);
    const read = await measure(readAdt(source, adtOptions));
    expect(read).toMatchObject({ count, errors: 0 });
    expect(read.grown).toBeLessThan(BOUND);
  });

  it('of wide lines or messages are not held by the patients read from them', { timeout: 120_000 }, async () => {
    const filler = 'x'.repeat(20_000);
    const header = 'Nom de naissance;Prénoms;Sexe;Date de naissance;Commentaire\n';
    const csv = generated(header, `UN-NOM-DE-NAISSANCE-LONG;DOMINIQUE-FRANCOISE;F;28/03/1979;${filler}\n`);
    const columns = { fields: suggestMapping(header.trim().split(';')), dateOrder: 'dmy' } as const;
    const hl7 = generated(
      '',
      message({ pid5: 'UN-NOM-DE-NAISSANCE-LONG^DOMINIQUE-FRANCOISE^DOMINIQUE-FRANCOISE^^^^L', rest: [`NTE|1||${filler}`] }),
    );
    for (const read of [
      await holding(
        readCsv(csv.source, { today: '2026-11-21', test: true, columns, delimiter: ';', oid: null, encoding: null, placeOf: null }),
      ),
      await holding(readAdt(hl7.source, adtOptions)),
    ]) {
      expect(read.kept).toBeGreaterThan(9000);
      expect(read.grown).toBeLessThan(40 * 1024 * 1024);
    }
  });
});
