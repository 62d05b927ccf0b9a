import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What a Debian package brings, and how we see that it is there. */
interface SystemNeed {
  readonly debian: string;
  readonly present: () => boolean;
}

const onPath = (program: string): boolean => spawnSync('sh', ['-c', 'command -v "$1"', 'sh', program], { stdio: 'ignore' }).status === 0;
const tool = (debian: string, program: string): SystemNeed => ({ debian, present: () => onPath(program) });
const file = (debian: string, ...paths: readonly string[]): SystemNeed => ({ debian, present: () => paths.some((p) => existsSync(p)) });

/** The window, and the sandbox that judges signatures and schemas. */
const DEMO: readonly SystemNeed[] = [
  tool('chromium', 'chromium'),
  tool('xmlsec1', 'xmlsec1'),
  tool('libxml2-utils', 'xmllint'),
  file('fonts-liberation', '/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf'),
];

/** Virtual cards behind PKCS#11, their key lent to TLS, and a compiler for them and the optional PKCS#11 binding. */
const TEST: readonly SystemNeed[] = [
  ...DEMO,
  tool('openssl', 'openssl'),
  tool('softhsm2', 'softhsm2-util'),
  tool('opensc', 'pkcs11-tool'),
  tool('unzip', 'unzip'),
  tool('poppler-utils', 'pdfinfo'),
  tool('g++', 'g++'),
  file('libp11-kit-dev', '/usr/include/p11-kit-1/p11-kit/pkcs11.h'),
  tool('make', 'make'),
  tool('python3', 'python3'),
  file('libengine-pkcs11-openssl', '/usr/lib/x86_64-linux-gnu/engines-3/pkcs11.so', '/usr/lib/aarch64-linux-gnu/engines-3/pkcs11.so'),
];

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Installs what is missing through apt when root on Debian; otherwise prints the one command to run.
 * @returns true when everything is there.
 */
export function ensureSystem(purpose: 'demo' | 'test'): boolean {
  const missing = missingPackages(purpose);
  if (missing.length > 0) {
    const command = `apt-get install -y --no-install-recommends ${missing.join(' ')}`;
    if (process.getuid?.() !== 0 || !onPath('apt-get')) {
      process.stderr.write(`Il manque des paquets du système. Lancez :\n\n  sudo ${command}\n\npuis recommencez.\n`);
      return false;
    }
    process.stderr.write(`Installation des paquets manquants : ${missing.join(' ')}\n`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    execFileSync('apt-get', ['update', '-qq'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    execFileSync('sh', ['-c', `${command} -qq`], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  }
  if (purpose === 'test') ensurePkcs11();
  return missingPackages(purpose).length === 0;
}

const missingPackages = (purpose: 'demo' | 'test'): string[] => [
  ...new Set((purpose === 'demo' ? DEMO : TEST).filter((n) => !n.present()).map((n) => n.debian)),
];

/**
 * The PKCS#11 binding is optional at install: no compiler is needed to try the application. The tests need it, built
 * against the headers that came with the system's Node (Node-API: one build serves every version).
 */
function ensurePkcs11(): void {
  try {
    createRequire(import.meta.url)('pkcs11js');
    return;
  } catch {
    process.stderr.write('Construction de pkcs11js\n');
  }
  const { optionalDependencies } = JSON.parse(readFileSync(`${root}package.json`, 'utf8')) as {
    readonly optionalDependencies: { readonly pkcs11js: string };
  };
  const headers = nodeHeaders();
  const built = spawnSync('npm', ['install', '--no-save', '--no-package-lock', `pkcs11js@${optionalDependencies.pkcs11js}`], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...(headers === null ? {} : { npm_config_nodedir: headers }) },
  });
  if (built.status !== 0) process.stderr.write('pkcs11js ne se construit pas : les essais avec carte virtuelle échoueront.\n');
}

/** Folder whose `include/node` holds Node's headers; null when only the network has them. */
function nodeHeaders(): string | null {
  const nodes = (process.env['PATH'] ?? '').split(':').map((folder) => `${folder}/node`);
  const prefixes = nodes.filter((node) => existsSync(node)).map((node) => dirname(dirname(realpathSync(node))));
  return [...prefixes, '/usr', '/usr/local'].find((prefix) => existsSync(`${prefix}/include/node/node_api.h`)) ?? null;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.exitCode = ensureSystem(process.argv[2] === 'demo' ? 'demo' : 'test') ? 0 : 1;
}
