import { child, children, descendants, parseDocument, textOf, type Element } from '../common/soap.ts';
import { NS } from './constants.ts';

/** What the repository compares with the metadata. */
export interface CdaHeader {
  readonly id: string;
  readonly hasExtension: boolean;
  readonly code: string;
  readonly title: string;
  /** `yyyyMMddHHmmss` in UTC; null when the time has no offset or is none. */
  readonly effectiveTime: string | null;
  readonly confidentiality: string;
  readonly patient: { readonly root: string; readonly extension: string };
  /** Id of the document it replaces. */
  readonly replaces: string | null;
  readonly body: { readonly mediaType: string; readonly bytes: Buffer } | null;
}

/** Reads a CDA R2 header. @throws Error when it is not one. */
export function readCdaHeader(bytes: Buffer): CdaHeader {
  const root = parseDocument(bytes).documentElement;
  if (root === null || root.namespaceURI !== NS.hl7 || root.localName !== 'ClinicalDocument') throw new Error('not a CDA');
  const of = (parent: Element | null, ...path: string[]): Element | null => path.reduce<Element | null>((here, name) => child(here, NS.hl7, name), parent);
  const id = of(root, 'id');
  const patient = of(root, 'recordTarget', 'patientRole', 'id');
  const text = of(root, 'component', 'nonXMLBody', 'text');
  if (text === null && of(root, 'component', 'structuredBody') === null) throw new Error('no body');
  return {
    id: id?.getAttribute('root') ?? '',
    hasExtension: id?.getAttribute('extension') !== null,
    code: of(root, 'code')?.getAttribute('code') ?? '',
    title: textOf(of(root, 'title')) ?? '',
    effectiveTime: toUtc(of(root, 'effectiveTime')?.getAttribute('value') ?? ''),
    confidentiality: of(root, 'confidentialityCode')?.getAttribute('code') ?? '',
    patient: { root: patient?.getAttribute('root') ?? '', extension: patient?.getAttribute('extension') ?? '' },
    replaces: descendants(root, NS.hl7, 'relatedDocument').find((one) => one.getAttribute('typeCode') === 'RPLC')
      ? (child(child(children(root, NS.hl7, 'relatedDocument')[0] ?? null, NS.hl7, 'parentDocument'), NS.hl7, 'id')?.getAttribute('root') ?? null)
      : null,
    body: text === null ? null : { mediaType: text.getAttribute('mediaType') ?? '', bytes: Buffer.from((text.textContent ?? '').replaceAll(/\s/g, ''), 'base64') },
  };
}

function toUtc(value: string): string | null {
  const [, y, mo, d, h, mi, s = '00', sign, oh, om] = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?([+-])(\d{2})(\d{2})$/.exec(value) ?? [];
  if (y === undefined) return null;
  const instant = new Date(`${y}-${mo}-${d}T${h}:${mi}:${s}${sign}${oh}:${om}`);
  return Number.isNaN(instant.getTime()) ? null : instant.toISOString().replaceAll(/[-:T]|\..*$/g, '');
}
