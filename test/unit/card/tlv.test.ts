import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readOid, readTlv } from '../../../electron/card/der.ts';
import { readSituation, readSkill } from '../../../electron/card/situation.ts';

const tlv = (tag: number, ...values: readonly (string | Buffer)[]): Buffer => {
  const content = Buffer.concat(values.map((value) => Buffer.from(value)));
  const length = content.length < 0x80 ? [content.length] : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
};

describe('situation of practice (CPS_ACTIVITY_nn_PS)', () => {
  it('reads the public example of a test card', () => {
    const value = Buffer.from(
      `ee1e8405${Buffer.from('CABIN').toString('hex')}850f${Buffer.from('499700735741008').toString('hex')}8604${Buffer.from('SA07').toString('hex')}`,
      'hex',
    );
    expect(readSituation(3, value)).toEqual({ index: 3, structureIdNat: '499700735741008', structureName: 'CABIN', sector: 'SA07' });
  });

  it('skips tags it does not know, whatever their order, and takes long lengths', () => {
    const name = 'É'.repeat(100);
    const value = tlv(
      0xee,
      tlv(0x81, Buffer.from([9])),
      tlv(0x86, 'SA01'),
      tlv(0x9f - 0x10, 'x'),
      tlv(0x85, '10B0307377'),
      tlv(0x84, name),
    );
    expect(readSituation(1, Buffer.concat([tlv(0x53, 'other'), value]))).toEqual({
      index: 1,
      structureIdNat: '10B0307377',
      structureName: name,
      sector: 'SA01',
    });
  });

  it('reads a name written in Latin-1', () => {
    const value = tlv(0xee, tlv(0x84, Buffer.from('Hôpital', 'latin1')), tlv(0x85, '10B0307377'), tlv(0x86, 'SA01'));
    expect(readSituation(1, value)?.structureName).toBe('Hôpital');
  });

  it('is none without structure, or damaged', () => {
    expect(readSituation(1, tlv(0xee, tlv(0x86, 'SA07')))).toBeNull();
    expect(readSituation(1, Buffer.from('ee30840a', 'hex'))).toBeNull();
    expect(readSituation(1, Buffer.alloc(0))).toBeNull();
  });

  it.each([
    ['no sector', [], ''],
    ['a sector of no list', [tlv(0x86, 'SX07')], 'SX07'],
    ['a sector that is no code', [tlv(0x86, 'S\u0000')], ''],
    ['a sector in words', [tlv(0x86, 'cabinet de groupe')], ''],
  ] as const)('keeps a situation with %s: an identity can be looked at', (_what, parts, sector) => {
    expect(readSituation(1, tlv(0xee, tlv(0x85, '10B0307377'), ...parts))).toMatchObject({ structureIdNat: '10B0307377', sector });
  });

  it('never throws, whatever the card says', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => void readSituation(1, bytes)));
    fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => void readSituation(1, tlv(0xee, Buffer.from(bytes)))));
  });
});

describe('skill at the end of CPS_INFO_PS', () => {
  it.each([
    ['10SM26', 'SM26'],
    ['…SCD01', 'SCD01'],
    ['60', null],
    ['', null],
    ['SM26 ', null],
    ['XSM26', null],
  ])('%j gives %j', (text, skill) => {
    expect(readSkill(Buffer.from(text))).toBe(skill);
  });
});

describe('TLV', () => {
  it('refuses values that go past the end and forms that cards do not use', () => {
    for (const hex of ['30', '3005', '3081', '308001', '3085000000000100', '1f8101'])
      expect(() => readTlv(Buffer.from(hex, 'hex'))).toThrow(/TLV/);
  });

  it('reads object identifiers of large arcs', () => {
    expect(readOid(Buffer.from('2a817a01470102 05'.replaceAll(' ', ''), 'hex'))).toBe('1.2.250.1.71.1.2.5');
    expect(readOid(Buffer.from('2b0601040182371402 02'.replaceAll(' ', ''), 'hex'))).toBe('1.3.6.1.4.1.311.20.2.2');
  });
});
