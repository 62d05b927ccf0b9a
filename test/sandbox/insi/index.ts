import { randomUUID, X509Certificate } from 'node:crypto';
import { certificateFacts } from '../common/certificate.ts';
import type { Clock } from '../common/clock.ts';
import { withFault, type Faults } from '../common/faults.ts';
import { serveHttps, type HttpAnswer, type SandboxRequest } from '../common/https.ts';
import { isRevoked, type RevocationSource } from '../common/revocation.ts';
import { validateSchema } from '../common/schema.ts';
import {
  buildFault,
  child,
  children,
  escapeXml,
  parseSoap,
  serialise,
  textOf,
  WSSE,
  type Element,
  type SoapMessage,
} from '../common/soap.ts';
import { insiAnswer, turnOf, verificationAnswer } from './answer.ts';
import { judgeAssertion, judgePscAssertion } from './assertion.ts';
import { PEOPLE, search, searchByVitale, type Person, type TestPerson } from './population.ts';
import {
  BAM,
  isFamilyName,
  isLexical,
  isSame,
  readSearch,
  readVerification,
  readVitale,
  RECSANS,
  RECVIT,
  VERIFICATION,
  vitaleFault,
} from './requests.ts';

const LPS = 'urn:siram:lps:ctxlps';
const SIRAM = 'urn:siram';
const SAML = 'urn:oasis:names:tc:SAML:2.0:assertion';

/** Operations by wsa:Action: root of the body and its schema (none is public for the verification, which is simulated). */
const OPERATIONS = {
  'urn:ServiceIdentiteCertifiee:1.0.0:rechercherInsAvecTraitsIdentite': {
    name: 'traits',
    root: 'RECSANSVITALE',
    ns: RECSANS,
    schema: 'ServiceIdentiteCertifiee/INSi_RECSANS_INS.xsd',
  },
  'urn:ServiceIdentiteCertifiee:1.0.0:rechercherInsAvecCarteVitale': {
    name: 'vitale',
    root: 'RECVITALE',
    ns: RECVIT,
    schema: 'ServiceIdentiteCertifiee/INSi_RECVITALE_INS.xsd',
  },
  'urn:poste-sante:simulation:insi:verifierInsAvecTraitsIdentite': {
    name: 'verify',
    root: 'IndividuVerifie',
    ns: VERIFICATION,
    schema: null,
  },
} as const;
type Action = keyof typeof OPERATIONS;
const SCHEMAS = 'ins/wsdl/xsd/';

/** The authorisation number that the simulator knows unless told otherwise. */
export const SANDBOX_IDAM = 'TESTIDAM0000';

interface InsiSandboxOptions {
  readonly pki: RevocationSource & {
    /** Root and CA of the structures' software certificates. */
    readonly organisationsTrustPem: string;
    server(host: string): Promise<{ readonly keyPem: string; readonly certPem: string }>;
  };
  readonly faults: Faults;
  readonly clock: Clock;
  readonly population?: readonly TestPerson[];
  /** Judges the tokens of the mode Pro Santé Connect; without it they are not looked at. */
  readonly psc?: { introspect(token: string): Promise<{ readonly active: boolean; readonly subjectNameId: string | null }> };
  /** Authorisation numbers accepted. */
  readonly idams?: readonly string[];
  /** Fixed ports for the demonstration. */
  readonly ports?: { readonly oneWay: number; readonly mutual: number };
}

/** One request, without any trait. */
interface InsiJournalEntry {
  readonly at: string;
  readonly action: string | null;
  readonly emitter: string | null;
  /** CodeCR, fault code or name of the fault played. */
  readonly code: string;
  readonly authentication: 'assertion' | 'certificate' | 'psc' | null;
  /** Why the request was refused, null when it was not. */
  readonly why: string | null;
}

export interface InsiSandbox {
  /** For cards: one-way TLS and a signed assertion. */
  readonly url: string;
  /** For software certificates: mutual TLS, no assertion. */
  readonly mutualUrl: string;
  readonly journal: readonly InsiJournalEntry[];
  close(): Promise<void>;
}

/** Birth names that make the service fail, whatever the other traits. */
const MAGIC_NAMES = {
  'BAC-A-SILENCE': { kind: 'timeout' },
  'BAC-A-INDISPONIBLE': { kind: 'http', status: 503 },
  'BAC-A-BRUIT': { kind: 'garbage' },
  'BAC-A-VIDE': { kind: 'empty' },
  'BAC-A-COUPURE': { kind: 'cut', when: 'before' },
  'BAC-A-PANNE': { kind: 'code', code: 'siram_40' },
  'BAC-A-LOGICIEL': { kind: 'code', code: 'desir_550' },
  'BAC-A-NIVEAU': { kind: 'code', code: 'desir_560' },
  'BAC-A-MYSTERE': { kind: 'code', code: 'insi_777' },
} as const;

/**
 * Starts the simulator of INSi (WS_INS1, WS_INS2, and the simulated verification), on loopback. It refuses what the service refuses; refusals of which the
 * public texts do not give the code bear a `simulateur_*` code of ours.
 */
export async function startInsi(options: InsiSandboxOptions): Promise<InsiSandbox> {
  const journal: InsiJournalEntry[] = [];
  const seen = new Set<string>();
  const idams = options.idams ?? [SANDBOX_IDAM];
  const everybody = options.population ?? PEOPLE;
  const known = everybody.filter((person): person is Person => person.ins !== null);

  const handler = async (request: SandboxRequest): Promise<HttpAnswer> => {
    if (request.url !== '/lps' || request.method !== 'POST') return { status: 404, body: '' };
    const entry: OpenEntry = {
      at: options.clock.now().toISOString(),
      action: null,
      emitter: null,
      code: '',
      authentication: null,
      why: null,
    };
    journal.push(entry);
    let message: SoapMessage;
    try {
      message = parseSoap(request.body);
    } catch {
      entry.code = 'simulateur_soap';
      return fault('Sender', 'simulateur_soap', 'simulateur_soap', 'message SOAP illisible', null);
    }
    entry.action = message.action;
    const judged = await judge(message, request, entry);
    if (judged !== null) {
      entry.code = judged.code;
      entry.why = judged.text;
      return fault(judged.role, judged.subcode, judged.code, judged.text, message.messageId);
    }
    const action = message.action as Action; // judged above
    const operation = OPERATIONS[action];
    const birthName = nameAsked(message.body);
    const magic = Object.hasOwn(MAGIC_NAMES, birthName) ? MAGIC_NAMES[birthName as keyof typeof MAGIC_NAMES] : null;
    const played = magic ?? options.faults.take(`insi.${operation.name}`) ?? options.faults.take('insi');
    entry.code = played === null ? '' : played.kind === 'code' ? played.code : played.kind;
    return await withFault(played, async () => {
      if (played?.kind === 'code') return playedFault(played.code, birthName, message.messageId);
      const answered = answer(operation.name, message, action);
      entry.code = answered.code;
      if ('fault' in answered) return fault('Receiver', 'siram_40', 'insi_102', 'erreur technique de la recherche', message.messageId);
      return { status: 200, headers: { 'content-type': 'application/soap+xml; charset=utf-8' }, body: answered.xml };
    });
  };

  const answer = (
    operation: 'traits' | 'vitale' | 'verify',
    message: SoapMessage,
    action: Action,
  ): { readonly code: string; readonly xml: string } | { readonly code: 'insi_102'; readonly fault: true } => {
    const common = { action, relatesTo: message.messageId, messageId: randomUUID() };
    if (operation === 'verify') {
      const asked = readVerification(message.body);
      const same = asked !== null && isSame(known, asked);
      return {
        code: same ? 'identique' : 'different',
        xml: verificationAnswer({ ...common, same, namespace: VERIFICATION, turn: (asked?.number ?? '').length + Number(asked?.key ?? 0) }),
      };
    }
    if (operation === 'vitale') {
      const wanted = readVitale(message.body);
      const found = searchByVitale(known, wanted);
      return insiAnswer({ ...common, found, turn: turnOf(found, wanted.birthName ?? '') });
    }
    const wanted = readSearch(message.body);
    if (!isLexical(wanted) || search(everybody, wanted).some((person) => person.fault === 'siram_40'))
      return { code: 'insi_102', fault: true };
    const found = search(known, wanted);
    return insiAnswer({ ...common, found, turn: turnOf(found, wanted.birthName) });
  };

  interface Refusal {
    readonly role: 'Sender' | 'Receiver';
    readonly subcode: string;
    readonly code: string;
    readonly text: string;
  }
  const refuse = (code: string, text: string, subcode = code): Refusal => ({ role: 'Sender', subcode, code, text });

  const judge = async (message: SoapMessage, request: SandboxRequest, entry: OpenEntry): Promise<Refusal | null> => {
    if (message.version !== '1.2') return refuse('simulateur_soap', 'SOAP 1.2 attendu');
    if (message.action === null || !Object.hasOwn(OPERATIONS, message.action)) return refuse('simulateur_action', 'opération inconnue');
    const operation = OPERATIONS[message.action as Action];
    const type = request.headers['content-type'] ?? '';
    if (!/^application\/soap\+xml\b/i.test(type) || !type.includes(`action="${message.action}"`))
      return refuse('simulateur_content_type', 'Content-Type ou action HTTP');
    const messageId = message.messageId ?? '';
    if (!/^(uuid:|urn:uuid:)?[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(messageId))
      return refuse('simulateur_message_id', 'MessageID absent ou mal formé');
    if (seen.has(messageId)) return refuse('simulateur_message_id', 'MessageID déjà utilisé');
    seen.add(messageId);

    const bam = child(message.header, BAM, 'ContexteBAM');
    const lps = child(message.header, LPS, 'ContexteLPS');
    if (bam === null || lps === null || message.body?.localName !== operation.root || message.body.namespaceURI !== operation.ns)
      return refuse('simulateur_schema', 'contexte ou corps absent');
    const errors = await schemaErrors([
      ['CTX/ROOT_ctxbam_CTXBAM_V01_02.xsd', bam],
      ['CTX/ROOT_ctxlps_CTXLPS_V01_00.xsd', lps],
      ...(operation.schema === null ? [] : [[operation.schema, message.body] as const]),
    ]);
    if (errors !== null) return refuse('simulateur_schema', errors);
    if (operation.name === 'verify' && readVerification(message.body) === null)
      return refuse('simulateur_schema', 'IndividuVerifie mal formé');
    if (operation.name === 'vitale') {
      const wanted = readVitale(message.body);
      const wrong =
        vitaleFault(wanted, bam) ?? (wanted.birthName === null || isFamilyName(wanted.birthName) ? null : 'nom hors du profil lexical');
      if (wrong !== null) return refuse('simulateur_vitale', wrong);
    } else if (children(child(bam, BAM, 'COUVERTURE')).length > 0)
      return refuse('simulateur_contexte', 'COUVERTURE non vide sans carte Vitale');
    if (bam.getAttribute('Version') !== '01_02' || lps.getAttribute('Version') !== '01_00')
      return refuse('simulateur_contexte', 'version de contexte');

    entry.emitter = textOf(child(lps, LPS, 'Emetteur'));
    const idam = child(child(lps, LPS, 'LPS'), LPS, 'IDAM');
    if (idam?.getAttribute('R') !== '4' || !idams.includes(textOf(idam) ?? ''))
      return refuse('desir_550', 'numéro d’autorisation inconnu', 'siram_100');
    if (!textOf(child(child(lps, LPS, 'LPS'), LPS, 'Nom'))) return refuse('simulateur_contexte', 'nom du logiciel absent');

    const authenticated = await authenticate(message, request);
    if ('refused' in authenticated) return authenticated.refused;
    entry.authentication = authenticated.by;
    const emitters = [entry.emitter, textOf(child(bam, BAM, 'Emetteur'))];
    if (!emitters.every((emitter) => authenticated.emitters.includes(emitter ?? '')))
      return refuse('simulateur_emetteur', 'Emetteur différent du porteur authentifié');
    return null;
  };

  const authenticate = async (
    message: SoapMessage,
    request: SandboxRequest,
  ): Promise<
    { readonly refused: Refusal } | { readonly by: 'assertion' | 'certificate' | 'psc'; readonly emitters: readonly string[] }
  > => {
    const security = child(message.header, WSSE, 'Security');
    if (request.clientCertificate !== null) {
      const certificate = new X509Certificate(request.clientCertificate.raw);
      const facts = certificateFacts(certificate);
      if (isRevoked(certificate, options.pki)) return { refused: refuse('simulateur_certificat', 'certificat client révoqué') };
      if (facts.commonName !== 'INSI-AUTO' && facts.commonName !== 'INSI-MANU')
        return { refused: refuse('desir_560', 'niveau d’accès insuffisant', 'siram_100') };
      if (security !== null) return { refused: refuse('simulateur_security', 'en-tête Security inattendu en TLS mutuel') };
      return {
        by: 'certificate',
        emitters: facts.subject.filter((attribute) => attribute.oid === '2.5.4.11').map((attribute) => attribute.value),
      };
    }
    const inside = children(security);
    const [assertion] = inside;
    if (assertion === undefined || inside.length !== 1 || assertion.localName !== 'Assertion' || assertion.namespaceURI !== SAML)
      return { refused: refuse('simulateur_assertion', 'une assertion et rien d’autre est attendue') };
    const errors = security === null ? null : await schemaErrors([['WSSE/Security.xsd', security]]);
    if (errors !== null) return { refused: refuse('simulateur_schema', errors) };
    if (isPsc(assertion)) {
      const judged = await judgePscAssertion(assertion, request.headers.authorization ?? null, {
        now: options.clock.now(),
        psc: options.psc ?? null,
      });
      if ('refused' in judged) return { refused: refuse('simulateur_assertion', judged.refused) };
      return { by: 'psc', emitters: [judged.holder] };
    }
    const judged = await judgeAssertion(assertion, request.body, {
      trustedPem: options.pki.trustPem,
      now: options.clock.now(),
      revoked: (one) => isRevoked(one, options.pki),
    });
    if ('refused' in judged) return { refused: refuse('simulateur_assertion', judged.refused) };
    // Twelve characters with their type digit, or eleven without (insi/README 2).
    return { by: 'assertion', emitters: [judged.holder, judged.holder.slice(1)] };
  };

  const { keyPem, certPem } = await options.pki.server('localhost');
  const common = { key: keyPem, cert: certPem, handler };
  const oneWay = await serveHttps({ ...common, clientCertificate: 'none', port: options.ports?.oneWay ?? 0 });
  const mutual = await serveHttps({
    ...common,
    clientCertificate: 'required',
    ca: options.pki.organisationsTrustPem,
    port: options.ports?.mutual ?? 0,
  });
  return {
    url: `${oneWay.url}/lps`,
    mutualUrl: `${mutual.url}/lps`,
    journal,
    close: async () => {
      await Promise.all([oneWay.close(), mutual.close()]);
    },
  };
}

type OpenEntry = { -readonly [K in keyof InsiJournalEntry]: InsiJournalEntry[K] };

async function schemaErrors(parts: readonly (readonly [schema: string, element: Element])[]): Promise<string | null> {
  for (const [schema, element] of parts) {
    const errors = await validateSchema(SCHEMAS + schema, serialise(element));
    // The error text quotes values: keep the place only.
    if (errors !== null && errors.length > 0) return `${element.localName ?? ''} non conforme au schéma`;
  }
  return null;
}

const isPsc = (assertion: Element): boolean =>
  child(child(assertion, SAML, 'Subject'), SAML, 'NameID')?.getAttribute('NameQualifier') === 'PSC';

/** The birth name of whatever operation. */
function nameAsked(body: Element | null): string {
  const holder = child(body, VERIFICATION, 'TraitsIdentiteIndividu') ?? body;
  return textOf(children(holder).find((element) => element.localName === 'NomNaissance') ?? null) ?? '';
}

/** Faults of the published table by either of their codes; any other says too much, as a service might: its text repeats the name asked. */
function playedFault(code: string, birthName: string, messageId: string | null): HttpAnswer {
  const pairs: Readonly<Record<string, readonly ['Sender' | 'Receiver', string, string]>> = {
    siram_40: ['Receiver', 'siram_40', 'insi_102'],
    insi_102: ['Receiver', 'siram_40', 'insi_102'],
    siram_100: ['Sender', 'siram_100', 'desir_550'],
    desir_550: ['Sender', 'siram_100', 'desir_550'],
    desir_560: ['Sender', 'siram_100', 'desir_560'],
  };
  const [role, subcode, error] = pairs[code] ?? ['Receiver', 'siram_77', code];
  return fault(role, subcode, error, pairs[code] === undefined ? `traitement interrompu pour ${birthName}` : 'erreur technique', messageId);
}

function fault(role: 'Sender' | 'Receiver', subcode: string, code: string, text: string, messageId: string | null): HttpAnswer {
  const related = messageId === null ? '' : ` messageID="${messageId.replaceAll(/[^\w:-]/g, '')}"`;
  return {
    status: 500,
    headers: { 'content-type': 'application/soap+xml; charset=utf-8' },
    body: buildFault({
      role,
      subcode: `S:${subcode}`,
      reason: text,
      prefix: 'S',
      detail: `<siram:Erreur xmlns:siram="${SIRAM}" severite="fatal" code="${code}"${related}>${escapeXml(text)}</siram:Erreur>`,
    }),
  };
}
