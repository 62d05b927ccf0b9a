import { keepCompileCache } from './compile-cache.ts';

/** `npm start [-- --config file]`: the application, from its source. */
keepCompileCache();
// Only what is imported from here on is kept.
const [{ launch }, { tellFailure }] = await Promise.all([import('./launch.ts'), import('./failure.ts')]);
const given = process.argv.slice(2);
launch(given).catch(async (thrown: unknown) => {
  await tellFailure(thrown, given);
  process.exit(1);
});
