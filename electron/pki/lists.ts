import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PosteError } from '../../shared/errors.ts';
import { writeDurably } from '../durable-file.ts';
import { makeFolder } from '../make-folder.ts';
import type { Authorities } from './authorities.ts';
import { readCrl, type RevocationList } from './crl.ts';
import { pkiError } from './errors.ts';
import type { Revocations } from './revocations.ts';

interface RevocationListsPorts {
  /** Addresses of the lists (plain HTTP: a list is signed). Empty: revocation is not checked. */
  readonly urls: readonly string[];
  readonly refreshMs: number;
  /** Milliseconds for one list. */
  readonly timeoutMs: number;
  /** See {@link Revocations}. */
  readonly required: boolean;
  /** Those that may sign lists. */
  readonly authorities: Authorities;
  /** Where lists are kept between runs; public data. */
  readonly folder: string;
  readonly now: () => Date;
  /** The lists, or what is wrong with them, changed. */
  readonly changed: () => void;
}

/** Lists of revoked cards of a whole country: a few MiB. */
const MAX_BYTES = 64 * 1024 * 1024;
/** A clock that is late does not make a fresh list invalid. */
const CLOCK_SKEW_MS = 5 * 60_000;

/** How long a login waits for lists it has never had, milliseconds. */
const FIRST_LISTS_MS = 3000;

interface Source {
  readonly url: string;
  readonly file: string;
  held: RevocationList | null;
  /** What the last attempt met; null when it brought a good list. */
  problem: PosteError | null;
}

/**
 * The revocation lists of the authorities: fetched from their addresses, verified, kept in the data folder. When an
 * address is unreachable the last list serves until its end (mss/README 2, requirement 1.1.7), and that is said.
 */
export class RevocationLists {
  readonly #ports: RevocationListsPorts;
  readonly #sources: readonly Source[];
  #current: Revocations;
  #refreshing: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  readonly #stop = new AbortController();

  /** Reads the lists kept from the last run. */
  constructor(ports: RevocationListsPorts) {
    this.#ports = ports;
    this.#sources = ports.urls.map((url) => this.#kept(url));
    this.#current = this.#gather();
  }

  /** Fetches now, then at each interval; waits for nobody. */
  start(): void {
    if (this.#sources.length === 0) return;
    void this.refresh();
    this.#timer = setInterval(() => void this.refresh(), this.#ports.refreshMs);
    this.#timer.unref();
  }

  /** What is known now; another value after each change. */
  get current(): Revocations {
    return this.#current;
  }

  /** Waits a moment for the first refresh when some list is missing or over: a login is judged on what comes. */
  async settled(): Promise<void> {
    if (!this.#sources.some((source) => !this.#valid(source) && source.problem === null)) return;
    await Promise.race([this.#refreshing, delay(FIRST_LISTS_MS, undefined, { ref: false })]);
  }

  /** The worst thing to say of the lists: CRL_UNAVAILABLE, CRL_INVALID, CRL_UNREACHABLE; null when all is well. */
  get warning(): PosteError | null {
    const missing = this.#sources.filter((source) => !this.#valid(source));
    // At the start nothing is missing yet: it is on its way.
    const lost = missing.find((source) => source.problem !== null || this.#refreshing === null);
    if (lost !== undefined) return pkiError('CRL_UNAVAILABLE', { detail: `${lost.url}: ${lost.problem?.detail ?? 'expired'}` });
    const invalid = this.#sources.find((source) => source.problem?.code === 'CRL_INVALID');
    return invalid?.problem ?? this.#sources.find((source) => source.problem !== null)?.problem ?? null;
  }

  /** Fetches every list once. Never rejects: what went wrong is the {@link warning}. */
  refresh(): Promise<void> {
    this.#refreshing ??= Promise.all(this.#sources.map((source) => this.#fetch(source))).then(() => {
      this.#refreshing = null;
      if (this.#stop.signal.aborted) return;
      this.#current = this.#gather();
      this.#ports.changed();
    });
    return this.#refreshing;
  }

  async close(): Promise<void> {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#stop.abort();
    await this.#refreshing;
  }

  #kept(url: string): Source {
    const file = join(this.#ports.folder, `${createHash('sha256').update(url).digest('hex')}.crl`);
    try {
      // Verified again: a file is no more trusted than an address.
      return { url, file, held: existsSync(file) ? this.#read(readFileSync(file)) : null, problem: null };
    } catch (thrown) {
      return { url, file, held: null, problem: named(url, thrown) };
    }
  }

  #read(bytes: Uint8Array): RevocationList {
    const list = readCrl(bytes, this.#ports.authorities);
    if (list.thisUpdate > this.#ports.now().getTime() + CLOCK_SKEW_MS) throw pkiError('CRL_INVALID', { detail: 'not yet valid' });
    return list;
  }

  async #fetch(source: Source): Promise<void> {
    let bytes: Uint8Array;
    try {
      bytes = await download(source.url, AbortSignal.any([AbortSignal.timeout(this.#ports.timeoutMs), this.#stop.signal]));
    } catch (cause) {
      source.problem = pkiError('CRL_UNREACHABLE', { detail: `${source.url}: ${reasonOf(cause)}`, cause });
      return;
    }
    try {
      const list = this.#read(bytes);
      if (list.nextUpdate <= this.#ports.now().getTime()) throw pkiError('CRL_INVALID', { detail: 'expired' });
      // An address belongs to one authority, and an old list played back does not bring a certificate back.
      if (source.held !== null && list.issuer !== source.held.issuer) throw pkiError('CRL_INVALID', { detail: 'of another authority' });
      if (source.held !== null && list.thisUpdate < source.held.thisUpdate)
        throw pkiError('CRL_INVALID', { detail: 'older than the last one' });
      source.held = list;
      source.problem = null;
    } catch (thrown) {
      source.problem = named(source.url, thrown);
      return;
    }
    try {
      makeFolder(this.#ports.folder);
      writeDurably(source.file, bytes);
    } catch (cause) {
      // It serves all the same until the application closes; the next start will have to fetch it.
      source.problem = pkiError('CRL_UNREACHABLE', { detail: `${source.url}: ${reasonOf(cause)}`, cause });
    }
  }

  #valid({ held }: Source): boolean {
    return held !== null && held.nextUpdate > this.#ports.now().getTime();
  }

  /** Several addresses may give the list of one authority: the latest one counts. */
  #gather(): Revocations {
    const held = this.#sources
      .flatMap((source) => (source.held === null ? [] : [source.held]))
      .toSorted((a, b) => a.thisUpdate - b.thisUpdate);
    return {
      lists: new Map(held.map((list) => [list.issuer, { revoked: new Set(list.revoked), until: list.nextUpdate }])),
      required: this.#ports.required,
    };
  }
}

async function download(url: string, signal: AbortSignal): Promise<Uint8Array> {
  const response = await fetch(url, { signal, redirect: 'error', headers: { accept: 'application/pkix-crl, */*' } });
  if (!response.ok || response.body === null) {
    await response.body?.cancel();
    throw Object.assign(new Error('status'), { code: `HTTP ${response.status}` });
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    size += chunk.byteLength;
    if (size > MAX_BYTES) throw Object.assign(new Error('size'), { code: `over ${MAX_BYTES} bytes` });
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

const named = (url: string, thrown: unknown): PosteError =>
  pkiError('CRL_INVALID', { detail: `${url}: ${thrown instanceof PosteError ? (thrown.detail ?? '') : reasonOf(thrown)}`, cause: thrown });

/** Code of the system below the error of fetch, or its name. */
function reasonOf(thrown: unknown): string {
  for (let at = thrown; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return thrown instanceof Error ? thrown.name : 'unknown';
}
