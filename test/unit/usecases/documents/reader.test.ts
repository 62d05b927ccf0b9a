import { describe, expect, it, vi } from 'vitest';
import type { PdfReading, RecognisedPage } from '../../../../electron/pdf/read.ts';
import { DocumentReader } from '../../../../electron/usecases/documents/reader.ts';
import type { PageLine } from '../../../../shared/domain/documents/page-line.ts';
import type { DocumentRecord } from '../../../../shared/domain/record/document.ts';
import { fail } from '../../../../shared/errors.ts';
import { document } from '../../../integration/store/samples.ts';
import { workplace } from '../workplace.ts';

const lines = (...texts: readonly string[]): readonly PageLine[] =>
  texts.map((text, i) => ({ text, size: i === 0 ? 14 : 10, strong: false, top: i / 40 }));
const LETTER = lines(
  'Lettre de liaison',
  'Portville, le 18 novembre 2026',
  'Mme PAT-TROIS Dominique, née le 28/03/1979',
  'Fibrillation auriculaire.',
);
const OTHERS = lines('Ordonnance', 'Monsieur TOURNEBISE Yann, né le 01/07/1985');
const PROPOSED = {
  title: { value: '', from: null },
  date: { value: '2026-11-21', from: null },
  type: { value: null, from: null },
  types: [],
} as const;
const FORM = { type: null, title: '', date: '2026-11-21', visibility: 'visible', recipients: [] } as const;
const SCAN: Partial<DocumentRecord> = { form: FORM, proposal: PROPOSED, pages: 2, reading: { state: 'waiting', done: 0, scanned: true } };

/** A desk with a scan of two pages; what a page says comes from `image`. */
const desk = async (
  image: (page: number) => Promise<readonly PageLine[]>,
  changed: Partial<DocumentRecord> = {},
  text?: PdfReading['text'],
) => {
  const place = workplace();
  await place.records({});
  await place.store.commit({
    changes: [
      { kind: 'document.save', document: document({ ...SCAN, ...changed }) },
      { kind: 'document.content', documentId: 'd1', content: 'pdf', bytes: Buffer.from('%PDF') },
    ],
    audit: [],
  });
  const asked: (readonly [number, { readonly letters: boolean; readonly symbols: boolean }])[] = [];
  const reports: unknown[] = [];
  const symbols: string[] = [];
  const reading: PdfReading = {
    text: text ?? (() => Promise.resolve({ pages: [], image: true })),
    image: async (_bytes, page, what): Promise<RecognisedPage> => {
      asked.push([page, what]);
      return { lines: await image(page), symbols };
    },
  };
  const reader = new DocumentReader({
    store: place.store,
    reading,
    now: place.common.now,
    testOidsAllowed: true,
    report: (thrown) => reports.push(thrown),
  });
  const read = async (): Promise<DocumentRecord | null> => {
    reader.readOn();
    await reader.over();
    return place.store.documents.get('d1');
  };
  return { ...place, reader, read, asked, reports, symbols };
};

describe('a scan', () => {
  it('is read after its adding, page by page: its fields, and its text for the search', async () => {
    const { read, store, asked } = await desk((page) => Promise.resolve(page === 1 ? LETTER : lines('Bisoprolol le matin')));
    expect(await read()).toMatchObject({
      form: { title: 'Lettre de liaison', date: '2026-11-18', type: '11490-0' },
      proposal: { title: { from: 'text' }, date: { from: 'text' }, type: { from: 'text' } },
      reading: { state: 'read', done: 2, scanned: true },
      otherPerson: null,
    });
    expect(asked).toEqual([
      [1, { letters: true, symbols: true }],
      [2, { letters: true, symbols: false }],
    ]);
    expect((await store.documents.search('bisoprolol fibrillation', 5)).map(({ id }) => id)).toEqual(['d1']);
  });

  it.each([
    ['title', { title: 'Mon titre' }],
    ['date', { date: '2026-11-02' }],
    ['type', { type: '57833-6' }],
    ['visibility', { visibility: 'masked' }],
  ] as const)('changes no %s that somebody typed in meanwhile', async (_field, typed) => {
    const place = await desk(async (page) => {
      const draft = await place.store.documents.get('d1');
      if (draft !== null && page === 1)
        await place.store.commit({ changes: [{ kind: 'document.save', document: { ...draft, form: { ...FORM, ...typed } } }], audit: [] });
      return LETTER;
    });
    const read = { title: 'Lettre de liaison', date: '2026-11-18', type: '11490-0', visibility: 'visible' };
    expect((await place.read())?.form).toMatchObject({ ...read, ...typed });
  });

  it('that says nothing of its date, its title or its type leaves what its name said of them', async () => {
    const named = {
      title: { value: 'Courrier du port', from: 'file-name' },
      date: { value: '2026-11-05', from: 'file-name' },
      type: { value: '96349-6', from: 'file-name' },
      types: ['96349-6'],
    } as const;
    const form = { ...FORM, title: 'Courrier du port', date: '2026-11-05', type: '96349-6' };
    const { read } = await desk(() => Promise.resolve(lines('Bisoprolol le matin.')), { proposal: named, form });
    expect(await read()).toMatchObject({ proposal: named, form });
  });

  it('that somebody changes while what it says is written is written again', async () => {
    const place = await desk(() => Promise.resolve(LETTER));
    let crossed = false;
    const { get } = place.store.patients;
    const crossing = async (id: string) => {
      const draft = await place.store.documents.get('d1');
      if (!crossed && draft !== null) {
        crossed = true;
        await place.store.commit({
          changes: [{ kind: 'document.save', document: { ...draft, form: { ...FORM, type: '57833-6' } } }],
          audit: [],
        });
      }
      return get(id);
    };
    const reader = new DocumentReader({
      store: { ...place.store, patients: { ...place.store.patients, get: crossing } },
      reading: { text: () => Promise.resolve({ pages: [], image: true }), image: () => Promise.resolve({ lines: LETTER, symbols: [] }) },
      now: place.common.now,
      testOidsAllowed: true,
      report: (thrown) => {
        throw thrown;
      },
    });
    reader.readOn();
    await reader.over();
    expect((await place.store.documents.get('d1'))?.form).toMatchObject({ title: 'Lettre de liaison', type: '57833-6' });
  });

  it('that names another person than its record says so', async () => {
    const { read } = await desk(() => Promise.resolve(OTHERS));
    expect((await read())?.otherPerson).toEqual({ name: 'TOURNEBISE Yann', birthDate: '1985-07-01', patientId: null, settled: false });
  });

  it('whose first page names nobody is judged by the next one', async () => {
    const { read } = await desk((page) => Promise.resolve(page === 1 ? lines('Bordereau de télécopie') : OTHERS));
    expect((await read())?.otherPerson).toMatchObject({ name: 'TOURNEBISE Yann' });
  });

  it('that was kept in its record stays there, whatever its next pages name', async () => {
    const kept = { name: 'TOURNEBISE Yann', birthDate: null, patientId: null, settled: true };
    const { read } = await desk(() => Promise.resolve(OTHERS), { otherPerson: kept });
    expect((await read())?.otherPerson).toEqual(kept);
  });

  it('is read on from where it stood, and no page twice', async () => {
    const { read, asked } = await desk(() => Promise.resolve(LETTER), { reading: { state: 'reading', done: 1, scanned: true } });
    expect((await read())?.form.title).toBe('');
    expect(asked).toEqual([[2, { letters: true, symbols: false }]]);
  });

  it('that goes away is read no further', async () => {
    const place = await desk(async () => {
      await place.store.commit({ changes: [{ kind: 'document.remove', documentId: 'd1', revision: 1 }], audit: [] });
      return LETTER;
    });
    expect(await place.read()).toBeNull();
    expect([place.asked.length, place.reports]).toEqual([1, []]);
  });

  it('validated meanwhile keeps its form, and is searched all the same', async () => {
    const place = await desk(() => Promise.resolve(LETTER), {
      status: 'validated',
      validated: {
        at: '2026-11-21T10:00:00.000Z',
        by: { idNat: '1', name: 'x' },
        situation: '1',
        cda: { id: '1', setId: '2', version: 1 },
      },
    });
    expect(await place.read()).toMatchObject({ form: FORM, reading: { state: 'read' } });
    expect(await place.store.documents.search('fibrillation', 5)).toHaveLength(1);
  });

  it('whose page cannot be read says so, and is not tried again', async () => {
    const { read, reports, asked } = await desk(() => Promise.reject(fail('READING_TOO_SLOW')));
    expect((await read())?.reading).toEqual({ state: 'failed', done: 0, scanned: true });
    expect(reports).toMatchObject([{ code: 'READING_TOO_SLOW' }]);
    await read();
    expect(asked).toHaveLength(1);
  });

  it('waits for the next time when nothing can be opened', async () => {
    const { read, reports } = await desk(() => Promise.reject(fail('DOORS_UNAVAILABLE')));
    expect((await read())?.reading).toEqual({ state: 'reading', done: 0, scanned: true });
    expect(reports).toMatchObject([{ code: 'DOORS_UNAVAILABLE' }]);
  });

  it('is not read any more once the application closes', async () => {
    const { reader, read, asked } = await desk(() => Promise.resolve(LETTER));
    await reader.close();
    expect((await read())?.reading.state).toBe('waiting');
    expect(asked).toEqual([]);
  });
});

describe('a scan that is validated as soon as it is added', () => {
  it('is read first: whom it names is known', async () => {
    let go: () => void = () => undefined;
    const later = new Promise<void>((resolve) => (go = resolve));
    let first = true;
    // Of all pages, the first one asked is alone to be answered at once.
    const place = await desk(async () => {
      if (!first) await later;
      first = false;
      return OTHERS;
    });
    await place.store.commit({
      changes: [
        { kind: 'document.save', document: document({ ...SCAN, id: 'd2' }) },
        { kind: 'document.content', documentId: 'd2', content: 'pdf', bytes: Buffer.from('%PDF') },
      ],
      audit: [],
    });
    await place.reader.firstPage('d2');
    expect((await place.store.documents.get('d2'))?.otherPerson).toMatchObject({ name: 'TOURNEBISE Yann' });
    expect((await place.store.documents.get('d1'))?.reading.done).toBe(0);
    go();
    await place.reader.over();
    expect((await place.store.documents.get('d1'))?.reading.state).toBe('read');
  });

  it('is read between two pages of another one, which is read on after it', async () => {
    let go: () => void = () => undefined;
    const later = new Promise<void>((resolve) => (go = resolve));
    const place = await desk(async () => {
      await later;
      return OTHERS;
    });
    place.reader.readOn();
    while (place.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    await place.store.commit({
      changes: [
        { kind: 'document.save', document: document({ ...SCAN, id: 'd2' }) },
        { kind: 'document.content', documentId: 'd2', content: 'pdf', bytes: Buffer.from('%PDF') },
      ],
      audit: [],
    });
    const waiting = place.reader.firstPage('d2');
    await new Promise((resolve) => setTimeout(resolve, 20));
    go();
    await waiting;
    await place.reader.over();
    expect(place.asked.map(([page]) => page)).toEqual([1, 1, 2, 2]);
    expect((await place.store.documents.get('d1'))?.reading.state).toBe('read');
  });

  it('waits for nothing once its first page is read, nor of a page of text, nor of what is gone', async () => {
    const never = (): Promise<never> => new Promise(() => undefined);
    const { reader, asked } = await desk(never, { reading: { state: 'reading', done: 1, scanned: true } });
    await Promise.all([reader.firstPage('d1'), reader.firstPage('d9')]);
    const text = await desk(never, { reading: { state: 'waiting', done: 0, scanned: false } });
    await text.reader.firstPage('d1');
    expect([asked, text.asked]).toEqual([[], []]);
  });

  it('is waited for no longer than it takes: nothing looks again and again', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'setInterval'] });
    try {
      const { reader, store } = await desk(() => Promise.resolve(OTHERS));
      await reader.firstPage('d1');
      expect((await store.documents.get('d1'))?.reading.done).toBeGreaterThan(0);
    } finally {
      vi.useRealTimers();
    }
  });

  it('is not waited for when its bytes are not there', async () => {
    const { reader, store } = await desk(() => Promise.resolve(OTHERS));
    await store.commit({ changes: [{ kind: 'document.save', document: document({ ...SCAN, id: 'd3' }) }], audit: [] });
    await reader.firstPage('d3');
    expect((await store.documents.get('d3'))?.reading.state).toBe('waiting');
  });

  it('waits for a page that takes long no more than five seconds', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
    try {
      const { reader } = await desk(() => new Promise(() => undefined));
      let over = false;
      const waiting = reader.firstPage('d1').then(() => (over = true));
      await vi.advanceTimersByTimeAsync(4_900);
      expect(over).toBe(false);
      await vi.advanceTimersByTimeAsync(200);
      await waiting;
      expect(over).toBe(true);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('a page of text that names nobody', () => {
  it('is looked at for a symbol, once', async () => {
    const text: PdfReading['text'] = (_bytes, from) =>
      Promise.resolve({ pages: from === 1 ? [lines('Ordonnance'), lines('Suite')] : [], image: false });
    const place = await desk(() => Promise.resolve([]), { reading: { state: 'waiting', done: 0, scanned: false } }, text);
    place.symbols.push('IS010000000000000000000000S1279035121518989S21.2.250.1.213.1.4.10S3SOLENE\u001DS4TOURNEBISE\u001DS5FS601-07-1985');
    expect(await place.read()).toMatchObject({
      reading: { state: 'read', done: 2, scanned: false },
      otherPerson: { name: 'TOURNEBISE SOLENE', birthDate: '1985-07-01' },
    });
    expect(place.asked).toEqual([[1, { letters: false, symbols: true }]]);
  });

  it('is not painted for it when it names somebody', async () => {
    const text: PdfReading['text'] = () => Promise.resolve({ pages: [LETTER, lines('Suite')], image: false });
    const place = await desk(() => Promise.resolve([]), { reading: { state: 'waiting', done: 0, scanned: false } }, text);
    expect(await place.read()).toMatchObject({ reading: { state: 'read', done: 2 } });
    expect(place.asked).toEqual([]);
  });
});
