import { describe, expect, it } from 'vitest';
import { Turns } from '../../../../renderer/client/turns.ts';

describe('turns', () => {
  const step = () => Promise.withResolvers<void>();

  it('makes an act wait for the one before on the same thing, not for those on another', async () => {
    const turns = new Turns();
    const seen: string[] = [];
    const first = step();
    const act =
      (name: string, until: Promise<void> = Promise.resolve()) =>
      async (): Promise<void> => {
        seen.push(`${name} starts`);
        await until;
        seen.push(`${name} ends`);
      };
    const one = turns.take('draft', act('save', first.promise));
    const two = turns.take('draft', act('validate'));
    await turns.take('other', act('other'));
    expect(seen).toEqual(['save starts', 'other starts', 'other ends']);
    first.resolve();
    await Promise.all([one, two]);
    expect(seen.slice(3)).toEqual(['save ends', 'validate starts', 'validate ends']);
  });

  it('goes on after an act that failed, and tells its failure to whoever asked for it', async () => {
    const turns = new Turns();
    const refused = turns.take('draft', () => Promise.reject(new Error('refused')));
    const next = turns.take('draft', () => Promise.resolve());
    await expect(refused).rejects.toThrow('refused');
    await expect(next).resolves.toBeUndefined();
    await expect(turns.rest('draft')).resolves.toBeUndefined();
  });

  it('rests at once when nothing was asked', async () => {
    await expect(new Turns().rest('draft')).resolves.toBeUndefined();
  });
});
