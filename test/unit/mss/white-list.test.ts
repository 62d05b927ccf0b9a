import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readWhiteList, WhiteList } from '../../../electron/mss/white-list.ts';
import { netError } from '../../../electron/net/errors.ts';
import type { HttpResponse } from '../../../electron/net/types.ts';
import { parseXml } from '../../../electron/xml/read.ts';

const list = (...domains: readonly string[]): Uint8Array =>
  new TextEncoder().encode(
    `<l:ListeBlanche xmlns:l="https://listeblanche.mssante.fr/schema"><l:DateDeGeneration>2026-11-20</l:DateDeGeneration>${domains
      .map((name) => `<l:Domaine><l:Nom> ${name} </l:Nom><l:Description>x</l:Description></l:Domaine>`)
      .join('')}</l:ListeBlanche>`,
  );

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'poste-domains-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A list at an address that answers what it is told to. */
function keeper(url: string | null = 'https://espace.invalid/liste.xml') {
  let at = Date.parse('2026-11-21T08:00:00Z');
  let answer: () => Promise<HttpResponse> = () => Promise.reject(netError('NET_DNS', false, 'dns'));
  let asked = 0;
  let changes = 0;
  const white = new WhiteList({
    url,
    transport: {
      send: () => {
        asked += 1;
        return answer();
      },
    },
    readXml: (bytes) => Promise.resolve(parseXml(bytes)),
    file: join(folder, 'inside', 'domains.json'),
    now: () => new Date(at),
    refreshMs: 60_000,
    timeoutMs: 1000,
    changed: () => void (changes += 1),
  });
  return {
    white,
    gives: (body: Uint8Array, status = 200) => void (answer = () => Promise.resolve({ status, headers: {}, body })),
    later: (ms: number) => void (at += ms),
    asked: () => asked,
    changes: () => changes,
  };
}

describe('the white list', () => {
  it('names its domains, whatever the prefix, letters beyond ASCII both ways', () => {
    expect(readWhiteList(parseXml(list('medecin.mssante.fr', 'Évry.apicrypt.example')))).toEqual([
      'medecin.mssante.fr',
      'xn--vry-9la.apicrypt.example',
    ]);
  });

  it.each([
    ['of nobody', list()],
    ['of another language', new TextEncoder().encode('<html><Domaine><Nom>a.fr</Nom></Domaine></html>')],
  ])('%s is none', (_what, bytes) => {
    expect(() => readWhiteList(parseXml(bytes))).toThrow(expect.objectContaining({ code: 'MSS_WHITE_LIST' }));
  });

  it('judges nobody as long as it is not known, then who is on it', async () => {
    const { white, gives, changes } = keeper();
    expect(white.trusts('gmail.com')).toBe(true);
    gives(list('medecin.mssante.fr', 'évry.example'));
    await white.refresh();
    expect(['medecin.mssante.fr', 'évry.example', 'xn--vry-9la.example', 'gmail.com'].map((domain) => white.trusts(domain))).toEqual([
      true,
      true,
      true,
      false,
    ]);
    expect(changes()).toBe(1);
  });

  it('is asked for again once it is old, and not before', async () => {
    const { white, gives, later, asked } = keeper();
    gives(list('a.mssante.fr'));
    await white.refresh();
    later(59_999);
    await white.refresh();
    expect(asked()).toBe(1);
    later(1);
    gives(list('b.mssante.fr'));
    await Promise.all([white.refresh(), white.refresh()]);
    expect([asked(), white.trusts('a.mssante.fr'), white.trusts('b.mssante.fr')]).toEqual([2, false, true]);
  });

  it.each<[string, (list_: ReturnType<typeof keeper>) => void]>([
    ['a page that is none', ({ gives }) => gives(new TextEncoder().encode('<html/>'))],
    ['an error of the server', ({ gives }) => gives(list('other.fr'), 503)],
    ['silence', () => undefined],
  ])('survives %s: the former one serves, from the disk too', async (_what, breaks) => {
    const first = keeper();
    first.gives(list('a.mssante.fr'));
    await first.white.refresh();
    const next = keeper();
    next.later(60_000);
    breaks(next);
    await next.white.refresh();
    expect(next.asked()).toBe(1);
    expect([next.white.trusts('a.mssante.fr'), next.white.trusts('other.fr'), next.changes()]).toEqual([true, false, 0]);
    expect(readFileSync(join(folder, 'inside', 'domains.json'), 'utf8')).toBe(
      '{"value":["a.mssante.fr"],"at":"2026-11-21T08:00:00.000Z"}\n',
    );
  });

  it('that is empty on the disk is none; without an address it is neither read nor asked for', async () => {
    const { white, gives } = keeper();
    gives(list('a.mssante.fr'));
    await white.refresh();
    const without = keeper(null);
    await without.white.refresh();
    expect([without.asked(), without.white.trusts('gmail.com')]).toEqual([0, true]);
    writeFileSync(join(folder, 'inside', 'domains.json'), '{"at":"2026-11-21T08:00:00.000Z","value":[]}\n');
    expect(keeper().white.trusts('gmail.com')).toBe(true);
  });
});
