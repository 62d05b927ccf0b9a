import { parseArgs } from 'node:util';

/**
 * Numbers given to a script of the tests (`--seed 3`), and whether it answers in JSON. Anything else ends it: usage, exit
 * code 2.
 *
 * @param usual by name, when not given.
 * @param fits what each number must be.
 */
export function numbersGiven<N extends string>(
  usage: string,
  usual: Readonly<Record<N, number>>,
  fits: Readonly<Record<N, (value: number) => boolean>>,
): Readonly<Record<N, number>> & { readonly json: boolean } {
  // Cast: the keys are N.
  const names = Object.keys(usual) as unknown as readonly N[];
  try {
    const { values } = parseArgs({
      options: { ...Object.fromEntries(names.map((name) => [name, { type: 'string' as const }])), json: { type: 'boolean' as const } },
    });
    const given: Readonly<Record<string, unknown>> = values;
    const numbers = names.map((name) => [name, given[name] === undefined ? usual[name] : Number(given[name])] as const);
    if (!numbers.every(([name, value]) => fits[name](value))) throw new Error('not a number that fits');
    // Cast: one entry a name.
    return { ...(Object.fromEntries(numbers) as Record<N, number>), json: given['json'] === true };
  } catch {
    process.stderr.write(`${usage}\n`);
    process.exit(2);
  }
}
