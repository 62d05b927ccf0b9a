import type { DocumentProposal, Proposed } from '../record/document.ts';
import { actDateIn, actDateInName } from './act-date.ts';
import { headingIn, titleFrom } from './heading.ts';
import { isMachineName, withoutProgram } from './machine-name.ts';
import { personsNamed } from './named-persons.ts';
import type { PageLine } from './page-line.ts';
import { titleFromFileName } from './title.ts';
import { proposeTypes, type TypeSource } from './type-proposal.ts';

/** What a document is proposed from. */
export interface DocumentSources {
  /** Of its first page; none while it is not read. */
  readonly lines: readonly PageLine[];
  /** The PDF's own title. */
  readonly title: string | null;
  readonly fileName: string;
  readonly patient: { readonly names: readonly string[]; readonly birthDate: string };
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** Lines of a page that say what it is, when its heading does not. */
const TELLING = 25;

/**
 * What a document is, as far as it says: its title from the heading of the first page, its date from the text or the name of the
 * file, its type from the same words. The names of scanners and of people are no titles; nothing is dated after today,
 * nor of a birth.
 *
 * @param isKnown whether a code of type is in the list in use.
 */
export function proposeDocument(from: DocumentSources, isKnown: (code: string) => boolean): DocumentProposal {
  const persons = personsNamed(from.lines);
  const names = [...from.patient.names, ...persons.flatMap(({ name }) => name ?? [])];
  const heading = headingIn(from.lines, names);
  const own = ownTitle(from.title, names);
  const named = ownTitle(titleFromFileName(from.fileName), names);
  const sources: readonly TypeSource[] = [
    ...source(heading, 'text'),
    ...source(from.title, 'title'),
    ...source(withoutProgram(from.fileName), 'file-name'),
    ...from.lines.slice(0, TELLING).flatMap(({ text }) => source(text, 'text')),
  ];
  const types = proposeTypes(sources, isKnown);
  const [first] = types;
  return {
    title: firstOf<string>([heading, 'text'], [own, 'title'], [named, 'file-name']) ?? { value: '', from: null },
    date: dateOf(
      from,
      persons.flatMap(({ birthDate }) => birthDate ?? []),
    ),
    type: first === undefined ? { value: null, from: null } : { value: first.type, from: first.from },
    types: types.map(({ type }) => type),
  };
}

function dateOf({ lines, fileName, patient, today }: DocumentSources, births: readonly string[]): Proposed<string> {
  const bounds = { today, birth: patient.birthDate, birthDates: [patient.birthDate, ...births] };
  return (
    firstOf<string>([actDateIn(lines, bounds), 'text'], [actDateInName(fileName, bounds), 'file-name']) ?? { value: today, from: null }
  );
}

const source = (text: string | null, from: TypeSource['from']): readonly TypeSource[] => (text === null ? [] : [{ text, from }]);

/** A title that a machine did not give, the people it names apart. */
function ownTitle(written: string | null, names: readonly string[]): string | null {
  if (written === null) return null;
  const title = titleFrom(withoutProgram(written), names);
  return title === null || isMachineName(title) ? null : title;
}

function firstOf<T>(...tries: readonly (readonly [value: T | null, from: NonNullable<Proposed<T>['from']>])[]): Proposed<T> | null {
  for (const [value, from] of tries) if (value !== null) return { value, from };
  return null;
}
