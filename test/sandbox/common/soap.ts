import { DOMParser, onErrorStopParsing, XMLSerializer, type Document, type Element } from '@xmldom/xmldom';

export type { Document, Element } from '@xmldom/xmldom';

const SOAP_12 = 'http://www.w3.org/2003/05/soap-envelope';
const SOAP_11 = 'http://schemas.xmlsoap.org/soap/envelope/';
export const WSA = 'http://www.w3.org/2005/08/addressing';
export const WSSE = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';

/** A message as the simulators read it: by namespace, never by prefix. */
export interface SoapMessage {
  readonly version: '1.1' | '1.2';
  readonly document: Document;
  readonly header: Element | null;
  /** First element of the Body. */
  readonly body: Element | null;
  readonly action: string | null;
  readonly messageId: string | null;
}

/** Parses a document, UTF-8, refusing DTDs. @throws Error when it is not well-formed. */
export function parseDocument(bytes: Uint8Array | string): Document {
  const text = typeof bytes === 'string' ? bytes : new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  if (text.includes('<!DOCTYPE')) throw new Error('DTD refused');
  return new DOMParser({ onError: onErrorStopParsing }).parseFromString(text, 'text/xml');
}

/** Parses a SOAP envelope of either version. @throws Error when it is not one. */
export function parseSoap(bytes: Uint8Array | string): SoapMessage {
  const document = parseDocument(bytes);
  const envelope = document.documentElement;
  const ns = envelope?.namespaceURI;
  if (envelope === null || envelope.localName !== 'Envelope' || (ns !== SOAP_12 && ns !== SOAP_11)) throw new Error('not a SOAP envelope');
  const header = child(envelope, ns, 'Header');
  const body = child(envelope, ns, 'Body');
  return {
    version: ns === SOAP_12 ? '1.2' : '1.1',
    document,
    header,
    body: body === null ? null : (children(body)[0] ?? null),
    action: textOf(child(header, WSA, 'Action')),
    messageId: textOf(child(header, WSA, 'MessageID')),
  };
}

/** Child elements, all or those of one namespace and name. */
export function children(parent: Element | null, ns?: string | null, name?: string): Element[] {
  const found: Element[] = [];
  for (let node = parent?.firstChild ?? null; node !== null; node = node.nextSibling) {
    if (node.nodeType !== 1) continue;
    const element = node as Element;
    if ((ns === undefined || element.namespaceURI === ns) && (name === undefined || element.localName === name)) found.push(element);
  }
  return found;
}

/** First child element of that name, or null. */
export function child(parent: Element | null, ns: string, name: string): Element | null {
  return children(parent, ns, name)[0] ?? null;
}

/** Every descendant of that name. */
export function descendants(parent: Document | Element | null, ns: string, name: string): Element[] {
  return parent === null ? [] : Array.from(parent.getElementsByTagNameNS(ns, name));
}

/** Trimmed text of an element, null when it is absent. */
export function textOf(element: Element | null): string | null {
  return element === null ? null : (element.textContent ?? '').trim();
}

/** The element as a document of its own (the namespaces it uses declared on it). */
export function serialise(node: Element | Document): string {
  return new XMLSerializer().serializeToString(node);
}

/** Escapes text for content or a double-quoted attribute. */
export function escapeXml(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** A SOAP 1.2 envelope around ready XML. `prefix` may vary: clients must read namespaces. */
export function buildSoap(options: {
  readonly headers?: string;
  readonly body: string;
  readonly prefix?: string;
  readonly version?: '1.1' | '1.2';
}): string {
  const p = options.prefix ?? 'soap';
  const ns = options.version === '1.1' ? SOAP_11 : SOAP_12;
  const header = options.headers === undefined ? '' : `<${p}:Header>${options.headers}</${p}:Header>`;
  return `<${p}:Envelope xmlns:${p}="${ns}">${header}<${p}:Body>${options.body}</${p}:Body></${p}:Envelope>`;
}

/** WS-Addressing headers of an answer. */
export function answerHeaders(options: { readonly action: string; readonly relatesTo: string | null; readonly messageId: string }): string {
  return (
    `<wsa:Action xmlns:wsa="${WSA}">${escapeXml(options.action)}</wsa:Action>` +
    `<wsa:MessageID xmlns:wsa="${WSA}">${escapeXml(options.messageId)}</wsa:MessageID>` +
    `<wsa:To xmlns:wsa="${WSA}">http://www.w3.org/2005/08/addressing/anonymous</wsa:To>` +
    (options.relatesTo === null ? '' : `<wsa:RelatesTo xmlns:wsa="${WSA}">${escapeXml(options.relatesTo)}</wsa:RelatesTo>`)
  );
}

interface SoapFault {
  readonly role: 'Sender' | 'Receiver';
  /** QName as text; a prefix it uses, other than the envelope's, must be declared by `subcodeNamespace`. */
  readonly subcode: string;
  readonly subcodeNamespace?: { readonly prefix: string; readonly uri: string };
  readonly reason: string;
  readonly lang?: string;
  /** Ready XML placed in Detail. */
  readonly detail?: string;
  readonly headers?: string;
  readonly prefix?: string;
}

/** A SOAP 1.2 Fault envelope (HTTP status 500). */
export function buildFault(fault: SoapFault): string {
  const p = fault.prefix ?? 'soap';
  const declared = fault.subcodeNamespace === undefined ? '' : ` xmlns:${fault.subcodeNamespace.prefix}="${fault.subcodeNamespace.uri}"`;
  return buildSoap({
    ...(fault.headers === undefined ? {} : { headers: fault.headers }),
    prefix: p,
    body:
      `<${p}:Fault><${p}:Code><${p}:Value>${p}:${fault.role}</${p}:Value><${p}:Subcode><${p}:Value${declared}>${escapeXml(fault.subcode)}</${p}:Value></${p}:Subcode></${p}:Code>` +
      `<${p}:Reason><${p}:Text xml:lang="${fault.lang ?? 'fr'}">${escapeXml(fault.reason)}</${p}:Text></${p}:Reason>` +
      (fault.detail === undefined ? '' : `<${p}:Detail>${fault.detail}</${p}:Detail>`) +
      `</${p}:Fault>`,
  });
}
