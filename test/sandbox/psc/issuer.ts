import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { errors, Provider, type BackchannelAuthenticationRequest } from 'oidc-provider';
import { memoryAdapter } from './memory.ts';
import type { SandboxUser } from './users.ts';

/** Path of the real issuer (psc/README 2). */
const REALM = '/auth/realms/esante-wallet';
const CONNECT = `${REALM}/protocol/openid-connect`;
/** Keycloak's form of a subject. */
const SUBJECT_PREFIX = 'f:0b0b0b0b-1111-2222-3333-444444444444:';

export interface PendingLogin {
  readonly id: string;
  readonly user: SandboxUser;
  /** The two digits the professional compares. */
  readonly digits: string;
  readonly channel: string;
  readonly since: Date;
  accept(): Promise<void>;
  refuse(): Promise<void>;
}

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

interface IssuerOptions {
  readonly keyPem: string;
  readonly certPem: string;
  readonly users: readonly SandboxUser[];
  /** Life of an access token in seconds: 120 in the field. */
  readonly accessTokenSeconds: number;
  /** Polling interval told to clients, seconds. */
  readonly intervalSeconds: number;
  readonly onLogin: (login: PendingLogin) => void;
}

interface Issuer {
  readonly issuer: string;
  readonly discoveryUrl: string;
  /** Confidential client of the editor's proxy. */
  readonly proxyClient: Credentials;
  /** Resource server that introspects tokens: the mail operator. */
  readonly operatorClient: Credentials;
  close(): Promise<void>;
}

/** Pro Santé Connect: oidc-provider with CIBA in poll mode, under the real paths (psc/README 2, psc/README 3). */
export async function startIssuer(options: IssuerOptions): Promise<Issuer> {
  const server = createServer({ key: options.keyPem, cert: options.certPem, minVersion: 'TLSv1.2' });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const origin = `https://localhost:${(server.address() as AddressInfo).port}`;
  const issuer = origin + REALM;
  const proxyClient = { clientId: 'poste-sante-proxy', clientSecret: randomBytes(24).toString('hex') };
  const operatorClient = { clientId: 'mssante-operator', clientSecret: randomBytes(24).toString('hex') };
  const bySubject = new Map(options.users.map((user) => [SUBJECT_PREFIX + user.idNat, user]));
  const claimNames = [...new Set(options.users.flatMap((user) => Object.keys(user.userInfo)))];

  const provider: Provider = new Provider(issuer, {
    adapter: memoryAdapter(),
    clients: [
      {
        client_id: proxyClient.clientId,
        client_secret: proxyClient.clientSecret,
        client_name: 'Poste Santé (bac à sable)',
        grant_types: ['urn:openid:params:grant-type:ciba', 'refresh_token'],
        response_types: [],
        redirect_uris: [],
        backchannel_token_delivery_mode: 'poll',
      },
      {
        client_id: operatorClient.clientId,
        client_secret: operatorClient.clientSecret,
        grant_types: [],
        response_types: [],
        redirect_uris: [],
      },
    ],
    jwks: {
      keys: [
        {
          ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
          kid: 'sandbox',
          use: 'sig',
          alg: 'RS256',
        },
      ],
    },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    routes: {
      backchannel_authentication: `${CONNECT}/ext/ciba/auth`,
      token: `${CONNECT}/token`,
      userinfo: `${CONNECT}/userinfo`,
      introspection: `${CONNECT}/token/introspect`,
      revocation: `${CONNECT}/revoke`,
      jwks: `${CONNECT}/certs`,
      end_session: `${CONNECT}/logout`,
    },
    scopes: ['openid', 'scope_all', 'offline_access'],
    claims: { openid: ['sub'], scope_all: claimNames },
    acrValues: ['eidas1'],
    extraParams: ['channel'],
    issueRefreshToken: () => true,
    // The operator needs the person, not Keycloak's subject.
    extraTokenClaims: (_ctx, token) => {
      const user = 'accountId' in token && token.accountId !== undefined ? bySubject.get(token.accountId) : undefined;
      return user === undefined ? undefined : { SubjectNameID: user.idNat };
    },
    findAccount: (_ctx, accountId) => {
      const user = bySubject.get(accountId);
      return user === undefined ? undefined : { accountId, claims: () => ({ sub: accountId, ...user.userInfo }) };
    },
    ttl: {
      AccessToken: options.accessTokenSeconds,
      RefreshToken: 350,
      IdToken: 350,
      Grant: 14_400,
      BackchannelAuthenticationRequest: (ctx) => {
        const asked = Number(ctx.oidc.params?.['requested_expiry']);
        return Number.isInteger(asked) && asked > 0 && asked < 120 ? asked : 120;
      },
    },
    features: {
      devInteractions: { enabled: false },
      introspection: { enabled: true, allowedPolicy: () => true },
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      userinfo: { enabled: true },
      ciba: {
        enabled: true,
        deliveryModes: ['poll'],
        processLoginHint: (_ctx, hint) => {
          const subject = SUBJECT_PREFIX + (hint ?? '');
          return bySubject.has(subject) ? subject : undefined;
        },
        validateBindingMessage: (_ctx, message) => {
          if (message === undefined || !/^\d{2}$/.test(message)) throw new errors.InvalidBindingMessage('two digits');
        },
        validateRequestContext: () => undefined,
        verifyUserCode: () => undefined,
        triggerAuthenticationDevice: (_ctx, request, account) => {
          const user = bySubject.get(account.accountId);
          if (user !== undefined) options.onLogin(pendingLogin(provider, request, user, account.accountId));
        },
      },
    },
  });
  provider.use(async (ctx, next) => {
    await next();
    const body: unknown = ctx.body;
    if (ctx.status !== 200 || typeof body !== 'object' || body === null) return;
    // What Keycloak answers and oidc-provider does not (psc/README 3).
    if (ctx.path === `${CONNECT}/ext/ciba/auth`) ctx.body = { ...body, interval: options.intervalSeconds };
    if (ctx.path === `${CONNECT}/token`) ctx.body = { ...body, refresh_expires_in: 350, session_state: randomBytes(16).toString('hex') };
  });
  const handle = provider.callback();
  server.on('request', (incoming, outgoing) => {
    // Only the name of the discovery document is not standard.
    if (incoming.url === `${REALM}/.well-known/wallet-openid-configuration`) incoming.url = '/.well-known/openid-configuration';
    void handle(incoming, outgoing);
  });
  return {
    issuer,
    discoveryUrl: `${issuer}/.well-known/wallet-openid-configuration`,
    proxyClient,
    operatorClient,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function pendingLogin(provider: Provider, request: BackchannelAuthenticationRequest, user: SandboxUser, accountId: string): PendingLogin {
  const text = (name: string): string => {
    const value = request.params?.[name];
    return typeof value === 'string' ? value : '';
  };
  const clientId = request.clientId;
  return {
    id: randomBytes(9).toString('base64url'),
    user,
    digits: text('binding_message'),
    channel: text('channel'),
    since: new Date(),
    accept: async () => {
      const grant = new provider.Grant({ accountId, ...(clientId === undefined ? {} : { clientId }) });
      grant.addOIDCScope('openid scope_all');
      await grant.save();
      await provider.backchannelResult(request, grant, { acr: 'eidas1' });
    },
    refuse: async () => {
      await provider.backchannelResult(request, new errors.AccessDenied('refused by the professional'));
    },
  };
}
