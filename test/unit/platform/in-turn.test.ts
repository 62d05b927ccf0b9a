import { describe, expect, it } from 'vitest';
import { inTurn } from '../../../electron/in-turn.ts';

describe('works that never overlap', () => {
  it('begin one after the other, in the order asked, one that failed included; each tells its own end', async () => {
    const oneAtATime = inTurn();
    const seen: string[] = [];
    const work = (name: string, end: () => string) =>
      oneAtATime(async () => {
        seen.push(`${name} begins`);
        await Promise.resolve();
        seen.push(`${name} ends`);
        return end();
      });
    const ends = await Promise.allSettled([
      work('first', () => 'a'),
      work('second', () => {
        throw new Error('refused');
      }),
      work('third', () => 'c'),
    ]);
    expect(seen).toEqual(['first begins', 'first ends', 'second begins', 'second ends', 'third begins', 'third ends']);
    expect(ends).toMatchObject([{ value: 'a' }, { reason: { message: 'refused' } }, { value: 'c' }]);
  });
});
