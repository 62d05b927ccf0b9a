#!/usr/bin/env node
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { forkService } from './card/fork.ts';
import { commands } from './cli/commands.ts';
import { fileKeyOpener } from './cli/profile.ts';
import { runCommand, type Commands } from './cli/run.ts';

/** `npx poste <words>`: the headless commands in a clone, on data folders whose key is a file. Installed: `main.ts`, `--cli`. */

/** Commands that live with the tests are there in a clone only, never in a package. */
const sourceOnly = new URL('../test/cli/index.ts', import.meta.url);
const { commands: more } = existsSync(fileURLToPath(sourceOnly))
  ? ((await import(sourceOnly.href)) as { readonly commands: Commands })
  : { commands: {} };

process.exitCode = await runCommand({ ...commands, ...more }, process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  dataFolder: null,
  opener: fileKeyOpener,
  startService: forkService,
});
