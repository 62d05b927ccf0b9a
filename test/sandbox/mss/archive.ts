import { createHash } from 'node:crypto';
import { fromBufferPromise } from 'yauzl';
import { at, every } from '../cda/header.ts';
import { judgeCda } from '../cda/judge.ts';
import { validateSchema } from '../common/schema.ts';
import { child, children, descendants, parseDocument, textOf, type Document, type Element } from '../common/soap.ts';
import { differsFromCda } from '../dmp/against-cda.ts';
import { ASSOCIATION, NS, SCHEMA, UUID } from '../dmp/constants.ts';
import { unknownCode } from '../dmp/listed.ts';
import { readObjects, type RegistryObject } from '../dmp/metadata.ts';

/** One document of an IHE_XDM archive, as a receiver reads it: metadata beside the CDA itself. */
export interface ArchivedDocument {
  readonly uri: string;
  /** In the archive. */
  readonly path: string;
  readonly typeCode: string;
  readonly typeLabel: string;
  readonly confidentiality: readonly string[];
  /** `<matricule>^^^&<OID>&ISO^NH`, null when the entry has no national identifier. */
  readonly entryPatient: string | null;
  readonly patient: CdaPatient;
  /** PDF of a level-1 document, null otherwise. */
  readonly pdf: Buffer | null;
}

export interface CdaPatient {
  readonly matricule: string | null;
  readonly birthName: string | null;
  readonly firstBirthFirstName: string | null;
  readonly birthDate: string | null;
  readonly sex: string | null;
}

/** Why an archive is refused. */
export class ArchiveRefused extends Error {
  override readonly name = 'ArchiveRefused';
}

/** OIDs of a matricule INS: NIR, NIA, test, demonstration (mss/README 6). */
const INS_OIDS = new Set(['1.2.250.1.213.1.4.8', '1.2.250.1.213.1.4.9', '1.2.250.1.213.1.4.10', '1.2.250.1.213.1.4.11']);
const XHTML = 'http://www.w3.org/1999/xhtml';
const MAX_UNPACKED = 64 * 1024 * 1024;

type Files = ReadonlyMap<string, Buffer>;

/**
 * Opens IHE_XDM.zip and checks what a receiver would: layout, 8.3 names, entry page, metadata of the schema, declared
 * files present, hashes, sizes, documents of CI-SIS that their entries describe.
 *
 * @throws ArchiveRefused with the reason
 */
export async function readArchive(bytes: Buffer): Promise<readonly ArchivedDocument[]> {
  const files = await unzip(bytes);
  for (const name of ['INDEX.HTM', 'README.TXT']) if (!files.has(name)) throw new ArchiveRefused(`${name} is missing`);
  const notice = (files.get('README.TXT') ?? '').toString();
  if (notice.trim() === '') throw new ArchiveRefused('README.TXT is empty');
  if (!/[^\s@]+@[^\s@]+\.[a-z]+/i.test(notice)) throw new ArchiveRefused('README.TXT gives no contact');
  if (!/\d+(\.\d+)+/.test(notice.replaceAll(/\S*@\S*/g, ''))) throw new ArchiveRefused('README.TXT names no release of a software');
  if (!/METADATA\.XML/.test(notice)) throw new ArchiveRefused('README.TXT does not say what the archive holds');
  const odd = [...files.keys()].find((name) => !/^([A-Z0-9_]{1,8}\/)*[A-Z0-9_]{1,8}(\.[A-Z0-9_]{1,3})?$/.test(name));
  if (odd !== undefined) throw new ArchiveRefused(`name not ISO 9660 level 1: ${odd}`);
  const metadata = [...files.keys()].filter((name) => /^IHE_XDM\/[^/]+\/METADATA\.XML$/.test(name));
  if (metadata.length === 0) throw new ArchiveRefused('METADATA.XML is missing');
  const documents = (await Promise.all(metadata.map((name) => readFolder(files, name)))).flat();
  if (documents.length === 0) throw new ArchiveRefused('no document');
  judgePage(files, documents);
  return documents;
}

/** INDEX.HTM is an XHTML page that leads to every document. */
function judgePage(files: Files, documents: readonly ArchivedDocument[]): void {
  // The doctype of XHTML is the only one that the archive may hold.
  const source = (files.get('INDEX.HTM') ?? '').toString().replace(/<!DOCTYPE html[^>]*>/, '');
  const page = parse(Buffer.from(source), 'INDEX.HTM').documentElement;
  if (page?.localName !== 'html' || page.namespaceURI !== XHTML || child(page, XHTML, 'body') === null)
    throw new ArchiveRefused('INDEX.HTM is not a page');
  const links = new Set(descendants(page, XHTML, 'a').map((link) => link.getAttribute('href')));
  const missing = documents.find(({ path }) => !links.has(path));
  if (missing !== undefined) throw new ArchiveRefused(`INDEX.HTM does not lead to ${missing.uri}`);
}

async function readFolder(files: Files, metadata: string): Promise<ArchivedDocument[]> {
  const folder = metadata.slice(0, metadata.lastIndexOf('/') + 1);
  const bytes = files.get(metadata) ?? Buffer.alloc(0);
  const root = parse(bytes, metadata).documentElement;
  const [error] = (await validateSchema(SCHEMA.submit, bytes)) ?? [];
  // The error text quotes values: keep the element alone.
  if (error !== undefined)
    throw new ArchiveRefused(`METADATA.XML is not of the schema: ${/Element '(?:\{[^}]*\})?(\w+)/.exec(error)?.[1] ?? 'document'}`);
  const { sets, entries, associations, fault } = readObjects(root);
  if (fault !== null) throw new ArchiveRefused(`METADATA.XML: ${fault}`);
  const [set] = sets;
  const isSet =
    set !== undefined &&
    children(set.element, NS.rim, 'Classification').some((one) => one.getAttribute('classificationNode') === UUID.submissionSet);
  if (!isSet || sets.length !== 1) throw new ArchiveRefused('METADATA.XML holds no submission set, or several');
  const members = associations.filter(({ type, source }) => type === ASSOCIATION.hasMember && source === set.id);
  const orphan = entries.find(({ id }) => members.filter(({ target }) => target === id).length !== 1);
  if (orphan !== undefined) throw new ArchiveRefused(`HasMember of ${orphan.id}`);
  return await Promise.all(entries.map((entry) => readEntry(files, folder, entry)));
}

async function readEntry(files: Files, folder: string, entry: RegistryObject): Promise<ArchivedDocument> {
  const [uri = ''] = entry.slot('URI');
  const path = files.has(folder + uri) ? folder + uri : `IHE_XDM/${uri}`;
  const content = files.get(path);
  if (content === undefined) throw new ArchiveRefused(`declared file is missing: ${uri}`);
  if (entry.slot('hash')[0]?.toLowerCase() !== createHash('sha1').update(content).digest('hex'))
    throw new ArchiveRefused(`hash differs: ${uri}`);
  if (Number(entry.slot('size')[0]) !== content.length) throw new ArchiveRefused(`size differs: ${uri}`);
  const cda = await judgeCda(content);
  if ('refused' in cda) throw new ArchiveRefused(`${uri}: ${cda.refused}`);
  const unknown = unknownCode(entry);
  if (unknown !== null) throw new ArchiveRefused(`${uri}: code out of ${unknown}`);
  const different = differsFromCda(entry, cda);
  if (different !== null) throw new ArchiveRefused(`${uri}: metadata differ from the document (${different})`);
  const root = parse(content, uri).documentElement;
  return {
    uri,
    path,
    typeCode: cda.code.code,
    typeLabel: at(root, 'code')?.getAttribute('displayName') ?? '',
    confidentiality: entry.classified(UUID.confidentiality).map(({ code }) => code),
    entryPatient: entry.identifier(UUID.patientId),
    patient: readPatient(at(root, 'recordTarget', 'patientRole')),
    pdf: cda.body?.mediaType === 'application/pdf' ? cda.body.bytes : null,
  };
}

function readPatient(role: Element | null): CdaPatient {
  const name = at(role, 'patient', 'name');
  const born = (element: string): string | null =>
    textOf(every(name, element).find((one) => one.getAttribute('qualifier') === 'BR') ?? null);
  return {
    matricule:
      every(role, 'id')
        .find((id) => INS_OIDS.has(id.getAttribute('root') ?? ''))
        ?.getAttribute('extension') ?? null,
    birthName: born('family'),
    firstBirthFirstName: born('given'),
    birthDate: at(role, 'patient', 'birthTime')?.getAttribute('value') ?? null,
    sex: at(role, 'patient', 'administrativeGenderCode')?.getAttribute('code') ?? null,
  };
}

function parse(bytes: Buffer, name: string): Document {
  try {
    return parseDocument(bytes);
  } catch {
    throw new ArchiveRefused(`not XML: ${name}`);
  }
}

async function unzip(bytes: Buffer): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  let total = 0;
  try {
    const zip = await fromBufferPromise(bytes, { lazyEntries: true });
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue;
      total += entry.uncompressedSize;
      if (total > MAX_UNPACKED || files.size > 1000) throw new ArchiveRefused('archive too large');
      if (files.has(entry.fileName)) throw new ArchiveRefused(`twice in the archive: ${entry.fileName}`);
      const chunks: Buffer[] = [];
      for await (const chunk of (await zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) chunks.push(chunk);
      files.set(entry.fileName, Buffer.concat(chunks));
    }
  } catch (error) {
    if (error instanceof ArchiveRefused) throw error;
    throw new ArchiveRefused(`not a zip: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
  return files;
}
