import { errorFacts } from '../shared/errors.ts';
import { defaults } from './config/defaults.ts';
import { loadConfig, policyFile } from './config/load.ts';
import type { Config } from './config/schema.ts';
import { failureText } from './failure-text.ts';
import { openNotice } from './platform/chromium/notice.ts';
import { settingsFile } from './settings-file.ts';

/** Says why the application did not open: in the terminal, then in a window, until it is closed. */
export async function tellFailure(thrown: unknown, arguments_: readonly string[]): Promise<void> {
  const facts = errorFacts(thrown);
  const { detail } = facts;
  process.stderr.write(`${failureText(facts).join(' ')}${detail === null ? '' : ` ${detail}`}\n`);
  const { chromium, headless } = windowSettings(arguments_);
  // A window that nobody sees is closed by nobody.
  if (headless || facts.code === 'DISPLAY_MISSING') return;
  try {
    const { closed } = await openNotice(facts, { executable: chromium, headless });
    process.stdout.write('Une fenêtre le dit aussi : fermez-la.\n');
    await closed;
  } catch {
    // No browser or no screen: the terminal has it all.
  }
}

/** The failure may be that of the settings themselves. */
function windowSettings(arguments_: readonly string[]): Config['window'] {
  try {
    return loadConfig({ policy: policyFile(), user: settingsFile(arguments_) }).config.window;
  } catch {
    return defaults.window;
  }
}
