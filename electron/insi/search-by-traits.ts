import { PosteError } from '../../shared/errors.ts';
import { toLexicalProfile } from '../../shared/domain/ins/names.ts';
import type { Sex } from '../../shared/domain/types.ts';
import type { HttpResponse, Transport } from '../net/types.ts';
import { xml, type Xml } from '../xml/write.ts';
import { parseInsiAnswer, type InsiAnswer } from './answer.ts';
import { ACTION_SEARCH_BY_TRAITS, RECSANS_NS } from './constants.ts';
import { insiEnvelope, type EnvelopeContext } from './envelope.ts';
import { insiError } from './errors.ts';

export interface InsiConnection extends EnvelopeContext {
  readonly transport: Transport;
  /** URL of the service. */
  readonly endpoint: string;
  readonly timeoutMs: number;
}

/** The traits of one call. */
export interface InsiTraits {
  readonly birthName: string;
  /** The value of one Prenom: a given name, or several separated by spaces. */
  readonly firstNames: string;
  readonly sex: Sex;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string;
  /** COG code, only to tell homonyms apart. */
  readonly birthPlace: string | null;
}

/**
 * WS_INS2, `rechercherInsAvecTraitsIdentite`: one call, no retry.
 *
 * @throws PosteError TRAIT_* (names out of the lexical profile), INSI_BIRTH_DATE, INSI_IDAM before any call; INSI_REFUSED (useless to
 * retry), INSI_FAULT, INSI_UNREACHABLE, INSI_GARBAGE; NET_KEY, NET_CERTIFICATE, NET_ABORTED as the transport gives
 * them. `detail` holds codes only.
 */
export async function searchByTraits(connection: InsiConnection, traits: InsiTraits): Promise<InsiAnswer> {
  const request = searchByTraitsRequest(connection, traits);
  const response = await send(connection, request);
  // A fault comes with 500; an error page of a proxy is not a SOAP message.
  if (response.status !== 200 && !isXml(response)) throw insiError('INSI_UNREACHABLE', { detail: `HTTP ${response.status}` });
  return parseInsiAnswer(response.body);
}

/** The whole request. Exported for its conformance tests and for those who keep the exchanged bytes. */
export function searchByTraitsRequest(context: EnvelopeContext, traits: InsiTraits): Xml {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(traits.birthDate)) throw insiError('INSI_BIRTH_DATE', { path: '/birthDate' });
  const body = xml`<ins:RECSANSVITALE xmlns:ins="${RECSANS_NS}">
    <ins:NomNaissance>${toLexicalProfile(traits.birthName, 'family', '/birthName')}</ins:NomNaissance>
    <ins:Prenom>${toLexicalProfile(traits.firstNames, 'given', '/firstNames')}</ins:Prenom>
    <ins:Sexe>${traits.sex}</ins:Sexe><ins:DateNaissance>${traits.birthDate}</ins:DateNaissance>
    ${traits.birthPlace !== null && xml`<ins:LieuNaissance>${traits.birthPlace}</ins:LieuNaissance>`}
  </ins:RECSANSVITALE>`;
  return insiEnvelope(context, ACTION_SEARCH_BY_TRAITS, body);
}

/** Not the service's doing: our key or certificate, or the user's wish. Their own sentences say more. */
const OWN_FAULT: ReadonlySet<string> = new Set(['NET_KEY', 'NET_CERTIFICATE', 'NET_ABORTED']);

async function send(connection: InsiConnection, request: Xml): Promise<HttpResponse> {
  try {
    return await connection.transport.send({
      url: connection.endpoint,
      method: 'POST',
      headers: {
        'content-type': `application/soap+xml; charset=utf-8; action="${ACTION_SEARCH_BY_TRAITS}"`,
        accept: 'application/soap+xml',
      },
      body: request.bytes({ declaration: true }),
      timeoutMs: connection.timeoutMs,
    });
  } catch (cause) {
    if (!(cause instanceof PosteError) || !cause.code.startsWith('NET_') || OWN_FAULT.has(cause.code)) throw cause;
    throw insiError('INSI_UNREACHABLE', { cause, detail: [cause.code, cause.detail].filter((part) => part !== null).join(' ') });
  }
}

const isXml = (response: HttpResponse): boolean => /\bxml\b/i.test(response.headers['content-type'] ?? '');
