import { agreementOf } from '../../../shared/domain/identity/claim.ts';
import type { StrictTraits } from '../../../shared/domain/types.ts';
import type { ImportItem } from '../../import/types.ts';
import { traitsOf } from '../patients/view.ts';

/** Those who bear a number in a file, and its lines. */
interface Bearers {
  readonly lines: number[];
  /** Each once: a file of patients repeats few of them. */
  readonly people: (StrictTraits & { readonly firstBirthFirstName: string })[];
  torn: boolean;
}

/**
 * Lines of a file whose number designates two different people there, were it by a letter: a file corrects nobody, so that
 * none of them can be taken, since nothing says which one the number is. By line, all the lines of that number.
 */
export async function numbersOfTwo(items: AsyncIterable<ImportItem>): Promise<ReadonlyMap<number, readonly number[]>> {
  const numbers = new Map<string, Bearers>();
  for await (const item of items) {
    if (!('patient' in item) || item.patient.ipp === null) continue;
    const { ipp } = item.patient;
    const person = { ...traitsOf(item.patient), firstBirthFirstName: item.patient.firstBirthFirstName };
    const held = numbers.get(ipp);
    if (held === undefined) {
      numbers.set(ipp, { lines: [item.line], people: [person], torn: false });
      continue;
    }
    held.lines.push(item.line);
    const agreements = new Set(held.people.map((one) => agreementOf(one, person)));
    if (!agreements.has('identical')) {
      held.torn = true;
      held.people.push(person);
    }
  }
  return new Map([...numbers.values()].flatMap(({ lines, torn }) => (torn ? lines.map((line) => [line, lines] as const) : [])));
}
