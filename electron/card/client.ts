import { errorFromFacts, type PosteError } from '../../shared/errors.ts';
import { certificatesOfPem } from './certificate.ts';
import { LOOK_HUNG_MS } from './constants.ts';
import { cardError } from './errors.ts';
import { pinBytes, requirePin } from './pin.ts';
import { eventSchema, signatureSchema, situationsSchema, type CardAdapterConfig, type CardEvent, type CardRequest } from './protocol.ts';
import { serviceEntry, type ServiceProcess, type StartService } from './service-process.ts';
import { SilenceWatch } from './silence.ts';
import type { CardPresence, CardService } from './types.ts';

export interface CardServicePorts {
  readonly start: StartService;
  readonly adapter: CardAdapterConfig;
  /** Milliseconds between two looks at the reader. */
  readonly pollMs: number;
  /** PEM bundle of the CAs that complete the certificates' chains (IGC-Santé); null = those of the card only. */
  readonly issuersPem?: string | null;
  /**
   * Milliseconds without any word from the service before its driver counts as hung; no more than LOOK_HUNG_MS while a
   * card is only looked at.
   */
  readonly hungMs: number;
}

export interface StartedCardService extends CardService {
  /** Resolves once the reader was looked at (or found hung). */
  readonly ready: Promise<void>;
}

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: PosteError) => void;
}

/** A process that has not run our code yet has no driver to hang: a loaded machine starts it slowly. Milliseconds. */
const START_MS = 60_000;
const RESTART_MS = 250;
const RESTART_MAX_MS = 10_000;
const CLOSE_MS = 1_000;

/**
 * Starts the card service process and speaks to it. A driver that hangs or crashes costs its process, never the
 * application: it is killed and started again, the presence is `hung` meanwhile, and every waiting call fails with
 * CARD_HUNG. Nothing is ever tried again by itself: a PIN least of all.
 */
export function startCardService(ports: CardServicePorts): StartedCardService {
  return new CardClient(ports);
}

class CardClient implements StartedCardService {
  readonly ready: Promise<void>;
  readonly #ports: CardServicePorts;
  readonly #issuers: readonly Uint8Array[];
  readonly #listeners = new Set<(presence: CardPresence) => void>();
  readonly #forgetful = new Set<() => void>();
  readonly #pending = new Map<number, Pending>();
  #presence: CardPresence = { kind: 'empty' };
  #markReady: () => void = () => undefined;
  readonly #watch = new SilenceWatch(
    () => this.#patienceMs(),
    () => this.#lost(),
  );
  #process: ServiceProcess | null = null;
  /** The process runs our code. */
  #running = false;
  #restart: NodeJS.Timeout | null = null;
  #restartMs = RESTART_MS;
  #nextId = 0;
  #closed: Promise<void> | null = null;

  constructor(ports: CardServicePorts) {
    this.#ports = ports;
    const { issuersPem = null } = ports;
    this.#issuers = issuersPem === null ? [] : certificatesOfPem(issuersPem);
    this.ready = new Promise((resolve) => {
      this.#markReady = resolve;
    });
    this.#start();
  }

  presence(): CardPresence {
    return this.#presence;
  }

  onPresence(listener: (presence: CardPresence) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  onLoggedOut(listener: () => void): () => void {
    this.#forgetful.add(listener);
    return () => void this.#forgetful.delete(listener);
  }

  async login(pin: string, { lastTry }: { readonly lastTry: boolean }): Promise<void> {
    requirePin(pin);
    const serial = this.#presence.kind === 'present' ? this.#presence.card.serial : null;
    const bytes = pinBytes(pin);
    const answer = this.#call((id) => ({ op: 'login', id, pin: bytes, lastTry, serial }));
    bytes.fill(0);
    await answer;
  }

  async logout(): Promise<void> {
    await this.#call((id) => ({ op: 'logout', id }));
  }

  async situations(): ReturnType<CardService['situations']> {
    return situationsSchema.parse(await this.#call((id) => ({ op: 'situations', id })));
  }

  async sign(...[role, hash, data]: Parameters<CardService['sign']>): Promise<Uint8Array> {
    return signatureSchema.parse(await this.#call((id) => ({ op: 'sign', id, role, hash, data })));
  }

  close(): Promise<void> {
    this.#closed ??= this.#stop();
    return this.#closed;
  }

  #call(request: (id: number) => CardRequest): Promise<unknown> {
    const service = this.#process;
    if (this.#closed !== null || service === null || this.#presence.kind === 'hung') return Promise.reject(cardError('CARD_HUNG'));
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      // Serialised before it returns: the caller may erase its bytes at once.
      service.post(request(id));
    });
  }

  #start(): void {
    const service = this.#ports.start(serviceEntry(import.meta.url, 'card/service'));
    this.#process = service;
    this.#running = false;
    service.onMessage((message) => {
      const parsed = eventSchema.safeParse(message);
      if (this.#process !== service || this.#closed !== null || !parsed.success) return;
      this.#hear(parsed.data);
      // Each word but that of a look may change how long the next one is waited for.
      if (parsed.data.event === 'alive') this.#watch.heard();
      else this.#watch.start();
    });
    service.onExit(() => {
      if (this.#process === service && this.#closed === null) this.#lost();
    });
    const { adapter, pollMs } = this.#ports;
    const open: CardRequest = { op: 'open', adapter, pollMs, issuers: [...this.#issuers] };
    service.post(open);
    this.#watch.start();
  }

  /** A look every poll, an answer to every call: silence means a driver that does not come back. */
  #patienceMs(): number {
    if (!this.#running) return START_MS;
    const { hungMs } = this.#ports;
    const looking = this.#presence.kind === 'present' && this.#pending.size === 0;
    return looking ? Math.min(hungMs, LOOK_HUNG_MS) : hungMs;
  }

  /** The process hangs or is gone: everything that waited fails, and another process takes over. */
  #lost(): void {
    this.#watch.stop();
    this.#process?.kill();
    this.#process = null;
    this.#see({ kind: 'hung' });
    this.#failAll();
    this.#restart = setTimeout(() => this.#start(), this.#restartMs);
    this.#restart.unref();
    this.#restartMs = Math.min(this.#restartMs * 2, RESTART_MAX_MS);
  }

  #hear(event: CardEvent): void {
    switch (event.event) {
      case 'started':
        this.#running = true;
        break;
      case 'alive':
        this.#restartMs = RESTART_MS;
        break;
      case 'presence':
        this.#see(event.presence);
        break;
      case 'done':
        this.#settle(event.id)?.resolve(event.value);
        break;
      case 'failed': {
        const error = errorFromFacts(event.error);
        this.#settle(event.id)?.reject(error);
        if (error.code === 'CARD_NOT_LOGGED_IN') for (const listener of this.#forgetful) listener();
        break;
      }
    }
  }

  #settle(id: number): Pending | undefined {
    const waiting = this.#pending.get(id);
    this.#pending.delete(id);
    return waiting;
  }

  #see(presence: CardPresence): void {
    if (this.#presence.kind === 'hung' && presence.kind === 'hung') return;
    this.#presence = presence;
    this.#markReady();
    for (const listener of this.#listeners) listener(presence);
  }

  #failAll(): void {
    const waiting = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of waiting) reject(cardError('CARD_HUNG'));
  }

  async #stop(): Promise<void> {
    this.#watch.stop();
    if (this.#restart !== null) clearTimeout(this.#restart);
    this.#failAll();
    this.#markReady();
    const service = this.#process;
    if (service === null) return;
    const close: CardRequest = { op: 'close' };
    await new Promise<void>((resolve) => {
      const impatient = setTimeout(() => {
        service.kill();
        resolve();
      }, CLOSE_MS);
      service.onExit(() => {
        clearTimeout(impatient);
        resolve();
      });
      service.post(close);
    });
    this.#process = null;
  }
}
