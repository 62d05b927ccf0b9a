import { defineConfig } from 'vitest/config';
import { cardProfile, ON_EVERY_CARD } from './setup/card-profile.ts';

const SHARING = 'test/unit/{codes,domain,domain-mss,errors,usecases,words}/**/*.test.ts';

/** Files that the pass leaves to another one, as the whole suite says. */
const LEFT = process.env['POSTE_TEST_LEAVES'];
const left = LEFT === undefined ? [] : [LEFT];

export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    projects:
      cardProfile === 'file'
        ? [
            // Rules and formats keep nothing from a test to the next: their modules are loaded once.
            { extends: true, test: { name: 'unit', include: [SHARING], isolate: false } },
            {
              extends: true,
              test: {
                name: 'integration',
                include: ['test/{unit,integration,conformance,faults}/**/*.test.ts'],
                exclude: [SHARING, ...left],
              },
            },
          ]
        : // Only what has a card to run on.
          [{ extends: true, test: { name: cardProfile, include: [ON_EVERY_CARD], exclude: left } }],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A condition, not a clock: a machine may be loaded by others.
    expect: { poll: { timeout: 30_000 } },
    // More than the cores: much of it waits, for a process, a driver, a silent service.
    maxWorkers: 4,
    pool: 'forks',
    env: {
      // Data folders made by tests leave nothing in the account's own.
      XDG_STATE_HOME: new URL('.out/state', import.meta.url).pathname,
      // The processes of every workstation are compiled once.
      NODE_COMPILE_CACHE: new URL('.out/compiled', import.meta.url).pathname,
    },
  },
});
