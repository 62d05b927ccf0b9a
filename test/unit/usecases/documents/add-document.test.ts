import { describe, expect, it } from 'vitest';
import type { CheckedPdf } from '../../../../electron/pdf/check.ts';
import { addDocument } from '../../../../electron/usecases/documents/add-document.ts';
import type { DocumentRecord } from '../../../../shared/domain/record/document.ts';
import { fail } from '../../../../shared/errors.ts';
import { workplace, type Workplace } from '../workplace.ts';

const code = (expected: string): unknown => expect.objectContaining({ code: expected });
const BYTES = Buffer.from('%PDF');
const PDF: CheckedPdf = { pages: 3, pdfA: true, title: null, warnings: [] };

const dropped = async (place: Workplace, fileName: string, pdf: Partial<CheckedPdf> = {}): Promise<DocumentRecord | null> => {
  const checkPdf = (): Promise<CheckedPdf> => Promise.resolve({ ...PDF, ...pdf });
  const id = await addDocument({ ...place.common, checkPdf })({ patientId: 'p1', fileName, bytes: BYTES });
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
      proposal: { type: '11488-4', recognisedIn: 'title' },
      warnings,
      validated: null,
    });
    expect(Buffer.from((await place.store.documents.content(draft?.id ?? '', 'pdf')) ?? [])).toEqual(BYTES);
    expect(await place.journal()).toMatchObject([{ act: 'document.added', patientId: 'p1', objectId: draft?.id, result: 'ok' }]);
  });

  it.each([
    ['its own, outer spaces apart', ' Bilan de santé ', 'Bilan de santé'],
    ['its file’s when it has none', null, 'scan 12'],
    ['its file’s when its own is blank', '  ', 'scan 12'],
    ['its file’s when its own hides something', 'Bilan\u202Efdp', 'scan 12'],
  ])('is proposed a title: %s', async (_what, title, expected) => {
    const place = workplace();
    await place.records({});
    expect((await dropped(place, 'scan_12.pdf', { title }))?.form.title).toBe(expected);
  });

  it.each([
    ['scan_12.pdf', null, 'visible', null],
    ['CR_genetique_RCP.pdf', '34794-8', 'invisible-patient', 'title'],
    ['genetique.pdf', '51969-4', 'professionals-only', 'title'],
  ] as const)(
    'named %s is proposed the type %s and its visibility, %s (R-016, R-039)',
    async (fileName, type, visibility, recognisedIn) => {
      const place = workplace();
      await place.records({});
      const draft = await dropped(place, fileName);
      expect(draft?.form).toMatchObject({ type, visibility });
      expect(draft?.proposal).toEqual(type === null ? null : { type, recognisedIn });
    },
  );

  it('whose own title says nothing is recognised by its file', async () => {
    const place = workplace();
    await place.records({});
    expect((await dropped(place, 'CR consultation.pdf', { title: 'Page 1' }))?.proposal).toEqual({
      type: '11488-4',
      recognisedIn: 'file-name',
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
    await expect(addDocument({ ...common, checkPdf })({ patientId, fileName: 'a.pdf', bytes: BYTES })).rejects.toEqual(code(refusal));
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
    await expect(addDocument({ ...common, checkPdf })({ patientId: 'p1', fileName: 'a.pdf', bytes: BYTES })).rejects.toEqual(
      code('SESSION_CLOSED'),
    );
    expect(opened).toBe(0);
  });
});
