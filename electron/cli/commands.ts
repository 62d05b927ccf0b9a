import { createHash, randomUUID } from 'node:crypto';
import { fail } from '../../shared/errors.ts';
import { startCardService } from '../card/client.ts';
import { presenceError } from '../card/presence-error.ts';
import { cardSigner } from '../card/signer.ts';
import { defaults } from '../config/defaults.ts';
import { startDoors } from '../doors/client.ts';
import type { Doors } from '../doors/types.ts';
import { makeFolder } from '../make-folder.ts';
import { checkCardTerms } from '../pki/person.ts';
import { readInput, readJsonInput, readPinFile, writeWhole } from './files.ts';
import { p12Signer } from './p12.ts';
import type { Command, CommandArguments, CommandHost, Commands } from './run.ts';
import type { VihfMaker } from './vihf-build.ts';

/** The headless commands (words and shapes: cli/README 1 to 11). Stateless ones need no profile; none of these, the network. */

const MAX_XML = 64 * 1024 * 1024;
const MAX_PDF = 40 * 1024 * 1024;

const insCheck: Command = {
  usage: 'ins check <matricule> [--oid OID] [--test] | --file list.txt [--oid OID] [--test]',
  values: ['oid', 'file'],
  flags: ['test'],
  async run(given) {
    const { insCheck: one, insCheckList: list } = await import('./ins-check.ts');
    const options = { oid: given.option('oid'), test: given.flag('test') };
    const file = given.option('file');
    const [word, ...others] = given.words;
    if (others.length > 0 || (word === undefined) === (file === null)) throw fail('USAGE', { values: { usage: insCheck.usage } });
    return file === null ? one(word ?? '', options) : list(new TextDecoder().decode(readInput(file, MAX_XML)), options);
  },
};

const cdaBuild: Command = {
  usage: 'cda build --input doc.json (--pdf f | --body f --media-type T) --out f.xml [--now instant] [--seed text]',
  values: ['input', 'pdf', 'body', 'media-type', 'out', 'now', 'seed'],
  flags: [],
  async run(given, host) {
    const pdf = given.option('pdf');
    const body = given.option('body');
    const mediaType = pdf === null ? given.option('media-type') : 'application/pdf';
    if ((pdf === null) === (body === null) || mediaType === null) throw fail('USAGE', { values: { usage: cdaBuild.usage } });
    const { cdaBuild: build } = await import('./cda-build.ts');
    const out = given.required('out');
    const input = readJsonInput(given.required('input'));
    const file = { mediaType, bytes: readInput(pdf ?? body ?? '', MAX_PDF) };
    const { result, bytes } = await withDoors(host, (doors) => build(input, file, { ...identity(given, cdaBuild), doors }));
    writeWhole(out, bytes);
    return { result, positive: true };
  },
};

const cdaRead: Command = {
  usage: 'cda read f.xml [--body-out f]',
  values: ['body-out'],
  flags: [],
  async run(given, host) {
    const [{ cdaRead: read }, { readCda }, { openXml }] = await Promise.all([
      import('./cda-read.ts'),
      import('../cda/read.ts'),
      import('../xml/open.ts'),
    ]);
    const file = readInput(onlyWord(given, cdaRead), MAX_XML);
    const { result, bytes } = read(await withDoors(host, (doors) => openXml(doors, 'cda', file, readCda)));
    const out = given.option('body-out');
    if (out !== null && bytes !== null) writeWhole(out, bytes);
    return { result, positive: true };
  },
};

const cdaRender: Command = {
  usage: 'cda render f.xml --out f.html',
  values: ['out'],
  flags: [],
  async run(given, host) {
    const [{ renderCda }, { openXml }] = await Promise.all([import('../cda/page/render.ts'), import('../xml/open.ts')]);
    const file = onlyWord(given, cdaRender);
    const out = given.required('out');
    const page = await withDoors(host, (doors) => openXml(doors, 'cda-page', readInput(file, MAX_XML), renderCda));
    writeWhole(out, page.html);
    return { result: page.facts, positive: true };
  },
};

const vihfBuild: Command = {
  usage:
    'vihf build --input ctx.json --out f.xml (--card file:<dir>|pkcs11:<module> [--token label] --pin-file f [--last-try] | --p12 f --pin-file f | --unsigned) [--now instant] [--seed text]',
  values: ['input', 'out', 'card', 'token', 'pin-file', 'p12', 'now', 'seed'],
  flags: ['unsigned', 'last-try'],
  async run(given, host) {
    const { vihfBuild: build } = await import('./vihf-build.ts');
    const out = given.required('out');
    const input = readJsonInput(given.required('input'));
    const ways = [given.option('card') !== null, given.option('p12') !== null, given.flag('unsigned')].filter(Boolean);
    if (ways.length !== 1) throw fail('USAGE', { values: { usage: vihfBuild.usage } });
    const make = async (maker: VihfMaker) => build({ input, maker, ...identity(given, vihfBuild) });
    const p12 = given.option('p12');
    const { result, bytes } = given.flag('unsigned')
      ? await make({ kind: 'unsigned' })
      : p12 === null
        ? await withCard(given, host, make)
        : await make({ kind: 'p12', signer: p12Signer(readInput(p12, 1024 * 1024), readPinFile(given.required('pin-file'))) });
    writeWhole(out, bytes);
    return { result, positive: true };
  },
};

const dmpParse: Command = {
  usage: 'dmp parse <file> [--content dir]',
  values: ['content'],
  flags: [],
  async run(given, host) {
    const [{ dmpParse: parse }, { readDmpMessage }, { openXml }] = await Promise.all([
      import('./dmp-parse.ts'),
      import('../dmp/parse.ts'),
      import('../xml/open.ts'),
    ]);
    const dir = given.option('content');
    if (dir !== null) makeFolder(dir);
    const bytes = readInput(onlyWord(given, dmpParse), MAX_XML);
    const message = await withDoors(host, (doors) => openXml(doors, 'dmp-message', bytes, readDmpMessage));
    return parse(message, dir === null ? null : { dir, write: writeWhole });
  },
};

const rightsExplain: Command = {
  usage:
    'rights explain --actor NM|MD|MTv|MT|CPE|PE|ES --act TD0.2|... --mode normal|bris_de_glace|centre_15 [--auth A] [--object own|structure|other|patient] [--state S] | --all',
  values: ['actor', 'act', 'mode', 'auth', 'object', 'state'],
  flags: ['all'],
  async run(given) {
    const { rightsExplain: one, rightsExplainAll: all } = await import('./rights.ts');
    if (given.words.length > 0) throw fail('USAGE', { values: { usage: rightsExplain.usage } });
    if (given.flag('all')) {
      if (rightsExplain.values.some((name) => given.option(name) !== null)) throw fail('USAGE', { values: { usage: rightsExplain.usage } });
      return all();
    }
    return one({
      actor: given.required('actor'),
      act: given.required('act'),
      mode: given.required('mode'),
      auth: given.option('auth'),
      object: given.option('object'),
      state: given.option('state'),
    });
  },
};

const rightsCan: Command = {
  usage: 'rights can --input facts.json',
  values: ['input'],
  flags: [],
  async run(given) {
    const { rightsCan: answer } = await import('./rights.ts');
    if (given.words.length > 0) throw fail('USAGE', { values: { usage: rightsCan.usage } });
    return answer(readJsonInput(given.required('input')));
  },
};

const importRun: Command = {
  usage: 'import run <file> --kind csv|hl7 [--columns map.json] [--dry-run] [--rejected-out f] --profile dir',
  values: ['kind', 'columns', 'rejected-out', 'profile'],
  flags: ['dry-run'],
  async run(given, host) {
    const file = onlyWord(given, importRun);
    const kind = given.required('kind');
    const columns = given.option('columns');
    if ((kind !== 'csv' && kind !== 'hl7') || (kind === 'hl7' && columns !== null))
      throw fail('USAGE', { values: { usage: importRun.usage } });
    const profile = profileOf(given, host);
    const { importRun: take } = await import('./import-run.ts');
    return await take(
      { file, kind, columns, dryRun: given.flag('dry-run'), rejectedOut: given.option('rejected-out'), profile, signal: interruption() },
      host.opener,
    );
  },
};

const MAX_FOUND = 1000;

const patientsFind: Command = {
  usage: `patients find <words> [--limit 1..${MAX_FOUND}] --profile dir`,
  values: ['limit', 'profile'],
  flags: [],
  async run(given, host) {
    const words = given.words.join(' ').trim();
    const typed = given.option('limit') ?? '10';
    const limit = /^\d{1,4}$/.test(typed) ? Number(typed) : 0;
    if (words === '' || limit < 1 || limit > MAX_FOUND) throw fail('USAGE', { values: { usage: patientsFind.usage } });
    const profile = profileOf(given, host);
    const { patientsFind: find } = await import('./patients-find.ts');
    return await find({ words, limit, profile }, host.opener);
  },
};

const documentsList: Command = {
  usage: 'documents list [--patient ipp] [--to-validate] --profile dir',
  values: ['patient', 'profile'],
  flags: ['to-validate'],
  async run(given, host) {
    if (given.words.length > 0) throw fail('USAGE', { values: { usage: documentsList.usage } });
    const profile = profileOf(given, host);
    const { documentsList: list } = await import('./documents-list.ts');
    return await list({ patient: given.option('patient'), toValidate: given.flag('to-validate'), profile }, host.opener);
  },
};

const auditVerify: Command = {
  usage: 'audit verify [--head HEX --length N] --profile dir',
  values: ['head', 'length', 'profile'],
  flags: [],
  async run(given, host) {
    const [head, length] = [given.option('head'), given.option('length')];
    const anchor =
      head !== null && length !== null && /^[0-9a-f]{64}$/i.test(head) && /^\d{1,15}$/.test(length)
        ? { head: head.toLowerCase(), length: Number(length) }
        : null;
    if (given.words.length > 0 || (anchor === null && (head !== null || length !== null)))
      throw fail('USAGE', { values: { usage: auditVerify.usage } });
    const profile = profileOf(given, host);
    const { auditVerify: verify } = await import('./audit-verify.ts');
    return await verify({ profile, anchor }, host.opener);
  },
};

const storeNew: Command = {
  usage: 'store new --profile dir',
  values: ['profile'],
  flags: [],
  async run(given, host) {
    if (given.words.length > 0) throw fail('USAGE', { values: { usage: storeNew.usage } });
    const { storeNew: make } = await import('./store.ts');
    return await make({ profile: profileOf(given, host) }, host.opener);
  },
};

const storeCommand = (verb: 'backup' | 'restore', file: 'to' | 'from'): Command => ({
  usage: `store ${verb} --profile dir --${file} f [--passphrase-file p]`,
  values: ['profile', file, 'passphrase-file'],
  flags: [],
  async run(given, host) {
    if (given.words.length > 0) throw fail('USAGE', { values: { usage: this.usage } });
    const options = { profile: profileOf(given, host), file: given.required(file), passphraseFile: given.option('passphrase-file') };
    const { storeBackup, storeRestore } = await import('./store.ts');
    return await (verb === 'backup' ? storeBackup(options, host.opener) : storeRestore(options, host.opener));
  },
});

/** The data folder: `--profile`, or the host's own where it has one. @throws PosteError USAGE, CONFIG_* */
const profileOf = (given: CommandArguments, host: CommandHost): string =>
  given.option('profile') ?? host.dataFolder?.() ?? given.required('profile');

/** The first Ctrl-C (or order to end) asks the command to stop in good order; the second ends it. */
function interruption(): AbortSignal {
  const asked = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => asked.abort());
  return asked.signal;
}

/** The door process for the time of one command; it starts if a file needs it. */
async function withDoors<T>(host: CommandHost, use: (doors: Doors) => Promise<T>): Promise<T> {
  const doors = startDoors((entry) => host.startService(entry, {}, 'fichiers'));
  try {
    return await use(doors);
  } finally {
    await doors.close();
  }
}

/** One card, one try, for the time of one command. */
async function withCard<T>(given: CommandArguments, host: CommandHost, use: (maker: VihfMaker) => Promise<T>): Promise<T> {
  const [, kind, place] = /^(file|pkcs11):(.+)$/.exec(given.required('card')) ?? [];
  if (kind === undefined || place === undefined) throw fail('USAGE', { values: { usage: vihfBuild.usage } });
  const pin = readPinFile(given.required('pin-file'));
  const service = startCardService({
    start: (entry) => host.startService(entry, {}, 'carte'),
    adapter: kind === 'file' ? { kind: 'file', dir: place } : { kind: 'pkcs11', module: place, tokenLabel: given.option('token') },
    pollMs: defaults.card.pollMs,
    hungMs: defaults.card.hungMs,
  });
  try {
    await service.ready;
    const presence = service.presence();
    if (presence.kind !== 'present') throw presenceError(presence);
    const { card } = presence;
    // No trust file here: dates and usages are judged, the chain is the recipient's to judge.
    checkCardTerms(card, new Date());
    await service.login(pin, { lastTry: given.flag('last-try') });
    return await use({ kind: 'card', card, situations: await service.situations(), signer: cardSigner(service, card) });
  } finally {
    await service.close();
  }
}

/** `--now` and `--seed`: equal input, equal bytes. */
function identity(given: CommandArguments, command: Command): { readonly now: Date; readonly uuid: () => string } {
  const at = given.option('now');
  const now = at === null ? new Date() : new Date(at);
  if (Number.isNaN(now.getTime())) throw fail('USAGE', { values: { usage: command.usage } });
  const seed = given.option('seed');
  let turn = 0;
  return { now, uuid: seed === null ? randomUUID : () => seededUuid(`${seed}#${(turn += 1)}`) };
}

/** A version-4 shaped UUID drawn from a text. */
function seededUuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function onlyWord(given: CommandArguments, command: Command): string {
  const [word, ...others] = given.words;
  if (word === undefined || others.length > 0) throw fail('USAGE', { values: { usage: command.usage } });
  return word;
}

/** By their words. */
export const commands: Commands = {
  'ins check': () => Promise.resolve(insCheck),
  'cda build': () => Promise.resolve(cdaBuild),
  'cda read': () => Promise.resolve(cdaRead),
  'cda render': () => Promise.resolve(cdaRender),
  'vihf build': () => Promise.resolve(vihfBuild),
  'dmp parse': () => Promise.resolve(dmpParse),
  'rights explain': () => Promise.resolve(rightsExplain),
  'rights can': () => Promise.resolve(rightsCan),
  'import run': () => Promise.resolve(importRun),
  'patients find': () => Promise.resolve(patientsFind),
  'documents list': () => Promise.resolve(documentsList),
  'audit verify': () => Promise.resolve(auditVerify),
  'store backup': () => Promise.resolve(storeCommand('backup', 'to')),
  'store new': () => Promise.resolve(storeNew),
  'store restore': () => Promise.resolve(storeCommand('restore', 'from')),
};
