import { readdirSync } from 'node:fs';
import { defineConfig, type OxlintOverride } from 'oxlint';

/**
 * Arrows of the house (electron/README 3): renderer -> shared <- electron; inside electron, a room imports the rooms named
 * here and nothing else. Types too: a gateway does not even name what it must not know.
 */
const ELECTRON: Readonly<Record<string, readonly string[]>> = {
  card: [],
  cda: ['xml', 'pdf'],
  codes: [],
  config: [],
  datamatrix: ['doors', 'pdf'],
  doors: ['card', 'pdf'],
  dmp: ['card', 'cda', 'net', 'pdf', 'saml', 'xds', 'xml'],
  import: [],
  insi: ['net', 'xml'],
  ipc: ['session', 'usecases'],
  mss: ['cda', 'net', 'pdf', 'xdm', 'xml'],
  net: ['card', 'pki'],
  outbox: ['store'],
  pdf: ['doors'],
  pki: ['card'],
  platform: ['card', 'ipc', 'net', 'pki'],
  psc: ['net'],
  saml: ['card', 'xml'],
  session: ['card', 'config', 'net'],
  store: [],
  vitale: [],
  xdm: ['cda', 'xds', 'xml'],
  xds: ['cda', 'xml'],
  xml: ['card', 'doors'],
};

/** Rooms that know the calls of the window; the others have the words of the domain. */
const OF_THE_WINDOW: ReadonlySet<string> = new Set(['config', 'ipc', 'session']);

/** Use cases see gateways, the store and the session by their types alone: functions come in from compose. */
const GATEWAYS = [
  'annuaire',
  'card',
  'cda',
  'codes',
  'datamatrix',
  'dmp',
  'doors',
  'import',
  'insi',
  'mss',
  'net',
  'pdf',
  'pki',
  'psc',
  'saml',
  'vitale',
  'xdm',
  'xds',
  'xml',
  'config',
  'store',
];

const rooms = [...Object.keys(ELECTRON), 'usecases', 'cli', 'wiring'];
const nameless = readdirSync(new URL('../../electron', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !rooms.includes(entry.name))
  .map(({ name }) => name);
if (nameless.length > 0) throw new Error(`say above what these rooms may import: electron/${nameless.join(', electron/')}`);
/** Up, and perhaps down again by the room of rooms. */
const UP = '^(\\.{1,2}/)+(electron/|renderer/)?';
const arrow = 'this room may not import that one (electron/README 3: arrows go one way)';
const into = (names: readonly string[], allowTypeImports = false) => ({
  regex: `${UP}(${names.join('|')})/`,
  message: arrow,
  allowTypeImports,
});
const top = { regex: `${UP}(compose|cli|main|start|preload)\\.ts$`, message: arrow };
const outOf = (names: readonly string[]) => ({ regex: `${UP}(${names.join('|')})/`, message: arrow });
const electronOnly = { name: 'electron', message: 'only main.ts, preload.ts and platform/electron import electron' };
const contract = { regex: '^(\\.\\./)+shared/contract/', message: arrow };
const NODE = { regex: '^node:', message: arrow };

type Pattern = ({ readonly regex: string } | { readonly group: string[] }) & {
  readonly message: string;
  readonly allowTypeImports?: boolean;
};
type Restricted = { readonly name: string; readonly message: string };

function arrows(
  patterns: readonly Pattern[],
  paths: readonly Restricted[] = [electronOnly],
): ['error', { paths: Restricted[]; patterns: Pattern[] }] {
  return ['error', { paths: [...paths], patterns: [...patterns] }];
}

function folder(path: string, patterns: readonly Pattern[], paths?: readonly Restricted[]): OxlintOverride {
  return { files: [`**/${path}/**`], rules: { 'no-restricted-imports': arrows(patterns, paths) } };
}

/** The window: shell -> features -> client -> ui -> text; what a room may not import. */
const WINDOW: Readonly<Record<string, readonly string[]>> = {
  text: ['ui', 'client', 'features', 'shell'],
  ui: ['client', 'features', 'shell'],
  client: ['features', 'shell'],
  features: ['shell'],
};

/** `../documents/SentPanel.tsx` is the documents' own. */
const otherFeature = {
  group: ['../*/**', '!../*/feature.ts', '!../*/public.ts', '!../../**', '../../features/*/**'],
  message: 'another feature is reached by its feature.ts (what it registers) or its public.ts (what it lends)',
};

export default defineConfig({
  plugins: ['typescript', 'import', 'unicorn', 'oxc', 'promise', 'react'],
  categories: { correctness: 'error', suspicious: 'error', perf: 'error' },
  rules: {
    'typescript/no-explicit-any': 'error',
    'typescript/no-non-null-assertion': 'error',
    'typescript/no-floating-promises': 'error',
    'typescript/no-misused-promises': 'error',
    'typescript/ban-ts-comment': 'error',
    'typescript/consistent-type-imports': 'error',
    'import/no-cycle': 'error',
    'no-console': 'error',
    'no-eval': 'error',
    'no-implied-eval': 'error',
    eqeqeq: 'error',
    // Noise here: narrowing casts carry their reason in a comment, small helpers live beside their use.
    'typescript/no-unsafe-type-assertion': 'off',
    'typescript/consistent-return': 'off',
    'typescript/no-unnecessary-type-parameters': 'off',
    'typescript/no-redundant-type-constituents': 'off',
    'unicorn/consistent-function-scoping': 'off',
    'unicorn/require-post-message-target-origin': 'off',
    'no-shadow': 'off',
    'promise/always-return': 'off',
    // A drawing reads the present instant, and a lock closes what was open: both on purpose.
    'react/purity': 'off',
    'react/set-state-in-effect': 'off',
    // Strings sort by code unit everywhere here.
    'typescript/require-array-sort-compare': 'off',
    'promise/no-callback-in-promise': 'off',
    'oxc/no-map-spread': 'off',
    'import/no-named-as-default-member': 'off',
    // Characters are counted as code points on purpose.
    'typescript/no-misused-spread': 'off',
    // Sequential awaits are the order of the wire, never an accident here.
    'no-await-in-loop': 'off',
    // The JSX runtime imports React by itself.
    'react/react-in-jsx-scope': 'off',
    // Side-effect imports are style sheets.
    'import/no-unassigned-import': ['error', { allow: ['**/*.css', '@fontsource-variable/*'] }],
    'no-restricted-imports': arrows([]),
  },
  overrides: [
    // codes <- domain <- contract; errors know none of them
    folder('shared', [outOf(['electron', 'renderer', 'test']), NODE]),
    folder('shared/errors', [outOf(['electron', 'renderer', 'test', 'codes', 'domain', 'contract']), NODE]),
    folder('shared/codes', [outOf(['electron', 'renderer', 'test', 'domain', 'contract']), NODE]),
    folder('shared/domain', [outOf(['electron', 'renderer', 'test', 'contract']), NODE]),
    // text <- ui <- features <- frame
    folder('renderer', [outOf(['electron', 'test']), NODE]),
    ...Object.entries(WINDOW).map(([room, forbidden]) => folder(`renderer/${room}`, [outOf(['electron', 'test', ...forbidden]), NODE])),
    folder('renderer/features/*', [outOf(['electron', 'test', 'shell']), otherFeature, NODE]),
    // A function is read in one look, a file answers one question; the composition is a list.
    {
      files: ['**/electron/**', '**/shared/**', '**/renderer/**'],
      rules: { 'max-lines-per-function': ['error', { max: 66 }], 'max-lines': ['error', { max: 370 }] },
    },
    { files: ['**/electron/compose.ts'], rules: { 'max-lines-per-function': ['error', { max: 100 }] } },
    { files: ['**/test/**'], rules: { 'max-lines-per-function': 'off', 'max-lines': 'off' } },
    // Objects of the sandbox are closures: their methods need no `this`.
    { files: ['**/test/**'], rules: { 'typescript/unbound-method': 'off' } },
    // Tests of the window run on Node and read its files.
    { files: ['**/test/**/renderer/**'], rules: { 'no-restricted-imports': arrows([]) } },
    // The sandbox judges with its own code.
    folder('test/sandbox', [outOf(['electron', 'renderer', 'shared'])]),
    ...Object.entries(ELECTRON).map(([room, allowed]) =>
      folder(
        `electron/${room}`,
        [
          into(rooms.filter((other) => other !== room && !allowed.includes(other))),
          top,
          outOf(['renderer', 'test']),
          ...(OF_THE_WINDOW.has(room) ? [] : [contract]),
        ],
        room === 'platform' ? [] : [electronOnly],
      ),
    ),
    folder('electron/usecases', [into(GATEWAYS, true), into(['cli', 'ipc', 'platform', 'wiring']), top, outOf(['renderer', 'test'])]),
    // The double is typed by what it stands for.
    { files: ['**/electron-double/**', '**/test/integration/electron/**'], rules: { 'no-restricted-imports': 'off' } },
    { files: ['**/electron/main.ts', '**/electron/preload.ts'], rules: { 'no-restricted-imports': 'off' } },
  ],
});
