import type { DocumentTypeView } from '../../../shared/contract/documents.ts';
import { typesTyped } from '../../../shared/domain/documents/type-search.ts';

/** Types under one heading; each has a line of its own under every heading where it stands. */
export interface TypeGroup {
  readonly title: string;
  readonly types: readonly { readonly key: string; readonly type: DocumentTypeView }[];
}

/** Some types that come before the others, by their codes. */
export interface FirstTypes {
  readonly title: string;
  readonly codes: readonly string[];
}

/**
 * The types as they are offered: what comes first, each once, then all of them by category; once something is typed, those that
 * it names, the likeliest first. What patients deposit is not offered.
 */
export function typeGroups(types: readonly DocumentTypeView[], first: readonly FirstTypes[], typed: string): readonly TypeGroup[] {
  const offered = types.filter(({ ofPatient }) => !ofPatient);
  if (typed.trim() !== '') return groups([{ title: '', types: typesTyped(typed, offered) }]);
  const shown = new Set<string>();
  const before = first.map(({ title, codes }) => ({
    title,
    types: codes.flatMap((code) => {
      const type = offered.find((one) => one.code === code);
      return type === undefined || shown.has(code) ? [] : (shown.add(code), [type]);
    }),
  }));
  const categories = Map.groupBy(offered, ({ category }) => category);
  return groups([...before, ...[...categories].map(([title, of]) => ({ title, types: of }))]);
}

const groups = (all: readonly { readonly title: string; readonly types: readonly DocumentTypeView[] }[]): readonly TypeGroup[] =>
  all
    .filter(({ types }) => types.length > 0)
    .map(({ title, types }) => ({ title, types: types.map((type) => ({ key: `${title} ${type.code}`, type })) }));
