import { describe, expect, it } from 'vitest';
import { decide } from '../../../../renderer/client/decisions.ts';

describe('a decision', () => {
  it('is made once about what is shown, even after its answer, until it is shown otherwise', async () => {
    const made: string[] = [];
    const make = (shown: string) =>
      decide('s1', shown, async () => {
        await Promise.resolve();
        made.push(shown);
      });
    await Promise.all([make('12:00'), make('12:00')]);
    await make('12:00');
    expect(made).toEqual(['12:00']);
    await make('12:01');
    expect(made).toEqual(['12:00', '12:01']);
  });

  it('is made again after it failed, and never holds one about something else', async () => {
    let tries = 0;
    const fail = () =>
      decide('s2', 'x', () => {
        tries += 1;
        return Promise.reject(new Error('refused'));
      });
    await fail();
    await decide('s3', 'x', () => Promise.resolve());
    await fail();
    expect(tries).toBe(2);
  });
});
