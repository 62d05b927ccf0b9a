import { createHash } from 'node:crypto';
import { ZipFile } from 'yazl';
import { describe, expect, it } from 'vitest';
import { judgeMessage } from '../../sandbox/mss/judge.ts';

// The operator's judgement, tried with messages made by hand: nothing of the client is used here.
const MAILBOX = 'paule.durand@medecin.sandbox.mssante.fr';
const LUC = 'luc.aubert@medecin.sandbox.mssante.fr';
const CITIZEN = '279035121518989@patient.mssante.fr';
const PDF = Buffer.from('%PDF-1.4\nessai\n%%EOF');
const PDF_FILE = '20260312_CR de consultation_PAT-TROIS_DOMINIQUE.pdf';

interface Patient {
  readonly matricule: string | null;
  readonly name: string;
}
const DOMINIQUE: Patient = { matricule: '279035121518989', name: 'PAT-TROIS' };

const cda = ({ matricule, name }: Patient, code = '11488-4'): Buffer =>
  Buffer.from(`<?xml version="1.0" encoding="UTF-8"?><ClinicalDocument xmlns="urn:hl7-org:v3">
<code code="${code}" displayName="CR de consultation" codeSystem="2.16.840.1.113883.6.1"/>
<recordTarget><patientRole>${matricule === null ? '' : `<id root="1.2.250.1.213.1.4.10" extension="${matricule}"/>`}
<patient><name><family qualifier="BR">${name}</family><given>DOMINIQUE MARIE-LOUISE</given><given qualifier="BR">DOMINIQUE</given></name>
<administrativeGenderCode code="F"/><birthTime value="19790328"/></patient></patientRole></recordTarget>
<component><nonXMLBody><text mediaType="application/pdf" representation="B64">${PDF.toString('base64')}</text></nonXMLBody></component></ClinicalDocument>`);

interface Archived {
  readonly bytes: Buffer;
  readonly flags?: readonly string[];
  readonly hash?: string;
  readonly patientId?: string;
}

async function archive(documents: readonly Archived[], change: (files: Map<string, Buffer>) => void = () => undefined): Promise<Buffer> {
  const entries = documents.map(({ bytes, flags = [], hash, patientId }, i) => {
    const slot = (name: string, value: string | number): string => `<rim:Slot name="${name}"><rim:ValueList><rim:Value>${value}</rim:Value></rim:ValueList></rim:Slot>`;
    return `<rim:ExtrinsicObject objectType="urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1">
${slot('URI', `DOC000${i + 1}.XML`)}${slot('hash', hash ?? createHash('sha1').update(bytes).digest('hex'))}${slot('size', bytes.length)}
${['N', ...flags].map((flag) => `<rim:Classification classificationScheme="urn:uuid:f4f85eac-e6cb-4883-b524-f2705394840f" nodeRepresentation="${flag}"/>`).join('')}
<rim:ExternalIdentifier identificationScheme="urn:uuid:58a6f841-87b3-4a3e-92fd-a8ffeff98427" value="${patientId ?? '279035121518989^^^&amp;1.2.250.1.213.1.4.10&amp;ISO^NH'}"/></rim:ExtrinsicObject>`;
  });
  const files = new Map<string, Buffer>([
    ['INDEX.HTM', Buffer.from('<html/>')],
    ['README.TXT', Buffer.from('essai')],
    ['IHE_XDM/SUBSET01/METADATA.XML', Buffer.from(`<lcm xmlns:rim="urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0">${entries.join('')}</lcm>`)],
    ...documents.map(({ bytes }, i): [string, Buffer] => [`IHE_XDM/SUBSET01/DOC000${i + 1}.XML`, bytes]),
  ]);
  change(files);
  const zip = new ZipFile();
  for (const [name, bytes] of files) zip.addBuffer(bytes, name);
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks);
}

interface Message {
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly zip?: Buffer | null;
  readonly pdfs?: readonly (readonly [name: string, bytes: Buffer])[];
}

const GOOD = {
  From: `Dr_Paule_DURAND_Cabinet du Port <${MAILBOX}>`,
  To: LUC,
  Subject: 'XDM/1.0/DDM+CR de consultation PAT-TROIS DOMINIQUE 28/03/1979',
  Date: 'Sat, 21 Nov 2026 10:00:00 +0100',
  'Message-ID': '<essai@medecin.sandbox.mssante.fr>',
  'X-MSS-NIL': 'TEST000001',
  'X-MSS-CODECDA': '11488-4',
  'X-MSS-INS': 'O',
};

function mime({ headers = {}, zip = null, pdfs = [[PDF_FILE, PDF]] }: Message): Buffer {
  const fields = Object.entries<string | null>({ ...GOOD, ...headers }).filter((field): field is [string, string] => field[1] !== null);
  const part = (type: string, name: string, bytes: Buffer): string =>
    `--b\r\nContent-Type: ${type}\r\nContent-Disposition: attachment; filename*=UTF-8''${encodeURIComponent(name)}\r\nContent-Transfer-Encoding: base64\r\n\r\n${(bytes.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n')}\r\n`;
  return Buffer.from(
    [
      ...fields.map(([name, value]) => `${name}: ${value}`),
      'MIME-Version: 1.0',
      'Content-Type: multipart/mixed; boundary=b',
      '',
      '--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nBonjour\r\n',
      (zip === null ? '' : part('application/zip', 'IHE_XDM.zip', zip)) + pdfs.map(([name, bytes]) => part('application/pdf', name, bytes)).join('') + '--b--\r\n',
    ].join('\r\n'),
  );
}

const judge = async (message: Message, to: readonly string[] = [LUC]) => await judgeMessage(mime({ zip: await archive([{ bytes: cda(DOMINIQUE) }]), ...message }), { mailbox: MAILBOX, to });

describe('the operator takes', () => {
  it('a message that carries a document as the référentiel says', async () => {
    const read = await judge({});
    expect(read.documents.map(({ typeCode, patient }) => [typeCode, patient.matricule])).toEqual([['11488-4', '279035121518989']]);
    expect(read.attachments.map(({ name }) => name)).toEqual(['IHE_XDM.zip', PDF_FILE]);
    expect(read.headers['X-MSS-CODECDA']).toBe('11488-4');
  });

  it('a document without matricule, said so', async () => {
    const zip = await archive([{ bytes: cda({ ...DOMINIQUE, matricule: null }), patientId: 'IPP1^^^&amp;1.2.3&amp;ISO^PI' }]);
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

describe('the operator refuses', () => {
  it.each<[string, Message, RegExp]>([
    ['a message without X-MSS-NIL', { headers: { 'X-MSS-NIL': null } }, /NIL is missing/],
    ['another sender than the mailbox', { headers: { From: `Dr <${LUC}>` } }, /From is not/],
    ['a sender without a label', { headers: { From: MAILBOX } }, /no label/],
    ['documents without X-MSS-CODECDA', { headers: { 'X-MSS-CODECDA': null } }, /CODECDA is missing/],
    ['another type than the document’s', { headers: { 'X-MSS-CODECDA': '34112-3' } }, /CODECDA differs/],
    ['X-MSS-INS N beside a complete identity', { headers: { 'X-MSS-INS': 'N' } }, /must be O/],
    ['the headers of documents without documents', { zip: null, headers: { 'X-MSS-INS': null } }, /CODECDA without/],
    ['the subject of documents without documents', { zip: null, headers: { 'X-MSS-INS': null, 'X-MSS-CODECDA': null } }, /XDM subject without/],
    ['a subject out of the grammar', { headers: { Subject: 'CR de consultation PAT-TROIS' } }, /does not start with XDM/],
    ['a subject that names somebody else', { headers: { Subject: 'XDM/1.0/DDM+CR de consultation AUTRE DOMINIQUE 28/03/1979' } }, /subject is not/],
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
    const zip = await archive([{ bytes: cda(DOMINIQUE), flags: ['INVISIBLE_PATIENT'] }]);
    await expect(judge({ zip })).resolves.toBeDefined();
    await expect(judge({ zip, headers: { To: CITIZEN } }, [CITIZEN])).rejects.toThrow(/invisible to the patient/);
  });

  it('somebody’s documents sent to another citizen', async () => {
    await expect(judge({}, ['255069999999934@patient.mssante.fr'])).rejects.toThrow(/another citizen/);
  });

  it('two patients in one message', async () => {
    const other = cda({ matricule: '255069999999934', name: 'AUTRE' });
    const zip = await archive([{ bytes: cda(DOMINIQUE) }, { bytes: other, patientId: '255069999999934^^^&amp;1.2.250.1.213.1.4.10&amp;ISO^NH' }]);
    await expect(judge({ zip })).rejects.toThrow(/more than one patient/);
  });

  it('a document altered after its metadata', async () => {
    await expect(judge({ zip: await archive([{ bytes: cda(DOMINIQUE), hash: '0'.repeat(40) }]) })).rejects.toThrow(/hash differs/);
  });

  it('metadata of another patient', async () => {
    const zip = await archive([{ bytes: cda(DOMINIQUE), patientId: '255069999999934^^^&amp;1.2.250.1.213.1.4.10&amp;ISO^NH' }]);
    await expect(judge({ zip })).rejects.toThrow(/different patients/);
  });

  it.each<[string, (files: Map<string, Buffer>) => void, RegExp]>([
    ['without its entry page', (files) => void files.delete('INDEX.HTM'), /INDEX\.HTM is missing/],
    ['without metadata', (files) => void files.delete('IHE_XDM/SUBSET01/METADATA.XML'), /METADATA\.XML is missing/],
    ['without a declared file', (files) => void files.delete('IHE_XDM/SUBSET01/DOC0001.XML'), /declared file is missing/],
    ['with a long name', (files) => void files.set('IHE_XDM/SUBSET01/document.xml', Buffer.from('x')), /ISO 9660/],
  ])('an archive %s', async (_what, change, reason) => {
    await expect(judge({ zip: await archive([{ bytes: cda(DOMINIQUE) }], change) })).rejects.toThrow(reason);
  });
});
