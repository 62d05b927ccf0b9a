import { errorFacts } from '../../shared/errors.ts';
import { tell } from '../ui/Toasts.tsx';
import { call } from './client.ts';
import { flushDrafts } from './drafts.ts';
import { put, putSession } from './queries.ts';

/** Saves what is being typed, then locks. */
export async function lock(): Promise<void> {
  await flushDrafts();
  await attempt(async () => putSession(await call('session.lock', null)));
}

/** Starts the Pro Santé Connect login; its progress comes by events. */
export async function connectMss(): Promise<void> {
  await attempt(async () => putSession(await call('session.connectMss', null)));
}

/** Gives the Pro Santé Connect login up. */
export async function cancelMss(): Promise<void> {
  await attempt(async () => putSession(await call('session.cancelMss', null)));
}

/** Asks every national service whether it answers. */
export async function checkServices(): Promise<void> {
  await attempt(async () => {
    put('services.state', null, await call('services.check', null));
  });
}

/** Does something whose error is told in passing. */
export async function attempt(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (thrown) {
    const facts = errorFacts(thrown);
    tell(`${facts.message} ${facts.action}`.trim(), 'bad');
  }
}

const TOUCH_EVERY_MS = 20_000;

/** Tells the application that the user is there, at most every 20 s; returns the function that stops. */
export function touchWhileActive(): () => void {
  let last = 0;
  const touch = (): void => {
    const now = Date.now();
    if (now - last < TOUCH_EVERY_MS) return;
    last = now;
    // Nothing to say when it fails: the lock that would follow is told by session.changed.
    call('session.touch', null).catch(() => undefined);
  };
  const kinds = ['pointerdown', 'keydown', 'wheel'] as const;
  for (const kind of kinds) window.addEventListener(kind, touch, { passive: true });
  return () => {
    for (const kind of kinds) window.removeEventListener(kind, touch);
  };
}
