import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { buildCda } from '../../../electron/cda/build.ts';
import type { CdaInput } from '../../../electron/cda/input.ts';
import { readCda } from '../../../electron/cda/read.ts';
import { readme } from '../../../electron/xdm/index-pages.ts';
import { packXdm } from '../../../electron/xdm/pack.ts';
import { registryObjectsFromXml } from '../../../electron/xds/submission.ts';
import { descendants, parseXml } from '../../../electron/xml/read.ts';
import type { SoftwareIdentity, VisibilityFlag } from '../../../shared/domain/types.ts';
import { needs } from '../../setup/needs.ts';
import { complete, dominique, durand, fixed, letter, minimal, unqualified } from '../cda/sample.ts';

const software: SoftwareIdentity = {
  id: 'POSTE-1',
  name: 'Poste Sante',
  version: '0.1.0',
  dmpApproval: null,
  insiIdam: null,
  mssNil: null,
  oidRoot: '1.2.250.1.999.7',
};
const folder = mkdtempSync(join(tmpdir(), 'xdm-'));
afterAll(() => rmSync(folder, { recursive: true }));

const pack = async (inputs: readonly CdaInput[], flags: readonly VisibilityFlag[] = []) =>
  packXdm({
    documents: inputs.map((i) => ({ cda: buildCda(i, letter, fixed()), flags })),
    sender: durand,
    contact: 'paule.durand@medecin.sandbox.mssante.fr',
    software,
    ...fixed(),
  });

describe.skipIf(needs.tool('unzip') === null)('an archive of two documents', async () => {
  const packed = await pack([minimal, complete], ['INVISIBLE_REPRESENTANTS_LEGAUX']);
  const zip = join(folder, 'IHE_XDM.zip');
  writeFileSync(zip, packed.bytes);
  execFileSync('unzip', ['-q', zip, '-d', folder]);
  const at = (path: string) => readFileSync(join(folder, path));

  test('passes the test of unzip and holds the names of the standard, in order', () => {
    execFileSync('unzip', ['-tq', zip]);
    expect(execFileSync('unzip', ['-Z1', zip], { encoding: 'utf8' }).trim().split('\n')).toEqual([
      'INDEX.HTM',
      'README.TXT',
      'IHE_XDM/SUBSET01/METADATA.XML',
      'IHE_XDM/SUBSET01/DOC0001.XML',
      'IHE_XDM/SUBSET01/DOC0002.XML',
    ]);
    expect(readdirSync(join(folder, 'IHE_XDM'))).toEqual(['SUBSET01']);
  });

  test('metadata give each file its name, size and hash, and its place in the lot', () => {
    const [list] = descendants(
      parseXml(at('IHE_XDM/SUBSET01/METADATA.XML')),
      'urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0',
      'RegistryObjectList',
    );
    const { submissionSets, entries, associations } =
      list === undefined ? { submissionSets: [], entries: [], associations: [] } : registryObjectsFromXml(list);
    expect(submissionSets).toMatchObject([
      { uniqueId: packed.submissionSetId, sourceId: software.oidRoot, submissionTime: '20260302093100', title: '2 documents' },
    ]);
    for (const [i, entry] of entries.entries()) {
      const file = at(`IHE_XDM/SUBSET01/${entry.uri ?? ''}`);
      expect(entry).toMatchObject({ size: file.length, hash: createHash('sha1').update(file).digest('hex') });
      expect(packed.documents[i]).toEqual({
        file: `IHE_XDM/SUBSET01/${entry.uri ?? ''}`,
        uniqueId: entry.uniqueId,
        size: entry.size,
        sha1: entry.hash,
      });
      expect(entry.confidentiality.map((c) => c.code)).toContain('INVISIBLE_REPRESENTANTS_LEGAUX');
    }
    expect(associations.map((a) => [a.source, a.target])).toEqual([
      ['SubmissionSet01', 'Document01'],
      ['SubmissionSet01', 'Document02'],
    ]);
  });

  test('the page links to each document and shows titles as text', () => {
    const page = at('INDEX.HTM').toString('utf8');
    const html = parseXml(new TextEncoder().encode(page.replace(/<!DOCTYPE[^>]*>/, '')));
    const links = descendants(html, 'http://www.w3.org/1999/xhtml', 'a').flatMap((a) => a.attributes.map((x) => x.value));
    expect(links).toEqual(['IHE_XDM/SUBSET01/DOC0001.XML', 'IHE_XDM/SUBSET01/DOC0002.XML', 'README.TXT']);
    expect(page).toContain('&lt;sèche&gt;');
  });

  test('says the patient and the types, for the headers of the mail', () => {
    expect(packed).toMatchObject({ ins: dominique.ins, typeCodes: ['11488-4', '11488-4'] });
  });
});

describe('README.TXT', () => {
  const files = [complete, { ...minimal, title: 'Compte rendu' }].map((input, i) => ({
    path: `IHE_XDM/SUBSET01/DOC000${i + 1}.XML`,
    content: readCda(buildCda(input, letter, fixed()).bytes),
  }));
  const vendor = { name: 'Éditions d’essai', contact: 'support@editeur.example' };
  const written = (change: Partial<Parameters<typeof readme>[1]> = {}): string[] =>
    readme(files, {
      sender: durand,
      contact: 'paule.durand@medecin.sandbox.mssante.fr',
      software: { ...software, vendor },
      ...change,
    }).split('\r\n');

  test('says how to reach who made the archive: structure, person, mailbox', () => {
    expect(written()).toEqual(
      expect.arrayContaining([
        'Structure : Cabinet du Port (499900000017001)',
        'Professionnel : DR Paule DURAND (899900000017)',
        'Contact : paule.durand@medecin.sandbox.mssante.fr',
      ]),
    );
  });

  test('says which software and which release made it, and how to reach its vendor', () => {
    expect(written()).toEqual(
      expect.arrayContaining([
        'Produit : Poste Sante, version 0.1.0',
        'Éditeur : Éditions d’essai',
        'Contact de l’éditeur : support@editeur.example',
      ]),
    );
  });

  test('says what the archive holds, each file by its name and title', () => {
    const lines = written().join('\n');
    for (const name of ['INDEX.HTM', 'IHE_XDM/SUBSET01/METADATA.XML', ...files.map(({ path }) => path)])
      expect(lines).toContain(`\n${name} : `);
    expect(lines).toContain('DOC0002.XML : Compte rendu');
  });

  test('says of what nobody gave that it is not known', () => {
    const lines = written({ sender: { ...durand, structure: null }, contact: null, software });
    expect(lines).toEqual(
      expect.arrayContaining([
        'Structure : non renseigné',
        'Contact : non renseigné',
        'Éditeur : non renseigné',
        'Contact de l’éditeur : non renseigné, adressez-vous à l’émetteur',
      ]),
    );
  });

  test('keeps a title on its line', () => {
    const content = { ...readCda(buildCda(minimal, letter, fixed()).bytes), title: 'Lettre\r\nContact : ailleurs@example.org\u202E\u2028' };
    expect(readme([{ path: 'A.XML', content }], { sender: durand, contact: null, software }).split('\r\n')).toContain(
      'A.XML : Lettre Contact : ailleurs@example.org (CDA, à intégrer par un logiciel)',
    );
  });

  test('is a text of Windows: each line ends in CR LF', () => {
    expect(readme(files, { sender: durand, contact: null, software }).replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });
});

describe('archives', () => {
  test('equal input gives equal bytes', async () => {
    expect(await pack([complete])).toEqual(await pack([complete]));
  });

  test('a patient without matricule may travel', async () => {
    expect((await pack([unqualified])).ins).toBeNull();
  });

  test('two patients do not', async () => {
    const other = { ...minimal, patient: { ...dominique, ins: { matricule: '285063155512346', oid: '1.2.250.1.213.1.4.10' } } };
    await expect(pack([minimal, other])).rejects.toMatchObject({ code: 'XDM_TWO_PATIENTS' });
  });

  test('nor the same person with and without matricule: nothing says that it is the same', async () => {
    await expect(pack([minimal, unqualified])).rejects.toMatchObject({ code: 'XDM_TWO_PATIENTS' });
  });

  test('no document, no archive', async () => {
    await expect(pack([])).rejects.toMatchObject({ code: 'XDM_EMPTY' });
  });
});
