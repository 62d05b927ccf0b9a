import * as fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseHandOver, VITALE_MAX_BYTES } from '../../../electron/vitale/format.ts';
import { errorFacts, PosteError } from '../../../shared/errors.ts';
import { bytesOf, FRESH, sample } from './sample.ts';

const refusal = (bytes: Uint8Array, fresh = FRESH): string => {
  try {
    parseHandOver(bytes, fresh);
    return 'accepted';
  } catch (thrown) {
    return thrown instanceof PosteError ? `${thrown.code} ${thrown.path ?? ''}`.trim() : `not typed: ${String(thrown)}`;
  }
};
const [parent, child] = sample().beneficiaries;
const withChild = (changed: object) => bytesOf({ ...sample(), beneficiaries: [parent, { ...child, ...changed }] });
const ins = { matricule: '101072B99900114', oid: '1.2.250.1.213.1.4.10', birthFirstNames: 'CORSE', birthPlace: null };

describe('a hand-over', () => {
  it('is read, defaults filled in', () => {
    expect(parseHandOver(bytesOf(sample()), FRESH)).toEqual({
      source: 'vitale',
      readAt: '2026-03-02T09:15:30+01:00',
      regime: null,
      fund: null,
      centre: null,
      holder: {
        birthName: 'INS-FAMILLE-ONZE',
        usedName: null,
        firstName: 'PAUL',
        birthDate: '1970-08-07',
        rank: 1,
        sex: null,
        ins: null,
        nir: { number: '1700826221701', key: '61', certifiedOn: '2024-01-15' },
      },
      beneficiaries: [
        {
          birthName: 'INS-FAMILLE-ONZE',
          usedName: null,
          firstName: 'PAUL',
          birthDate: '1970-08-07',
          rank: 1,
          sex: null,
          nir: null,
          ins: null,
        },
        {
          birthName: 'INS-FAMILLE-ONZE',
          usedName: null,
          firstName: 'CORSE',
          birthDate: '2001-07-14',
          rank: 1,
          sex: null,
          nir: null,
          ins: null,
        },
      ],
    });
  });

  it('of the documentation is accepted', () => {
    const readme = readFileSync(new URL('../../../electron/vitale/README.md', import.meta.url), 'utf8');
    const example = /```json\n(\{\n[\s\S]*?)```/.exec(readme)?.[1] ?? '';
    expect(parseHandOver(new TextEncoder().encode(example), FRESH)).toMatchObject({
      regime: '01',
      fund: '751',
      centre: '0000',
      beneficiaries: [{ firstName: 'PAUL' }, { firstName: 'CORSE' }],
    });
  });

  it.each(['2001-00-00', '2001-07-00', '2001-00-14', '2001-13-01', '2001-99-00'])(
    'keeps a « lunaire » date as the card writes it: %s',
    (birthDate) => {
      expect(parseHandOver(withChild({ birthDate }), FRESH).beneficiaries[1]?.birthDate).toBe(birthDate);
    },
  );

  it('carries an INS identity from the Appli carte Vitale alone', () => {
    const document = { ...sample(), beneficiaries: [{ ...child, sex: 'M', ins }] };
    expect(parseHandOver(bytesOf({ ...document, source: 'apcv' }), FRESH).beneficiaries[0]?.ins).toEqual(ins);
    expect(refusal(bytesOf(document))).toBe('VITALE_FORMAT /beneficiaries/0/ins');
  });

  it.each([
    ['nothing', new Uint8Array(), 'VITALE_FORMAT'],
    ['text', new TextEncoder().encode('bonjour'), 'VITALE_FORMAT'],
    ['JSON cut short', bytesOf(sample()).slice(0, -5), 'VITALE_FORMAT'],
    ['bytes that are no UTF-8', new Uint8Array([0x22, 0xe9, 0x22]), 'VITALE_FORMAT'],
    ['null', bytesOf(null), 'VITALE_FORMAT'],
    ['a list', bytesOf([]), 'VITALE_FORMAT'],
    ['64 KiB and one byte', new Uint8Array(VITALE_MAX_BYTES + 1).fill(32), 'VITALE_TOO_LARGE'],
    ['another format', bytesOf({ ...sample(), format: 'x' }), 'VITALE_FORMAT /format'],
    ['version 2', bytesOf({ ...sample(), version: 2, extra: true }), 'VITALE_VERSION'],
    ['an unknown key', bytesOf({ ...sample(), extra: true }), 'VITALE_FORMAT'],
    ['no beneficiary', bytesOf({ ...sample(), beneficiaries: [] }), 'VITALE_FORMAT /beneficiaries'],
    ['31 beneficiaries', bytesOf({ ...sample(), beneficiaries: Array.from({ length: 31 }, () => child) }), 'VITALE_FORMAT /beneficiaries'],
    ['a date that does not exist', withChild({ birthDate: '2001-02-30' }), 'VITALE_FORMAT /beneficiaries/1/birthDate'],
    ['rank 0', withChild({ rank: 0 }), 'VITALE_FORMAT /beneficiaries/1/rank'],
    ['an empty name', withChild({ birthName: '' }), 'VITALE_FORMAT /beneficiaries/1/birthName'],
    ['a name of 101 characters', withChild({ birthName: 'A'.repeat(101) }), 'VITALE_FORMAT /beneficiaries/1/birthName'],
    ['a control character in a name', withChild({ firstName: 'COR\u0000SE' }), 'VITALE_FORMAT /beneficiaries/1/firstName'],
    ['a NIR of the wrong key', withChild({ nir: { number: '1700826221701', key: '62' } }), 'VITALE_FORMAT /beneficiaries/1/nir/key'],
    ['a NIR as a number', withChild({ nir: { number: 1700826221701, key: '61' } }), 'VITALE_FORMAT /beneficiaries/1/nir/number'],
    ['an instant without offset', bytesOf({ ...sample(), readAt: '2026-03-02T09:15:30' }), 'VITALE_FORMAT /readAt'],
    ['a reading of 11 minutes ago', bytesOf({ ...sample(), readAt: '2026-03-02T08:04:59Z' }), 'VITALE_STALE /readAt'],
    ['a reading 3 minutes ahead', bytesOf({ ...sample(), readAt: '2026-03-02T08:19:01Z' }), 'VITALE_FUTURE /readAt'],
  ])('%s is refused', (_, bytes, expected) => {
    expect(refusal(bytes)).toBe(expected);
  });

  it.each([
    ['2026-03-02T08:18:00Z', 'accepted'],
    ['2026-03-02T08:18:00.001Z', 'VITALE_FUTURE /readAt'],
    ['2026-03-02T08:06:00Z', 'accepted'],
    ['2026-03-02T08:05:59.999Z', 'VITALE_STALE /readAt'],
  ])('of %s, read at 08:16, is %s: clocks may be two minutes apart, and a reading ten minutes old', (readAt, expected) => {
    expect(refusal(bytesOf({ ...sample(), readAt }))).toBe(expected);
  });

  it.each(['2001-13-32', '1849-13-01', '0000-00-00'])('the birth date %s is none of a card', (birthDate) => {
    expect(refusal(withChild({ birthDate }))).toBe('VITALE_FORMAT /beneficiaries/1/birthDate');
  });

  it('any bytes are read or refused with a code', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array({ maxLength: 300 }),
          fc.json().map((text) => new TextEncoder().encode(text)),
        ),
        (bytes) => {
          expect(refusal(bytes)).toMatch(/^VITALE_[A-Z_]+/);
        },
      ),
    );
  });

  it('a refusal never repeats what was received', () => {
    expect.assertions(3);
    for (const bytes of [
      bytesOf(sample()).slice(0, -3),
      withChild({ birthDate: 'SECRET' }),
      withChild({ nir: { number: '1700826221701', key: '62' } }),
    ]) {
      try {
        parseHandOver(bytes, FRESH);
      } catch (thrown) {
        expect(JSON.stringify([errorFacts(thrown), thrown instanceof Error ? String(thrown.cause) : ''])).not.toMatch(
          /SECRET|1700826221701|CORSE|PAUL/,
        );
      }
    }
  });
});
