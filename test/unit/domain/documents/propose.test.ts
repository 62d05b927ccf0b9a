import { describe, expect, it } from 'vitest';
import type { PageLine } from '../../../../shared/domain/documents/page-line.ts';
import { proposeDocument } from '../../../../shared/domain/documents/propose.ts';

const PATIENT = { names: ['PAT-TROIS', 'DOMINIQUE'], birthDate: '1979-03-28' };
const lines = (...texts: readonly string[]): readonly PageLine[] =>
  texts.map((text, i) => ({ text, size: i === 0 ? 16 : 10, strong: false, top: i / 40 }));
const proposed = (from: { readonly title?: string; readonly fileName: string; readonly lines?: readonly PageLine[] }) =>
  proposeDocument({ lines: [], title: null, patient: PATIENT, today: '2026-11-21', ...from }, () => true);

describe('what a document is proposed to be', () => {
  it('has no title of a scanner, of a program or of a camera, but the date that the name says', () => {
    expect(proposed({ title: 'Scan 20261118 0042', fileName: 'scan_20261118_0042.pdf' })).toEqual({
      title: { value: '', from: null },
      date: { value: '2026-11-18', from: 'file-name' },
      type: { value: null, from: null },
      types: [],
    });
    expect(proposed({ title: 'Microsoft Word - Document1.docx', fileName: 'IMG_1234.pdf' }).title).toEqual({ value: '', from: null });
  });

  it('is what page 1 heads rather than the title of the file, and that rather than its name', () => {
    const heads = lines('Lettre de liaison', 'Portville, le 18 novembre 2026');
    expect(proposed({ lines: heads, title: 'cr', fileName: 'ordonnance.pdf' })).toMatchObject({
      title: { value: 'Lettre de liaison', from: 'text' },
      date: { value: '2026-11-18', from: 'text' },
      type: { value: '11490-0', from: 'text' },
    });
    expect(proposed({ title: 'Bilan sanguin', fileName: 'ordonnance.pdf' }).title).toEqual({ value: 'Bilan sanguin', from: 'title' });
    expect(proposed({ fileName: 'ordonnance.pdf' }).title).toEqual({ value: 'ordonnance', from: 'file-name' });
  });
});
