import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const renderer = new URL('../../../../renderer/', import.meta.url);
const sheets = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.css') && !path.startsWith('dist'),
);

/** « a:has(b) > * »: whatever comes anywhere in the window, every element of it is looked at again. */
const ANYTHING_AFTER_HAS = /:has\([^{},]*\)[^{},]*[\s>+~]\*\s*[,{]/;

it.each(sheets)('in %s a rule that goes on after :has() says which elements it is about', (path) => {
  expect(readFileSync(new URL(path, renderer), 'utf8')).not.toMatch(ANYTHING_AFTER_HAS);
});
