import type { MergePlanView, MergeRowView } from '../../../shared/contract/identity.ts';
import { mergeText as words } from './text.ts';
import { traitWords } from '../../text/traits.ts';

type Contradicted = Pick<MergePlanView, 'contradicted'>;

const STRICT: ReadonlySet<MergeRowView['field']> = new Set([
  'birthName',
  'birthFirstNames',
  'firstBirthFirstName',
  'sex',
  'birthDate',
  'birthPlace',
]);

/** Whether a field is a strict trait, the premier prénom included. */
export const isStrict = ({ field }: Pick<MergeRowView, 'field'>): boolean => STRICT.has(field);

/** A strict trait that differs and contradicts nothing: other first names in addition, a commune of the same département. */
export function isNotice({ field, likeness }: Pick<MergeRowView, 'field' | 'likeness'>, { contradicted }: Contradicted): boolean {
  const trait = field === 'firstBirthFirstName' ? 'birthFirstNames' : field;
  return likeness === 'different' && STRICT.has(field) && contradicted.every((one) => one !== trait);
}

/** Whether the traits are one person's, in one sentence that agrees with what each line says. */
export function agreementWords({
  agreement,
  contradicted,
  rows,
}: Contradicted & Pick<MergePlanView, 'agreement'> & { readonly rows: readonly Pick<MergeRowView, 'field' | 'likeness'>[] }): string {
  const traits = contradicted.map((trait) => traitWords[trait].toLowerCase()).join(', ');
  const details = rows.some((row) => isNotice(row, { contradicted }));
  switch (agreement) {
    case 'identical':
      return words.agreement.identical(details);
    case 'near':
      return words.agreement.near(traits, details);
    case 'discordant':
      return words.agreement.discordant(traits);
    case 'unknown':
      return words.agreement.unknown;
  }
}

type Proven = Pick<MergePlanView['records']['kept'], 'status' | 'attributes'>;

/** Which identity stays: the surer one is proposed, unless neither is surer by its status or by a doubt. */
export const proposalWords = ({ kept, removed }: { readonly kept: Proven; readonly removed: Proven }): string =>
  kept.status === removed.status && kept.attributes.doubtful === removed.attributes.doubtful ? words.equals : words.proposed;
