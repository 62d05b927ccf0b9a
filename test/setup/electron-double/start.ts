import { pathToFileURL } from 'node:url';
import { codeLoaded } from './app.ts';

/** `node --import …/hooks.ts start.ts <entry> …`: as Electron, which is ready only once the entry has run to its end. */
const [, , entry] = process.argv;
if (entry === undefined) throw new Error('which entry?');
process.argv.splice(1, 1);
await import(pathToFileURL(entry).href);
codeLoaded();
