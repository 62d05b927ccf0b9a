import { parseArgs } from 'node:util';
import { errorFacts, fail, type PosteError } from '../../shared/errors.ts';
import type { Platform } from '../platform/types.ts';
import type { ProfileOpener } from './profile.ts';

/** What a command answers: one object (or one per line), and whether it is a positive answer. */
export interface CommandAnswer {
  /** One JSON object, or several (JSONL). */
  readonly result: object | readonly object[];
  /** False = negative answer (exit 1), same JSON. */
  readonly positive: boolean;
}

/** The words typed after the command's name. */
export interface CommandArguments {
  readonly words: readonly string[];
  /** Value of `--name`, null when absent. */
  option(name: string): string | null;
  /** Every value of a repeated `--name`. */
  options(name: string): readonly string[];
  /** Whether `--name` stands without value. */
  flag(name: string): boolean;
  /** Value of `--name`. @throws PosteError USAGE */
  required(name: string): string;
}

export interface Command {
  readonly usage: string;
  /** Names of options with a value, and of flags. Anything else is a usage error. */
  readonly values: readonly string[];
  readonly flags: readonly string[];
  run(given: CommandArguments, host: CommandHost): Promise<CommandAnswer>;
}

/** Each loaded when it is asked for. */
export type Commands = Readonly<Record<string, () => Promise<Command>>>;

/** Who runs the commands: the script of a clone, or the installed application. */
export interface CommandHost {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** The data folder when `--profile` names none; null: it must. */
  readonly dataFolder: (() => string) | null;
  readonly opener: ProfileOpener;
  readonly startService: Platform['startService'];
}

/** Answers of the process (cli/README 1). */
const EXIT = { positive: 0, negative: 1, usage: 2, input: 3, refused: 4, internal: 5 } as const;

/** Codes that say « card, service or profile refused », the workstation’s own parts with them; any other known code is about the input. */
const REFUSED: readonly RegExp[] = [
  /^(CARD|CODE|CERT|CRL|TRUST|VITALE|SESSION|RIGHTS|INFORMATION|EPISODE|AGREEMENT|COLLECTIVE|INSI|PSC|NET|SERVICE|DOORS)_/,
  /^PIN_(?!FILE_)/,
  /^DMP_(?!MESSAGE_UNKNOWN$)/,
  /^MSS_(AUTH|BUSY|DNS|DOWN|LOGIN_NEEDED|MAILBOX_FULL|NO_BOX|NO_MAILBOX|NO_XOAUTH2|RECIPIENT_REFUSED|REFUSED|SENDER_REFUSED|TLS|UNKNOWN_OUTCOME)$/,
  /^(PROFILE|STORE|JOURNAL|OUTBOX|OUTCOME|SEND|SECRETS|CHROMIUM|DISPLAY|CONFIG|DATA_FOLDER)_/,
  /^BACKUP_(KEY|NO_PASSPHRASE|PASSPHRASE|WRITE)$/,
];

/** The exit code of an error. */
export function exitOf(code: string): number {
  if (code === 'USAGE') return EXIT.usage;
  if (code === 'INTERNAL') return EXIT.internal;
  return REFUSED.some((codes) => codes.test(code)) ? EXIT.refused : EXIT.input;
}

/**
 * Runs one command: JSON on stdout and nothing else, errors as one JSON line at the end of stderr.
 *
 * @param commands by their words (`ins check`).
 * @param argv words after the program's name.
 * @returns the exit code.
 */
export async function runCommand(commands: Commands, argv: readonly string[], host: CommandHost): Promise<number> {
  try {
    if (HELP.has(argv[0] ?? '') || argv.includes('--help')) return await tellUsages(commands, argv, host);
    const name = [argv.slice(0, 2).join(' '), argv[0] ?? ''].find((n) => Object.hasOwn(commands, n));
    const load = name === undefined ? undefined : commands[name];
    if (name === undefined || load === undefined) {
      throw fail('USAGE', { values: { usage: Object.keys(commands).join(' | ') } });
    }
    const command = await load();
    const answer = await command.run(parse(command, argv.slice(name.split(' ').length)), host);
    const lines = isMany(answer.result) ? answer.result : [answer.result];
    host.out(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    return answer.positive ? EXIT.positive : EXIT.negative;
  } catch (thrown) {
    const { code, message, action, path, detail } = errorFacts(thrown);
    if (code === 'INTERNAL' && thrown instanceof Error) host.err(`${thrown.stack ?? ''}\n`);
    host.err(`${JSON.stringify({ code, message, action, path, ...(detail === null ? {} : { detail }) })}\n`);
    return exitOf(code);
  }
}

const HELP: ReadonlySet<string> = new Set(['help', '--help', '-h']);

/** How each command is typed, or the one that was named. */
async function tellUsages(commands: Commands, argv: readonly string[], host: CommandHost): Promise<number> {
  const named = Object.keys(commands).filter((name) => argv.join(' ').startsWith(name));
  const usages = await Promise.all(
    Object.entries(commands)
      .filter(([name]) => named.length === 0 || named.includes(name))
      .map(async ([, load]) => (await load()).usage),
  );
  host.out(usages.map((usage) => `${usage}\n`).join(''));
  return EXIT.positive;
}

const isMany = (result: object | readonly object[]): result is readonly object[] => Array.isArray(result);

function parse(command: Command, argv: readonly string[]): CommandArguments {
  const options: Record<string, { type: 'string' | 'boolean'; multiple: boolean }> = { json: { type: 'boolean', multiple: false } };
  for (const value of command.values) options[value] = { type: 'string', multiple: true };
  for (const flag of command.flags) options[flag] = { type: 'boolean', multiple: false };
  const usage = (cause?: unknown): PosteError => fail('USAGE', { values: { usage: command.usage }, cause });
  let parsed: { values: Record<string, unknown>; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true, strict: true });
  } catch (cause) {
    throw usage(cause);
  }
  const all = (name: string): readonly string[] => {
    const found = parsed.values[name];
    return Array.isArray(found) ? found.filter((v) => typeof v === 'string') : [];
  };
  return {
    words: parsed.positionals,
    options: all,
    option: (name) => all(name).at(-1) ?? null,
    flag: (name) => parsed.values[name] === true,
    required(name) {
      const found = all(name).at(-1);
      if (found === undefined) throw usage();
      return found;
    },
  };
}
