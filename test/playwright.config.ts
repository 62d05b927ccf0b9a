import { defineConfig } from '@playwright/test';
import { cardProfile } from './setup/card-profile.ts';

export default defineConfig({
  testDir: 'e2e',
  // One folder per card: a pass empties its own, never the traces of another.
  outputDir: `.out/e2e-${cardProfile}`,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  workers: 1,
  retries: 0,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: `.out/playwright-${cardProfile}.json` }]],
});
