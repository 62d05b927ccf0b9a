import { describe, expect, it } from 'vitest';
import { wrongPin } from '../../../electron/card/errors.ts';
import { digestInfo } from '../../../electron/card/digest-info.ts';
import { triesFromFlags } from '../../../electron/card/pkcs11-codes.ts';

describe('tries left from the token’s flags', () => {
  const READY = 0x40d;
  it.each([
    [READY, 3],
    [READY | 0x10000, 2],
    [READY | 0x10000 | 0x20000, 1],
    [READY | 0x40000, 0],
    // The SO (PUK) flags say nothing of the PIN.
    [READY | 0x100000 | 0x200000 | 0x400000, 3],
    // Contactless: no user PIN.
    [0x405, null],
  ])('flags %i: %j', (flags, tries) => {
    expect(triesFromFlags(flags)).toBe(tries);
  });
});

describe('wrong PIN', () => {
  it.each([
    [2, 'PIN_WRONG', 'Code porteur incorrect : il reste 2 essais.', 'triesLeft=2'],
    [1, 'PIN_WRONG', 'Code porteur incorrect : il reste 1 essai.', 'triesLeft=1'],
    [0, 'PIN_LOCKED', 'La carte est bloquée.', 'triesLeft=0'],
    [null, 'PIN_WRONG', 'Code porteur incorrect.', 'triesLeft=unknown'],
  ])('%j tries left: %s', (tries, code, message, detail) => {
    expect(wrongPin(tries)).toMatchObject({ code, message, detail });
  });
});

describe('DigestInfo', () => {
  it('is the hash behind its algorithm, as RFC 8017 writes it', () => {
    expect(digestInfo('sha256', Buffer.from('abc')).toString('hex')).toBe(
      '3031300d060960864801650304020105000420ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad',
    );
    expect(digestInfo('sha1', Buffer.from('abc')).toString('hex')).toBe(
      '3021300906052b0e03021a05000414a9993e364706816aba3e25717850c26c9cd0d89d',
    );
  });
});
