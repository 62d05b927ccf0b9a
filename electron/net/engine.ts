import { errorFromFacts, type PosteError } from '../../shared/errors.ts';
import { forkService } from '../card/fork.ts';
import { pinBytes } from '../card/pin.ts';
import { serviceEntry, type ServiceProcess } from '../card/service-process.ts';
import { engineEventSchema, type EngineEvent, type EngineRequest } from './engine-protocol.ts';
import { netError } from './errors.ts';
import { noneRevoked, type Revocations } from '../pki/revocations.ts';
import type { KeyAbility, TlsTrust } from './tls.ts';
import type { HttpRequest, HttpResponse, Transport } from './types.ts';

export interface EnginePorts extends TlsTrust, KeyAbility {
  /** Path of OpenSSL's pkcs11 engine. */
  readonly engine: string;
  /** Path of the PKCS#11 module. */
  readonly module: string;
  /** Environment of the module (`SOFTHSM2_CONF`); never a secret. */
  readonly pkcs11Env: Readonly<Record<string, string>>;
  readonly tokenLabel: string;
  /** CKA_ID of the authentication key. */
  readonly keyId: Uint8Array;
  /** Authentication certificate of the card, then its issuing CAs. */
  readonly certPem: string;
  /** Starts the process; a fork by default. */
  readonly start?: (entry: string, env: Readonly<Record<string, string>>) => ServiceProcess;
}

/** Mutual TLS with the card's key. Locked at first. */
export interface EngineTransport extends Transport {
  /**
   * Logs in to the card in a process of its own and keeps the key ready. **Only with a PIN that the card service has
   * just accepted**: a wrong one costs a try.
   *
   * @throws PosteError NET_KEY, TRUST_EMPTY (the card was not asked)
   */
  unlock(pin: string): Promise<void>;
  /** Takes the key back at once: kills the process; what was under way fails with NET_CUT. */
  lock(): void;
}

/** Default place of the engine on Debian (package libengine-pkcs11-openssl). */
export const DEBIAN_ENGINE = '/usr/lib/x86_64-linux-gnu/engines-3/pkcs11.so';

const UNLOCK_MS = 30_000;
const MAX_BYTES = 64 * 1024 * 1024;

/** TLS by Node and OpenSSL's pkcs11 engine, in a child process (Linux; Electron's own TLS has no engine). */
export function engineTransport(ports: EnginePorts): EngineTransport {
  return new EngineClient(ports);
}

interface Pending {
  readonly resolve: (response: HttpResponse) => void;
  readonly reject: (error: PosteError) => void;
}

class EngineClient implements EngineTransport {
  readonly #ports: EnginePorts;
  readonly #pending = new Map<number, Pending>();
  #process: ServiceProcess | null = null;
  #nextId = 0;
  #told: Revocations | null = null;
  #unlocking: { readonly resolve: () => void; readonly reject: (error: PosteError) => void } | null = null;

  constructor(ports: EnginePorts) {
    this.#ports = ports;
  }

  async unlock(pin: string): Promise<void> {
    this.lock();
    const {
      engine,
      module,
      pkcs11Env,
      certPem,
      authorities,
      pss,
      tls12Only = false,
      maxBytes = MAX_BYTES,
      revocations = noneRevoked,
      start = forkService,
    } = this.#ports;
    const child = start(serviceEntry(import.meta.url, 'net/engine-child'), { ...pkcs11Env, PKCS11_MODULE_PATH: module });
    this.#process = child;
    child.onMessage((message) => {
      const parsed = engineEventSchema.safeParse(message);
      if (this.#process === child && parsed.success) this.#hear(parsed.data);
    });
    child.onExit(() => {
      if (this.#process === child) this.lock();
    });
    this.#told = revocations();
    const bytes = pinBytes(pin);
    const late = setTimeout(() => this.#refused(netError('NET_KEY', false, 'no answer')), UNLOCK_MS);
    try {
      await new Promise<void>((resolve, reject) => {
        this.#unlocking = { resolve, reject };
        const request: EngineRequest = {
          op: 'unlock',
          engine,
          keyUri: this.#keyUri(),
          pin: bytes,
          certPem,
          authorities: [...authorities],
          revocations: this.#told ?? noneRevoked(),
          pss,
          tls12Only,
          maxBytes,
        };
        child.post(request);
        bytes.fill(0);
      });
    } finally {
      clearTimeout(late);
      this.#unlocking = null;
    }
  }

  lock(): void {
    const child = this.#process;
    this.#process = null;
    child?.kill();
    this.#unlocking?.reject(netError('NET_KEY', false, 'locked'));
    const waiting = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of waiting) reject(netError('NET_CUT', true, 'locked'));
  }

  async send({ signal, ...request }: HttpRequest): Promise<HttpResponse> {
    const child = this.#process;
    if (child === null || this.#unlocking !== null) throw netError('NET_LOCKED', false, null);
    if (signal?.aborted === true) throw netError('NET_ABORTED', false, null);
    const id = this.#nextId++;
    const post = (message: EngineRequest): void => child.post(message);
    const revocations = (this.#ports.revocations ?? noneRevoked)();
    if (revocations !== this.#told) {
      this.#told = revocations;
      post({ op: 'revocations', revocations });
    }
    const abort = (): void => post({ op: 'abort', id });
    signal?.addEventListener('abort', abort);
    try {
      return await new Promise<HttpResponse>((resolve, reject) => {
        this.#pending.set(id, { resolve, reject });
        post({ op: 'send', id, ...request, headers: { ...request.headers } });
      });
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  }

  close(): Promise<void> {
    this.lock();
    return Promise.resolve();
  }

  #hear(event: EngineEvent): void {
    switch (event.event) {
      case 'unlocked':
        this.#unlocking?.resolve();
        break;
      case 'refused':
        this.#refused(errorFromFacts(event.error));
        break;
      case 'answer':
        this.#settle(event.id)?.resolve({ status: event.status, headers: event.headers, body: event.body });
        break;
      case 'failed':
        this.#settle(event.id)?.reject(errorFromFacts(event.error));
        break;
    }
  }

  #refused(error: PosteError): void {
    this.#unlocking?.reject(error);
    this.#unlocking = null;
    this.lock();
  }

  #settle(id: number): Pending | undefined {
    const waiting = this.#pending.get(id);
    this.#pending.delete(id);
    return waiting;
  }

  /** RFC 7512: every byte of the label and the identifier percent-encoded. */
  #keyUri(): string {
    const percent = (bytes: Uint8Array): string => [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
    return `pkcs11:token=${percent(Buffer.from(this.#ports.tokenLabel, 'utf8'))};id=${percent(this.#ports.keyId)};type=private`;
  }
}
