import { describe, expect, it } from 'vitest';
import { logIn } from '../../../electron/mss/connection.ts';

/** Logs in where the first `refusals` tokens fail, each with that word, after so many tokens were asked. */
async function attempt({
  word,
  refusals,
  tokensEach = 1,
}: {
  readonly word: string;
  readonly refusals: number;
  readonly tokensEach?: number;
}): Promise<{ readonly outcome: unknown; readonly asked: number }> {
  let asked = 0;
  let left = refusals;
  const outcome = await logIn(['XOAUTH2'], () => Promise.resolve(`token ${(asked += 1)}`), {
    login: async (provide) => {
      for (let i = 0; i < tokensEach; i += 1) await provide();
      left -= 1;
      if (left >= 0) throw new Error(word);
    },
    refused: (error) => error instanceof Error && error.message === 'refused',
    failure: (error) => (error instanceof Error ? `meant ${error.message}` : error),
  }).catch((thrown: unknown) => thrown);
  return { outcome, asked };
}

describe('a login by token', () => {
  it.each([
    ['a token that is taken is asked for once', { word: 'refused', refusals: 0 }, { outcome: undefined, asked: 1 }],
    ['a refused token is replaced once', { word: 'refused', refusals: 1 }, { outcome: undefined, asked: 2 }],
    ['a second refusal is the answer', { word: 'refused', refusals: 2 }, { outcome: 'meant refused', asked: 2 }],
    ['any other failure asks for no second token', { word: 'cut', refusals: 1 }, { outcome: 'meant cut', asked: 1 }],
    [
      'a second token given after a challenge is not replaced',
      { word: 'refused', refusals: 1, tokensEach: 2 },
      { outcome: 'meant refused', asked: 2 },
    ],
  ])('%s', async (_what, given, expected) => {
    expect(await attempt(given)).toEqual(expected);
  });
});
