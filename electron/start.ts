import { keepCompileCache } from './compile-cache.ts';

/** `npm start [-- --config file]`: the application, from its source. */
const given = process.argv.slice(2);
if (given.includes('--help')) {
  process.stdout.write(
    'npm start [-- --config fichier.json]\nL’application seule, sur votre propre configuration. Les commandes : npx poste --help.\n',
  );
  process.exit(0);
}
// What follows takes a moment to be read: whoever started it knows at once that it does.
process.stdout.write('Poste Santé : démarrage…\n');
keepCompileCache();
// Only what is imported from here on is kept.
const [{ launch }, { tellFailure }] = await Promise.all([import('./launch.ts'), import('./failure.ts')]);
launch(given).catch(async (thrown: unknown) => {
  await tellFailure(thrown, given);
  process.exit(1);
});
