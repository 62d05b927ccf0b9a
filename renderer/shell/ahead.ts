import { useEffect } from 'react';
import { HelpDrawer } from '../features/help/feature.ts';
import { PatientRecord } from '../features/patient/feature.ts';
import { every, screenOf, type Place } from './routes.ts';

/** A busy window reads on all the same, in milliseconds. */
const IDLE = { timeout: 1000 } as const;

/**
 * Reads the code of screens before they are asked for: the one behind the lock and what stands over every screen once
 * the lock is drawn, all the others once the session is open.
 */
export function useLoadedAhead({ screen, patient }: Place, drawn: boolean, open: boolean): void {
  useEffect(() => {
    if (!drawn) return undefined;
    const asked = requestIdleCallback(() => void loadPlace({ screen, patient }), IDLE);
    return () => cancelIdleCallback(asked);
  }, [drawn, screen, patient]);
  useEffect(() => {
    if (open) void loadAll();
  }, [open]);
}

// What cannot be read is told by the screen that needs it.

async function loadPlace({ screen, patient }: Place): Promise<void> {
  const shown = screenOf(screen);
  await Promise.allSettled([
    ...overlays().map((overlay) => overlay.load()),
    ...(shown.needs === 'locked' ? [] : [shown.Content.load()]),
    ...(patient === null ? [] : [PatientRecord.load()]),
  ]);
}

const overlays = () => every.flatMap((feature) => feature.overlays ?? []).map(({ Content }) => Content);

/** One after the other, while nothing else is drawn. */
async function loadAll(): Promise<void> {
  const screens = every.flatMap((feature) => feature.screens).flatMap((screen) => (screen.needs === 'locked' ? [] : [screen.Content]));
  for (const part of [PatientRecord, ...screens, HelpDrawer]) {
    await new Promise((resolve) => {
      requestIdleCallback(resolve, IDLE);
    });
    await part.load().catch(() => undefined);
  }
}
