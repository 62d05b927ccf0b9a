import { defineConfig } from 'vitest/config';
import { cardProfile, ON_EVERY_CARD } from './setup/card-profile.ts';

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    // With a virtual card asked for, only what has a card to run on.
    include: [cardProfile === 'file' ? 'test/{unit,integration,conformance,faults}/**/*.test.ts' : ON_EVERY_CARD],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Faults with a card mostly wait: for a driver, a reader, a silent service.
    maxWorkers: cardProfile === 'file' ? 2 : 3,
    pool: 'forks',
    // Data folders made by tests leave nothing in the account's own.
    env: { XDG_STATE_HOME: new URL('.out/state', import.meta.url).pathname },
  },
});
