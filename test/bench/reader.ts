import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PDFDocument } from '@cantoo/pdf-lib';
import type { Page } from 'playwright-core';
import { compose } from '../../electron/compose.ts';
import { chromiumPlatform } from '../../electron/platform/chromium/index.ts';
import { PAULE_DURAND, startSandbox } from '../sandbox/index.ts';
import { clientOf, type Client } from '../setup/client.ts';
import { samplePdf } from '../setup/sample-pdf.ts';
import { sandboxConfig } from '../setup/sandbox-config.ts';
import { marksOf } from './frames.ts';
import { item, type Benchmark, type Item } from './report.ts';
import { pssMiBBelow } from './tree.ts';

const ASSETS = fileURLToPath(new URL('../../renderer/dist', import.meta.url));
const LENGTHS = [1, 600] as const;
const GOAL = 2;
/** What a walk through all the pages may hold over the document just opened. */
const WALK_MIB = 50;
/** Pages between two looks at the memory. */
const LOOKED_AT = 100;
/** Read between two measures: the document is never the one that is already open. */
const OTHER = 'Autre document';
const titleOf = (pages: number): string => `Document de ${pages} pages`;

/**
 * The first page of a document on the screen, in the window of the application: from the key that asks for it, then from
 * its bytes being there, which is what pdftoppm has in its file. Beside it, the same page as wide and as high in pixels,
 * its process started anew as it always is. Then what all the pages of the long one hold, walked one by one.
 */
export async function run(runs: number): Promise<Benchmark> {
  const folder = await mkdtemp(join(tmpdir(), 'poste-bench-'));
  const sandbox = await startSandbox({ autoApprove: null });
  try {
    const data = join(folder, 'workstation');
    await mkdir(data, { mode: 0o700 });
    const config = sandboxConfig(sandbox, data, { kind: 'file', folder: await sandbox.fileCard(PAULE_DURAND) });
    const platform = chromiumPlatform({ dataFolder: data, executable: null, headless: true, size: { width: 1440, height: 900 } });
    const application = await compose(config, platform);
    const window = (await application.openWindow(ASSETS, () => undefined)) as Awaited<ReturnType<typeof platform.openWindow>>;
    const { page } = window;
    const files = await prepare(clientOf(application), page, folder);
    const items: Item[] = [];
    for (const { pages, file } of files) {
      const [keys, ours, theirs]: [number[], number[], number[]] = [[], [], []];
      for (let turn = 0; turn < runs + 1; turn += 1) {
        const { ms, readerMs, width, height } = await opened(page, titleOf(pages));
        const peer = await drawnByPoppler(file, width, height);
        // The first turn warms the caches.
        if (turn === 0) continue;
        keys.push(ms);
        ours.push(readerMs);
        theirs.push(peer);
      }
      items.push(
        item(`first page of ${pages}, key to screen: journal, encrypted store, form beside it, reading, drawing`, 'ms', keys),
        item(`first page of ${pages}, bytes in the window to screen`, 'ms', ours, {
          peer: { name: 'pdftoppm, same page and pixels', values: theirs },
          goal: { atMost: GOAL },
        }),
      );
    }
    items.push(...(await walk(page, titleOf(LENGTHS[1]))));
    await window.close();
    await application.close();
    return { name: 'reader', runs, items };
  } finally {
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** A record with the documents, shown in its tab, and the same documents as files. */
async function prepare(client: Client, page: Page, folder: string): Promise<readonly { readonly pages: number; readonly file: string }[]> {
  await client.until('session.changed', async () => (await client.call('session.state', null)).card.generation);
  await client.call('session.open', { pin: PAULE_DURAND.pin, lastTry: false, situation: 1 });
  const { id } = await client.call('patients.create', {
    traits: { birthName: 'PAT-TROIS', birthFirstNames: 'DOMINIQUE', sex: 'F', birthDate: '1979-03-28', birthPlace: '51215' },
    usedName: null,
    usedFirstName: null,
  });
  const add = async (title: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> => {
    const row = await client.call('documents.add', { patientId: id, fileName: 'document.pdf', bytes });
    await client.call('documents.save', { id: row.id, form: { ...row.form, title } });
  };
  const files: { pages: number; file: string }[] = [];
  for (const pages of LENGTHS) {
    const bytes = Uint8Array.from(await letters(pages));
    await add(titleOf(pages), bytes);
    const file = join(folder, `${pages}.pdf`);
    await writeFile(file, bytes);
    files.push({ pages, file });
  }
  await add(OTHER, Uint8Array.from(await samplePdf({ title: OTHER })));
  await page.evaluate((hash) => {
    globalThis.location.hash = hash;
  }, `#/patient/${id}/documents`);
  return files;
}

/** So many pages, each the whole letter. */
async function letters(pages: number): Promise<Uint8Array> {
  const one = await PDFDocument.load(new Uint8Array(await samplePdf()));
  const all = await PDFDocument.create();
  const copies = await all.copyPages(
    one,
    Array.from({ length: pages }, () => 0),
  );
  for (const copy of copies) all.addPage(copy);
  return Uint8Array.from(await all.save());
}

/** How long a first page took, in milliseconds, and its pixels. */
interface Opened {
  /** From the key that asked for it. */
  readonly ms: number;
  /** From when its bytes are in the window. */
  readonly readerMs: number;
  readonly width: number;
  readonly height: number;
}

/** Opens a document of the list from another one, and tells how long its first page took, and its pixels. */
async function opened(page: Page, title: string): Promise<Opened> {
  await choose(page, OTHER);
  const region = page.getByRole('region', { name: `Aperçu de ${title}` });
  const marks = await marksOf(page, async () => {
    await page.evaluate(watch, `Aperçu de ${title}`);
    await choose(page, title);
    // What is drawn is shown by then.
    await page.waitForTimeout(300);
  });
  const [asked, fetched, drawn] = [marks.get('asked')?.at, marks.get('fetched')?.at, marks.get('drawn')?.shown];
  if (asked === undefined || fetched === undefined || drawn === undefined || drawn === null)
    throw new Error(`the first page was not seen on the screen: ${JSON.stringify([...marks])}`);
  const [width = 0, height = 0] = await region
    .locator('canvas')
    .first()
    .evaluate((canvas) => (canvas instanceof HTMLCanvasElement ? [canvas.width, canvas.height] : []));
  return { ms: drawn - asked, readerMs: drawn - fetched, width, height };
}

/** Goes to the row of a document by its key, and waits for its first page. */
async function choose(page: Page, title: string): Promise<void> {
  const row = page.getByRole('grid', { name: 'Documents' }).getByRole('row', { name: new RegExp(title) });
  await row.focus();
  await page.keyboard.press('Space');
  await page.locator(`[role=region][aria-label="Aperçu de ${title}"][aria-busy=false]`).waitFor();
}

/** In the page: marks the next key, and the first page of that document once it is drawn. */
function watch(label: string): void {
  performance.clearMarks();
  addEventListener('keydown', (event) => performance.mark('asked', { startTime: event.timeStamp }), { capture: true, once: true });
  const watcher = new MutationObserver(() => {
    if (document.querySelector(`[aria-label="${label}"][aria-busy=false] canvas`) === null) return;
    watcher.disconnect();
    performance.mark('drawn');
    const fetched = performance.getEntriesByType('resource').findLast(({ name }) => name.includes('/resource/'));
    if (fetched !== undefined) performance.mark('fetched', { startTime: fetched.startTime + fetched.duration });
  });
  watcher.observe(document.body, { subtree: true, childList: true, attributes: true });
}

/** Milliseconds of pdftoppm on the first page of a file, as wide and as high in pixels. */
async function drawnByPoppler(file: string, width: number, height: number): Promise<number> {
  const start = performance.now();
  await promisify(execFile)(
    'pdftoppm',
    ['-f', '1', '-l', '1', '-singlefile', '-scale-to-x', String(width), '-scale-to-y', String(height), file, `${file}.drawn`],
    {},
  );
  return performance.now() - start;
}

/** Every page shown one after the other: what the processes of the window take, the application and this bench left out. */
async function walk(page: Page, title: string): Promise<readonly Item[]> {
  await choose(page, title);
  const pages = page.getByRole('region', { name: `Aperçu de ${title}` });
  await pages.focus();
  const devtools = await page.context().newCDPSession(page);
  /** What is no longer used is given back first. */
  const held = async (): Promise<number> => {
    await devtools.send('HeapProfiler.collectGarbage');
    await page.waitForTimeout(300);
    return pssMiBBelow(process.pid);
  };
  const before = await held();
  const [taken, kept]: [number[], number[]] = [[], []];
  for (let turned = 1; turned < LENGTHS[1]; turned += 1) {
    await page.keyboard.press('ArrowRight');
    await pages
      .getByRole('img', { name: new RegExp(`^Page ${turned + 1} sur`) })
      .locator('canvas')
      .waitFor();
    if (turned % LOOKED_AT !== 0) continue;
    taken.push(pssMiBBelow(process.pid) - before);
    kept.push((await held()) - before);
  }
  const what = `memory of ${LENGTHS[1]} pages walked, over the document just opened, at its most (PSS)`;
  return [
    item(`${what}, garbage and all`, 'MiB', [Math.max(...taken)]),
    item(what, 'MiB', [Math.max(...kept)], { goal: { atMost: WALK_MIB } }),
  ];
}
