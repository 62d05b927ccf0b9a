import { PosteError } from '../../shared/errors.ts';
import type { Ins, SoftwareIdentity } from '../../shared/domain/types.ts';
import { maySent } from '../net/errors.ts';
import type { HttpResponse, Transport } from '../net/types.ts';
import { SAML_NS } from '../saml/constants.ts';
import { at, elements, text, type XmlElement } from '../xml/read.ts';
import { xml, type Xml } from '../xml/write.ts';
import { WSA_ANONYMOUS } from './constants.ts';
import { SOAP_11_NS, SOAP_12_NS, WSA_NS, WSSE_NS } from '../xml/soap-names.ts';
import { dmpError, refusal } from './errors.ts';
import { messageFacts, type DmpMessageFacts } from './message.ts';
import { readPackage, type MessagePackage } from './mtom.ts';

/** A service of the DMP (dmp/README 1). */
export type DmpService = 'patients' | 'repository' | 'registry' | 'habilitations' | 'patientsSpecific' | 'patientsPdq';

/** The DMP as one user sees it in one mode of access, which every message says. */
export interface DmpConnection<S extends DmpService = 'patients' | 'repository' | 'registry'> {
  readonly transport: Transport;
  /** One URL per service (dmp/README 1). */
  readonly endpoints: Readonly<Record<S, string>>;
  readonly software: SoftwareIdentity;
  /** A fresh VIHF: called once per message, never kept for a second one. Null: a search that is about nobody yet (TD0.4, TD0.5). */
  readonly vihf: (patient: Ins | null) => Promise<Xml>;
  readonly now: () => Date;
  /** Random UUID, lower case. */
  readonly uuid: () => string;
  readonly timeoutMs: number;
  /** Opens the XML of an answer, where it cannot hold the application up. Errors: those of `parseXml` and of `openXml`. */
  readonly readXml: (bytes: Uint8Array) => Promise<XmlElement>;
}

/** A SOAP message of either version, read by namespace. */
interface SoapMessage {
  readonly version: '1.1' | '1.2';
  readonly action: string | null;
  readonly messageId: string | null;
  readonly relatesTo: string | null;
  /** SAML assertion of the Security header. */
  readonly assertion: XmlElement | null;
  /** First element of the Body, null when it is empty. */
  readonly body: XmlElement | null;
  readonly fault: DmpFault | null;
}

interface DmpFault {
  /** Subcode without prefix (`DMPInvalidCertificate`), the code itself when there is no subcode. */
  readonly code: string;
  readonly reason: string | null;
}

/**
 * A request envelope: SOAP 1.2, headers in the order of the official samples (dmp/README 2).
 *
 * @param messageId `urn:uuid:...`.
 */
export function soapEnvelope(options: {
  readonly action: string;
  readonly messageId: string;
  readonly assertion: Xml;
  readonly body: Xml;
}): Xml {
  return xml`<soap:Envelope xmlns:soap="${SOAP_12_NS}">
    <soap:Header>
      <MessageID xmlns="${WSA_NS}">${options.messageId}</MessageID>
      <To xmlns="${WSA_NS}"/>
      <ReplyTo xmlns="${WSA_NS}" mustUnderstand="true"><Address>${WSA_ANONYMOUS}</Address></ReplyTo>
      <Action xmlns="${WSA_NS}" mustUnderstand="true">${options.action}</Action>
      <wsse:Security xmlns:wsse="${WSSE_NS}">${options.assertion}</wsse:Security>
    </soap:Header>
    <soap:Body>${options.body}</soap:Body>
  </soap:Envelope>`;
}

/** Reads an envelope. @returns null when the element is not one. */
export function readSoap(envelope: XmlElement): SoapMessage | null {
  if (envelope.name !== 'Envelope' || (envelope.ns !== SOAP_12_NS && envelope.ns !== SOAP_11_NS)) return null;
  const ns = envelope.ns;
  const header = at(envelope, ns, 'Header');
  const wsa = (name: string): string | null => (header === null ? null : text(elements(header, WSA_NS, name)[0] ?? null)?.trim() || null);
  const bodyHolder = at(envelope, ns, 'Body');
  const body = bodyHolder === null ? null : (elements(bodyHolder)[0] ?? null);
  return {
    version: ns === SOAP_12_NS ? '1.2' : '1.1',
    action: wsa('Action'),
    messageId: wsa('MessageID'),
    relatesTo: wsa('RelatesTo'),
    assertion: at(at(header, WSSE_NS, 'Security'), SAML_NS, 'Assertion'),
    body,
    fault: body !== null && body.ns === ns && body.name === 'Fault' ? readFault(body) : null,
  };
}

function readFault(fault: XmlElement): DmpFault {
  const inner = (...path: string[]): string | null => text(at(fault, fault.ns, ...path))?.trim() || null;
  // SOAP 1.1 has unqualified children.
  const old = (name: string): string | null => text(at(fault, '', name))?.trim() || null;
  const code = inner('Code', 'Subcode', 'Value') ?? inner('Code', 'Value') ?? old('faultcode') ?? '';
  return { code: code.slice(code.indexOf(':') + 1), reason: inner('Reason', 'Text') ?? old('faultstring') };
}

/** A Fault as the facts of a message tell it. */
export function faultFacts({ code, reason }: DmpFault): DmpMessageFacts {
  return messageFacts('fault', null, {
    status: 'fault',
    errors: [{ code: code || null, context: reason, severity: 'error', location: null }],
  });
}

/** An answer that is neither a Fault nor another message's. */
interface DmpAnswer {
  readonly body: XmlElement;
  readonly package: MessagePackage;
}

/** A message without parts, and the element that answers it. */
interface Question<S extends DmpService> {
  readonly service: S;
  readonly action: string;
  /** Of the VIHF; null where it may have none. */
  readonly patient: Ins | null;
  readonly body: Xml;
  readonly answer: { readonly ns: string; readonly name: string };
}

/**
 * Asks a service one thing, under a VIHF of its own.
 *
 * @throws PosteError DMP_GARBAGE when another element answers, and those of {@link exchange}.
 */
export async function ask<S extends DmpService>(
  connection: DmpConnection<S>,
  { service, action, patient, body, answer }: Question<S>,
): Promise<DmpAnswer> {
  const messageId = `urn:uuid:${connection.uuid()}`;
  const assertion = await connection.vihf(patient);
  const found = await exchange(connection, {
    url: connection.endpoints[service],
    messageId,
    contentType: soapContentType(action),
    body: soapEnvelope({ action, messageId, assertion, body }).bytes({ declaration: true }),
  });
  if (found.body.ns !== answer.ns || found.body.name !== answer.name) throw dmpError('DMP_GARBAGE', { detail: found.body.name });
  return found;
}

type Line = Pick<DmpConnection, 'transport' | 'timeoutMs' | 'readXml'>;

/**
 * Sends one message and reads its answer. No retry here: the outbox decides.
 *
 * @throws PosteError DMP_UNREACHABLE (nothing was sent), DMP_CERTIFICATE, DMP_NO_ANSWER and DMP_GARBAGE (the request
 * may have been carried out), or the refusal of a Fault. `detail` holds codes only.
 */
export async function exchange(
  connection: Line,
  request: { readonly url: string; readonly messageId: string; readonly contentType: string; readonly body: Uint8Array },
): Promise<DmpAnswer> {
  const response = await send(connection, request);
  const read = await readAnswer(response, connection.readXml);
  if (read instanceof PosteError) {
    // An error page of a proxy or a load balancer is not an answer of the DMP.
    throw response.status === 200 ? read : dmpError('DMP_NO_ANSWER', { detail: `HTTP ${response.status}` });
  }
  const { message } = read;
  // A Fault raised before the headers were read cannot relate to anything.
  if (message.relatesTo === null ? message.fault === null : message.relatesTo !== request.messageId) {
    throw dmpError('DMP_GARBAGE', { detail: 'RelatesTo' });
  }
  if (message.fault !== null) throw refusal(message.fault.code, message.fault.reason);
  if (message.body === null) throw dmpError('DMP_GARBAGE', { detail: 'Body' });
  return { body: message.body, package: read.package };
}

async function readAnswer(
  response: HttpResponse,
  readXml: DmpConnection['readXml'],
): Promise<{ message: SoapMessage; package: MessagePackage } | PosteError> {
  try {
    const found = readPackage(response.body, response.headers['content-type'] ?? null);
    const message = readSoap(await readXml(found.root));
    return message === null ? dmpError('DMP_GARBAGE', { detail: 'Envelope' }) : { message, package: found };
  } catch (cause) {
    if (cause instanceof PosteError) return dmpError('DMP_GARBAGE', { cause, detail: cause.code });
    throw cause;
  }
}

async function send(
  connection: Line,
  request: { readonly url: string; readonly contentType: string; readonly body: Uint8Array },
): Promise<HttpResponse> {
  try {
    return await connection.transport.send({
      url: request.url,
      method: 'POST',
      headers: { 'content-type': request.contentType, accept: 'application/soap+xml, multipart/related' },
      body: request.body,
      timeoutMs: connection.timeoutMs,
    });
  } catch (cause) {
    if (!(cause instanceof PosteError) || !cause.code.startsWith('NET_')) throw cause;
    if (cause.code === 'NET_CERTIFICATE') throw dmpError('DMP_CERTIFICATE', { cause, detail: cause.code });
    throw dmpError(maySent(cause) ? 'DMP_NO_ANSWER' : 'DMP_UNREACHABLE', { cause, detail: cause.code });
  }
}

/** Content-Type of a message without parts. */
function soapContentType(action: string): string {
  return `application/soap+xml; charset=UTF-8; action="${action}"`;
}
