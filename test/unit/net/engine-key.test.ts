import { expect, it } from 'vitest';
import { pinBytes } from '../../../electron/card/pin.ts';
import { identifierOf } from '../../../electron/net/engine-key.ts';

it('the process of the engine keeps no byte of the PIN that it was given, and touches nothing around them', () => {
  const around = new Uint8Array(12).fill(7);
  around.set(pinBytes('60482917'), 2);
  const pin = around.subarray(2, 10);
  expect(identifierOf('pkcs11:token=CPS3;id=%01', pin)).toBe('pkcs11:token=CPS3;id=%01;pin-value=60482917');
  expect([...around]).toEqual([7, 7, 0, 0, 0, 0, 0, 0, 0, 0, 7, 7]);
});
