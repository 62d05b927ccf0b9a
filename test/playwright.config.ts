import { defineConfig } from '@playwright/test';
import { cardProfile } from './setup/card-profile.ts';

/** A run of the whole suite names its passes; by itself, one is named by its card. */
const pass = process.env['POSTE_TEST_PASS'] ?? cardProfile;

export default defineConfig({
  testDir: 'e2e',
  // One folder per pass: it empties its own, never the traces of another.
  outputDir: `.out/e2e-${pass}`,
  // Generous: a machine may be loaded by others, and what passes waits for none of it.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  workers: 1,
  retries: 0,
  forbidOnly: true,
  reporter: [['list'], ['json', { outputFile: `.out/playwright-${pass}.json` }]],
});
