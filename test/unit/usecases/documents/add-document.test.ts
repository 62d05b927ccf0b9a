import { describe, expect, it } from 'vitest';
import type { CheckedPdf } from '../../../../electron/pdf/check.ts';
import { addDocument, type AddDocumentPorts } from '../../../../electron/usecases/documents/add-document.ts';
import { setCorrespondents } from '../../../../electron/usecases/episodes/set-correspondents.ts';
import type { DocumentRecord } from '../../../../shared/domain/record/document.ts';
import { fail } from '../../../../shared/errors.ts';
import { workplace, type Workplace } from '../workplace.ts';

const code = (expected: string): unknown => expect.objectContaining({ code: expected });
const BYTES = Buffer.from('%PDF');
const PDF: CheckedPdf = { pages: 3, pdfA: true, title: null, warnings: [] };

/** Nothing of the pages is read. */
const UNREAD = {
  reading: { text: () => Promise.resolve({ pages: [], image: true }) },
  testOidsAllowed: true,
  readOn: () => undefined,
  usualRecipients: () => Promise.resolve([]),
  isSecret: () => false,
};

const dropped = async (place: Workplace, fileName: string, pdf: Partial<CheckedPdf> = {}): Promise<DocumentRecord | null> => {
  const checkPdf = (): Promise<CheckedPdf> => Promise.resolve({ ...PDF, ...pdf });
  const id = await addDocument({ ...place.common, ...UNREAD, checkPdf })({ patientId: 'p1', fileName, bytes: BYTES });
  return await place.store.documents.get(id);
};

describe('a PDF dropped on a patient', () => {
  it('is a draft with its bytes, what its check said, and the act of who dropped it', async () => {
    const place = workplace();
    await place.records({});
    const warnings = [{ code: 'PDF_NOT_PDFA', message: 'Ce PDF n’est pas un PDF/A.' }] as const;
    const draft = await dropped(place, 'CR consultation.pdf', { warnings });
    expect(draft).toMatchObject({
      patientId: 'p1',
      status: 'draft',
      fileName: 'CR consultation.pdf',
      size: 4,
      pages: 3,
      addedBy: { idNat: '899900000017', name: 'Dr Paule DURAND' },
      form: { type: '11488-4', date: '2026-11-21', visibility: 'visible', recipients: [] },
      proposal: { type: { value: '11488-4', from: 'file-name' }, title: { value: 'CR consultation', from: 'file-name' } },
      warnings,
      validated: null,
    });
    expect(Buffer.from((await place.store.documents.content(draft?.id ?? '', 'pdf')) ?? [])).toEqual(BYTES);
    expect(await place.journal()).toMatchObject([{ act: 'document.added', patientId: 'p1', objectId: draft?.id, result: 'ok' }]);
  });

  it('R-032: is hidden from representatives while the connection of that minor is secret', async () => {
    const place = workplace();
    await place.records({});
    const isSecret = (patientId: string): boolean => patientId === 'p1';
    const add = addDocument({ ...place.common, ...UNREAD, isSecret, checkPdf: () => Promise.resolve(PDF) });
    const id = await add({ patientId: 'p1', fileName: 'CR consultation.pdf', bytes: BYTES });
    expect((await place.store.documents.get(id))?.form.visibility).toBe('invisible-representatives');
  });

  it('leaves for whom who dropped it usually sends to, the médecin traitant first, each once', async () => {
    const place = workplace();
    await place.records({});
    const doctor = { name: 'Dr Luc MARTIN', address: 'luc@x.mssante.fr' };
    await place.store.commit({
      changes: [{ kind: 'correspondent.set', patientId: 'p1', role: 'medecinTraitant', correspondent: doctor }],
      audit: [],
    });
    const id = await addDocument({
      ...place.common,
      ...UNREAD,
      checkPdf: () => Promise.resolve(PDF),
      usualRecipients: () => Promise.resolve(['eve@x.mssante.fr', 'luc@x.mssante.fr']),
    })({ patientId: 'p1', fileName: 'a.pdf', bytes: BYTES });
    expect((await place.store.documents.get(id))?.form.recipients).toEqual(['luc@x.mssante.fr', 'eve@x.mssante.fr']);
  });

  it('R-053: opens the follow-up of a patient who has none, for the structure of who dropped it', async () => {
    const place = workplace();
    await place.records({});
    await dropped(place, 'a.pdf');
    expect((await place.store.patients.get('p1'))?.currentEpisode).toMatchObject({
      id: 'e1',
      kind: 'follow-up',
      team: { structure: '499900000017001' },
    });
  });

  it('leaves for those whom the patient confirmed for the episode, besides the médecin traitant', async () => {
    const place = workplace();
    await place.records({});
    const confirmed = [
      { name: 'Dr Inès BENALI', role: 'prescriber', address: 'ines@x.mssante.fr' },
      { name: 'Labo', role: 'laboratory', address: null },
    ] as const;
    await setCorrespondents({ ...place.common, trusts: () => true })({ id: 'p1', correspondents: confirmed, confirmedAgain: true });
    expect((await dropped(place, 'a.pdf'))?.form.recipients).toEqual(['ines@x.mssante.fr']);
  });

  it('is proposed to twenty recipients at most', async () => {
    const place = workplace();
    await place.records({});
    const usual = Array.from({ length: 25 }, (_, i) => `poste${i}@x.mssante.fr`);
    const add = addDocument({
      ...place.common,
      ...UNREAD,
      checkPdf: () => Promise.resolve(PDF),
      usualRecipients: () => Promise.resolve(usual),
    });
    const id = await add({ patientId: 'p1', fileName: 'a.pdf', bytes: BYTES });
    expect((await place.store.documents.get(id))?.form.recipients).toEqual(usual.slice(0, 20));
  });

  it.each([
    ['its own, outer spaces apart', ' Bilan de santé ', 'Bilan de santé'],
    ['its file’s when it has none', null, 'visite 12'],
    ['its file’s when its own is blank', '  ', 'visite 12'],
    ['its file’s when its own hides something', 'Bilan\u202Efdp', 'visite 12'],
  ])('is proposed a title: %s', async (_what, title, expected) => {
    const place = workplace();
    await place.records({});
    expect((await dropped(place, 'visite_12.pdf', { title }))?.form.title).toBe(expected);
  });

  it.each([
    ['scan_12.pdf', null, 'visible', null],
    ['CR_genetique_RCP.pdf', '34794-8', 'invisible-patient', 'file-name'],
    ['genetique.pdf', '51969-4', 'professionals-only', 'file-name'],
  ] as const)('named %s is proposed the type %s and its visibility, %s (R-016, R-039)', async (fileName, type, visibility, from) => {
    const place = workplace();
    await place.records({});
    const draft = await dropped(place, fileName);
    expect(draft?.form).toMatchObject({ type, visibility });
    expect(draft?.proposal?.type).toEqual({ value: type, from });
  });

  it('whose own title says nothing is recognised by its file', async () => {
    const place = workplace();
    await place.records({});
    expect((await dropped(place, 'CR consultation.pdf', { title: 'Page 1' }))?.proposal).toMatchObject({
      title: { value: 'CR consultation', from: 'file-name' },
      type: { value: '11488-4', from: 'file-name' },
    });
  });

  it('keeps nothing in the name of its file that is not seen', async () => {
    const place = workplace();
    await place.records({});
    expect((await dropped(place, 'bilan\u202Efdp.pdf'))?.fileName).toBe('bilanfdp.pdf');
  });

  it.each([
    [{ name: 'Dr Luc MARTIN', address: 'luc@cabinet.mssante.fr' }, ['luc@cabinet.mssante.fr']],
    [{ name: 'Dr Luc MARTIN', address: null }, []],
  ])('R-015 proposes the médecin traitant %j as recipient when a mailbox is known', async (correspondent, recipients) => {
    const place = workplace();
    await place.records({});
    await place.store.commit({
      changes: [{ kind: 'correspondent.set', patientId: 'p1', role: 'medecinTraitant', correspondent }],
      audit: [],
    });
    expect((await dropped(place, 'scan_12.pdf'))?.form.recipients).toEqual(recipients);
  });

  it.each([
    ['refused at the door', 'p1', 'PDF_ENCRYPTED'],
    ['on a patient that is not there', 'p9', 'PATIENT_UNKNOWN'],
  ])('%s is not kept', async (_what, patientId, refusal) => {
    const { common, store, records, journal } = workplace();
    await records({});
    const checkPdf = (): Promise<CheckedPdf> => Promise.reject(fail('PDF_ENCRYPTED'));
    await expect(addDocument({ ...common, ...UNREAD, checkPdf })({ patientId, fileName: 'a.pdf', bytes: BYTES })).rejects.toEqual(
      code(refusal),
    );
    expect([await store.documents.list('p1'), await journal()]).toEqual([[], []]);
  });

  it('is nobody’s to add without a session: it is not even opened', async () => {
    const { common, logged, records } = workplace();
    await records({});
    logged(null);
    let opened = 0;
    const checkPdf = (): Promise<CheckedPdf> => {
      opened += 1;
      return Promise.resolve(PDF);
    };
    await expect(addDocument({ ...common, ...UNREAD, checkPdf })({ patientId: 'p1', fileName: 'a.pdf', bytes: BYTES })).rejects.toEqual(
      code('SESSION_CLOSED'),
    );
    expect(opened).toBe(0);
  });
});

describe('the pages of a PDF dropped on a patient', () => {
  const lines = (...texts: readonly string[]) => texts.map((text, i) => ({ text, size: i === 0 ? 15 : 10, strong: false, top: i / 40 }));
  const LETTER = lines(
    'Lettre de liaison',
    'Portville, le 18 novembre 2026',
    'Mme PAT-TROIS Dominique, née le 28/03/1979',
    'Fibrillation auriculaire',
  );

  const added = async (text: AddDocumentPorts['reading']['text'], pages = 1, again?: boolean) => {
    const place = workplace();
    await place.records({}, { birthName: 'TOURNEBISE', birthFirstNames: 'SOLENE', firstBirthFirstName: 'SOLENE', birthDate: '1985-07-01' });
    let readOn = 0;
    const add = addDocument({
      ...place.common,
      checkPdf: () => Promise.resolve({ ...PDF, pages, title: 'Untitled' }),
      reading: { text },
      testOidsAllowed: true,
      usualRecipients: () => Promise.resolve([]),
      isSecret: () => false,
      readOn: () => void (readOn += 1),
    });
    const id = await add({ patientId: 'p1', fileName: 'Scan 20261120 0042.pdf', bytes: BYTES, again });
    return { ...place, add, draft: await place.store.documents.get(id), readOn: () => readOn };
  };

  it('say its title, its date and its type, and are searched', async () => {
    const { draft, store, readOn } = await added(() => Promise.resolve({ pages: [LETTER], image: false }));
    expect(draft).toMatchObject({
      form: { title: 'Lettre de liaison', date: '2026-11-18', type: '11490-0' },
      proposal: { title: { from: 'text' }, date: { from: 'text' }, type: { from: 'text' }, types: ['11490-0'] },
      reading: { state: 'read', done: 1, scanned: false },
      otherPerson: null,
    });
    expect((await store.documents.search('auriculaire', 5)).map(({ id }) => id)).toEqual([draft?.id]);
    expect(readOn()).toBe(0);
  });

  it('that are images are read after the answer: the name of the file dates it, and gives it no title', async () => {
    const { draft, readOn } = await added(() => Promise.resolve({ pages: [], image: true }));
    expect(draft).toMatchObject({
      form: { title: '', date: '2026-11-20', type: null },
      proposal: { date: { from: 'file-name' } },
      reading: { state: 'waiting', done: 0, scanned: true },
    });
    expect(readOn()).toBe(1);
  });

  it('that are many are read on after the answer', async () => {
    const { draft, readOn } = await added(() => Promise.resolve({ pages: [LETTER], image: false }), 3);
    expect([draft?.form.title, draft?.reading, readOn()]).toEqual(['Lettre de liaison', { state: 'waiting', done: 1, scanned: false }, 1]);
  });

  it('that name nobody are looked at again for a symbol', async () => {
    const { draft, readOn } = await added(() => Promise.resolve({ pages: [lines('Ordonnance')], image: false }));
    expect([draft?.form.title, draft?.reading, readOn()]).toEqual(['Ordonnance', { state: 'waiting', done: 0, scanned: false }, 1]);
  });

  it('that cannot be read leave a draft all the same; a process that cannot be started does not', async () => {
    const { draft } = await added(() => Promise.reject(fail('READING_TOO_SLOW')));
    expect(draft?.reading).toEqual({ state: 'failed', done: 0, scanned: false });
    await expect(added(() => Promise.reject(fail('DOORS_UNAVAILABLE')))).rejects.toEqual(code('DOORS_UNAVAILABLE'));
  });

  it('that name another person say whom, and their record when it is the only one', async () => {
    const other = lines('Ordonnance', 'Madame TOURNEBISE Solène, née le 01/07/1985');
    const { draft } = await added(() => Promise.resolve({ pages: [other], image: false }));
    expect(draft?.otherPerson).toEqual({ name: 'TOURNEBISE Solène', birthDate: '1985-07-01', patientId: 'p2', settled: false });
  });

  it('of the same bytes are in the record once, unless somebody says again; another record takes them', async () => {
    const place = await added(() => Promise.resolve({ pages: [LETTER], image: false }));
    const file = { fileName: 'autre nom.pdf', bytes: BYTES };
    await expect(place.add({ ...file, patientId: 'p1' })).rejects.toMatchObject({
      code: 'DOCUMENT_ALREADY',
      message: 'Ce fichier est déjà dans ce dossier, ajouté le 21/11/2026.',
    });
    await place.add({ ...file, patientId: 'p1', again: true });
    await place.add({ ...file, patientId: 'p2' });
    expect([(await place.store.documents.list('p1')).length, (await place.store.documents.list('p2')).length]).toEqual([2, 1]);
  });
});
