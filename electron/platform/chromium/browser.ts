import { existsSync } from 'node:fs';
import { fail } from '../../../shared/errors.ts';

const CANDIDATES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The system's Chromium. @throws PosteError CHROMIUM_MISSING */
export function findChromium(configured: string | null): string {
  const found = [configured, ...CANDIDATES].find((c): c is string => c !== null && existsSync(c));
  if (found === undefined) throw fail('CHROMIUM_MISSING');
  return found;
}
