import { createHash } from 'node:crypto';
import { domainToASCII } from 'node:url';
import MailComposer, { type MailComposerAttachment } from 'nodemailer/lib/mail-composer';
import { hiddenCharacter } from '../../shared/domain/hidden-character.ts';
import { mayBeMinor } from '../../shared/domain/ins/dates.ts';
import type { MailAddress } from '../../shared/domain/mss/address.ts';
import { pdfFileName } from '../../shared/domain/mss/file-name.ts';
import { documentSubject, DOCUMENT_SUBJECT_PREFIX } from '../../shared/domain/mss/subject.ts';
import { recipientsRefusal, recipientsWarnings } from '../../shared/domain/sending/recipients.ts';
import type { CdaContent } from '../cda/content.ts';
import { packXdm, type PackedXdm } from '../xdm/pack.ts';
import { digestUuid } from './archive-id.ts';
import { ARCHIVE_NAME, DELIVERY_NOTIFY, MES_CLOSE, MSS_HEADER } from './constants.ts';
import { mssError } from './errors.ts';
import type { ComposePorts, ComposedMessage, MessageAttachment, MessageDocument, MessageInput } from './message.ts';
import { readAddress, readRecipients, samePerson, type Identity } from './rules.ts';

/** A document with what the message says of it. */
interface ReadDocument extends MessageDocument {
  readonly content: CdaContent;
  readonly typeLabel: string;
  readonly birthName: string;
  readonly firstName: string;
}

/**
 * Composes an MSSanté message (Référentiel socle #2; mss/README 4): text, and with documents one IHE_XDM.zip and the
 * PDF of each. Equal input, instant and identifiers give equal bytes.
 *
 * @throws PosteError MSS_NIL, MSS_ADDRESS, MSS_HEADER, MSS_NO_RECIPIENT, MSS_TWO_PATIENTS, MSS_OTHER_CITIZEN,
 *   MSS_INVISIBLE_PATIENT, MSS_INVISIBLE_REPRESENTATIVES, MSS_MIXED_RECIPIENTS, MSS_INS_NOT_QUALIFIED, MSS_FLAGS,
 *   MSS_PDF_MISSING, MSS_DOCUMENT_INCOMPLETE, MSS_TOO_LARGE, and those of packing an XDM.
 */
export async function composeMessage(input: MessageInput, ports: ComposePorts): Promise<ComposedMessage> {
  const readied = readiedOf(input, ports);
  const { mail, warnings } = await mailOf(input, readied, ports);
  const bytes = await written(input, mail, ports);
  if (bytes.length > ports.maxBytes) throw mssError('MSS_TOO_LARGE', { detail: `${bytes.length} > ${ports.maxBytes}` });
  return {
    messageId: mail.messageId,
    subject: mail.subject,
    headers: headersOf(input, mail, ports),
    envelope: {
      from: asMailbox(mail.from),
      // Operators do not tell cases apart: one copy per mailbox.
      to: [...new Map(readied.recipients.map((one) => [asMailbox(one).toLowerCase(), asMailbox(one)])).values()],
      notify: input.deliveryReceipt === true ? DELIVERY_NOTIFY : [],
    },
    bytes,
    parts: [
      part(null, 'text/plain', new TextEncoder().encode(mail.text)),
      ...mail.attachments.map(({ name, mediaType, bytes: content }) => part(name, mediaType, content)),
    ],
    warnings: [...readied.warnings, ...warnings],
  };
}

type Warnings = ComposedMessage['warnings'];

/** A message that may leave: who writes to whom, with which documents. */
interface Readied extends ReturnType<typeof readRecipients> {
  /** X-MSS-NIL of the software. */
  readonly nil: string;
  readonly from: MailAddress;
  readonly recipients: readonly MailAddress[];
  readonly documents: readonly ReadDocument[];
  readonly warnings: Warnings;
}

/** Reads what was given and refuses what the rules of sending refuse. */
function readiedOf(input: MessageInput, { software, now, ageOfMajority = 18 }: ComposePorts): Readied {
  const nil = software.mssNil;
  if (nil === null || nil.trim() === '') throw mssError('MSS_NIL');
  refuseInjection(input, nil);
  const from = readAddress(input.from.address, '/from/address');
  const read = readRecipients({ to: input.to, cc: input.cc ?? [], bcc: input.bcc ?? [] });
  const recipients = [...read.to, ...read.cc, ...read.bcc];
  const documents = input.documents.map((document, i) => readDocument(document, input.patient, i));
  const patient = onePatient(documents, input.patient);
  const facts = {
    recipients,
    patient,
    flags: new Set(documents.flatMap(({ flags }) => flags)),
    // Decided with the channels, before any message is composed: no flag says it.
    professionalsOnly: false,
    minor: mayBeMinor(patient?.birthDate ?? null, now.toISOString().slice(0, 10), ageOfMajority),
    derogation: input.derogation === true,
  };
  const refusal = recipientsRefusal(facts);
  if (refusal !== null) throw refusal;
  return { ...read, nil, from, recipients, documents, warnings: recipientsWarnings(facts) };
}

/** Decides every part: its identifiers, subject, headers and attachments. */
async function mailOf(
  input: MessageInput,
  { nil, from, to, cc, recipients, documents }: Readied,
  ports: ComposePorts,
): Promise<{ readonly mail: Mail; readonly warnings: Warnings }> {
  const messageId = `<${ports.uuid()}@${domainToASCII(from.domain)}>`;
  const boundary = ports.uuid();
  const { subject, replaced } = subjectOf(input, documents);
  const close = input.close === true && recipients.every(({ kind }) => kind === 'citizen');
  const pdfs = pdfsOf(documents, ports);
  const archive = documents.length === 0 ? null : await archiveOf(input, documents, from, ports);
  return {
    mail: {
      messageId,
      boundary,
      from,
      to,
      cc,
      subject,
      text: bodyOf(input),
      attachments: [
        ...(archive === null ? [] : [{ name: ARCHIVE_NAME, mediaType: 'application/zip', bytes: archive.bytes }]),
        ...pdfs,
        ...(input.attachments ?? []),
      ],
      fields: fieldsOf(input, { nil, from, archive, close, documents }),
      ...threadOf(input),
    },
    warnings: [...(replaced ? [SUBJECT_REPLACED] : []), ...(input.close === true && !close ? [CLOSE_IGNORED] : [])],
  };
}

const SUBJECT_REPLACED = {
  code: 'MSS_SUBJECT_REPLACED',
  message: 'L’objet d’un message portant des documents est réglementé ; le vôtre a été remplacé.',
} as const;
const CLOSE_IGNORED = { code: 'MSS_CLOSE_IGNORED', message: 'Seul un message à un patient peut clore une conversation.' } as const;

/** A message whose every part is decided. */
interface Mail {
  readonly messageId: string;
  readonly boundary: string;
  readonly from: MailAddress;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly subject: string;
  readonly text: string;
  readonly attachments: readonly MessageAttachment[];
  /** Headers of our own, in order. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** Message-ID of the message it answers or replaces. */
  readonly answered: string | null;
  /** Message-IDs of the conversation, each once. */
  readonly threads: readonly string[];
}

/**
 * The documents, packed together. The same documents from the same mailbox give the same bytes, whoever receives them and
 * whenever: the archive is dated as its first document is, and named after what it holds.
 */
async function archiveOf(
  { sender }: MessageInput,
  documents: readonly ReadDocument[],
  from: MailAddress,
  { software, now }: ComposePorts,
): Promise<PackedXdm> {
  const created = new Date(documents[0]?.content.createdAt ?? now);
  const uuid = (): string => digestUuid([from.address, sender.idNat, ...documents.flatMap(({ cda, flags }) => [cda.bytes, ...flags])]);
  return await packXdm({ documents, sender, contact: from.address, software, now: Number.isNaN(created.getTime()) ? now : created, uuid });
}

/** The headers of MSSanté, and the receipts asked for (2.4; mss/README 4). */
function fieldsOf(
  { readReceipt, deliveryReceipt }: MessageInput,
  {
    nil,
    from,
    archive,
    close,
    documents,
  }: {
    readonly nil: string;
    readonly from: MailAddress;
    readonly archive: PackedXdm | null;
    readonly close: boolean;
    readonly documents: readonly ReadDocument[];
  },
): Mail['fields'] {
  const fields: Readonly<Record<string, string | null>> = {
    [MSS_HEADER.nil]: nil,
    [MSS_HEADER.codeCda]: archive === null ? null : archive.typeCodes.join(','),
    [MSS_HEADER.ins]: archive === null ? null : hasQualifiedIns(documents) ? 'O' : 'N',
    [MSS_HEADER.mes]: close ? MES_CLOSE : null,
    'Disposition-Notification-To': readReceipt === true ? from.address : null,
    'Return-Receipt-To': deliveryReceipt === true ? from.address : null,
  };
  return Object.entries(fields).filter((field): field is [string, string] => field[1] !== null);
}

/** What a message answers or replaces, and the conversation it belongs to (RFC 5322, 3.6.4). */
function threadOf({ references, replaces, inReplyTo }: MessageInput): Pick<Mail, 'answered' | 'threads'> {
  const threads = [...(references ?? []), ...(replaces ? [replaces.messageId] : []), ...(inReplyTo ? [inReplyTo] : [])];
  return { answered: inReplyTo ?? replaces?.messageId ?? null, threads: [...new Set(threads)] };
}

/** The bytes of a message: equal parts, instant and identifiers give equal bytes. */
async function written(
  input: MessageInput,
  { messageId, boundary, from, to, cc, subject, text, attachments, fields, answered, threads }: Mail,
  { now }: ComposePorts,
): Promise<Uint8Array> {
  const composer = new MailComposer({
    from: { name: input.from.label, address: from.address },
    to: to.map(asMailbox),
    cc: cc.map(asMailbox),
    subject,
    date: now,
    messageId,
    ...(answered === null ? {} : { inReplyTo: answered }),
    ...(threads.length === 0 ? {} : { references: [...threads] }),
    ...(input.replyTo ? { replyTo: asMailbox(readAddress(input.replyTo, '/replyTo')) } : {}),
    headers: fields.map(([key, value]) => ({ key, value })),
    normalizeHeaderKey: headerName,
    // An empty text would drop the part.
    text: { content: text === '' ? '\r\n' : text, contentTransferEncoding: 'quoted-printable' },
    attachments: attachments.map(({ name, mediaType, bytes }): MailComposerAttachment => ({
      filename: name,
      contentType: mediaType,
      content: Buffer.from(bytes),
      contentTransferEncoding: 'base64',
    })),
    baseBoundary: boundary,
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return new Uint8Array(await composer.compile().build());
}

/** Decoded values by name. */
function headersOf(
  { from: { label } }: MessageInput,
  { messageId, from, to, cc, subject, fields, answered, threads }: Mail,
  { now }: ComposePorts,
): ComposedMessage['headers'] {
  return {
    From: `${label} <${from.address}>`,
    ...(to.length === 0 ? {} : { To: to.map(({ address }) => address).join(', ') }),
    ...(cc.length === 0 ? {} : { Cc: cc.map(({ address }) => address).join(', ') }),
    Subject: subject,
    Date: now.toISOString(),
    'Message-ID': messageId,
    ...(answered === null ? {} : { 'In-Reply-To': answered }),
    ...(threads.length === 0 ? {} : { References: threads.join(' ') }),
    ...Object.fromEntries(fields),
  };
}

/** No hidden character reaches a header, whatever the path it took (mss/README 4). */
function refuseInjection(input: MessageInput, nil: string): void {
  const words: readonly (readonly [path: string, word: string | null | undefined])[] = [
    ['/nil', nil],
    ['/from/label', input.from.label],
    ['/from/address', input.from.address],
    ['/subject', input.subject],
    ['/inReplyTo', input.inReplyTo],
    ['/replyTo', input.replyTo],
    ['/replaces/messageId', input.replaces?.messageId],
    ['/replaces/subject', input.replaces?.subject],
    ...Object.entries({ to: input.to, cc: input.cc ?? [], bcc: input.bcc ?? [] }).flatMap(([field, list]) =>
      list.map((word, i) => [`/${field}/${i}`, word] as const),
    ),
    ...(input.references ?? []).map((word, i) => [`/references/${i}`, word] as const),
    ...(input.attachments ?? []).flatMap(({ name, mediaType }, i) => [
      [`/attachments/${i}/name`, name] as const,
      [`/attachments/${i}/mediaType`, mediaType] as const,
    ]),
  ];
  for (const [path, word] of words) if (typeof word === 'string' && hiddenCharacter(word) !== null) throw mssError('MSS_HEADER', { path });
  if (input.from.label.trim() === '') throw mssError('MSS_HEADER', { path: '/from/label' });
  for (const id of [input.inReplyTo, input.replaces?.messageId, ...(input.references ?? [])]) {
    if (typeof id === 'string' && !/^<[^<>\s]+>$/.test(id)) throw mssError('MSS_HEADER', { path: '/references' });
  }
  // The archive's name is taken: a second one would be read as documents.
  const [taken] = (input.attachments ?? []).flatMap(({ name }, i) => (name.toLowerCase() === ARCHIVE_NAME.toLowerCase() ? [i] : []));
  if (taken !== undefined) throw mssError('MSS_HEADER', { path: `/attachments/${taken}/name` });
}

/** @throws PosteError MSS_DOCUMENT_INCOMPLETE */
function readDocument(document: MessageDocument, record: Identity | null, index: number): ReadDocument {
  const { content } = document.cda;
  const typeLabel = content.type?.displayName;
  const birthName = content.patient.birthName ?? record?.birthName;
  const firstName = content.patient.firstBirthFirstName ?? record?.firstBirthFirstName;
  if (!typeLabel || !birthName || !firstName) throw mssError('MSS_DOCUMENT_INCOMPLETE', { path: `/documents/${index}` });
  return { ...document, content, typeLabel, birthName, firstName };
}

/** A message concerns one patient (2.1.1): that of every document, and that of the record it leaves from. */
function onePatient(documents: readonly ReadDocument[], record: Identity | null): Identity | null {
  const known: readonly Identity[] = [...(record === null ? [] : [record]), ...documents.map(({ content }) => content.patient)];
  const [first] = known;
  if (first === undefined) return null;
  // Each with each: an identity without a matricule may agree with two that differ.
  if (known.some((one, i) => known.slice(i + 1).some((other) => !samePerson(one, other)))) throw mssError('MSS_TWO_PATIENTS');
  return first;
}

function subjectOf(input: MessageInput, documents: readonly ReadDocument[]): { readonly subject: string; readonly replaced: boolean } {
  const [first] = documents;
  if (first === undefined) return { subject: input.subject ?? '', replaced: false };
  if (input.subject?.startsWith(DOCUMENT_SUBJECT_PREFIX)) return { subject: input.subject, replaced: false };
  const subject = documentSubject({
    typeLabels: documents.map(({ typeLabel }) => typeLabel),
    birthName: first.birthName,
    firstName: first.firstName,
    birthDate: first.content.patient.birthDate ?? '',
    replaces: Boolean(input.replaces),
  });
  return { subject, replaced: input.subject !== null && input.subject !== '' };
}

/** Each document also as PDF, so that a webmail reader can read it (2.1.5). */
function pdfsOf(documents: readonly ReadDocument[], ports: ComposePorts): MessageAttachment[] {
  const taken = new Set<string>();
  return documents.map(({ content, pdf, typeLabel, birthName, firstName }, i) => {
    const bytes = pdf ?? (content.body.mediaType === 'application/pdf' ? content.body.bytes : null);
    if (bytes === null) throw mssError('MSS_PDF_MISSING', { path: `/documents/${i}` });
    const actDate = content.event?.start ?? content.createdAt ?? ports.now.toISOString();
    const name = pdfFileName({ actDate, typeLabel, birthName, firstName, recordNumber: content.patient.ipp }, taken);
    taken.add(name);
    return { name, mediaType: 'application/pdf', bytes };
  });
}

/** Matricule and its OID, birth name, first birth first name, birth date and sex, all in a document (2.4.2). */
function hasQualifiedIns(documents: readonly ReadDocument[]): boolean {
  return documents.some(
    ({ content: { patient } }) =>
      patient.ins !== null && [patient.birthName, patient.firstBirthFirstName, patient.birthDate, patient.sex].every(Boolean),
  );
}

/** A correction names what it corrects in the text itself (mss/README 9). */
function bodyOf(input: MessageInput): string {
  if (!input.replaces) return input.text;
  const { date, subject } = input.replaces;
  const [, year = '', month = '', day = ''] = /^(\d{4})-(\d{2})-(\d{2})/.exec(date) ?? [];
  return `Ce message annule et remplace le message du ${day}/${month}/${year} intitulé « ${subject} ».\n\n${input.text}`;
}

/** What travels in SMTP commands and headers: internationalised domains in their ASCII form. */
function asMailbox({ local, domain }: MailAddress): string {
  return `${local}@${domainToASCII(domain)}`;
}

/** The library would write `X-Mss-Nil`; the référentiel writes capitals. */
function headerName(name: string): string {
  const known = Object.values(MSS_HEADER).find((header) => header.toLowerCase() === name.toLowerCase());
  return (
    known ??
    name
      .toLowerCase()
      .replaceAll(/(^|-)([a-z])/g, (letters) => letters.toUpperCase())
      .replace(/^Mime-|-Id$/, (letters) => letters.toUpperCase())
  );
}

function part(name: string | null, mediaType: string, bytes: Uint8Array): ComposedMessage['parts'][number] {
  return { name, mediaType, size: bytes.length, sha1: createHash('sha1').update(bytes).digest('hex') };
}
