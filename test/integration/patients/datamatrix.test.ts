import { expect, it } from 'vitest';
import { describeFaults, PEOPLE, refusal } from '../../faults/post.ts';
import { datamatrixSymbol, symbolPixels } from '../../../electron/datamatrix/symbol.ts';

const GS = '\u001D';
const OID = '1.2.250.1.213.1.4.10';
/** As the format writes PEOPLE.open, by hand (ins/README 5). */
const PAYLOAD = `IS010000000000000000000000S1${PEOPLE.open.matricule}S2${OID}S3DOMINIQUE MARIE-LOUISE${GS}S4PAT-TROIS${GS}S5FS628-03-1979S751215`;

describeFaults('a datamatrix INS', (bench) => {
  it('typed by a scanner gives traits to verify, and the record that has them; never a status', async () => {
    const post = await bench().post();
    await post.open();
    const before = await post.client.call('datamatrix.read', { kind: 'keys', text: PAYLOAD });
    expect(before).toMatchObject({
      traits: { ...PEOPLE.open.traits, birthPlace: '51215' },
      ins: { matricule: PEOPLE.open.matricule, oid: OID, kind: 'NIR-TEST', keyRight: true },
      matches: [],
    });
    expect(await post.client.call('patients.search', { query: '' })).toEqual([]);
    const id = await post.provisional();
    expect((await post.client.call('datamatrix.read', { kind: 'keys', text: PAYLOAD })).matches.map((row) => [row.id, row.status])).toEqual(
      [[id, 'PROV']],
    );
    expect((await refusal(post.client.call('datamatrix.read', { kind: 'keys', text: 'IS01' }))).code).toMatch(/^DATAMATRIX_/);
    expect((await refusal(post.client.call('datamatrix.read', { kind: 'image', bytes: new Uint8Array([1, 2, 3]) }))).code).toBe(
      'IMAGE_FORMAT',
    );
  });

  it('that is a record’s by its matricule alone, or has another one, is said', async () => {
    const post = await bench().post();
    await post.open();
    const id = await post.qualified();
    const other = await post.client.call('datamatrix.read', { kind: 'keys', text: PAYLOAD.replace('S4PAT-TROIS', 'S4AUTREMENT') });
    expect(other.contradictions).toEqual([
      { id, message: 'Ce dossier porte ce matricule avec d’autres traits : contrôlez une pièce d’identité.' },
    ]);
    const replaced = await post.client.call('datamatrix.read', {
      kind: 'keys',
      text: PAYLOAD.replace(PEOPLE.open.matricule, '277076322082910'),
    });
    expect(replaced.contradictions).toEqual([
      { id, message: 'Ce dossier porte un autre matricule INS : interrogez INSi avant de vous en servir.' },
    ]);
    expect((await post.client.call('datamatrix.read', { kind: 'keys', text: PAYLOAD })).contradictions).toEqual([]);
  });

  it('keeps its matricule apart in the record that is made of it', async () => {
    const post = await bench().post();
    await post.open();
    const { traits, ins } = await post.client.call('datamatrix.read', { kind: 'keys', text: PAYLOAD });
    const made = await post.client.call('patients.create', {
      traits,
      usedName: null,
      usedFirstName: null,
      scanned: { matricule: ins.matricule, oid: ins.oid },
    });
    expect(made).toMatchObject({
      status: 'PROV',
      ins: null,
      channel: 'Datamatrix',
      receivedIns: [{ kind: 'NIR-TEST', problem: null, sender: 'Datamatrix' }],
    });
    expect((await post.client.call('patients.search', { query: ins.matricule })).map((row) => row.id)).toEqual([made.id]);
  });

  it('drawn on a page is read from its pixels', async () => {
    const post = await bench().shared();
    const { data, width, height } = symbolPixels(datamatrixSymbol(PAYLOAD), 6);
    const read = await post.client.call('datamatrix.read', { kind: 'pixels', width, height, bytes: new Uint8Array(data) });
    expect(read.ins).toMatchObject({ matricule: PEOPLE.open.matricule, keyRight: true });
  });

  it('is printed with the identity on labels, sheets and documents: the matricule for a qualified identity alone', async () => {
    const post = await bench().post();
    await post.open();
    const id = await post.qualified();
    const other = await post.provisional(PEOPLE.closed);
    for (const patient of [id, other]) {
      for (const format of ['label', 'labels-a4', 'sheet'] as const)
        expect((await post.client.call('patients.print', { id: patient, format })).url).toMatch(/^\/resource\/[\w-]{32}$/);
    }
    const draft = await post.draft(id);
    expect((await post.client.call('documents.printIdentity', { id: draft.id })).url).toMatch(/^\/resource\/[\w-]{32}$/);
    expect((await post.acts()).filter((act) => act.includes('printed'))).toEqual([
      ...Array.from({ length: 6 }, () => 'identity.printed ok'),
      'document.printed ok',
    ]);
  });
});
