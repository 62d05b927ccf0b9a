import { createHash } from 'node:crypto';
import { simpleParser, type AddressObject, type ParsedMail } from 'mailparser';
import { ArchiveRefused, readArchive, type ArchivedDocument, type CdaPatient } from './archive.ts';

interface DeliveredAttachment {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
  readonly sha1: string;
}

/** A message as the operator understood it. */
export interface ReadMessage {
  readonly messageId: string;
  readonly subject: string;
  readonly text: string;
  /** Unfolded values by name as written; a repeated field keeps its last value. */
  readonly headers: Readonly<Record<string, string>>;
  readonly attachments: readonly DeliveredAttachment[];
  /** Documents of IHE_XDM.zip, none without one. */
  readonly documents: readonly ArchivedDocument[];
}

/** What the operator answers 554 to, under an enhanced code of RFC 3463. */
export class MessageRefused extends Error {
  override readonly name = 'MessageRefused';
  readonly status: Status;
  constructor(reason: string, status: Status = '5.6.0') {
    super(reason);
    this.status = status;
  }
}

/** The content is wrong; its character set is not taken; its headers or its recipients break the rules of the network. */
type Status = '5.6.0' | '5.6.1' | '5.7.1';

/** Who sends, to whom: what the operator knew before the message. */
export interface Envelope {
  /** Authenticated mailbox. */
  readonly mailbox: string;
  /** `PER` by default. */
  readonly type?: 'PER' | 'ORG';
  /** Accepted recipients. */
  readonly to: readonly string[];
}

/** Reference of a product, as convergence.esante.gouv.fr gives them (`DEV935997`). */
const NIL = /^[A-Z]{3,4}\d{6}$/;
const MESSAGE_ID = /^<[^\s<>@]+@[^\s<>@]+>$/;
/** RFC 5322, 3.3. */
const DATE =
  /^((Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2} (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d{2}:\d{2}(:\d{2})? ([+-]\d{4}|GMT|UT)$/;
/** `<Titre>_<Prénom>_<NOM>_<Entité>`: first and last name alone are compulsory, the last name in capitals (2.2.7). */
const PERSON_LABEL = /^([^_]+_)?[^_]+_[^_\p{Ll}]*\p{Lu}[^_\p{Ll}]*(_[^_]+)?$/u;

const CITIZEN = /^[^@]+@patient(\.[a-z0-9-]+)*\.mssante\.fr$/i;
const PDF_NAME = /^\d{8}_[^_]+_[^_]+_[^_]+(_[^_]+)?\.pdf$/;

/** Is it a « Mon espace santé » mailbox? */
export function isCitizen(address: string): boolean {
  return CITIZEN.test(address);
}

/**
 * Judges a message as the outbound assertions of sandbox/README 3 say.
 *
 * @throws MessageRefused with the reason
 */
export async function judgeMessage(raw: Buffer, envelope: Envelope): Promise<ReadMessage> {
  const mail = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true });
  const headers = Object.fromEntries(mail.headerLines.map(({ line }) => headerOf(line)));
  const count = (name: string): number => mail.headerLines.filter(({ key }) => key === name.toLowerCase()).length;
  const value = (name: string): string =>
    mail.headerLines
      .find(({ key }) => key === name.toLowerCase())
      ?.line.replace(/^[^:]*:/, '')
      .replaceAll(/\r?\n(?=[ \t])/g, '')
      .trim() ?? '';
  for (const name of ['From', 'Date', 'Message-ID']) require(count(name) === 1, `${name} must be there once`);
  require(count('Bcc') === 0, 'Bcc must not travel');
  require(MESSAGE_ID.test(value('Message-ID')), 'Message-ID is not one (2.2.1)', '5.7.1');
  require(DATE.test(value('Date')) && !Number.isNaN(Date.parse(value('Date'))), 'Date is not one', '5.7.1');
  require(count('X-MSS-NIL') === 1 && value('X-MSS-NIL') !== '', 'X-MSS-NIL is missing (2.4.3)');
  require(NIL.test(value('X-MSS-NIL')), 'X-MSS-NIL is not the reference of a product (2.4.3)', '5.7.1');
  const [from] = (mail.from satisfies AddressObject | undefined)?.value ?? [];
  require(from?.address?.toLowerCase() === envelope.mailbox.toLowerCase(), 'From is not the authenticated mailbox');
  require((from?.name ?? '') !== '', 'From has no label (2.2.7)');
  require(envelope.type === 'ORG' ||
    PERSON_LABEL.test(from?.name ?? ''), 'the label of From is not Titre_Prénom_NOM_Entité (2.2.7)', '5.7.1');
  require(charsetsOf(raw).every((charset) => charset === 'utf-8' || charset === 'us-ascii'), 'the text is not UTF-8 (2.2.3)', '5.6.1');

  const attachments = mail.attachments.map((attachment) => ({
    name: attachment.filename ?? '',
    mediaType: attachment.contentType,
    bytes: attachment.content,
    sha1: createHash('sha1').update(attachment.content).digest('hex'),
  }));
  const archives = attachments.filter(({ name }) => name.toLowerCase() === 'ihe_xdm.zip');
  require(archives.length <= 1, 'more than one IHE_XDM.zip');
  const [archive] = archives;
  const subject = mail.subject ?? '';
  const close = value('X-MSS-MES');
  require(count('X-MSS-MES') === 0 ||
    (close === 'FIN' && envelope.to.some(isCitizen)), 'X-MSS-MES is FIN, to a citizen, or absent (2.2.8)');
  if (archive === undefined) {
    require(count('X-MSS-CODECDA') === 0, 'X-MSS-CODECDA without IHE_XDM.zip (2.4.1)');
    require(count('X-MSS-INS') === 0, 'X-MSS-INS without IHE_XDM.zip (2.4.2)');
    require(!subject.startsWith('XDM/1.0/DDM'), 'XDM subject without IHE_XDM.zip');
    return read(mail, headers, attachments, []);
  }
  const documents = await openArchive(archive.bytes);
  require(count('X-MSS-CODECDA') === 1, 'X-MSS-CODECDA is missing (2.4.1)');
  require(sameSet(
    value('X-MSS-CODECDA').split(','),
    documents.map(({ typeCode }) => typeCode),
  ), 'X-MSS-CODECDA differs from the documents (2.4.1)');
  const qualified = documents.some(({ patient }) => isComplete(patient));
  require(value('X-MSS-INS') === (qualified ? 'O' : 'N'), `X-MSS-INS must be ${qualified ? 'O' : 'N'} (2.4.2)`);
  const [first] = documents;
  const patient = first?.patient;
  require(patient !== undefined && documents.every((document) => samePatient(document.patient, patient)), 'more than one patient (2.1.1)');
  require(documents.every(
    (d) => d.entryPatient === null || d.patient.matricule === null || d.entryPatient.startsWith(`${d.patient.matricule}^`),
  ), 'metadata and CDA name different patients');
  judgeSubject(subject, documents);
  judgePdfs(documents, attachments);
  for (const citizen of envelope.to.filter(isCitizen)) {
    const hidden = documents.find(({ confidentiality }) => confidentiality.includes('INVISIBLE_PATIENT'));
    require(hidden === undefined, `document invisible to the patient sent to the patient: ${hidden?.uri ?? ''}`, '5.7.1');
    // Parents open the mailbox of a minor (mss/README 7).
    const secret = documents.find(({ confidentiality }) => confidentiality.includes('INVISIBLE_REPRESENTANTS_LEGAUX'));
    require(secret === undefined, `document invisible to the representatives sent to the patient: ${secret?.uri ?? ''}`, '5.7.1');
    const matricule = patient?.matricule ?? null;
    require(matricule === null ||
      citizen.startsWith('reponse.') ||
      citizen.toUpperCase().startsWith(`${matricule}@`), 'the documents concern another citizen');
  }
  return read(mail, headers, attachments, documents);
}

/** `XDM/1.0/DDM+<libellé> <NOM> <prenom> <JJ/MM/AAAA>` (2.1.3). */
function judgeSubject(subject: string, documents: readonly ArchivedDocument[]): void {
  const [first] = documents;
  const label =
    documents.length > 1
      ? `${documents.length} documents`
      : Array.from(first?.typeLabel ?? '')
          .slice(0, 40)
          .join('')
          .trim();
  const [name, firstName, date] = [
    first?.patient.birthName ?? '',
    first?.patient.firstBirthFirstName ?? '',
    first?.patient.birthDate ?? '',
  ];
  const start = /^XDM\/1\.0\/DDM\+(?:\[Annule et remplace\] )?/.exec(subject)?.[0];
  require(start !== undefined, 'the subject does not start with XDM/1.0/DDM+ (2.1.3)');
  const rest = subject.slice(start?.length ?? 0);
  const expected = `${label} ${plain(name).toUpperCase()} ${plain(firstName)}`;
  const dated = `${expected} ${date.slice(6, 8)}/${date.slice(4, 6)}/${date.slice(0, 4)}`;
  require(rest === expected || rest === dated, `the subject is not « libellé NOM prenom date » of the document (2.1.3)`);
}

/** Each document also travels as PDF, under its own grammar (2.1.5, 2.1.6). */
function judgePdfs(documents: readonly ArchivedDocument[], attachments: readonly DeliveredAttachment[]): void {
  const pdfs = attachments.filter(({ mediaType }) => mediaType === 'application/pdf');
  require(pdfs.length >= documents.length, 'a document has no PDF beside the archive (2.1.5)');
  for (const { uri, pdf } of documents)
    require(pdf === null || pdfs.some(({ bytes }) => bytes.equals(pdf)), `the PDF is not the one inside the CDA: ${uri} (2.1.5)`);
  for (const { name, bytes } of pdfs) {
    require(PDF_NAME.test(name), 'a PDF is not named date_type_NOM_prenom.pdf (2.1.6)');
    require(bytes.subarray(0, 5).toString('latin1') === '%PDF-', 'a PDF is not one');
  }
}

async function openArchive(bytes: Buffer): Promise<readonly ArchivedDocument[]> {
  try {
    return await readArchive(bytes);
  } catch (error) {
    if (error instanceof ArchiveRefused) throw new MessageRefused(`IHE_XDM.zip: ${error.message}`);
    throw error;
  }
}

function read(
  mail: ParsedMail,
  headers: Readonly<Record<string, string>>,
  attachments: readonly DeliveredAttachment[],
  documents: readonly ArchivedDocument[],
): ReadMessage {
  return { messageId: mail.messageId ?? '', subject: mail.subject ?? '', text: mail.text ?? '', headers, attachments, documents };
}

function headerOf(line: string): [string, string] {
  const colon = line.indexOf(':');
  return [
    line.slice(0, colon),
    line
      .slice(colon + 1)
      .replaceAll(/\r?\n(?=[ \t])/g, '')
      .trim(),
  ];
}

/** Matricule and its OID, birth name, first birth first name, birth date and sex (2.4.2). */
function isComplete(patient: CdaPatient): boolean {
  return [patient.matricule, patient.birthName, patient.firstBirthFirstName, patient.birthDate, patient.sex].every(
    (field) => field !== null,
  );
}

function samePatient(a: CdaPatient, b: CdaPatient): boolean {
  if (a.matricule !== null && b.matricule !== null) return a.matricule === b.matricule;
  return a.birthName === b.birthName && a.firstBirthFirstName === b.firstBirthFirstName && a.birthDate === b.birthDate;
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  const left = new Set(a.map((one) => one.trim()));
  return left.size === new Set(b).size && b.every((one) => left.has(one));
}

function plain(text: string): string {
  return text
    .replaceAll('’', "'")
    .replaceAll('Œ', 'OE')
    .replaceAll('œ', 'oe')
    .replaceAll('Æ', 'AE')
    .replaceAll('æ', 'ae')
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '');
}

/** Character sets of the texts to read, attachments excepted; a text that names none is in US-ASCII. */
function charsetsOf(raw: Buffer): string[] {
  // Header blocks: base64 and quoted-printable never hold such a line.
  const blocks = raw.toString('latin1').split(/\r?\n\r?\n/);
  return blocks.flatMap((block) => {
    const fields = block.replaceAll(/\r?\n[ \t]+/g, ' ');
    if (/^content-disposition:\s*attachment/im.test(fields)) return [];
    const type = /^content-type:\s*text\/(?:plain|html)\b(.*)$/im.exec(fields)?.[1];
    return type === undefined ? [] : [(/charset="?([\w-]+)/i.exec(type)?.[1] ?? 'us-ascii').toLowerCase()];
  });
}

function require(condition: boolean, reason: string, status?: Status): void {
  if (!condition) throw new MessageRefused(reason, status);
}
