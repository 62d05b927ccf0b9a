import { describe, expect, it } from 'vitest';
import { printDocument, printIdentity, type PrintFormat, type Printer } from '../../../../electron/usecases/datamatrix/print-identity.ts';
import type { PatientRecord } from '../../../../shared/domain/record/patient.ts';
import { fail } from '../../../../shared/errors.ts';
import { DOMINIQUE } from '../../../setup/patient.ts';
import { refusal } from '../refusal.ts';
import { documentRecord } from '../sent.ts';
import { workplace } from '../workplace.ts';

const { ins } = DOMINIQUE;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const words = (pdf: Uint8Array): string => new TextDecoder().decode(pdf);

/** A printer that writes what it would draw; the address of a PDF is its text. */
const printer: Printer = {
  identity: (patient, format) => Promise.resolve(bytes(`${format} ${patient.birthName} ${patient.ins?.matricule ?? 'sans matricule'}`)),
  stamped: (pdf, patient) => Promise.resolve(bytes(`${words(pdf)} ${patient.ipp} ${patient.ins?.matricule ?? 'sans matricule'}`)),
  offer: words,
};
const broken: Printer = {
  ...printer,
  identity: () => Promise.reject(fail('PRINT_LAYOUT')),
  stamped: () => Promise.reject(fail('STAMP_PDF')),
};

async function printing(record: Partial<PatientRecord> = { status: 'QUAL', ins }) {
  const place = workplace();
  await place.records(record);
  await place.store.commit({
    changes: [
      { kind: 'document.save', document: documentRecord() },
      { kind: 'document.content', documentId: 'd1', content: 'pdf', bytes: bytes('compte rendu') },
      { kind: 'document.save', document: documentRecord({ id: 'd2' }) },
    ],
    audit: [],
  });
  return place;
}

describe('an identity printed', () => {
  it.each<[PrintFormat, string]>([
    ['label', 'Étiquette d’identité imprimée'],
    ['labels-a4', 'Planche d’étiquettes d’identité imprimée'],
    ['sheet', 'Fiche d’identité imprimée'],
  ])('as %s is that of the record, told in the journal: « %s »', async (format, label) => {
    const { common, journal } = await printing();
    expect(await printIdentity({ ...common, printer })({ id: 'p1', format })).toBe(`${format} PAT-TROIS ${ins.matricule}`);
    expect(await journal()).toMatchObject([{ act: 'identity.printed', label, patientId: 'p1', result: 'ok', details: { format } }]);
  });

  it('has a matricule when it is qualified alone (EXI SI 08)', async () => {
    const { common } = await printing({ status: 'RECUP', ins });
    expect(await printIdentity({ ...common, printer })({ id: 'p1', format: 'label' })).toBe('label PAT-TROIS sans matricule');
    expect(await printDocument({ ...common, printer })('d1')).toBe('compte rendu P000001 sans matricule');
  });

  it('that cannot be drawn is not told as printed', async () => {
    const { common, journal } = await printing();
    await expect(printIdentity({ ...common, printer: broken })({ id: 'p1', format: 'label' })).rejects.toEqual(refusal('PRINT_LAYOUT'));
    expect(await journal()).toEqual([]);
  });

  it('is nobody’s to print without a session, nor of a patient that is not there', async () => {
    const { common, logged } = await printing();
    const print = printIdentity({ ...common, printer });
    await expect(print({ id: 'p9', format: 'label' })).rejects.toEqual(refusal('PATIENT_UNKNOWN'));
    logged(null);
    await expect(print({ id: 'p1', format: 'label' })).rejects.toEqual(refusal('SESSION_CLOSED'));
  });
});

describe('a document printed with its identity block', () => {
  it('is a copy, told in the journal; the document stays as it is', async () => {
    const { store, common, journal } = await printing();
    expect(await printDocument({ ...common, printer })('d1')).toBe(`compte rendu P000001 ${ins.matricule}`);
    expect(words((await store.documents.content('d1', 'pdf')) ?? bytes(''))).toBe('compte rendu');
    expect(await journal()).toMatchObject([{ act: 'document.printed', patientId: 'p1', objectId: 'd1', result: 'ok' }]);
  });

  it.each([['d2'], ['d9']])('is one whose pages are there (%s)', async (id) => {
    const { common, journal } = await printing();
    await expect(printDocument({ ...common, printer })(id)).rejects.toEqual(refusal('DOCUMENT_UNKNOWN'));
    expect(await journal()).toEqual([]);
  });

  it('that cannot be stamped is not told as printed', async () => {
    const { common, journal } = await printing();
    await expect(printDocument({ ...common, printer: broken })('d1')).rejects.toEqual(refusal('STAMP_PDF'));
    expect(await journal()).toEqual([]);
  });

  it('is nobody’s to print without a session', async () => {
    const { common, logged } = await printing();
    logged(null);
    await expect(printDocument({ ...common, printer })('d1')).rejects.toEqual(refusal('SESSION_CLOSED'));
  });
});
