import { describe, expect, it } from 'vitest';
import { examineDocument } from '../../../../electron/usecases/documents/examine-document.ts';
import type { PageLine } from '../../../../shared/domain/documents/page-line.ts';
import { insOids } from '../../../../shared/domain/ins/oids.ts';
import type { AuditEntry } from '../../../../shared/domain/record/audit.ts';
import { fail } from '../../../../shared/errors.ts';
import { workplace } from '../workplace.ts';

const INS = { matricule: '279035121518989', oid: insOids['NIR-TEST'] };
const SYMBOL = `IS010000000000000000000000S1${INS.matricule}S2${INS.oid}S3DOMINIQUE MARIE-LOUISE\u001DS4PAT-TROIS\u001DS5FS628-03-1979`;
const lines = (...texts: readonly string[]): readonly PageLine[] =>
  texts.map((text, i) => ({ text, size: 10, strong: false, top: i / 40 }));

interface Says {
  readonly text?: readonly PageLine[] | null;
  readonly letters?: readonly PageLine[];
  readonly symbols?: readonly string[];
}

/** Records of Dominique, qualified, and of Solène. */
const whose = async ({ text = null, letters = [], symbols = [] }: Says, image?: () => Promise<never>) => {
  const place = workplace();
  await place.records(
    { status: 'QUAL', ins: INS, insi: { answerId: null, acceptedAt: '2026-11-21T10:00:00.000Z', by: { idNat: '1', name: 'x' } } },
    { birthName: 'TOURNEBISE', birthFirstNames: 'SOLENE', firstBirthFirstName: 'SOLENE', birthDate: '1985-07-01' },
  );
  const told: AuditEntry[] = [];
  const asked: unknown[] = [];
  const answer = await examineDocument({
    ...place.common,
    checkPdf: () => Promise.resolve({ pages: 2, pdfA: true, title: null, warnings: [] }),
    reading: {
      text: () => Promise.resolve(text === null ? { pages: [], image: true } : { pages: [text], image: false }),
      image:
        image ??
        ((_bytes, _page, what) => {
          asked.push(what);
          return Promise.resolve({ lines: what.letters ? letters : [], symbols });
        }),
    },
    testOidsAllowed: true,
    trace: { add: (entry) => void told.push(entry) },
  })({ fileName: 'Scan 1.pdf', bytes: Buffer.from('%PDF') });
  return { answer, told, asked, ...place };
};

describe('a PDF dropped outside of a record', () => {
  it('is of whom its text names, by name and birth date; nothing of it is kept', async () => {
    const { answer, told, asked, store, journal } = await whose({ text: lines('Mme Tournebise Solène, née le 01/07/1985') });
    expect(answer).toEqual({
      pages: 2,
      scanned: false,
      candidates: [
        {
          patientId: 'p2',
          name: 'TOURNEBISE SOLENE',
          birthDate: '1985-07-01',
          evidence: 'name-birth-date',
          read: 'Tournebise Solène, 01/07/1985',
        },
      ],
    });
    expect(asked).toEqual([{ letters: false, symbols: true }]);
    expect(told).toMatchObject([{ act: 'document.examined', patientId: 'p2', details: { shown: 1 } }]);
    expect([await store.documents.list('p2'), await journal()]).toEqual([[], []]);
  });

  it('that is a scan is recognised', async () => {
    const { answer, asked } = await whose({ letters: lines('Mme TOURNEBISE Solene, née le 01/07/1985') });
    expect([answer.scanned, answer.candidates.map(({ patientId }) => patientId)]).toEqual([true, ['p2']]);
    expect(asked).toEqual([{ letters: true, symbols: true }]);
  });

  it('has the surest evidence first: symbol, matricule, name and birth date', async () => {
    const solene = 'Mme TOURNEBISE Solène, née le 01/07/1985';
    const evidence = async (says: Says) => (await whose(says)).answer.candidates.map(({ patientId, evidence: by }) => `${patientId} ${by}`);
    expect(await evidence({ text: lines(solene), symbols: ['%a tube', SYMBOL] })).toEqual(['p1 datamatrix', 'p2 name-birth-date']);
    expect(await evidence({ text: lines(solene, 'INS : 2 79 03 51 215 189 89') })).toEqual(['p1 ins', 'p2 name-birth-date']);
    expect(await evidence({ text: lines('Mme PAT-TROIS Dominique, née le 28/03/1979', 'INS 279035121518989'), symbols: [SYMBOL] })).toEqual(
      ['p1 datamatrix'],
    );
  });

  it('that may be of two persons is noted in the journal of neither', async () => {
    const { told } = await whose({ text: lines('Mme TOURNEBISE Solène, née le 01/07/1985', 'INS : 2 79 03 51 215 189 89') });
    expect(told).toMatchObject([{ patientId: null, details: { shown: 2 } }]);
  });

  it('is of nobody when nobody of this workstation is named, or nothing can be read', async () => {
    expect((await whose({ text: lines('Mme INCONNUE Zélie, née le 02/02/2002') })).answer.candidates).toEqual([]);
    const { answer } = await whose({}, () => Promise.reject(fail('READING_TOO_HEAVY')));
    expect(answer).toEqual({ pages: 2, scanned: true, candidates: [] });
    await expect(whose({}, () => Promise.reject(fail('DOORS_UNAVAILABLE')))).rejects.toMatchObject({ code: 'DOORS_UNAVAILABLE' });
  });
});
