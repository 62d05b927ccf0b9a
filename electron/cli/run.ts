import { parseArgs } from 'node:util';
import { errorFactory, errorFacts, type PosteError } from '../../shared/errors.ts';

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
  run(given: CommandArguments): Promise<CommandAnswer>;
}

export const usageError = errorFactory({
  USAGE: ['La commande est mal écrite.', 'Usage : {usage}'],
});

/** Answers of the process (cli.md, rules). */
const EXIT = { positive: 0, negative: 1, usage: 2, input: 3, refused: 4, internal: 5 } as const;

/** Codes that say « card, service or profile refused »; any other known code is about the input. */
const REFUSED = /^(CARD_|PIN_(?!FILE)|CERT_|PROFILE_|SESSION_|INSI_|DMP_(?!MESSAGE_UNKNOWN)|MSS_(DOWN|AUTH|REFUSED|RECIPIENT|MAILBOX)|PSC_|NET_|STORE_|SECRETS_|CHROMIUM_|CONFIG_)/;

/**
 * Runs one command: JSON on stdout and nothing else, errors as one JSON line at the end of stderr.
 *
 * @param commands by their words (`ins check`).
 * @param argv words after the program's name.
 * @returns the exit code.
 */
export async function runCommand(
  commands: Readonly<Record<string, () => Promise<Command>>>,
  argv: readonly string[],
  output: { readonly out: (text: string) => void; readonly err: (text: string) => void },
): Promise<number> {
  try {
    const name = [argv.slice(0, 2).join(' '), argv[0] ?? ''].find((n) => Object.hasOwn(commands, n));
    const load = name === undefined ? undefined : commands[name];
    if (name === undefined || load === undefined) {
      throw usageError('USAGE', { values: { usage: `poste ${Object.keys(commands).join(' | ')}` } });
    }
    const command = await load();
    const answer = await command.run(parse(command, argv.slice(name.split(' ').length)));
    const lines = isMany(answer.result) ? answer.result : [answer.result];
    output.out(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
    return answer.positive ? EXIT.positive : EXIT.negative;
  } catch (thrown) {
    const { code, message, action, path, detail } = errorFacts(thrown);
    if (code === 'INTERNAL' && thrown instanceof Error) output.err(`${thrown.stack ?? ''}\n`);
    output.err(`${JSON.stringify({ code, message, action, path, ...(detail === null ? {} : { detail }) })}\n`);
    if (code === 'USAGE') return EXIT.usage;
    if (code === 'INTERNAL') return EXIT.internal;
    return REFUSED.test(code) ? EXIT.refused : EXIT.input;
  }
}

const isMany = (result: object | readonly object[]): result is readonly object[] => Array.isArray(result);

function parse(command: Command, argv: readonly string[]): CommandArguments {
  const options: Record<string, { type: 'string' | 'boolean'; multiple: boolean }> = {
    json: { type: 'boolean', multiple: false },
  };
  for (const value of command.values) options[value] = { type: 'string', multiple: true };
  for (const flag of command.flags) options[flag] = { type: 'boolean', multiple: false };
  const usage = (cause?: unknown): PosteError => usageError('USAGE', { values: { usage: command.usage }, cause });
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
