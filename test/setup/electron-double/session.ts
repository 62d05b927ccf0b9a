import type { SecureVersion } from 'node:tls';
import type { CustomScheme, FromPartitionOptions, OnBeforeRequestListenerDetails, Protocol, Session, WebRequest } from 'electron';
import { afterReady, isReady } from './app.ts';
import { strict } from './strict.ts';

type RequestHandler = Parameters<Session['setPermissionRequestHandler']>[0];
type CheckHandler = Parameters<Session['setPermissionCheckHandler']>[0];
type VerifyProc = Parameters<Session['setCertificateVerifyProc']>[0];
type RequestFilter = Parameters<WebRequest['onBeforeRequest']>[0];
type SchemeHandler = Parameters<Protocol['handle']>[1];

/** What a window needs of its session; the application sees the public side only. */
export interface Partition {
  readonly name: string;
  readonly schemes: Map<string, SchemeHandler>;
  permissionRequest: RequestHandler;
  permissionCheck: CheckHandler;
  verifyProc: VerifyProc;
  /** Null: nobody looks at requests. */
  beforeRequest: RequestFilter;
  /** Null: the system's. As Chromium's switches take them. */
  proxy: { readonly rules: string; readonly bypass: string } | null;
  tls: { readonly minVersion: SecureVersion; readonly maxVersion: SecureVersion };
  /** A window shows it. */
  used: boolean;
  /** Ends every connection and what runs on it. */
  readonly closing: Set<() => void>;
}

const VERSIONS = { 'tls1.2': 'TLSv1.2', 'tls1.3': 'TLSv1.3' } as const;

let privileged: readonly CustomScheme[] | null = null;
const partitions = new Map<string, { readonly partition: Partition; readonly session: object }>();
const bySession = new WeakMap<object, Partition>();

/** @throws Error for anything that is not a session of the double. */
export function partitionOf(session: unknown): Partition {
  const found = typeof session === 'object' && session !== null ? bySession.get(session) : undefined;
  if (found === undefined) throw new Error('webPreferences.session must come from session.fromPartition');
  return found;
}

/**
 * A standard scheme has hosts, origins and a same-origin policy: `poste://app/x` is served to Chromium, which cannot
 * learn schemes from outside, as `https://app.poste.invalid/x`.
 */
export function toHttps(url: string): string {
  const { protocol, host, pathname, search, hash } = new URL(url);
  const scheme = protocol.slice(0, -1);
  const known = privileged?.find((one) => one.scheme === scheme);
  if (known === undefined) return url;
  if (known.privileges?.standard !== true || known.privileges.secure !== true)
    throw new Error(`${scheme}: is not a standard, secure scheme`);
  return `https://${host}.${scheme}.invalid${pathname}${search}${hash}`;
}

/** The way back, for what the application sees of a frame or a request. */
export function fromHttps(url: string): { readonly scheme: string; readonly url: string } | null {
  for (const { scheme } of privileged ?? []) {
    const found = new RegExp(`^https://([^/]+)\\.${scheme}\\.invalid(/.*)?$`).exec(url);
    if (found !== null) return { scheme, url: `${scheme}://${found[1] ?? ''}${found[2] ?? '/'}` };
  }
  return null;
}

/** What the application says of a request of a page. Without a listener it leaves, as in Electron. */
export function mayLeave(partition: Partition, url: string): Promise<boolean> {
  const { beforeRequest } = partition;
  if (beforeRequest === null) return Promise.resolve(true);
  return new Promise((resolve) => {
    const details = strict('OnBeforeRequestListenerDetails', { url }) as OnBeforeRequestListenerDetails; // the rest of it throws
    beforeRequest(details, (answer) => resolve(answer.cancel !== true));
  });
}

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(schemes) {
    if (isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready');
    if (privileged !== null) throw new Error('protocol.registerSchemesAsPrivileged can only be called once');
    for (const { scheme, privileges = {} } of schemes) {
      if (privileges.bypassCSP === true) throw new Error(`${scheme}: bypassCSP`);
    }
    privileged = schemes;
  },
} satisfies Pick<Protocol, 'registerSchemesAsPrivileged'>);

function fromPartition(name: string, options?: FromPartitionOptions): object {
  afterReady('session');
  if (name === '' || name.startsWith('persist:')) throw new Error('the electron double keeps sessions in memory only');
  if (options?.cache !== false) throw new Error('the electron double has no cache');
  const known = partitions.get(name);
  if (known !== undefined) return known.session;
  const partition: Partition = {
    name,
    schemes: new Map(),
    permissionRequest: null,
    permissionCheck: null,
    verifyProc: null,
    beforeRequest: null,
    proxy: null,
    used: false,
    tls: { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.3' },
    closing: new Set(),
  };
  const session = strict('Session', {
    ...({
      setPermissionRequestHandler(handler) {
        partition.permissionRequest = handler;
      },
      setPermissionCheckHandler(handler) {
        partition.permissionCheck = handler;
      },
      setCertificateVerifyProc(proc) {
        partition.verifyProc = proc;
      },
      setSSLConfig({ minVersion = 'tls1.2', maxVersion = 'tls1.3', ...others }) {
        if (Object.keys(others).length > 0) throw new Error('the electron double knows the versions of setSSLConfig only');
        partition.tls = { minVersion: VERSIONS[minVersion], maxVersion: VERSIONS[maxVersion] };
      },
      setProxy({ mode, proxyRules, proxyBypassRules = '', ...others }) {
        if (Object.keys(others).length > 0 || mode !== 'fixed_servers' || proxyRules === undefined)
          throw new Error('the electron double knows the fixed_servers of setProxy only');
        if (partition.used) throw new Error('the electron double takes a proxy before the window');
        partition.proxy = { rules: proxyRules, bypass: proxyBypassRules };
        return Promise.resolve();
      },
      closeAllConnections() {
        for (const close of partition.closing) close();
        return Promise.resolve();
      },
    } satisfies Pick<
      Session,
      | 'setPermissionRequestHandler'
      | 'setPermissionCheckHandler'
      | 'setCertificateVerifyProc'
      | 'setSSLConfig'
      | 'setProxy'
      | 'closeAllConnections'
    >),
    webRequest: strict('Session.webRequest', {
      onBeforeRequest(...given: readonly unknown[]) {
        const [listener, ...others] = given;
        if (typeof listener !== 'function' || others.length > 0)
          throw new Error('the electron double knows one listener of onBeforeRequest, without a filter');
        partition.beforeRequest = listener as RequestFilter;
      },
    } satisfies Pick<WebRequest, 'onBeforeRequest'>),
    protocol: strict('Session.protocol', {
      handle(scheme, handler) {
        if (privileged?.some((one) => one.scheme === scheme) !== true) throw new Error(`${scheme}: was not registered as privileged`);
        if (partition.schemes.has(scheme)) throw new Error(`${scheme}: already handled`);
        partition.schemes.set(scheme, handler);
      },
    } satisfies Pick<Protocol, 'handle'>),
  });
  partitions.set(name, { partition, session });
  bySession.set(session, partition);
  return session;
}

export const session = strict('session', { fromPartition });
