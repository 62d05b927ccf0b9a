import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ParametersKeeper, readParameters, type DmpParameters } from '../../../electron/dmp/parameters.ts';
import { netError } from '../../../electron/net/errors.ts';
import type { HttpResponse } from '../../../electron/net/types.ts';
import { parseXml } from '../../../electron/xml/read.ts';

const FALLBACK: DmpParameters = { minors: true, ageOfMajority: 18, cumulAllowed: false, reimbursementMonths: null };
const SAID = { minors: false, ageOfMajority: 17, cumulAllowed: true, reimbursementMonths: 12 };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = (text: string): DmpParameters => readParameters(parseXml(bytes(text)), FALLBACK);

const FORMS = {
  'its own elements':
    '<p:parametres xmlns:p="urn:x"><p:fonctions-gestion-mineurs> false </p:fonctions-gestion-mineurs><p:age-majorite>17</p:age-majorite><p:cumul-invisible_patient-masque_ps>OUI</p:cumul-invisible_patient-masque_ps><p:hr-periode-max-mois>12</p:hr-periode-max-mois></p:parametres>',
  attributes:
    '<r><g><parametre nom="fonctions-gestion-mineurs" valeur="0"/><parametre nom="age-majorite" valeur="17"/></g><parametre name="cumul-invisible_patient-masque_ps">true</parametre><parametre code="hr-periode-max-mois" value="12"/></r>',
  children:
    '<r><param><Nom>fonctions-gestion-mineurs</Nom><Valeur>non</Valeur></param><param><nom>age-majorite</nom><valeur>17</valeur></param><param><cle>cumul-invisible_patient-masque_ps</cle><value>1</value></param><param><key>hr-periode-max-mois</key><valeur>12</valeur></param></r>',
};

describe('the parameters of the DMP', () => {
  it.each(Object.entries(FORMS))('are read from %s', (_form, text) => {
    expect(read(text)).toEqual(SAID);
  });

  it('that a file leaves out are those of before', () => {
    expect(read('<r><age-majorite>17</age-majorite><autre>x</autre></r>')).toEqual({ ...FALLBACK, ageOfMajority: 17 });
  });

  it.each([
    ['names none', '<html><body>Service indisponible</body></html>'],
    ['has a majority that is none', '<r><age-majorite>180</age-majorite></r>'],
    ['has a majority in words', '<r><age-majorite>dix-huit</age-majorite></r>'],
    ['is silent about what it names', '<r><age-majorite/></r>'],
    ['has neither yes nor no', '<r><fonctions-gestion-mineurs>peut-être</fonctions-gestion-mineurs></r>'],
    ['contradicts itself', '<r><age-majorite>18</age-majorite><age-majorite>17</age-majorite></r>'],
    ['has one good and one bad', '<r><age-majorite>17</age-majorite><hr-periode-max-mois>-1</hr-periode-max-mois></r>'],
  ])('are none of a file that %s', (_what, text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ code: 'DMP_PARAMETERS' }));
  });
});

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'poste-parameters-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const file = (): string => join(folder, 'inside', 'dmp-parameters.json');

function keeper(url: string | null = 'https://dmp.invalid/param-lps') {
  let at = Date.parse('2026-11-21T08:00:00Z');
  const answers = new Map<string, () => Promise<HttpResponse>>();
  const asked: string[] = [];
  let changes = 0;
  const parameters = new ParametersKeeper({
    url,
    transport: {
      send: (request) => {
        asked.push(request.url);
        return answers.get(request.url)?.() ?? Promise.reject(netError('NET_DNS', false, 'dns'));
      },
    },
    readXml: (body) => Promise.resolve().then(() => parseXml(body)),
    file: file(),
    fallback: FALLBACK,
    now: () => new Date(at),
    refreshMs: 86_400_000,
    timeoutMs: 1000,
    changed: () => void (changes += 1),
  });
  return {
    parameters,
    gives: (text: string, { status = 200, location, from = url ?? '' }: { status?: number; location?: string; from?: string } = {}) =>
      void answers.set(from, () => Promise.resolve({ status, headers: location === undefined ? {} : { location }, body: bytes(text) })),
    fails: () => answers.clear(),
    later: (ms: number) => void (at += ms),
    asked,
    changes: () => changes,
  };
}
const MAJORITY = '<r><age-majorite>17</age-majorite></r>';

describe('what is kept of them', () => {
  it('is the configuration before the DMP said anything, then what it said, with its date', async () => {
    const { parameters, gives, changes } = keeper();
    expect(parameters.current).toEqual(FALLBACK);
    gives(FORMS.children);
    await parameters.refresh();
    expect([parameters.current, changes()]).toEqual([SAID, 1]);
    expect(JSON.parse(readFileSync(file(), 'utf8'))).toEqual({ at: '2026-11-21T08:00:00.000Z', value: SAID });
  });

  it('is asked for again after a day, and not before, by the next start neither', async () => {
    const first = keeper();
    first.gives(MAJORITY);
    await first.parameters.refresh();
    first.later(86_399_999);
    await first.parameters.refresh();
    expect(first.asked.length).toBe(1);
    first.later(1);
    await Promise.all([first.parameters.refresh(), first.parameters.refresh()]);
    expect(first.asked.length).toBe(2);
    const next = keeper();
    next.later(86_400_000);
    await next.parameters.refresh();
    expect([next.parameters.current.ageOfMajority, next.asked.length]).toEqual([17, 0]);
  });

  it('of a date to come, since the clock was set back, is asked for', async () => {
    const first = keeper();
    first.later(86_400_000);
    first.gives(MAJORITY);
    await first.parameters.refresh();
    const next = keeper();
    await next.parameters.refresh();
    expect([next.asked.length, next.parameters.current.ageOfMajority]).toEqual([1, 17]);
  });

  it('is found where its address leads, some steps at most', async () => {
    const { parameters, gives, asked } = keeper();
    gives('', { status: 302, location: '/ailleurs' });
    gives(MAJORITY, { from: 'https://dmp.invalid/ailleurs' });
    await parameters.refresh();
    expect([parameters.current.ageOfMajority, asked]).toEqual([17, ['https://dmp.invalid/param-lps', 'https://dmp.invalid/ailleurs']]);
    const turning = keeper();
    turning.later(2 * 86_400_000);
    turning.gives('', { status: 302, location: '/param-lps' });
    await turning.parameters.refresh();
    expect([turning.asked.length, turning.parameters.current.ageOfMajority]).toEqual([4, 17]);
  });

  it.each<[string, (place: ReturnType<typeof keeper>) => void]>([
    ['a page', ({ gives }) => gives('<html><body>Maintenance</body></html>')],
    ['a page that is no XML', ({ gives }) => gives('<!DOCTYPE html><p>Maintenance')],
    ['a file with a DTD', ({ gives }) => gives('<!DOCTYPE r [<!ENTITY a "17">]><r><age-majorite>&a;</age-majorite></r>')],
    ['an error of the server', ({ gives }) => gives('<r><age-majorite>16</age-majorite></r>', { status: 503 })],
    ['silence', ({ fails }) => fails()],
  ])('survives %s, on the disk too: nobody waits and nothing changes', async (_what, breaks) => {
    const first = keeper();
    first.gives(MAJORITY);
    await first.parameters.refresh();
    const next = keeper();
    next.later(86_400_000);
    breaks(next);
    await next.parameters.refresh();
    expect([next.asked.length, next.parameters.current.ageOfMajority, next.changes()]).toEqual([1, 17, 0]);
  });

  it('that somebody spoilt on the disk is nothing; without an address it is neither read nor asked for', async () => {
    const first = keeper();
    first.gives(MAJORITY);
    await first.parameters.refresh();
    const without = keeper(null);
    await without.parameters.refresh();
    expect([without.asked.length, without.parameters.current]).toEqual([0, FALLBACK]);
    writeFileSync(file(), readFileSync(file(), 'utf8').replace('17', '3'));
    expect(keeper().parameters.current).toEqual(FALLBACK);
  });
});
