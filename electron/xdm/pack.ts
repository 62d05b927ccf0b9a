import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import type { Ins, Pro, SoftwareIdentity, VisibilityFlag } from '../../shared/domain/types.ts';
import type { CdaDocument } from '../cda/document.ts';
import { uuidOid } from '../cda/identifiers.ts';
import { hasMember } from '../xds/association.ts';
import { ENTRY_ID } from '../xds/constants.ts';
import { contentTypeFor } from '../xds/content-type.ts';
import { insOf } from '../xds/describe.ts';
import { authorFromPro, documentEntryFromCda } from '../xds/from-cda.ts';
import { cxToText } from '../xds/hl7v2.ts';
import type { SubmissionSet } from '../xds/metadata.ts';
import { rimIds } from '../xds/rim.ts';
import { submitObjectsRequest } from '../xds/submission.ts';
import { toDtm } from '../xds/times.ts';
import { xdmError } from './errors.ts';
import { indexPage, readme, type ListedDocument } from './index-pages.ts';

interface XdmInput {
  /** CDA documents of one patient, with the visibility decided for each. */
  readonly documents: readonly { readonly cda: CdaDocument; readonly flags: readonly VisibilityFlag[] }[];
  /** Who sends: author of the submission set. */
  readonly sender: Pro;
  /** Mailbox where the sender answers, for README.TXT; null when unknown. */
  readonly contact: string | null;
  readonly software: SoftwareIdentity;
  readonly now: Date;
  readonly uuid: () => string;
}

export interface PackedXdm {
  /** IHE_XDM.zip. */
  readonly bytes: Uint8Array;
  readonly submissionSetId: string;
  /** In order; `file` is the path in the archive. */
  readonly documents: readonly { readonly file: string; readonly uniqueId: string | null; readonly size: number; readonly sha1: string }[];
  readonly ins: Ins | null;
  /** Type codes in order, for X-MSS-CODECDA. */
  readonly typeCodes: readonly string[];
}

const FOLDER = 'IHE_XDM/SUBSET01';

/**
 * Packs CDA documents into an IHE XDM archive (mss/README 6): INDEX.HTM, README.TXT, and one submission set
 * with its documents. Names are ISO 9660 level 1. Equal input gives equal bytes.
 *
 * @throws PosteError XDM_EMPTY, XDM_TWO_PATIENTS, those of the metadata.
 */
export async function packXdm(input: XdmInput): Promise<PackedXdm> {
  const documents = input.documents.map(({ cda: { bytes, content }, flags }, i) => {
    const name = `DOC${String(i + 1).padStart(4, '0')}.XML`;
    const file = { sha1: createHash('sha1').update(bytes).digest('hex'), size: bytes.byteLength };
    const entry = documentEntryFromCda(content, { entryId: `Document${String(i + 1).padStart(2, '0')}`, flags, file, uri: name });
    return { path: `${FOLDER}/${name}`, bytes, content, entry, file };
  });
  const [first] = documents;
  if (first === undefined) throw xdmError('XDM_EMPTY');
  const patientIds = new Set(documents.map((d) => (d.entry.patientId === null ? '' : cxToText(d.entry.patientId))));
  if (patientIds.size > 1) throw xdmError('XDM_TWO_PATIENTS');

  const submissionSet: SubmissionSet = {
    entryId: ENTRY_ID.submissionSet,
    uniqueId: uuidOid(input.uuid()),
    sourceId: input.software.oidRoot,
    submissionTime: toDtm(input.now.toISOString()),
    title: documents.length === 1 ? first.entry.title : `${documents.length} documents`,
    comment: null,
    authors: [authorFromPro(input.sender)],
    contentType: contentTypeFor(input.sender.structure?.sector ?? null, first.content.encounter?.code?.code ?? null),
    patientId: first.entry.patientId,
  };
  const ids = rimIds();
  const associations = documents.map((d) => hasMember(ids, submissionSet.entryId, d.entry.entryId));
  const metadata = submitObjectsRequest({ submissionSet, entries: documents.map((d) => d.entry), associations }, ids);

  const listed: readonly ListedDocument[] = documents;
  const bytes = await zip(input.now, [
    ['INDEX.HTM', indexPage(listed, input.sender).bytes({ declaration: true })],
    ['README.TXT', new TextEncoder().encode(readme(listed, input))],
    [`${FOLDER}/METADATA.XML`, metadata.bytes({ declaration: true })],
    ...documents.map((d): [string, Uint8Array] => [d.path, d.bytes]),
  ]);
  return {
    bytes,
    submissionSetId: submissionSet.uniqueId ?? '',
    documents: documents.map((d) => ({ file: d.path, uniqueId: d.entry.uniqueId, size: d.file.size, sha1: d.file.sha1 })),
    ins: first.entry.patientId === null ? null : insOf(first.entry.patientId),
    typeCodes: documents.flatMap((d) => d.entry.type?.code ?? []),
  };
}

async function zip(now: Date, files: readonly (readonly [name: string, bytes: Uint8Array])[]): Promise<Uint8Array> {
  const archive = new ZipFile();
  for (const [name, bytes] of files)
    archive.addBuffer(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), name, { mtime: now, mode: 0o100644 });
  archive.end();
  return new Uint8Array(await buffer(archive.outputStream));
}
