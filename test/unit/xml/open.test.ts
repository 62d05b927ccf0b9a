import { describe, expect, test } from 'vitest';
import type { DoorFailure, DoorLimits, Doors } from '../../../electron/doors/types.ts';
import { openXml } from '../../../electron/xml/open.ts';
import { XML_AT_HAND } from '../../../electron/xml/read.ts';

/** A door that answers this, and what it was asked. */
function doorsThat(answer: unknown) {
  const asked: { readonly kind: string; readonly limits: Partial<DoorLimits> | undefined }[] = [];
  const doors: Doors = {
    open: (kind, _input, schema, limits) => {
      asked.push({ kind, limits });
      return Promise.resolve(schema.safeParse(answer).data ?? (answer as DoorFailure));
    },
  };
  return { doors, asked };
}

const sized = (length: number): Uint8Array => new Uint8Array(length);
const here = (): { readonly where: string } => ({ where: 'here' });

describe('XML from outside', () => {
  test('is read where it is up to 64 KiB, apart past them', async () => {
    const { doors, asked } = doorsThat({ where: 'apart' });
    expect(await openXml(doors, 'cda', sized(XML_AT_HAND), here)).toEqual({ where: 'here' });
    expect(asked).toEqual([]);
    expect(await openXml(doors, 'xml', sized(XML_AT_HAND + 1), here)).toEqual({ where: 'apart' });
    expect(asked).toEqual([{ kind: 'xml', limits: {} }]);
  });

  test('has the limits of every file up to 40 MiB, and a little more memory past them', async () => {
    const { doors, asked } = doorsThat({});
    for (const more of [0, 1]) await openXml(doors, 'cda', sized(40 * 1024 * 1024 + more), here);
    expect(asked.map(({ limits }) => limits)).toEqual([{}, { memoryMb: 220 }]);
  });

  test.each([
    ['slow', 'XML_TOO_SLOW', 'trop long à ouvrir'],
    ['heavy', 'XML_TOO_HEAVY', 'trop de mémoire'],
    ['lost', 'XML_LOST', 'arrêtée deux fois'],
    ['unreadable', 'XML_MALFORMED', 'mal formé'],
  ] as const)('that the door finds %s is %s', async (failure, code, words) => {
    const { doors } = doorsThat({ failure, detail: 'why' } satisfies DoorFailure);
    await expect(openXml(doors, 'cda', sized(XML_AT_HAND + 1), here)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words),
      detail: 'why',
    });
  });

  test('that the door answers with nothing is malformed', async () => {
    const { doors } = doorsThat({ failure: 'unreadable', detail: 'no answer' });
    await expect(openXml(doors, 'dmp-message', sized(XML_AT_HAND + 1), here)).rejects.toMatchObject({
      code: 'XML_MALFORMED',
      detail: 'no answer',
    });
  });
});
