import { fromBufferPromise } from 'yauzl';
import { ZipFile } from 'yazl';
import { describe, expect, it } from 'vitest';
import { CdaDocument } from '../../../electron/cda/document.ts';
import { packXdm } from '../../../electron/xdm/pack.ts';
import type { MessageDocument } from '../../../electron/mss/message.ts';
import { judgeMessage, type Envelope } from '../../sandbox/mss/judge.ts';
import { needs } from '../../setup/needs.ts';
import {
  CITIZEN,
  context,
  document,
  DURAND,
  LUC,
  NOW,
  OTHER,
  PAULE as MAILBOX,
  PDF as FILE,
  sequence,
  UNQUALIFIED,
} from './message-fixtures.ts';

// The operator's judgement: a right archive of the client in a message made by hand, then altered by one thing.
const ready = needs.tool('xmllint') !== null && needs.shared('reference/dmp') !== null && needs.shared('reference/cda') !== null;
const PDF = Buffer.from(FILE);
const PDF_FILE = '20260312_CR ou fiche de consultation ou de visite_PAT-TROIS_DOMINIQUE.pdf';
const SUBJECT = 'XDM/1.0/DDM+CR ou fiche de consultation ou de visite PAT-TROIS DOMINIQUE 28/03/1979';
const METADATA = 'IHE_XDM/SUBSET01/METADATA.XML';

type Change = (files: Map<string, Buffer>) => void;

/** Alters one file of an archive. */
const edit =
  (name: string, from: string | RegExp, to: string): Change =>
  (files) => {
    const source = (files.get(name) ?? '').toString();
    const result = source.replace(from, to);
    if (result === source) throw new Error('nothing to change');
    files.set(name, Buffer.from(result));
  };

async function filesOf(documents: readonly MessageDocument[]): Promise<Map<string, Buffer>> {
  const { bytes } = await packXdm({
    documents,
    sender: DURAND,
    contact: MAILBOX,
    software: context().software,
    now: NOW,
    uuid: sequence(500),
  });
  const files = new Map<string, Buffer>();
  const zip = await fromBufferPromise(Buffer.from(bytes), { lazyEntries: true });
  for await (const entry of zip.eachEntry()) files.set(entry.fileName, await contentOf(await zip.openReadStreamPromise(entry)));
  return files;
}

async function contentOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function archive(documents: readonly MessageDocument[] = [document()], change: Change = () => undefined): Promise<Buffer> {
  const files = await filesOf(documents);
  change(files);
  const zip = new ZipFile();
  for (const [name, bytes] of files) zip.addBuffer(bytes, name);
  zip.end();
  return await contentOf(zip.outputStream as AsyncIterable<Buffer>);
}

interface Message {
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly zip?: Buffer | null;
  readonly pdfs?: readonly (readonly [name: string, bytes: Buffer])[];
  /** Content-Type of the text. */
  readonly text?: string;
}

const GOOD = {
  From: `Dr_Paule_DURAND_Cabinet du Port <${MAILBOX}>`,
  To: LUC,
  Subject: SUBJECT,
  Date: 'Sat, 21 Nov 2026 10:00:00 +0100',
  'Message-ID': '<essai@medecin.sandbox.mssante.fr>',
  'X-MSS-NIL': 'TEST000001',
  'X-MSS-CODECDA': '11488-4',
  'X-MSS-INS': 'O',
};

function mime({ headers = {}, zip = null, pdfs = [[PDF_FILE, PDF]], text = 'text/plain; charset=utf-8' }: Message): Buffer {
  const fields = Object.entries<string | null>({ ...GOOD, ...headers }).filter((field): field is [string, string] => field[1] !== null);
  const part = (type: string, name: string, bytes: Buffer): string =>
    `--b\r\nContent-Type: ${type}\r\nContent-Disposition: attachment; filename*=UTF-8''${encodeURIComponent(name)}\r\nContent-Transfer-Encoding: base64\r\n\r\n${(bytes.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n')}\r\n`;
  return Buffer.from(
    [
      ...fields.map(([name, value]) => `${name}: ${value}`),
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      `--b\r\nContent-Type: ${text}\r\n\r\nBonjour\r\n`,
      (zip === null ? '' : part('application/zip', 'IHE_XDM.zip', zip)) +
        pdfs.map(([name, bytes]) => part('application/pdf', name, bytes)).join('') +
        '--b--\r\n',
    ].join('\r\n'),
  );
}

const judge = async (message: Message, to: readonly string[] = [LUC], type: Envelope['type'] = 'PER') =>
  await judgeMessage(mime({ zip: await archive(), ...message }), { mailbox: MAILBOX, to, type });

describe.skipIf(!ready)('the operator takes', () => {
  it('a message that carries a document as the référentiel says', async () => {
    const read = await judge({});
    expect(read.documents.map(({ typeCode, patient }) => [typeCode, patient.matricule])).toEqual([['11488-4', '279035121518989']]);
    expect(read.attachments.map(({ name }) => name)).toEqual(['IHE_XDM.zip', PDF_FILE]);
    expect(read.headers['X-MSS-CODECDA']).toBe('11488-4');
  });

  it('a document without matricule, said so', async () => {
    const zip = await archive([document({ patient: UNQUALIFIED })]);
    await expect(judge({ zip, headers: { 'X-MSS-INS': 'N' } })).resolves.toBeDefined();
  });

  it('a plain message', async () => {
    const headers = { Subject: 'Avis', 'X-MSS-CODECDA': null, 'X-MSS-INS': null };
    await expect(judge({ zip: null, pdfs: [], headers })).resolves.toBeDefined();
  });

  it('the patient’s own documents to the patient', async () => {
    await expect(judge({ headers: { To: CITIZEN, 'X-MSS-MES': 'FIN' } }, [CITIZEN])).resolves.toBeDefined();
  });
});

describe.skipIf(!ready)('the operator refuses', () => {
  it.each<[string, Message, RegExp]>([
    ['a message without X-MSS-NIL', { headers: { 'X-MSS-NIL': null } }, /NIL is missing/],
    ['another sender than the mailbox', { headers: { From: `Dr <${LUC}>` } }, /From is not/],
    ['a sender without a label', { headers: { From: MAILBOX } }, /no label/],
    ['documents without X-MSS-CODECDA', { headers: { 'X-MSS-CODECDA': null } }, /CODECDA is missing/],
    ['another type than the document’s', { headers: { 'X-MSS-CODECDA': '34112-3' } }, /CODECDA differs/],
    ['X-MSS-INS N beside a complete identity', { headers: { 'X-MSS-INS': 'N' } }, /must be O/],
    ['the headers of documents without documents', { zip: null, headers: { 'X-MSS-INS': null } }, /CODECDA without/],
    [
      'the subject of documents without documents',
      { zip: null, headers: { 'X-MSS-INS': null, 'X-MSS-CODECDA': null } },
      /XDM subject without/,
    ],
    ['a subject out of the grammar', { headers: { Subject: 'CR ou fiche de consultation PAT-TROIS' } }, /does not start with XDM/],
    ['a subject that names somebody else', { headers: { Subject: SUBJECT.replace('PAT-TROIS', 'AUTRE') } }, /subject is not/],
    ['a document without its PDF', { pdfs: [] }, /has no PDF/],
    ['another PDF than the one inside the CDA', { pdfs: [[PDF_FILE, Buffer.from('%PDF-1.4 autre')]] }, /not the one inside/],
    ['a PDF named otherwise', { pdfs: [['document.pdf', PDF]] }, /not named/],
    ['Bcc in the message', { headers: { Bcc: LUC } }, /Bcc/],
    ['a conversation closed to a professional', { headers: { 'X-MSS-MES': 'FIN' } }, /X-MSS-MES/],
    ['an archive that is not one', { zip: Buffer.from('PK not a zip') }, /not a zip/],
  ])('%s', async (_what, message, reason) => {
    await expect(judge(message)).rejects.toThrow(reason);
  });

  it('R-033 a document invisible to the patient, sent to the patient', async () => {
    const zip = await archive([document({ flags: ['INVISIBLE_PATIENT'] })]);
    await expect(judge({ zip })).resolves.toBeDefined();
    await expect(judge({ zip, headers: { To: CITIZEN } }, [CITIZEN])).rejects.toMatchObject({
      status: '5.7.1',
      message: expect.stringContaining('invisible to the patient'),
    });
  });

  it('R-032 a document invisible to the representatives, sent to the mailbox they may open', async () => {
    const zip = await archive([document({ flags: ['INVISIBLE_REPRESENTANTS_LEGAUX'] })]);
    await expect(judge({ zip })).resolves.toBeDefined();
    await expect(judge({ zip, headers: { To: CITIZEN } }, [CITIZEN])).rejects.toMatchObject({
      status: '5.7.1',
      message: expect.stringContaining('invisible to the representatives'),
    });
  });

  it('somebody’s documents sent to another citizen', async () => {
    await expect(judge({}, ['255069999999934@patient.mssante.fr'])).rejects.toThrow(/another citizen/);
  });

  it('two patients in one message', async () => {
    const others = await filesOf([document({ patient: OTHER, serial: 60 })]);
    const zip = await archive([document()], (files) => {
      for (const [name, bytes] of others) if (name.startsWith('IHE_XDM/')) files.set(name.replace('SUBSET01', 'SUBSET02'), bytes);
      edit('INDEX.HTM', '<ul>', '<ul><li><a href="IHE_XDM/SUBSET02/DOC0001.XML">autre</a></li>')(files);
    });
    await expect(
      judge({
        zip,
        pdfs: [
          [PDF_FILE, PDF],
          [PDF_FILE.replace('PAT-TROIS', 'AUTRE'), PDF],
        ],
      }),
    ).rejects.toThrow(/more than one patient/);
  });

  it.each<[string, Message, RegExp, string]>([
    ['X-MSS-NIL that is no reference', { headers: { 'X-MSS-NIL': 'x' } }, /reference of a product/, '5.7.1'],
    ['a label in one word', { headers: { From: `Paule <${MAILBOX}>` } }, /label of From/, '5.7.1'],
    ['a label without last name in capitals', { headers: { From: `Dr_Paule_Durand <${MAILBOX}>` } }, /label of From/, '5.7.1'],
    ['a label of five parts', { headers: { From: `Dr_Paule_DURAND_Cabinet_du Port <${MAILBOX}>` } }, /label of From/, '5.7.1'],
    ['Message-ID that is none', { headers: { 'Message-ID': 'abc' } }, /Message-ID is not one/, '5.7.1'],
    ['Message-ID without a domain', { headers: { 'Message-ID': '<abc>' } }, /Message-ID is not one/, '5.7.1'],
    ['a date in words', { headers: { Date: 'hier' } }, /Date is not one/, '5.7.1'],
    ['a date in another form', { headers: { Date: '2026-11-21T10:00:00Z' } }, /Date is not one/, '5.7.1'],
    ['a day that does not exist', { headers: { Date: 'Sat, 41 Nov 2026 10:00:00 +0100' } }, /Date is not one/, '5.7.1'],
    ['text in Latin-1', { text: 'text/plain; charset=iso-8859-1' }, /not UTF-8/, '5.6.1'],
    ['a page in Latin-1', { text: 'text/html;\r\n charset="windows-1252"' }, /not UTF-8/, '5.6.1'],
  ])('%s', async (_what, message, reason, status) => {
    await expect(judge(message)).rejects.toMatchObject({ status, message: expect.stringMatching(reason) });
  });

  it.each<[string, Change, RegExp]>([
    ['without its entry page', (files) => void files.delete('INDEX.HTM'), /INDEX\.HTM is missing/],
    ['whose entry page is text', (files) => void files.set('INDEX.HTM', Buffer.from('Documents de santé')), /not XML: INDEX\.HTM/],
    ['whose entry page is another document', edit('INDEX.HTM', 'http://www.w3.org/1999/xhtml', 'urn:autre'), /INDEX\.HTM is not a page/],
    ['whose entry page has no body', edit('INDEX.HTM', /<body>[\s\S]*<\/body>/, ''), /INDEX\.HTM is not a page/],
    ['whose entry page leads nowhere', edit('INDEX.HTM', 'SUBSET01/DOC0001.XML', 'SUBSET01/DOC0002.XML'), /does not lead to DOC0001/],
    ['without its notice', (files) => void files.delete('README.TXT'), /README\.TXT is missing/],
    ['whose notice is blank', (files) => void files.set('README.TXT', Buffer.from(' \r\n')), /README\.TXT is empty/],
    ['whose notice says nobody to write to', edit('README.TXT', /^Contact.*$/m, ''), /gives no contact/],
    ['whose notice names a software without its release', edit('README.TXT', /, version .*$/m, ''), /names no release/],
    [
      'whose notice does not say what it holds',
      edit('README.TXT', /^IHE_XDM\/SUBSET01\/METADATA.*$/m, ''),
      /does not say what the archive holds/,
    ],
    ['without metadata', (files) => void files.delete(METADATA), /METADATA\.XML is missing/],
    [
      'whose metadata are out of the order of the schema',
      edit(METADATA, /(<Slot name="creationTime">.*?<\/Slot>)(.*?)(?=<\/ExtrinsicObject>)/s, '$2$1'),
      /not of the schema: Slot/,
    ],
    ['without submission set', edit(METADATA, /<RegistryPackage [\s\S]*<\/RegistryPackage>/, ''), /no submission set/],
    [
      'whose submission set is not called so',
      edit(METADATA, /<Classification id="cla\d+" classificationNode="[^>]*>/, ''),
      /no submission set/,
    ],
    ['without HasMember', edit(METADATA, /<Association [\s\S]*<\/Association>/, ''), /HasMember of Document01/],
    [
      'whose HasMember is of another document',
      edit(METADATA, 'targetObject="Document01"', 'targetObject="Document02"'),
      /HasMember of Document01/,
    ],
    [
      'whose metadata give another type',
      edit(METADATA, 'nodeRepresentation="11488-4"', 'nodeRepresentation="34112-3"'),
      /differ from the document \(type\)/,
    ],
    [
      'whose metadata give an unknown sector',
      edit(METADATA, /(classifiedObject="Document01" nodeRepresentation=")SA07/, '$1SA98'),
      /code out of healthcare-facility-types/,
    ],
    [
      'whose metadata name another patient',
      edit(METADATA, /(registryObject="Document01" value=")279035121518989/, '$1255069999999934'),
      /different patients/,
    ],
    ['without a declared file', (files) => void files.delete('IHE_XDM/SUBSET01/DOC0001.XML'), /declared file is missing/],
    ['with a document altered after its metadata', edit('IHE_XDM/SUBSET01/DOC0001.XML', '<title>', '<title>Autre '), /hash differs/],
    ['with a long name', (files) => void files.set('IHE_XDM/SUBSET01/document.xml', Buffer.from('x')), /ISO 9660/],
  ])('an archive %s', async (_what, change, reason) => {
    await expect(judge({ zip: await archive([document()], change) })).rejects.toThrow(reason);
  });

  it.each([
    ['an element that CDA does not know', '<title>', '<chose/><title>', /schéma : chose/],
    ['no custodian', /<custodian>[\s\S]*<\/custodian>/, '', /schéma : legalAuthenticator/],
    ['no setId', /<setId [^>]*>/, '', /setId absent/],
    ['no versionNumber', /<versionNumber [^>]*>/, '', /versionNumber absent/],
    ['a second version that replaces nothing', 'versionNumber value="1"', 'versionNumber value="2"', /relatedDocument et versionNumber/],
  ])('a document with %s', async (_what, from, to, reason) => {
    const source = Buffer.from(document().cda.bytes).toString();
    const cda = Buffer.from(source.replace(from, to));
    expect(cda.toString()).not.toBe(source);
    await expect(judge({ zip: await archive([{ cda: CdaDocument.read(cda), flags: [] }]) })).rejects.toThrow(reason);
  });
});

describe.skipIf(!ready)('the label of a sender', () => {
  it.each(['Dr_Paule_DURAND_Cabinet du Port', 'Dr_Paule_DURAND', 'Paule_DURAND', "Anne-Lise_D'ORVAL-MARTIN_CH des Essais"])(
    '%s is one',
    async (label) => {
      await expect(judge({ headers: { From: `"${label}" <${MAILBOX}>` } })).resolves.toBeDefined();
    },
  );

  it('of a service is its name', async () => {
    const From = `Secretariat de cardiologie <${MAILBOX}>`;
    await expect(judge({ headers: { From } }, [LUC], 'ORG')).resolves.toBeDefined();
    await expect(judge({ headers: { From } }, [LUC], 'PER')).rejects.toThrow(/label of From/);
  });
});
