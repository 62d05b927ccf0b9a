import { createHash } from 'node:crypto';
import { DOMParser, type Document, type Element, type Node } from '@xmldom/xmldom';
import { useNamespaces, type SelectReturnType, type XPathSelect } from 'xpath';
import { fromBufferPromise } from 'yauzl';

/** One document of an IHE_XDM archive, as a receiver reads it: metadata beside the CDA itself. */
export interface ArchivedDocument {
  readonly uri: string;
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

/** OIDs of a matricule INS: NIR, NIA, test, demonstration (mssante.md 3.3). */
const INS_OIDS = new Set(['1.2.250.1.213.1.4.8', '1.2.250.1.213.1.4.9', '1.2.250.1.213.1.4.10', '1.2.250.1.213.1.4.11']);
/** Attributes of METADATA.XML (mssante.md 3.3). */
const DOCUMENT_ENTRY = 'urn:uuid:7edca82f-054d-47f2-a032-9b2a5b5186c1';
const CONFIDENTIALITY = 'urn:uuid:f4f85eac-e6cb-4883-b524-f2705394840f';
const PATIENT_ID = 'urn:uuid:58a6f841-87b3-4a3e-92fd-a8ffeff98427';

const find: XPathSelect = useNamespaces({ rim: 'urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0', hl7: 'urn:hl7-org:v3' });
const MAX_UNPACKED = 64 * 1024 * 1024;

/**
 * Opens IHE_XDM.zip and checks what a receiver would: layout, 8.3 names, declared files present, hashes, sizes, CDA of
 * the same type as its entry.
 *
 * @throws ArchiveRefused with the reason
 */
export async function readArchive(bytes: Buffer): Promise<readonly ArchivedDocument[]> {
  const files = await unzip(bytes);
  for (const name of ['INDEX.HTM', 'README.TXT']) if (!files.has(name)) throw new ArchiveRefused(`${name} is missing`);
  const odd = [...files.keys()].find((name) => !/^([A-Z0-9_]{1,8}\/)*[A-Z0-9_]{1,8}(\.[A-Z0-9_]{1,3})?$/.test(name));
  if (odd !== undefined) throw new ArchiveRefused(`name not ISO 9660 level 1: ${odd}`);
  const metadata = [...files.keys()].filter((name) => /^IHE_XDM\/[^/]+\/METADATA\.XML$/.test(name));
  if (metadata.length === 0) throw new ArchiveRefused('METADATA.XML is missing');
  const documents = metadata.flatMap((name) => readEntries(files, name));
  if (documents.length === 0) throw new ArchiveRefused('no document');
  return documents;
}

function readEntries(files: ReadonlyMap<string, Buffer>, metadata: string): ArchivedDocument[] {
  const folder = metadata.slice(0, metadata.lastIndexOf('/') + 1);
  const document = parse(files.get(metadata) ?? Buffer.alloc(0), metadata);
  return elements(query(`//rim:ExtrinsicObject[@objectType='${DOCUMENT_ENTRY}']`, document)).map((entry) => {
    const uri = slot(entry, 'URI') ?? '';
    const content = files.get(folder + uri) ?? files.get(`IHE_XDM/${uri}`);
    if (content === undefined) throw new ArchiveRefused(`declared file is missing: ${uri}`);
    if (slot(entry, 'hash')?.toLowerCase() !== createHash('sha1').update(content).digest('hex')) throw new ArchiveRefused(`hash differs: ${uri}`);
    if (Number(slot(entry, 'size')) !== content.length) throw new ArchiveRefused(`size differs: ${uri}`);
    const cda = parse(content, uri);
    if (cda.documentElement?.localName !== 'ClinicalDocument') throw new ArchiveRefused(`not a CDA: ${uri}`);
    return {
      uri,
      typeCode: text('string(/hl7:ClinicalDocument/hl7:code/@code)', cda) ?? '',
      typeLabel: text('string(/hl7:ClinicalDocument/hl7:code/@displayName)', cda) ?? '',
      confidentiality: elements(query(`rim:Classification[@classificationScheme='${CONFIDENTIALITY}']`, entry)).map((c) => c.getAttribute('nodeRepresentation') ?? ''),
      entryPatient: text(`string(rim:ExternalIdentifier[@identificationScheme='${PATIENT_ID}']/@value)`, entry),
      patient: readPatient(cda),
      pdf: readPdf(cda),
    };
  });
}

function readPatient(cda: Document): CdaPatient {
  const role = '/hl7:ClinicalDocument/hl7:recordTarget/hl7:patientRole';
  const ids = elements(query(`${role}/hl7:id`, cda));
  const ins = ids.find((id) => INS_OIDS.has(id.getAttribute('root') ?? ''));
  return {
    matricule: ins?.getAttribute('extension') ?? null,
    birthName: text(`string(${role}/hl7:patient/hl7:name/hl7:family[@qualifier='BR'])`, cda),
    firstBirthFirstName: text(`string(${role}/hl7:patient/hl7:name/hl7:given[@qualifier='BR'])`, cda),
    birthDate: text(`string(${role}/hl7:patient/hl7:birthTime/@value)`, cda),
    sex: text(`string(${role}/hl7:patient/hl7:administrativeGenderCode/@code)`, cda),
  };
}

function readPdf(cda: Document): Buffer | null {
  const body = "string(/hl7:ClinicalDocument/hl7:component/hl7:nonXMLBody/hl7:text[@mediaType='application/pdf'])";
  const content = text(body, cda);
  return content === null ? null : Buffer.from(content, 'base64');
}

function slot(entry: Element, name: string): string | null {
  return text(`string(rim:Slot[@name='${name}']/rim:ValueList/rim:Value)`, entry);
}

function text(path: string, node: Node): string | null {
  const value = query(path, node);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** xpath's types are the browser's, xmldom's are its own. */
function query(path: string, node: Node): SelectReturnType {
  return find(path, node as unknown as globalThis.Node);
}

function elements(found: SelectReturnType): Element[] {
  // The paths above only select elements.
  return Array.isArray(found) ? (found as unknown as Element[]) : [];
}

function parse(bytes: Buffer, name: string): Document {
  const source = bytes.toString('utf8').replace(/^\uFEFF/, '');
  if (source.includes('<!DOCTYPE')) throw new ArchiveRefused(`DTD in ${name}`);
  try {
    return new DOMParser().parseFromString(source, 'text/xml');
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
