import type { Page } from 'playwright-core';
import { ATTEMPTS, DEPARTURES, type Attempt } from './attempts.ts';
import { listen, type Listener } from './listeners.ts';

/** What a connection, or the third try of a STUN client, may take, in milliseconds. */
const SETTLE_MS = 2_000;
/** Before a page that did not leave is taken for one that stays. */
const LEAVE_MS = 150;
const PATIENCE_MS = 15_000;

export interface WaysOut {
  /** Names of all that was tried. */
  readonly tried: readonly string[];
  /** `name: tcp`, `name: udp`, for each that was heard on loopback. */
  readonly heard: readonly string[];
}

/**
 * Tries every way out of a page, by IPv4, IPv6 and name, each towards a port of its own on loopback.
 *
 * @param home answers a page that has not left: the same, or another.
 * @param expected how many are awaited; without it, time alone decides.
 */
export async function waysOut(home: () => Promise<Page>, expected = 0): Promise<WaysOut> {
  const tried = [...Object.keys(ATTEMPTS), ...Object.keys(DEPARTURES)];
  const listeners = new Map<string, Listener>();
  for (const word of tried) listeners.set(word, await listen());
  const heard = (): string[] =>
    [...listeners].flatMap(([word, listener]) => [...listener.heard].map((way) => `${word}: ${way}`)).toSorted();
  const take = async (page: Page, word: string, attempt: Attempt): Promise<void> => {
    // What a page has not, or refuses, throws: only what is heard counts.
    for (const host of listeners.get(word)?.hosts ?? []) await page.evaluate(attempt, { host, word }).catch(() => undefined);
  };
  try {
    const first = await home();
    for (const [word, attempt] of Object.entries(ATTEMPTS)) await take(first, word, attempt);
    for (const [word, attempt] of Object.entries(DEPARTURES)) {
      await take(await home(), word, attempt);
      await wait(LEAVE_MS);
    }
    await wait(SETTLE_MS);
    for (let waited = 0; waited < PATIENCE_MS && heard().length < expected; waited += LEAVE_MS) await wait(LEAVE_MS);
    const found = heard();
    for (const listener of listeners.values()) await listener.mustHear();
    return { tried, heard: found };
  } finally {
    for (const listener of listeners.values()) listener.close();
  }
}

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
