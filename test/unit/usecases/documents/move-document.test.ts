import { describe, expect, it } from 'vitest';
import { keepDocument } from '../../../../electron/usecases/documents/keep-document.ts';
import { moveDocument } from '../../../../electron/usecases/documents/move-document.ts';
import type { DocumentRecord } from '../../../../shared/domain/record/document.ts';
import { document, validated } from '../../../integration/store/samples.ts';
import { workplace } from '../workplace.ts';

const PDF = Buffer.from('%PDF');
const OTHER = { name: 'TOURNEBISE Solène', birthDate: '1985-07-01', patientId: 'p2', settled: false };
const TEXT = 'Ordonnance\nMadame TOURNEBISE Solène, née le 01/07/1985';
const doctor = (name: string) => ({ name, address: `${name}@cabinet.mssante.fr` });

/** A draft of p1 that names p2. */
const desk = async (changed: Partial<DocumentRecord> = {}, text = TEXT) => {
  const place = workplace();
  await place.records(
    {},
    { birthName: 'TOURNEBISE', birthFirstNames: 'SOLENE', firstBirthFirstName: 'SOLENE', birthDate: '1985-07-01' },
    { birthName: 'MIRLITONI', birthFirstNames: 'MALO', firstBirthFirstName: 'MALO', birthDate: '1990-01-01' },
  );
  const draft = document({ otherPerson: OTHER, ...changed });
  await place.store.commit({
    changes: [
      { kind: 'document.save', document: draft },
      { kind: 'document.content', documentId: 'd1', content: 'pdf', bytes: PDF },
      { kind: 'document.read', documentId: 'd1', reading: draft.reading, texts: [text] },
      { kind: 'correspondent.set', patientId: 'p1', role: 'medecinTraitant', correspondent: doctor('a') },
      { kind: 'correspondent.set', patientId: 'p2', role: 'medecinTraitant', correspondent: doctor('b') },
    ],
    audit: [],
  });
  const ports = { ...place.common, testOidsAllowed: true };
  return {
    ...place,
    move: (patientId: string) => moveDocument(ports)({ id: 'd1', patientId }),
    keep: (kept = true) => keepDocument(ports)({ id: 'd1', kept }),
    draft: () => place.store.documents.get('d1'),
  };
};

describe('a draft put in another record', () => {
  it('is there and no longer here, told in both, and names nobody else there', async () => {
    const { move, draft, store, journal } = await desk();
    await move('p2');
    expect(await draft()).toMatchObject({ patientId: 'p2', otherPerson: null });
    expect(await store.documents.list('p1')).toEqual([]);
    expect([await store.documents.counts('p1'), await store.documents.counts('p2')]).toEqual([
      { drafts: 0, validated: 0 },
      { drafts: 1, validated: 0 },
    ]);
    expect(await journal()).toMatchObject([
      { act: 'document.moved', patientId: 'p1', objectId: 'd1', details: { to: 'p2' } },
      { act: 'document.moved', patientId: 'p2', objectId: 'd1', details: { from: 'p1' } },
    ]);
  });

  it('leaves the médecin traitant of the one for that of the other, and keeps whom somebody chose', async () => {
    const { move, draft } = await desk({ form: { ...document().form, recipients: [doctor('a').address, 'c@x.mssante.fr'] } });
    await move('p2');
    expect((await draft())?.form.recipients).toEqual(['c@x.mssante.fr', doctor('b').address]);
    const chosen = await desk({ form: { ...document().form, recipients: ['c@x.mssante.fr'] } });
    await chosen.move('p2');
    expect((await chosen.draft())?.form.recipients).toEqual(['c@x.mssante.fr']);
  });

  it('that is not who it names either says so', async () => {
    const { move, draft } = await desk({ otherPerson: { ...OTHER, settled: true } });
    await move('p3');
    expect(await draft()).toMatchObject({ patientId: 'p3', otherPerson: OTHER });
  });

  it('whom a symbol alone named is at home in the record of that person, and another one again once it is taken back', async () => {
    const { move, draft } = await desk({}, 'Ordonnance\fPage 2');
    await move('p2');
    expect((await draft())?.otherPerson).toEqual({ ...OTHER, settled: true });
    await move('p1');
    expect((await draft())?.otherPerson).toEqual(OTHER);
    await move('p3');
    expect((await draft())?.otherPerson).toEqual(OTHER);
  });

  it('is refused where it is already, to nobody, and once validated', async () => {
    const { move, store, journal } = await desk();
    await store.commit({
      changes: [
        { kind: 'document.save', document: document({ id: 'd2', patientId: 'p2', size: PDF.length }) },
        { kind: 'document.content', documentId: 'd2', content: 'pdf', bytes: PDF },
      ],
      audit: [],
    });
    await expect(move('p2')).rejects.toMatchObject({ code: 'DOCUMENT_ALREADY' });
    await expect(move('p9')).rejects.toMatchObject({ code: 'PATIENT_UNKNOWN' });
    const sent = await desk({ status: 'validated', validated });
    await expect(sent.move('p2')).rejects.toMatchObject({ code: 'DOCUMENT_VALIDATED' });
    expect(await journal()).toEqual([]);
  });

  it('that is there already stays, without a word', async () => {
    const { move, draft, journal } = await desk();
    await move('p1');
    expect([(await draft())?.otherPerson, await journal()]).toEqual([OTHER, []]);
  });
});

describe('a draft kept in its record', () => {
  it('names nobody else any more, and the journal has it once', async () => {
    const { keep, draft, journal } = await desk();
    await keep();
    await keep();
    expect((await draft())?.otherPerson).toEqual({ ...OTHER, settled: true });
    expect(await journal()).toMatchObject([{ act: 'document.kept', patientId: 'p1', objectId: 'd1' }]);
  });

  it('can be questioned again, which the journal has too', async () => {
    const { keep, draft, journal } = await desk();
    await keep(false);
    expect(await journal()).toEqual([]);
    await keep();
    await keep(false);
    expect((await draft())?.otherPerson).toEqual(OTHER);
    expect((await journal()).map(({ act }) => act)).toEqual(['document.kept', 'document.questioned']);
  });

  it('is nobody’s to keep without a session, nor once validated', async () => {
    const { keep, logged } = await desk();
    logged(null);
    await expect(keep()).rejects.toMatchObject({ code: 'SESSION_CLOSED' });
    const sent = await desk({ status: 'validated', validated });
    await expect(sent.keep()).rejects.toMatchObject({ code: 'DOCUMENT_VALIDATED' });
  });
});
