import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { errorFacts } from '../../shared/errors.ts';
import { failureText } from '../../electron/failure-text.ts';
import { ALREADY_OPEN, requireDisplay } from '../../electron/display.ts';
import { broughtForward, listenForSecond } from '../../electron/only-one.ts';
import { ensureSystem } from './system.ts';

/**
 * `npm run demo`: installs what is missing, starts the sandbox of national services, puts a demonstration card in the
 * reader and opens the application on it. Everything stays in one folder, kept between runs.
 */
const root = fileURLToPath(new URL('../../', import.meta.url));
const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function demo(): Promise<void> {
  // Said before anything is read: what follows takes some seconds.
  say('Démonstration de Poste Santé : préparation…');
  const folder = join(process.env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'poste-sante-demo');
  const data = join(folder, 'data');
  if (await broughtForward(data)) {
    say(ALREADY_OPEN);
    return;
  }
  try {
    requireDisplay();
  } catch (thrown) {
    process.stderr.write(`${failureText(errorFacts(thrown)).join(' ')}\n`);
    process.exit(1);
  }
  // From here until its window is open, the first start answers for its folder: a second one would write over its settings.
  if (await broughtForward(folder)) {
    say('La démonstration démarre déjà : sa fenêtre va s’ouvrir.');
    return;
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await listenForSecond(folder, () => Promise.resolve());
  if (!ensureSystem('demo')) process.exit(1);
  say('Bac à sable des services nationaux : démarrage…');
  const { startSandbox, PAULE_DURAND } = await import('../sandbox/index.ts');
  const { sandboxConfig } = await import('./sandbox-config.ts');
  const { samplePdf } = await import('./sample-pdf.ts');

  const sandbox = await startSandbox({ dir: join(folder, 'sandbox'), autoApprove: 1500 });
  const card = await sandbox.fileCard(PAULE_DURAND, { name: 'paule-durand' });
  const config = sandboxConfig(sandbox, data, { kind: 'file', folder: card }, { outbox: { undoMs: 10_000 } });
  const configFile = join(folder, 'settings.json');
  writeFileSync(configFile, JSON.stringify(config, null, 2), { mode: 0o600 });
  const pdf = join(folder, 'compte-rendu-de-consultation.pdf');
  writeFileSync(pdf, await samplePdf({ patient: 'Dominique PAT-TROIS' }));

  say('');
  say('Bac à sable des services nationaux : démarré (boucle locale seulement).');
  say(`  Carte de démonstration : Dr Paule DURAND, code porteur ${PAULE_DURAND.pin}`);
  say('  Patiente connue d’INSi  : PAT-TROIS, DOMINIQUE MARIE-LOUISE, F, 28/03/1979, née à Dompremy (51)');
  say(`  Médecin traitant        : luc.aubert@medecin.sandbox.mssante.fr`);
  say(`  Un PDF à envoyer        : ${pdf}`);
  say(`  Mon espace santé, vue du patient : ${sandbox.portal.url}`);
  say('');

  const application = spawn(process.execPath, [`${root}electron/start.ts`, '--config', configFile], { stdio: 'inherit', cwd: root });
  const stop = (): void => void application.kill('SIGTERM');
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  application.on('exit', (code) => {
    void sandbox.close().finally(() => process.exit(code ?? 0));
  });
}

demo().catch((thrown: unknown) => {
  process.stderr.write(`${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}\n`);
  process.exit(1);
});
