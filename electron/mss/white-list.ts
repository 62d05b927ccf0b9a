import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { domainToASCII } from 'node:url';
import { writeDurably } from '../durable-file.ts';
import { makeFolder } from '../make-folder.ts';
import type { Transport } from '../net/types.ts';
import { at, descendants, text, type XmlElement } from '../xml/read.ts';
import { mssError } from './errors.ts';

const NS = 'https://listeblanche.mssante.fr/schema';

/**
 * Domains of the trust space, as its white list names them (`Domaine/Nom`; mss/README 1).
 *
 * @throws PosteError MSS_WHITE_LIST when it names none
 */
export function readWhiteList(root: XmlElement): readonly string[] {
  const names = descendants(root, NS, 'Domaine').flatMap((domain) => text(at(domain, NS, 'Nom'))?.trim() || []);
  if (names.length === 0) throw mssError('MSS_WHITE_LIST');
  return names.map(asciiDomain);
}

/** Some domains hold letters beyond ASCII: both ways of writing one are one domain. */
const asciiDomain = (domain: string): string => domainToASCII(domain) || domain.toLowerCase();

interface WhiteListPorts {
  /** Null: no list, the operator alone decides. */
  readonly url: string | null;
  readonly transport: Pick<Transport, 'send'>;
  /** Opens what came, where it cannot hold the application up. */
  readonly readXml: (bytes: Uint8Array) => Promise<XmlElement>;
  /** Where the domains are kept between runs, one a line; public data. */
  readonly file: string;
  readonly now: () => Date;
  /** How long a list serves before the next one is fetched, milliseconds. */
  readonly refreshMs: number;
  readonly timeoutMs: number;
  /** The list changed: what was planned with the former one is stale. */
  readonly changed: () => void;
}

/** The white list: fetched once a day while somebody works, kept so that an address is judged without network too. */
export class WhiteList {
  readonly #ports: WhiteListPorts;
  #domains: ReadonlySet<string> | null = null;
  #fetchedAt = 0;
  #fetching: Promise<void> | null = null;
  readonly #stop = new AbortController();

  constructor(ports: WhiteListPorts) {
    this.#ports = ports;
    if (ports.url !== null) this.#domains = kept(ports.file);
  }

  /** Whether a domain is of the trust space: every one as long as no list is known. */
  trusts(domain: string): boolean {
    return this.#domains === null || this.#domains.has(asciiDomain(domain));
  }

  /** Fetches the list when it is old. Never rejects: the former one serves, and the operator has the last word. */
  refresh(): Promise<void> {
    const { url, now, refreshMs } = this.#ports;
    if (url === null || now().getTime() - this.#fetchedAt < refreshMs) return Promise.resolve();
    this.#fetching ??= this.#fetch(url)
      .catch(() => undefined)
      .finally(() => (this.#fetching = null));
    return this.#fetching;
  }

  async close(): Promise<void> {
    this.#stop.abort();
    await this.#fetching;
  }

  async #fetch(url: string): Promise<void> {
    const { transport, readXml, file, now, timeoutMs, changed } = this.#ports;
    const request = {
      url,
      method: 'GET',
      headers: { accept: 'application/xml' },
      body: null,
      timeoutMs,
      signal: this.#stop.signal,
    } as const;
    const { status, body } = await transport.send(request);
    if (status !== 200) throw mssError('MSS_WHITE_LIST', { detail: `HTTP ${status}` });
    const names = readWhiteList(await readXml(body));
    this.#domains = new Set(names);
    this.#fetchedAt = now().getTime();
    changed();
    makeFolder(dirname(file));
    writeDurably(file, new TextEncoder().encode(`${names.join('\n')}\n`));
  }
}

/** What the last run kept; null when there is nothing to read. */
function kept(file: string): ReadonlySet<string> | null {
  let lines: readonly string[];
  try {
    lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  } catch {
    return null;
  }
  return lines.length === 0 ? null : new Set(lines);
}
