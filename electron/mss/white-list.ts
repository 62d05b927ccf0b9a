import { domainToASCII } from 'node:url';
import { z } from 'zod';
import { DailyFile, type DailyFilePorts } from '../daily-file.ts';
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

interface WhiteListPorts extends Pick<DailyFilePorts<unknown>, 'url' | 'file' | 'now' | 'refreshMs' | 'changed'> {
  readonly transport: Pick<Transport, 'send'>;
  /** Opens what came, where it cannot hold the application up. */
  readonly readXml: (bytes: Uint8Array) => Promise<XmlElement>;
  readonly timeoutMs: number;
}

const kept = z.array(z.string().min(1)).min(1);

/** The white list: kept so that an address is judged without network too. Without its address, the operator alone decides. */
export class WhiteList {
  readonly #file: DailyFile<readonly string[]>;
  #domains: { readonly of: readonly string[]; readonly set: ReadonlySet<string> } | null = null;

  constructor({ transport, readXml, timeoutMs, ...ports }: WhiteListPorts) {
    this.#file = new DailyFile<readonly string[]>({
      ...ports,
      kept,
      ask: async (url, signal) => {
        const request = { url, method: 'GET', headers: { accept: 'application/xml' }, body: null, timeoutMs, signal } as const;
        const { status, body } = await transport.send(request);
        if (status !== 200) throw mssError('MSS_WHITE_LIST', { detail: `HTTP ${status}` });
        return readWhiteList(await readXml(body));
      },
    });
  }

  /** Whether a domain is of the trust space: every one as long as no list is known. */
  trusts(domain: string): boolean {
    const names = this.#file.last?.value;
    if (names === undefined) return true;
    if (this.#domains?.of !== names) this.#domains = { of: names, set: new Set(names) };
    return this.#domains.set.has(asciiDomain(domain));
  }

  /** Fetches the list when it is old. Never rejects: the former one serves, and the operator has the last word. */
  refresh(): Promise<void> {
    return this.#file.refresh();
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}
