import { errorFacts } from '../shared/errors.ts';
import { keepCompiled } from './compiled.ts';

/** `npm start [-- --config file]`: the application, from its source. */
keepCompiled();
// Only what is imported from here on is kept.
const { launch } = await import('./launch.ts');
launch(process.argv.slice(2)).catch((thrown: unknown) => {
  const { code, message, action, detail } = errorFacts(thrown);
  process.stderr.write(`${message} ${action} [${code}]${detail === null ? '' : ` ${detail}`}\n`);
  process.exit(1);
});
