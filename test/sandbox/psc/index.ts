import type { Clock } from '../common/clock.ts';
import type { Faults } from '../common/faults.ts';
import { serveHttp } from '../common/https.ts';
import { startEditorProxy } from './editor-proxy.ts';
import { startIssuer, type Credentials, type PendingLogin } from './issuer.ts';
import { phonePage } from './phone.ts';
import { SANDBOX_USERS, type SandboxUser } from './users.ts';
import { basic, callServer } from './wire.ts';

/** What servers of the sandbox need from its PKI. */
interface ServerCertificates {
  /** Root and issuing CA of the organisations, PEM. */
  readonly organisationsTrustPem: string;
  server(host: string): Promise<{ readonly keyPem: string; readonly certPem: string }>;
}

interface PscOptions {
  readonly pki: ServerCertificates;
  readonly faults: Faults;
  readonly clock: Clock;
  readonly users?: readonly SandboxUser[];
  /** Milliseconds before a login is accepted by itself; null = somebody answers on the phone page. */
  readonly autoApprove: number | null;
  /** 120 s by default, as in the field. */
  readonly accessTokenSeconds?: number;
  /** 1 s by default: a demonstration is not kept waiting 5 s. */
  readonly intervalSeconds?: number;
}

/** What an access token says, as the mail operator asks (RFC 7662). */
interface TokenFacts {
  readonly active: boolean;
  /** PS_IdNat. */
  readonly subjectNameId: string | null;
}

export interface Psc {
  readonly issuer: string;
  readonly discoveryUrl: string;
  /** The editor's proxy: the only address the workstation knows. */
  readonly proxyUrl: string;
  readonly clientId: string;
  /** Page of the phone, plain HTTP on loopback. */
  readonly phoneUrl: string;
  /** Client by which a resource server introspects tokens. */
  readonly operatorClient: Credentials;
  readonly journal: readonly PscEvent[];
  /** Logins waiting for an answer. */
  pending(): readonly PendingLogin[];
  setAutoApprove(milliseconds: number | null): void;
  /** RFC 7662 over HTTPS, as the operator does. */
  introspect(token: string): Promise<TokenFacts>;
  close(): Promise<void>;
}

interface PscEvent {
  readonly at: Date;
  readonly what: string;
  readonly result: string;
}

/** Pro Santé Connect, the editor's proxy in front of it, and the professional's phone. */
export async function startPsc(options: PscOptions): Promise<Psc> {
  const { faults, clock } = options;
  const { keyPem, certPem } = await options.pki.server('localhost');
  const trust = options.pki.organisationsTrustPem;
  const waiting = new Map<string, PendingLogin>();
  const journal: PscEvent[] = [];
  const clientId = 'poste-sante-desktop';
  let autoApprove = options.autoApprove;

  const issuer = await startIssuer({
    keyPem,
    certPem,
    users: options.users ?? SANDBOX_USERS,
    accessTokenSeconds: options.accessTokenSeconds ?? 120,
    intervalSeconds: options.intervalSeconds ?? 1,
    onLogin: (login) => {
      if (login.channel === 'NONE') return;
      if (login.channel === 'REFUSE') {
        void login.refuse();
        return;
      }
      waiting.set(login.id, login);
      const forget = setTimeout(() => waiting.delete(login.id), 120_000);
      forget.unref();
      if (autoApprove === null) return;
      const approve = setTimeout(() => {
        if (waiting.delete(login.id)) void login.accept();
      }, autoApprove);
      approve.unref();
    },
  });
  const proxy = await startEditorProxy({
    keyPem,
    certPem,
    trust,
    discoveryUrl: issuer.discoveryUrl,
    client: issuer.proxyClient,
    desktopClientId: clientId,
    faults,
    clock,
    log: (what, result) => journal.push({ at: clock.now(), what, result }),
  });
  const phone = await serveHttp({
    maxBody: 1024,
    handler: (request) =>
      phonePage(
        request,
        () => [...waiting.values()],
        (login) => waiting.delete(login.id),
      ),
  });
  return {
    issuer: issuer.issuer,
    discoveryUrl: issuer.discoveryUrl,
    proxyUrl: proxy.url,
    clientId,
    phoneUrl: phone.url,
    operatorClient: issuer.operatorClient,
    journal,
    pending: () => [...waiting.values()],
    setAutoApprove: (milliseconds) => {
      autoApprove = milliseconds;
    },
    introspect: async (token) => {
      const { body } = await callServer({
        url: `${issuer.issuer}/protocol/openid-connect/token/introspect`,
        method: 'POST',
        trust,
        authorization: basic(issuer.operatorClient.clientId, issuer.operatorClient.clientSecret),
        form: { token },
      });
      const subject = body['SubjectNameID'];
      return { active: body['active'] === true, subjectNameId: typeof subject === 'string' ? subject : null };
    },
    close: async () => {
      await phone.close();
      await proxy.close();
      await issuer.close();
    },
  };
}
