import { randomUUID, X509Certificate } from 'node:crypto';
import type { Clock } from '../common/clock.ts';
import { withFault, type Fault, type Faults } from '../common/faults.ts';
import { serveHttps, type HttpAnswer, type SandboxRequest } from '../common/https.ts';
import { isRevoked, type RevocationSource } from '../common/revocation.ts';
import { validateSchema } from '../common/schema.ts';
import {
  answerHeaders,
  buildFault,
  buildSoap,
  child,
  children,
  parseSoap,
  serialise,
  textOf,
  WSA,
  WSSE,
  type Element,
  type SoapMessage,
} from '../common/soap.ts';
import { WHO } from '../identities.ts';
import { existenceAnswer, existenceError, referencesAnswer, registryAnswer, type XdsIssue } from './answers.ts';
import { ACTIONS, NS, SCHEMA, UUID } from './constants.ts';
import { isMinor, judgeFeed, registerLot, type FeedContext } from './feed.ts';
import { splitMultipart } from './mime.ts';
import { startParameters, type DmpRules, type ParametersServer } from './parameters.ts';
import { patientView, type PatientView } from './patient-view.ts';
import { holderOfAuthorization, refusedByRights, type Act } from './rights.ts';
import { Store, type Access, type AuthorizationState, type Record } from './store.ts';
import { judgeVihf, type AcceptedVihf, type BreakGlass, type Refusal, type Structures } from './vihf.ts';

export { SPECIAL_CASES, type Access, type Entry, type Flag, type Record } from './store.ts';
export type { PatientDocument, PatientView } from './patient-view.ts';

export interface DmpSandboxOptions {
  readonly pki: RevocationSource & { server(host: string): Promise<{ readonly keyPem: string; readonly certPem: string }> };
  readonly faults: Faults;
  readonly clock: Clock;
  readonly port?: number;
  readonly structures?: Structures;
  /** `P606` by default. */
  readonly breakGlass?: BreakGlass;
}

const HOLDERS = Object.values(WHO);

/** Where the sandbox's card holders practise, each structure linked to them alone. */
const TEST_STRUCTURES: Structures = new Map(
  HOLDERS.flatMap(({ situations }) => situations).map(({ idNat, name, sector }) => [
    idNat,
    {
      name,
      sector,
      professionals: HOLDERS.filter(({ situations }) => situations.some((one) => one.idNat === idNat)).map(({ person }) => person.idNat),
    },
  ]),
);

/** One message, whatever became of it. */
interface DmpJournalEntry {
  readonly at: string;
  readonly action: string | null;
  readonly messageId: string | null;
  /** ID of its VIHF, when it could be read. */
  assertionId: string | null;
  /** `ok`, a Fault subcode, an XDS code, or the name of the fault played. */
  outcome: string;
}

export interface DmpSandbox {
  /** Base of the services: `.../si-dmp-server/v2/services/`. */
  readonly url: string;
  readonly endpoints: { readonly patients: string; readonly repository: string; readonly registry: string };
  readonly journal: readonly DmpJournalEntry[];
  readonly records: readonly Record[];
  record(matricule: string): Record | null;
  /** What the patient (or the representative) sees at the sandbox's time; null when there is no record. */
  patientView(ins: string | { readonly matricule: string; readonly oid: string }, who?: 'patient' | 'representative'): PatientView | null;
  /** What the patient decides for a professional, or for the structure that staff act for. */
  authorize(matricule: string, who: string, state: AuthorizationState): void;
  /** What the patient refuses of emergencies. */
  oppose(matricule: string, mode: 'breakGlass' | 'regulation'): void;
  /** Who the médecin traitant is; null: nobody. */
  declareMedecinTraitant(matricule: string, professional: string | null): void;
  /** The rules that it follows, and publishes; `minors` and the rest may be changed at any time. */
  readonly rules: DmpRules;
  /** Where it publishes them. */
  readonly parameters: ParametersServer;
  close(): Promise<void>;
}

const BASE = '/si-dmp-server/v2/services/';
const SERVICES = new Set(['', 'patients', 'patientsPDQ', 'patientsSpecific', 'habilitations', 'registry', 'repository']);

/** Ends a request with a SOAP Fault. */
class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.code);
    this.refusal = refusal;
  }
}

interface Incoming {
  readonly message: SoapMessage;
  readonly envelope: Buffer;
  readonly part: (contentId: string) => Buffer | null;
}

/** Starts the simulator of the DMP, on loopback: TLS 1.2, client certificate required (sandbox/README 2). */
export async function startDmp(options: DmpSandboxOptions): Promise<DmpSandbox> {
  const { clock, faults } = options;
  const store = new Store();
  const journal: DmpJournalEntry[] = [];
  const seenMessages = new Set<string>();
  const seenAssertions = new Set<string>();
  const structures = options.structures ?? TEST_STRUCTURES;
  const revoked = (certificate: X509Certificate): boolean => isRevoked(certificate, options.pki);
  let turn = 0;
  const rules: DmpRules = { minors: true, majority: 18, cumul: false, reimbursementMonths: 12 };
  const parameters = await startParameters(options.pki, rules);

  const handler = async (request: SandboxRequest): Promise<HttpAnswer> => {
    const path = request.url.split('?')[0] ?? '';
    if (!path.startsWith(BASE) || !SERVICES.has(path.slice(BASE.length))) return { status: 404, body: '' };
    if (request.method !== 'POST') return { status: 405, body: '' };
    const entry: DmpJournalEntry = { at: clock.now().toISOString(), action: null, messageId: null, assertionId: null, outcome: '' };
    let incoming: Incoming;
    try {
      incoming = receive(request);
    } catch (error) {
      journal.push({ ...entry, outcome: 'soap' });
      return fault({ code: 'Sender', text: `message illisible : ${error instanceof Error ? error.message : ''}` }, null, '1.2');
    }
    const { message } = incoming;
    const written = { ...entry, action: message.action, messageId: message.messageId };
    journal.push(written);
    const played = faults.take(`dmp.${transactionOf(message)}`) ?? faults.take('dmp');
    return await withFault(played, async () => {
      try {
        const answer = await serve(request, incoming, written, played);
        if (played !== null && played.kind !== 'code') written.outcome = played.kind;
        return answer;
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        written.outcome = error.refusal.code;
        return fault(error.refusal, message.messageId, message.version);
      }
    });
  };

  const serve = async (request: SandboxRequest, incoming: Incoming, entry: DmpJournalEntry, played: Fault | null): Promise<HttpAnswer> => {
    const { message } = incoming;
    judgeAddressing(message, request, seenMessages);
    if (request.clientCertificate === null) throw new Refused({ code: 'DMPInvalidCertificate', text: 'certificat client absent' });
    const [assertion = null, ...others] = children(child(message.header, WSSE, 'Security'));
    entry.assertionId = assertion?.getAttribute('ID') ?? null;
    if (others.length > 0) throw new Refused({ code: 'DMPInvalidVIHF', text: 'un VIHF et rien d’autre est attendu dans Security' });
    const vihf = await judgeVihf(assertion, incoming.envelope, {
      trustedPem: options.pki.trustPem,
      now: clock.now(),
      clientCertificate: new X509Certificate(request.clientCertificate.raw),
      seen: seenAssertions,
      structures,
      revoked,
      breakGlass: options.breakGlass ?? 'P606',
    });
    if ('code' in vihf) throw new Refused(vihf);
    const record = store.find(vihf.ins.matricule, vihf.ins.oid);
    const act = actOf(message, vihf);
    const refused = act === null ? null : (refusedByRights(act, vihf, record) ?? refusedByPatient(act, vihf, record));
    if (refused !== null) throw new Refused({ code: 'DMPAccessDeniedByRightsService', text: refused });
    const code = played?.kind === 'code' ? played.code : null;
    if (code?.startsWith('DMP') === true) throw new Refused({ code, text: played?.kind === 'code' ? (played.text ?? code) : code });
    switch (transactionOf(message)) {
      case 'td0.2':
        return await existence(message, vihf, entry, code);
      case 'td2.1':
        return await feed(incoming, vihf, entry, code);
      case 'td3.1':
        return await query(message, vihf, entry, code);
      default:
        throw new Refused({ code: 'ActionNotSupported', text: 'service inconnu du simulateur' });
    }
  };

  /** What the patient decided, and what their age allows. */
  const refusedByPatient = (act: Act, vihf: AcceptedVihf, record: Record | null): string | null => {
    if (record === null || record.state === 'none') return null;
    if (vihf.secretConnection && !(rules.minors && isMinor(record, clock.now(), rules.majority)))
      return 'La connexion secrète est réservée aux mineurs';
    if (act === 'TD0.2' || act === 'TD1.3a') return null;
    const authorization = store.authorization(record, holderOfAuthorization(vihf));
    if (authorization === 'INTERDIT') return vihf.staff ? 'Le patient a bloqué cette structure' : 'Le patient a bloqué ce professionnel';
    const looks = act === 'TD3.1' || act === 'TD3.2';
    return looks && vihf.mode === 'normal' && authorization !== 'VALIDE' ? 'Le patient n’a pas autorisé la consultation' : null;
  };

  const existence = async (message: SoapMessage, vihf: AcceptedVihf, entry: DmpJournalEntry, code: string | null): Promise<HttpAnswer> => {
    const body = message.body;
    const errors = body === null ? ['corps absent'] : await validateSchema(SCHEMA.existence, serialise(body));
    if (errors !== null && errors.length > 0) throw new Refused({ code: 'Sender', text: `schéma : ${errors[0] ?? ''}`.slice(0, 300) });
    const at = (...path: string[]): Element | null => path.reduce<Element | null>((here, name) => child(here, NS.hl7, name), body);
    const act = at('controlActProcess');
    if (child(act, NS.hl7, 'reasonCode')?.getAttribute('code') !== 'TEST_EXST')
      throw new Refused({ code: 'ActionNotSupported', text: 'motif inconnu du simulateur' });
    const ids = {
      messageId: identifier(at('id')),
      queryId: identifier(at('controlActProcess', 'queryByParameter', 'queryId')),
      lps: { root: at('sender', 'device', 'id')?.getAttribute('root') ?? '', name: textOf(at('sender', 'device', 'softwareName')) ?? '' },
      id: randomUUID(),
      now: clock.now(),
    };
    const asked = at('controlActProcess', 'queryByParameter', 'parameterList', 'patientIdentifier', 'value');
    const answer = (xml: string, outcome: string): HttpAnswer => {
      entry.outcome = outcome;
      return soap(ACTIONS.existenceAnswer, xml, message.messageId);
    };
    if (asked?.getAttribute('extension') !== vihf.ins.matricule || asked.getAttribute('root') !== vihf.ins.oid) {
      return answer(existenceError({ ...ids, code: 'INS', text: "L'INS du message diffère de celui du VIHF" }), 'AE');
    }
    if (code === 'AE') return answer(existenceError({ ...ids, code: 'ERR', text: 'Erreur technique simulée' }), 'AE');
    const found = store.find(vihf.ins.matricule, vihf.ins.oid);
    if (found === null || found.state === 'none' || code === 'NF') {
      return answer(existenceAnswer({ ...ids, record: null, authorization: 'NON_EXISTE', medecinTraitant: false }), 'NF');
    }
    found.accesses.push(access(vihf, 'test', []));
    const record: Record =
      code === 'CLOSED'
        ? { ...found, state: 'closed', closing: { at: ids.now.toISOString(), reason: 'FERMETURE_DEMANDE_PATIENT' } }
        : found;
    const authorization = isAuthorization(code) ? code : store.authorization(found, holderOfAuthorization(vihf));
    return answer(existenceAnswer({ ...ids, record, authorization, medecinTraitant: found.medecinTraitant === vihf.nameId }), 'ok');
  };

  const feed = async (incoming: Incoming, vihf: AcceptedVihf, entry: DmpJournalEntry, code: string | null): Promise<HttpAnswer> => {
    const { message } = incoming;
    const answer = (status: 'success' | 'partial' | 'failure', issues: readonly XdsIssue[]): HttpAnswer => {
      entry.outcome = issues[0]?.code ?? 'ok';
      turn += 1;
      return soap(ACTIONS.feedAnswer, registryAnswer(status, issues, `ns${(turn % 3) + 2}`), message.messageId, message.version);
    };
    const record = store.find(vihf.ins.matricule, vihf.ins.oid);
    if (record === null || record.state === 'none')
      return answer('failure', [{ code: 'XDSUnknownPatientId', context: 'patient sans DMP' }]);
    if (record.state === 'closed') throw new Refused({ code: 'DMPAccessDeniedByRightsService', text: 'Le DMP est fermé' });
    if (message.body === null) return answer('failure', [{ code: 'XDSRepositoryMetadataError', context: 'corps absent' }]);
    if (code !== null && code !== 'PartialSuccess' && !isAuthorization(code))
      return answer('failure', [{ code, context: 'panne simulée' }]);

    const context: FeedContext = {
      vihf,
      record,
      store,
      now: clock.now(),
      trustedPem: options.pki.trustPem,
      revoked,
      rules,
      linked: (professional) => structures.get(vihf.structure)?.professionals?.includes(professional) ?? true,
      part: incoming.part,
    };
    const lot = await judgeFeed(message.body, context);
    if ('code' in lot) return answer('failure', [lot]);
    const refused = registerLot(lot, context);
    if (refused !== null) return answer('failure', [refused]);
    const fed = lot.entries.filter((one) => !one.signature);
    record.accesses.push({
      ...access(
        vihf,
        'feed',
        fed.map((one) => one.uniqueId),
      ),
      forWhom: vihf.staff ? [...new Set(fed.map((one) => one.author))].join(', ') : null,
    });
    return code === 'PartialSuccess'
      ? answer('partial', [{ code: 'XDSExtraMetadataNotSaved', context: 'métadonnée supplémentaire ignorée', warning: true }])
      : answer('success', []);
  };

  const query = async (message: SoapMessage, vihf: AcceptedVihf, entry: DmpJournalEntry, code: string | null): Promise<HttpAnswer> => {
    const answer = (found: readonly string[], issues: readonly XdsIssue[]): HttpAnswer => {
      entry.outcome = issues[0]?.code ?? 'ok';
      return soap(ACTIONS.queryAnswer, referencesAnswer(found, issues), message.messageId);
    };
    const errors = message.body === null ? ['corps absent'] : await validateSchema(SCHEMA.query, serialise(message.body));
    if (errors !== null && errors.length > 0)
      return answer([], [{ code: 'XDSRegistryMetadataError', context: `schéma : ${errors[0] ?? ''}`.slice(0, 300) }]);
    if (code !== null) return answer([], [{ code, context: 'panne simulée' }]);
    const adhoc = child(message.body, NS.rim, 'AdhocQuery');
    const returnType = child(message.body, NS.query, 'ResponseOption')?.getAttribute('returnType');
    // Only the reference query (TD3.1b) is simulated for now.
    if (adhoc?.getAttribute('id') !== UUID.getDocuments || returnType !== 'ObjectRef')
      return answer([], [{ code: 'XDSUnknownStoredQuery', context: adhoc?.getAttribute('id') ?? '' }]);
    const slot = children(adhoc, NS.rim, 'Slot').find((one) => one.getAttribute('name') === '$XDSDocumentEntryUniqueId') ?? null;
    const list = textOf(child(child(slot, NS.rim, 'ValueList'), NS.rim, 'Value')) ?? '';
    if (!/^\('[^']*'(,'[^']*')*\)$/.test(list))
      return answer([], [{ code: 'XDSStoredQueryMissingParam', context: '$XDSDocumentEntryUniqueId' }]);
    const wanted = list.slice(2, -2).split("','");
    const record = store.find(vihf.ins.matricule, vihf.ins.oid);
    if (record === null || record.state === 'none') return answer([], [{ code: 'XDSUnknownPatientId', context: 'patient sans DMP' }]);
    record.accesses.push(access(vihf, 'search', []));
    return answer(
      record.entries.filter((one) => !one.signature && wanted.includes(one.uniqueId)).map((one) => one.entryUUID),
      [],
    );
  };

  const access = (vihf: AcceptedVihf, action: Access['action'], documents: readonly string[]): Access => ({
    at: clock.now().toISOString(),
    who: vihf.displayName,
    whoId: vihf.nameId,
    structure: structures.get(vihf.structure)?.name ?? vihf.structure,
    action,
    mode: vihf.mode,
    reason: vihf.reason,
    forWhom: null,
    secret: vihf.secretConnection,
    documents,
  });

  const { keyPem, certPem } = await options.pki.server('localhost');
  const server = await serveHttps({
    key: keyPem,
    cert: certPem,
    ca: options.pki.trustPem,
    clientCertificate: 'required',
    maxVersion: 'TLSv1.2',
    handler,
    port: options.port ?? 0,
    maxBody: 128 * 1024 * 1024,
    // Only a lot is an upload; which transaction it is, nobody reads before it is whole.
    cutUpload: (headers) => {
      if (
        headers['content-type']?.toLowerCase().startsWith('multipart/related') !== true ||
        faults.peek('dmp.td2.1')?.kind !== 'cut-upload'
      )
        return false;
      faults.take('dmp.td2.1');
      journal.push({ at: clock.now().toISOString(), action: ACTIONS.feed, messageId: null, assertionId: null, outcome: 'cut-upload' });
      return true;
    },
  });
  const url = server.url + BASE;
  return {
    url,
    endpoints: { patients: `${url}patients`, repository: `${url}repository`, registry: `${url}registry` },
    journal,
    records: store.records,
    record: (matricule) => store.find(matricule),
    patientView(ins, who = 'patient') {
      const record = typeof ins === 'string' ? store.find(ins) : store.find(ins.matricule, ins.oid);
      return record === null ? null : patientView(record, who, clock.now());
    },
    authorize(matricule, who, state) {
      store.find(matricule)?.authorizations.set(who, state);
    },
    oppose(matricule, mode) {
      const found = store.find(matricule);
      if (found !== null) found.oppositions[mode] = true;
    },
    declareMedecinTraitant(matricule, professional) {
      const found = store.find(matricule);
      if (found !== null) found.medecinTraitant = professional;
    },
    rules,
    parameters,
    close: async () => {
      await Promise.all([server.close(), parameters.close()]);
    },
  };
}

function receive(request: SandboxRequest): Incoming {
  const type = request.headers['content-type'] ?? '';
  if (!type.toLowerCase().startsWith('multipart/related'))
    return { message: parseSoap(request.body), envelope: request.body, part: () => null };
  const { parameters, parts } = splitMultipart(type, request.body);
  if (parameters.get('type') !== 'application/xop+xml') throw new Error('type="application/xop+xml" attendu');
  const start = parameters.get('start')?.replaceAll(/^<|>$/g, '');
  const root = parts.find((part) => part.id === start);
  if (root === undefined || !(root.headers.get('content-type') ?? '').startsWith('application/xop+xml'))
    throw new Error('partie racine absente');
  return { message: parseSoap(root.bytes), envelope: root.bytes, part: (id) => parts.find((part) => part.id === id)?.bytes ?? null };
}

/** Dispatch on wsa:Action, else on the body's root (dmp/README 1). */
function transactionOf(message: SoapMessage): 'td0.2' | 'td2.1' | 'td3.1' | 'unknown' {
  const root = message.body?.localName;
  if (message.action === ACTIONS.existence || (message.action === null && root === 'PRPA_IN201307UV02')) return 'td0.2';
  if (message.action === ACTIONS.feed || (message.action === null && root === 'ProvideAndRegisterDocumentSetRequest')) return 'td2.1';
  if (message.action === ACTIONS.query || (message.action === null && root === 'AdhocQueryRequest')) return 'td3.1';
  return 'unknown';
}

const HABILITATIONS = 'urn:si-dmp-habilitations';

/** Which right a message takes, as its body says (dmp/README 1); null for what is no act of the DMP. */
function actOf({ body }: SoapMessage, vihf: AcceptedVihf): Act | null {
  switch (body?.localName) {
    case 'PRPA_IN201307UV02': {
      const reason = child(child(body, NS.hl7, 'controlActProcess'), NS.hl7, 'reasonCode')?.getAttribute('code');
      return reason === 'CNSLT_DATA' ? 'TD1.3a' : 'TD0.2';
    }
    case 'PRPA_IN201305UV02':
      return 'TD0.5';
    case 'setAuthorization': {
      const added = textOf(child(body, HABILITATIONS, 'action')) === 'AJOUT';
      if (!added && child(body, HABILITATIONS, 'role') !== null) return 'TD0.3mt';
      return added ? 'TD0.3+' : 'TD0.3-';
    }
    case 'listAuthorizationByPatient':
      return 'TD1.6';
    case 'patientList':
      return 'TD0.4';
    case 'ProvideAndRegisterDocumentSetRequest':
      // The same message: staff's is another right (dmp/README 5).
      return vihf.staff ? 'TD2.2' : 'TD2.1';
    case 'AdhocQueryRequest':
      // A reference is asked for by its identifier; anything else looks.
      return child(body, NS.rim, 'AdhocQuery')?.getAttribute('id') === UUID.getDocuments &&
        child(body, NS.query, 'ResponseOption')?.getAttribute('returnType') === 'ObjectRef'
        ? 'TD3.1b'
        : 'TD3.1';
    case 'RetrieveDocumentSetRequest':
      return 'TD3.2';
    case 'SubmitObjectsRequest':
      return 'TD3.3';
    default:
      return null;
  }
}

function judgeAddressing(message: SoapMessage, request: SandboxRequest, seen: Set<string>): void {
  const transaction = transactionOf(message);
  if (message.version === '1.1' && transaction !== 'td2.1') throw new Refused({ code: 'VersionMismatch', text: 'SOAP 1.2 attendu' });
  const replyTo = child(message.header, WSA, 'ReplyTo');
  const header = (name: string): Element | null => child(message.header, WSA, name);
  if (message.action === null || message.messageId === null || header('To') === null || replyTo === null) {
    throw new Refused({
      code: 'MessageAddressingHeaderRequired',
      text: 'A required header representing a Message Addressing Property is not present',
    });
  }
  if (!/^urn:uuid:[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(message.messageId))
    throw new Refused({ code: 'InvalidAddressingHeader', text: 'MessageID mal formé' });
  if (textOf(child(replyTo, WSA, 'Address')) !== 'http://www.w3.org/2005/08/addressing/anonymous')
    throw new Refused({ code: 'InvalidAddressingHeader', text: 'ReplyTo' });
  if (seen.has(message.messageId)) throw new Refused({ code: 'InvalidAddressingHeader', text: 'MessageID déjà utilisé' });
  seen.add(message.messageId);
  const type = request.headers['content-type'] ?? '';
  const action = /;\s*action="?([^";]+)"?/.exec(type)?.[1];
  const multipart = type.toLowerCase().startsWith('multipart/related');
  if (multipart !== (transaction === 'td2.1') || (!multipart && !/^application\/soap\+xml\b/i.test(type)) || action !== message.action) {
    throw new Refused({ code: 'Sender', text: 'Content-Type ou action HTTP' });
  }
}

const isAuthorization = (code: string | null): code is AuthorizationState =>
  code === 'VALIDE' || code === 'EXPIRE' || code === 'INTERDIT' || code === 'NON_EXISTE';

const identifier = (element: Element | null): { root: string; extension: string } => ({
  root: element?.getAttribute('root') ?? '',
  extension: element?.getAttribute('extension') ?? '',
});

function soap(action: string, body: string, relatesTo: string | null, version: '1.1' | '1.2' = '1.2'): HttpAnswer {
  return {
    status: 200,
    headers: { 'content-type': version === '1.1' ? 'text/xml; charset=utf-8' : `application/soap+xml; charset=utf-8; action="${action}"` },
    body: buildSoap({ headers: answerHeaders({ action, relatesTo, messageId: `urn:uuid:${randomUUID()}` }), body, version }),
  };
}

function fault({ code, text }: Refusal, relatesTo: string | null, version: '1.1' | '1.2'): HttpAnswer {
  const action = 'http://www.w3.org/2005/08/addressing/soap/fault';
  const xml = buildFault({
    role: 'Sender',
    subcode: `soap:${code}`,
    reason: text,
    lang: 'fr',
    headers: answerHeaders({ action, relatesTo, messageId: `urn:uuid:${randomUUID()}` }),
  });
  return {
    status: 500,
    headers: { 'content-type': version === '1.1' ? 'text/xml; charset=utf-8' : 'application/soap+xml; charset=utf-8' },
    body: xml,
  };
}
