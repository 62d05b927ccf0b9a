import { readFileSync } from 'node:fs';
import { z } from 'zod';

const packageFacts = z.object({ version: z.string() });

/** Version of the package; its file stands one folder above the sources, and above what is built of them. */
export const { version } = packageFacts.parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')));
