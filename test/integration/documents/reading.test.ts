import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { PDFDocument } from '@cantoo/pdf-lib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forkService } from '../../../electron/card/fork.ts';
import type { ServiceProcess } from '../../../electron/card/service-process.ts';
import { startDoors, type StartedDoors } from '../../../electron/doors/client.ts';
import { DocumentReader } from '../../../electron/usecases/documents/reader.ts';
import { readingOf } from '../../../electron/wiring/reading.ts';
import { textOf } from '../../../shared/domain/documents/page-line.ts';
import type { DocumentRecord } from '../../../shared/domain/record/document.ts';
import { doors } from '../../setup/doors.ts';
import { samplePdf } from '../../setup/sample-pdf.ts';
import { letterOf, type Letter } from '../../typing-set/letters.ts';
import { scannedPdf, writtenPdf } from '../../typing-set/paper.ts';
import { person, randomOf } from '../../typing-set/people.ts';
import { workplace } from '../../unit/usecases/workplace.ts';
import { document } from '../store/samples.ts';

const random = randomOf(7);
const who = person(random, 'p1', 'P000001');
const letter: Letter = letterOf(random, 3, who, true);
let scan: Buffer;

beforeAll(async () => {
  scan = await scannedPdf(letter, { depth: '1 bit', tilt: 2 }, random);
});

/** A scan on which a gateway wrote a few letters. */
async function withFooter(): Promise<Uint8Array> {
  const document = await PDFDocument.load(scan);
  document.getPage(0).drawText('Fax 18/11 p. 1', { x: 20, y: 20, size: 8 });
  return document.save();
}

/** Processes that read images of pages, each killed at once when `kill` says so of its number. */
function killable(kill: (nth: number) => boolean): { readonly start: () => StartedDoors; readonly started: () => number } {
  let started = 0;
  const start = (entry: string): ServiceProcess => {
    const service = forkService(entry, {});
    started += 1;
    const nth = started;
    return {
      ...service,
      post: (message) => {
        service.post(message);
        if (kill(nth)) setTimeout(() => service.kill(), 300);
      },
    };
  };
  return { start: () => startDoors(start), started: () => started };
}

const open: { close(): Promise<void> }[] = [];
afterAll(() => Promise.all(open.map((one) => one.close())));

const SCAN: Partial<DocumentRecord> = {
  form: { type: null, title: '', date: '2026-11-21', visibility: 'visible', recipients: [] },
  proposal: { title: { value: '', from: null }, date: { value: '2026-11-21', from: null }, type: { value: null, from: null }, types: [] },
  reading: { state: 'waiting', done: 0, scanned: true },
};

const desk = async (kill: (nth: number) => boolean = () => false) => {
  const place = workplace();
  await place.records(who.record);
  await place.store.commit({
    changes: [
      { kind: 'document.save', document: document(SCAN) },
      { kind: 'document.content', documentId: 'd1', content: 'pdf', bytes: scan },
    ],
    audit: [],
  });
  const reports: unknown[] = [];
  const { start, started } = killable(kill);
  const reader = (): DocumentReader => {
    const reading = readingOf(doors, start);
    open.push(reading);
    return new DocumentReader({
      store: place.store,
      reading,
      now: place.common.now,
      testOidsAllowed: true,
      report: (thrown) => reports.push(thrown),
    });
  };
  const read = async (by: DocumentReader): Promise<DocumentRecord | null> => {
    by.readOn();
    await by.over();
    return place.store.documents.get('d1');
  };
  return { ...place, reader, read, reports, started };
};

describe('the text of a PDF, read in the door process', () => {
  it('is its lines from the top, with their size, and what stands out of them', async () => {
    const { pages, image } = await readingOf(doors, () => startDoors((entry) => forkService(entry, {}))).text(
      await samplePdf({ patient: 'Dominique PAT-TROIS' }),
      1,
      10,
    );
    const lines = pages[0] ?? [];
    expect([pages.length, image]).toEqual([1, false]);
    expect(lines[0]?.text).toBe('Dr Paule DURAND');
    expect(lines.find(({ text }) => text === 'Compte rendu de consultation')).toMatchObject({ size: 15 });
    expect(textOf(lines)).toContain('Patiente : Dominique PAT-TROIS, née le 28/03/1979');
    expect(lines.every(({ top }, i) => top >= (lines[i - 1]?.top ?? 0) - 0.01)).toBe(true);
  });

  it('is read by parts, and stops at a page that is an image', async () => {
    const reading = readingOf(doors, () => startDoors((entry) => forkService(entry, {})));
    const three = await samplePdf({ pages: 3 });
    // Its other pages have less than twenty letters, and no image.
    expect((await reading.text(three, 1, 10)).pages.slice(1).map(textOf)).toEqual(['Page 2', 'Page 3']);
    expect((await reading.text(three, 1, 2)).pages).toHaveLength(2);
    expect((await reading.text(three, 3, 10)).pages.map(textOf)).toEqual(['Page 3']);
    expect(await reading.text(await withFooter(), 1, 10)).toEqual({ pages: [], image: true });
    expect(await reading.text(scan, 1, 10)).toEqual({ pages: [], image: true });
  });

  it('says which letters are in another font', async () => {
    const { pages } = await readingOf(doors, () => startDoors((entry) => forkService(entry, {}))).text(
      await writtenPdf({ ...letter, lines: letter.lines.map((line) => ({ ...line, bold: line.text === letter.title })) }),
      1,
      1,
    );
    expect(pages[0]?.filter(({ strong }) => strong).map(({ text }) => text)).toEqual([letter.title]);
  });
});

// Each starts a process that loads the letters of French.
describe('a scan, read on the workstation', { timeout: 90_000 }, () => {
  it('says what it is, and is searched; nothing is left beside the store', async () => {
    const before = new Set(readdirSync(tmpdir()));
    const place = await desk();
    const read = await place.read(place.reader());
    expect(read).toMatchObject({
      form: { type: letter.type, title: letter.title, date: letter.dates[0] },
      reading: { state: 'read', done: 1 },
      otherPerson: null,
    });
    expect((await place.store.documents.search('controle biologique', 5)).map(({ id }) => id)).toEqual(['d1']);
    expect(place.reports).toEqual([]);
    expect(existsSync('fra.traineddata')).toBe(false);
    expect(readdirSync(tmpdir()).filter((name) => !before.has(name) && /tess|fra|ocr/i.test(name))).toEqual([]);
  });

  it('whose process is killed in the middle is read by the next one', async () => {
    const place = await desk((nth) => nth === 1);
    expect((await place.read(place.reader()))?.reading).toMatchObject({ state: 'read' });
    expect(place.started()).toBe(2);
  });

  it('that kills each process is left, and says so', async () => {
    const place = await desk(() => true);
    expect((await place.read(place.reader()))?.reading).toMatchObject({ state: 'failed', done: 0 });
    expect(place.reports).toMatchObject([{ code: 'READING_LOST' }]);
  });

  it('left in the middle by a stop is read at the next start', async () => {
    const place = await desk();
    const first = place.reader();
    first.readOn();
    while (place.started() === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await Promise.all([first.close(), ...open.splice(0).map((one) => one.close())]);
    expect((await place.store.documents.get('d1'))?.reading).toMatchObject({ state: 'reading', done: 0 });
    expect(place.reports).toEqual([]);
    expect((await place.read(place.reader()))?.form.title).toBe(letter.title);
  });
});
