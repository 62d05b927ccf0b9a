import { describe, expect, it } from 'vitest';
import { adt, message, one, sourceOf } from './samples.ts';

const PV1 = 'PV1|1|I|^12^P||||||||||||||||8801';
const a01 = (...rest: readonly string[]) => one({ event: 'A01', rest });

describe('the ward of a stay', () => {
  it.each([
    [['PV1|1|I|CARDIO', 'ZBE|1|20261120||INSERT|N||Chir V|Chir S|HMS'], 'CARDIO'],
    [[PV1, 'ZBE|1|20261120||INSERT|N||Chir V^^^^^CHU&1&N^UF^^^6268|Chir S|HMS'], 'Chir V'],
    [[PV1, 'ZBE|1|20261120||INSERT|N||^^^^^CHU&1&N^UF^^^6268|Chir S|HMS'], '6268'],
    [[PV1, 'ZBE|1|20261120||INSERT|N|||Chir S^^^^^^UF^^^8782|HMS'], 'Chir S'],
    [[PV1, 'ZBE|1|20261120||INSERT|N|||^^^^^^UF^^^8782|HMS'], '8782'],
    [[PV1], null],
  ])('of %j is %s', async (rest, ward) => {
    expect(await a01(...rest)).toMatchObject({ stay: { ward } });
  });

  it('leaves room and bed as PV1-3 has them, and a missing visit number null', async () => {
    expect(await a01(PV1)).toMatchObject({ stay: { room: '12', bed: 'P', visitNumber: '8801' } });
    expect(await a01('PV1|1|I|CARDIO')).toMatchObject({ kind: 'stay', stay: { visitNumber: null } });
  });

  it('has 199 characters at most', async () => {
    expect(await a01(`PV1|1|I|${'A'.repeat(199)}`)).toMatchObject({ stay: { ward: 'A'.repeat(199) } });
    expect(await a01(`PV1|1|I|${'A'.repeat(200)}`)).toMatchObject({ error: { code: 'IMPORT_TOO_LONG', path: '/PV1/3' } });
  });

  it('is missing with PV1', async () => {
    expect(await a01()).toMatchObject({ error: { code: 'HL7_SEGMENT', message: 'Le segment PV1 manque.' } });
  });
});

describe('when an event occurred', () => {
  const at = async (evn: string, zbe: string, header = '20261120080001') => {
    const text = message({ event: 'A01', rest: [PV1, zbe] })
      .replace(/EVN\|[^\r]*/, evn)
      .replace('|20261120083001|', `|${header}|`);
    const [item] = await adt(sourceOf(text));
    return item !== undefined && 'occurredAt' in item ? item.occurredAt : item;
  };

  it('is ZBE-2, else EVN-6, else EVN-2, else MSH-7', async () => {
    expect(await at('EVN||20261120083000||||20261120081500', 'ZBE|1|20261120080000')).toBe('2026-11-20T08:00:00');
    expect(await at('EVN||20261120083000||||20261120081500', 'ZBE|1|')).toBe('2026-11-20T08:15:00');
    expect(await at('EVN||20261120083000', 'NTE|1')).toBe('2026-11-20T08:30:00');
    expect(await at('EVN|', 'NTE|1')).toBe('2026-11-20T08:00:01');
  });

  it('is not told by an MSH-7 that is no time', async () => {
    for (const header of ['', '2026', '20261320']) expect(await at('EVN|', 'NTE|1', header)).toBeNull();
  });

  it.each([
    ['20261120', '2026-11-20T00:00:00'],
    ['2026112023', '2026-11-20T23:00:00'],
    ['202611202359', '2026-11-20T23:59:00'],
    ['20261120235959.1234+0100', '2026-11-20T23:59:59+01:00'],
  ])('reads %s', async (text, expected) => {
    expect(await at('EVN|', `ZBE|1|${text}`)).toBe(expected);
  });

  it.each(['2026112024', '202611202360', '20261120235960', '20261100', '20260001', '20260230', '2026', '202611201', 'x'])(
    'refuses %s',
    async (text) => {
      expect(await at('EVN|', `ZBE|1|${text}`)).toMatchObject({ error: { code: 'HL7_TIME', path: '/ZBE/2' }, refused: { value: text } });
    },
  );
});
