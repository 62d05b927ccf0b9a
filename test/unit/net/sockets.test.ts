import { globSync, readFileSync } from 'node:fs';
import { isBuiltin, stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { parseAst } from 'vite';
import { describe, expect, it } from 'vitest';

/** Every place of the application that could open a socket, and why it may: a new one is a decision, not an accident. */

const root = join(import.meta.dirname, '../../..');

/** Modules that compute, or touch this machine's files alone. Any other one must be listed where it is used. */
const HARMLESS: ReadonlySet<string> = new Set([
  ...[
    'buffer',
    'crypto',
    'fs',
    'fs/promises',
    'os',
    'path',
    'stream',
    'stream/consumers',
    'stream/promises',
    'timers/promises',
    'url',
    'util',
    'v8',
    'worker_threads',
    'zlib',
  ].map((name) => `node:${name}`),
  '@cantoo/pdf-lib',
  'better-sqlite3',
  'bwip-js/node',
  'libxml2-wasm',
  'node-forge',
  'pdfkit',
  'yazl',
  'zod',
]);
/** Names that reach the network, or any module, without an import. */
const GLOBALS: ReadonlySet<string> = new Set([
  'fetch',
  'WebSocket',
  'WebSocketStream',
  'WebTransport',
  'EventSource',
  'XMLHttpRequest',
  'RTCPeerConnection',
  'sendBeacon',
  'getBuiltinModule',
  '_linkedBinding',
  'mainModule',
  'eval',
  'Function',
]);
/** Objects that hold those names: what is read of them by another computed name cannot be told. */
const HOLDERS: ReadonlySet<unknown> = new Set(['globalThis', 'global', 'window', 'self', 'process']);
/** What decides whom TLS trusts. */
const TRUST_NAMES: ReadonlySet<string> = new Set([
  'clientTls',
  'createSecureContext',
  'secureContext',
  'rejectUnauthorized',
  'checkServerIdentity',
  'addCACert',
  'setDefaultCACertificates',
  'NODE_TLS_REJECT_UNAUTHORIZED',
]);

interface Place {
  readonly opens: readonly string[];
  readonly why: string;
}

const PLACES: Readonly<Record<string, Place>> = {
  'electron/net/https.ts': {
    opens: ['node:https', 'node:net'],
    why: 'HTTPS to the national services and the proxy of Pro Santé Connect; node:net tells an address from a name',
  },
  'electron/net/tls.ts': { opens: ['node:tls'], why: 'the one maker of TLS contexts' },
  'electron/mss/smtp-connection.ts': {
    opens: ['nodemailer/lib/smtp-connection', 'nodemailer/lib/xoauth2'],
    why: 'SMTP submission, STARTTLS required; the token comes from us, the library fetches none',
  },
  'electron/mss/compose.ts': { opens: ['nodemailer/lib/mail-composer'], why: 'composes a message from contents, never from addresses' },
  'electron/pki/lists.ts': { opens: ['fetch'], why: 'revocation lists, plain HTTP by design: each is signed' },
  'electron/pki/service.ts': { opens: ['node:net'], why: 'tells an address from a name; opens nothing' },
  'electron/only-one.ts': {
    opens: ['node:net'],
    why: 'a socket of the data folder, by which a second start asks the first for its window',
  },
  'electron/vitale/socket.ts': { opens: ['node:net'], why: 'a socket of this machine, for the software that reads the carte Vitale' },
  'electron/card/fork.ts': { opens: ['node:child_process'], why: 'our own services: card, doors, engine' },
  'electron/card/service.ts': { opens: ['pkcs11js'], why: 'the driver of the card' },
  'electron/launch.ts': { opens: ['node:child_process', 'vite'], why: 'starts Electron; builds the window from the sources, no server' },
  'electron/build.ts': { opens: ['vite'], why: 'builds the package, no server' },
  'electron/vite.config.ts': { opens: ['vite'], why: 'builds the package, no server' },
  'electron/cli.ts': { opens: ['(computed import)'], why: 'the commands that live with the tests' },
  'electron/compile-cache.ts': { opens: ['node:module'], why: 'the cache of compiled sources' },
  'electron/card/parent-channel.ts': { opens: ['node:module'], why: 'the same, in a service process' },
  'electron/doors/thread.ts': { opens: ['node:module'], why: 'the same, in the thread of the door process' },
  'electron/datamatrix/decode.ts': {
    opens: ['node:module', 'zxing-wasm/reader'],
    why: 'the reader is given its module’s bytes, out of its package',
  },
  'electron/datamatrix/draw.ts': { opens: ['node:module'], why: 'finds a font of a package' },
  'electron/pdf/inspect.ts': { opens: ['pdfjs-dist/legacy/build/pdf.mjs'], why: 'reads bytes that it is given, in the door process' },
  'electron/pdf/open.ts': { opens: ['node:module', 'pdfjs-dist/legacy/build/pdf.mjs'], why: 'the same, with the fonts of its package' },
  'electron/pdf/paint.ts': { opens: ['@napi-rs/canvas'], why: 'paints a page in memory' },
  'electron/pdf/recognise.ts': {
    opens: ['node:module', 'tesseract.js'],
    why: 'reads the image of a page; the language is in its package, and the recogniser is told where: it fetches nothing',
  },
  'electron/platform/chromium/context.ts': { opens: ['playwright-core'], why: 'drives the window over a pipe' },
  'electron/main.ts': { opens: ['electron'], why: 'the life cycle of the host' },
  'electron/preload.ts': { opens: ['electron'], why: 'the bridge of the window' },
  'electron/platform/electron/client-certificate.ts': { opens: ['electron'], why: 'chooses the card’s certificate; opens nothing' },
  'electron/platform/electron/closing.ts': { opens: ['electron'], why: 'asks before the window closes on what is not filed' },
  'electron/platform/electron/exchange.ts': { opens: ['electron'], why: 'HTTPS by Electron’s net, in the session that store-tls gives' },
  'electron/platform/electron/guards.ts': { opens: ['electron'], why: 'confines every page; opens nothing' },
  'electron/platform/electron/index.ts': { opens: ['electron'], why: 'the window, on its private scheme' },
  'electron/platform/electron/store-tls.ts': { opens: ['electron'], why: 'the sessions whose certificates pki/service judges' },
};

/** As the parser gives it. */
type Node = Readonly<Record<string, unknown>> & { readonly type: string };
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

function* nodesOf(node: Node): Generator<Node> {
  yield node;
  for (const child of Object.values(node).flat()) if (isNode(child)) yield* nodesOf(child);
}

const nodesIn = (value: unknown): readonly Node[] => (Array.isArray(value) ? value : [value]).filter(isNode);
/** What is named by a text: arguments of a call, and the name in `object['name']`. */
function textsOf(node: Node): readonly string[] {
  const given = ['CallExpression', 'NewExpression'].includes(node.type)
    ? node['arguments']
    : node.type === 'MemberExpression' && node['computed'] === true
      ? node['property']
      : [];
  return nodesIn(given).flatMap((one) => {
    const quasis = one.type === 'TemplateLiteral' && nodesIn(one['expressions']).length === 0 ? nodesIn(one['quasis']) : [];
    const [value] = quasis.length === 1 ? quasis.map((quasi) => (quasi['value'] as { readonly cooked?: unknown }).cooked) : [one['value']];
    return typeof value === 'string' ? [value] : [];
  });
}
const isNetworkModule = (name: string): boolean => isBuiltin(name) && !HARMLESS.has(name) && !HARMLESS.has(`node:${name}`);
/** Reads a global by a name that is made there. */
function isUntold(node: Node): boolean {
  const { object, property } = node;
  return (
    node.type === 'MemberExpression' &&
    node['computed'] === true &&
    isNode(object) &&
    HOLDERS.has(object['name']) &&
    isNode(property) &&
    textsOf(node).length === 0
  );
}

const moduleOf = (node: Node): string | null => {
  if (!['ImportDeclaration', 'ImportExpression', 'ExportNamedDeclaration', 'ExportAllDeclaration'].includes(node.type)) return null;
  const { source } = node;
  if (!isNode(source)) return null;
  return typeof source['value'] === 'string' ? source['value'] : '(computed import)';
};

/** What this text could open, and the names by which it could decide whom to trust. */
function readPlace(text: string): { readonly opens: readonly string[]; readonly trusts: readonly string[] } {
  const opens = new Set<string>();
  const trusts = new Set<string>();
  // Cast: the parser's own type lists every kind of node; here any will do.
  const program = parseAst(stripTypeScriptTypes(text)) as unknown as Node;
  const nodes = [...nodesOf(program)];
  /** `createRequire(…).resolve` finds a file; any other use of it loads modules. */
  const finders = new Set(
    nodes.flatMap((node) =>
      node.type === 'MemberExpression' && isNode(node['property']) && node['property']['name'] === 'resolve' ? [node['object']] : [],
    ),
  );
  for (const node of nodes) {
    if (node.type === 'CallExpression' && isNode(node['callee']) && node['callee']['name'] === 'createRequire' && !finders.has(node))
      opens.add('createRequire');
    for (const text of textsOf(node)) if (GLOBALS.has(text) || (node.type !== 'MemberExpression' && isNetworkModule(text))) opens.add(text);
    if (isUntold(node)) opens.add('(computed global)');
    const from = moduleOf(node);
    if (from !== null && !from.startsWith('.') && !HARMLESS.has(from)) opens.add(from);
    const name = node.type === 'Identifier' ? node['name'] : node['value'];
    if (typeof name === 'string' && (node.type === 'Identifier' || node.type === 'Literal')) {
      if (node.type === 'Identifier' && GLOBALS.has(name)) opens.add(name);
      if (TRUST_NAMES.has(name)) trusts.add(name);
    }
    const properties = node.type === 'ObjectExpression' ? node['properties'] : [];
    for (const property of Array.isArray(properties) ? properties : []) {
      if (isNode(property) && isNode(property['key']) && [property['key']['name'], property['key']['value']].includes('ca'))
        trusts.add('ca');
    }
  }
  return { opens: [...opens].toSorted(), trusts: [...trusts].toSorted() };
}

const read = new Map(
  globSync('electron/**/*.ts', { cwd: root }).map((file) => [
    file.replaceAll('\\', '/'),
    readPlace(readFileSync(join(root, file), 'utf8')),
  ]),
);

describe('the places that open sockets', () => {
  it('are those listed, each with its reason', () => {
    const found = [...read].filter(([, { opens }]) => opens.length > 0).map(([file, { opens }]) => [file, opens]);
    const listed = Object.entries(PLACES).map(([file, { opens }]) => [file, opens.toSorted()]);
    expect(read.size).toBeGreaterThan(250);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(listed));
  });

  it('get whom they trust from one file: no other names a context, an authority or a check', () => {
    const found = [...read].filter(([, { trusts }]) => trusts.length > 0).map(([file, { trusts }]) => [file, trusts]);
    expect(Object.fromEntries(found)).toEqual({
      'electron/net/tls.ts': ['ca', 'checkServerIdentity', 'clientTls', 'createSecureContext', 'rejectUnauthorized', 'secureContext'],
      // Every TLS client of Node's: HTTPS, the engine's process, STARTTLS.
      'electron/net/https.ts': ['clientTls'],
      'electron/net/pfx.ts': ['clientTls'],
      'electron/net/engine-child.ts': ['clientTls'],
      'electron/mss/connection.ts': ['clientTls'],
    });
  });

  it.each([
    ["import { connect } from 'node:net';", ['node:net'], []],
    ["import type { Socket } from 'node:net';\nconst a: Socket | null = null;", [], []],
    ["const { request } = await import('http');", ['http'], []],
    ["export * from 'ws';", ['ws'], []],
    ['await import(name);', ['(computed import)'], []],
    ['globalThis.fetch(url);', ['fetch'], []],
    ['new WebSocket(url);', ['WebSocket'], []],
    ["process.getBuiltinModule('net');", ['getBuiltinModule', 'net'], []],
    ["createRequire(import.meta.url)('net');", ['createRequire', 'net'], []],
    ["const load = createRequire(import.meta.url);\nload('ws');", ['createRequire'], []],
    ["createRequire(import.meta.url).resolve('zxing-wasm/reader');", [], []],
    ["anything('node:http2');", ['node:http2'], []],
    ['anything(`https`);', ['https'], []],
    ["process.mainModule.require('dgram');", ['dgram', 'mainModule'], []],
    ["globalThis['fetch'](url);", ['fetch'], []],
    ["Reflect.get(globalThis, 'WebSocket');", ['WebSocket'], []],
    ["globalThis['fe' + 'tch'](url);", ['(computed global)'], []],
    ['const { fetch: ask } = globalThis;', ['fetch'], []],
    ["process.env['PATH'];\nrows['net'];", [], []],
    ['class A { #fetch(): void {} }', [], []],
    ["// import 'node:net'\nconst text = `import { a } from 'node:net'`;", [], []],
    ['connect({ ca: [] });', [], ['ca']],
    ["connect({ 'ca': pem, rejectUnauthorized: false });", [], ['ca', 'rejectUnauthorized']],
    ["process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';", [], ['NODE_TLS_REJECT_UNAUTHORIZED']],
    ['const isAuthority = certificate.ca;', [], []],
  ])('are seen in %s', (text, opens, trusts) => {
    expect(readPlace(text)).toEqual({ opens, trusts });
  });
});
