import { checkMatricule } from '../ins/matricule.ts';
import { textOf, unmarked, type PageLine } from './page-line.ts';
import { readDay, WRITTEN_DATE } from './written-dates.ts';

/** Somebody whom a text names as its patient. */
export interface NamedPerson {
  /** Words of the name in the order they were written, civility apart; null for a matricule alone. */
  readonly name: string | null;
  /** `YYYY-MM-DD`. */
  readonly birthDate: string | null;
  /** 15 characters, its key right. */
  readonly matricule: string | null;
}

const CIVILITY = String.raw`(?:M\.|MM\.|Mr\.?|Mme\.?|Mlle\.?|Monsieur|Madame|Mademoiselle|(?:l')?enfant|le jeune|la jeune|b[eé]b[eé])`;
const BIRTH = String.raw`(?:n[ée][ée]?(?: ?\(e\)|\.e|e)?s?(?: ?[li1]e| ?:|\.)|date de naissance|date naiss\w*\.?|naissance|d\.?d\.?n\.?)`;
/** A birth, and its day on the same line. Marks removed. */
const BORN = new RegExp(
  String.raw`(?<![\p{L}])${BIRTH}\s*(?:\(?e?\)?\s*)?(?:[li1]e)?\s*[:.]?\s*(?:[li1]e\s+)?(?<day>${WRITTEN_DATE})`,
  'iu',
);
/** « DURAND Anne née MARTIN le 12/03/1979 »: in capitals, a name of birth or a place, which words between a birth and another day are not. */
const BORN_AS = new RegExp(String.raw`(?<![\p{L}])n[ée]e?\s+(?:[àa]\s+)?\p{Lu}[\p{Lu}' -]+,?\s+(?:le\s+)?(?<day>${WRITTEN_DATE})`, 'u');
/** The same, its day in the column or the line that follows. */
const BORN_BELOW = new RegExp(String.raw`(?<![\p{L}])${BIRTH}\s*[:.]?\s*$`, 'iu');
/** « DUPONT Marie (12/03/1979) ». */
const IN_BRACKETS = new RegExp(String.raw`\(\s*(?<day>${WRITTEN_DATE})\s*\)`, 'iu');
/** Others whom a record names: family, who is to be told, who is insured. */
const OTHERS =
  /\b(?:pere|mere|parents?|epouse|epoux|conjointe?|fils|fille|frere|soeur|tuteur|tutrice|curateur|curatrice|representante?|personne (?:de confiance|a prevenir)|assuree?|ayant droit|contact|accompagnante?)\b ?(?:legal)?e? ?:?/i;
/** Who writes, and to whom. */
const CARERS =
  /\b(?:dr|docteur|pr|professeur|medecin|chirurgien|anesthesiste|radiologue|biologiste|praticien|interne|infirmiere?|kinesitherapeute|sage-femme|prescripteur|correspondant|signe|valide par)\b/i;

const FAMILY =
  /^(?:nom(?: de naissance| de famille| usuel| d'usage| utilise| du patient| de la patiente)?|nom patient)\s*:?\s+|^nom(?: [a-z' ]{1,20})? ?:\s*/i;
const GIVEN = /^(?:\d?(?:er|ere)? ?prenoms?(?: de naissance| utilise| usuel)?(?: ?\(s\))?)\s*:?\s*/i;
const FULL =
  /\b(?:patient|patiente|patient\(e\)|concernant|concerne|identite|nom et prenom|nom,? prenom|nom - prenom|nom\/prenom|objet)\s*:?\s+/i;

/** What a page of a letter has at most: the rest of one that is made to hold whoever reads it is not looked at. */
const LINES_MAX = 300;
const LINE_MAX = 300;

/** Lines of a page, without marks, and the name that each says with both its labels. */
interface Page {
  readonly lines: readonly string[];
  readonly joined: readonly (string | null)[];
}

/** Lines around a birth where its name is looked for. */
const AROUND = 4;

/**
 * The people whom a page names as its patient: by their name and the day of their birth, by a matricule, by a name that is
 * said to be the patient's. Neither those who write, nor those to whom it is written, nor the family.
 */
export function personsNamed(lines: readonly PageLine[]): readonly NamedPerson[] {
  const plain = lines.slice(0, LINES_MAX).map(({ text }) => unmarked(text.slice(0, LINE_MAX)).replaceAll(/\s+/g, ' ').trim());
  const page: Page = { lines: plain, joined: plain.map(joined) };
  const born = plain.flatMap((line, i) => bornAt(page, line, i));
  const labelled = born.length > 0 ? [] : plain.flatMap((line, i) => labelledAt(page, line, i));
  const marked = markedWords(lines);
  const written = [...born, ...labelled].map((person) => ({
    ...person,
    name: person.name === null ? null : asWritten(person.name, marked),
  }));
  return [...written, ...matriculesIn(textOf(lines)).map((matricule) => ({ name: null, birthDate: null, matricule }))];
}

/** Words with their marks, by the same without. */
const markedWords = (lines: readonly PageLine[]): ReadonlyMap<string, string> =>
  new Map(lines.flatMap(({ text }) => text.match(/[\p{L}\p{M}]+/gu) ?? []).map((word) => [unmarked(word), word]));

/** A name with its marks, as they stand in the text. */
const asWritten = (name: string, marked: ReadonlyMap<string, string>): string =>
  name.replaceAll(/\p{L}+/gu, (word) => marked.get(word) ?? word);

function bornAt(page: Page, line: string, i: number): readonly NamedPerson[] {
  const { lines } = page;
  const found = BORN.exec(line) ?? BORN_AS.exec(line) ?? IN_BRACKETS.exec(line) ?? below(lines, line, i);
  const birthDate = found === null ? null : readDay(found.groups?.['day'] ?? '');
  if (found === null || birthDate === null) return [];
  const before = line.slice(0, found.index);
  if (OTHERS.test(before) || CARERS.test(before)) return [];
  const name = nameBefore(before) ?? labelledName(page, i) ?? nameAbove(lines, i);
  return name === null ? [] : [{ name, birthDate, matricule: null }];
}

/** A label, and its day at the beginning of what follows. */
function below(lines: readonly string[], line: string, i: number): RegExpExecArray | null {
  const label = BORN_BELOW.exec(line);
  const day = label === null ? null : new RegExp(`^(?:le )?(?<day>${WRITTEN_DATE})`, 'i').exec(lines[i + 1] ?? '');
  if (label === null || day === null) return null;
  day.index = label.index;
  return day;
}

/** What stands before a birth on its line, from the last civility or label on. */
function nameBefore(before: string): string | null {
  const bare = before.replace(/[\s,;:(–-]+$/, '');
  const civil = [...bare.matchAll(new RegExp(String.raw`(?<![\p{L}])${CIVILITY}(?=[\s.])\.?\s*`, 'giu'))].at(-1);
  if (civil !== undefined) return asName(bare.slice(civil.index + civil[0].length));
  const label = FULL.exec(bare);
  if (label !== null) return asName(bare.slice(label.index + label[0].length));
  return /\bnom\b|prenom/i.test(bare) ? joined(bare) : asName(bare);
}

/** « Nom : DUPONT Prénom : Marie » on one line. */
function joined(line: string): string | null {
  const found = /\bnom(?: [a-z']+){0,2} ?:? *(?<family>[\p{L}' -]+?)[ ,;|-]*\bprenoms?(?: [a-z]+){0,2} ?:? *(?<given>[\p{L}' ,-]+)$/iu.exec(
    line,
  );
  return found === null ? null : asName(`${found.groups?.['family'] ?? ''} ${found.groups?.['given'] ?? ''}`);
}

/** Labels of the lines around. */
function labelledName({ lines, joined: together }: Page, i: number): string | null {
  const from = Math.max(0, i - AROUND);
  const both = together.slice(from, i + AROUND + 1).find((name) => name !== null);
  if (both !== undefined) return both;
  const near = lines.slice(from, i + AROUND + 1).map((line, n) => ({ line, at: from + n }));
  const valueOf = (label: RegExp): string | null => {
    const held = near.find(({ line }) => label.test(line) || label.test(`${line} `));
    if (held === undefined) return null;
    const value = held.line
      .replace(label, '')
      .replace(new RegExp(`${BIRTH}.*$`, 'i'), '')
      .replace(/\b(?:sexe|prenoms?|nom)\b.*$/i, '');
    return lettersOf(
      value.trim() === '' || (label.test(`${held.line} `) && value.trim() === held.line.trim()) ? (lines[held.at + 1] ?? '') : value,
    );
  };
  const [family, given] = [valueOf(FAMILY), valueOf(GIVEN)];
  return family === null || given === null ? null : asName(`${family} ${given}`);
}

/** The name of a block, on one of the two lines above. */
function nameAbove(lines: readonly string[], i: number): string | null {
  for (const line of lines.slice(Math.max(0, i - 2), i).toReversed()) {
    if (CARERS.test(line) || OTHERS.test(line)) return null;
    const name = nameBefore(line);
    if (name !== null && isWritten(name)) return name;
  }
  return null;
}

function labelledAt(page: Page, line: string, i: number): readonly NamedPerson[] {
  if (CARERS.test(line) || OTHERS.test(line)) return [];
  const label = /^(?:patient|patiente|patient\(e\)|concernant|concerne|nom et prenom|nom,? prenom)\s*:?\s+/i.exec(line);
  const name = label === null ? (FAMILY.test(line) ? labelledName(page, i) : null) : (nameBefore(line.slice(label[0].length)) ?? null);
  return name !== null && isWritten(name) ? [{ name, birthDate: null, matricule: null }] : [];
}

/** A person's name as one writes it: capitals, or a capital to each word. */
const isWritten = (name: string): boolean =>
  name.split(/[ -]/).every((word) => /^\p{Lu}/u.test(word) || /^(?:de|du|des|la|le|d'.+)$/i.test(word));

const WORDS_MAX = 7;
/** Between two names of one person. */
const JOINING = /\b(?:epouse|epoux|ep\.?|nee?|veuve|vve|dite?|usuel|prenoms?|noms?)\b\.?/gi;
/** What no name is, at either end. */
const NO_NAME =
  /^(?:le|la|les|de|du|des|un|une|et|pour|par|avec|votre|notre|ce|cette|sexe|age|ans|ne|nee|date|ville|lieu|ins|ipp|nir|masculin|feminin|homme|femme)$/i;

/** Two words at least, letters only; null when it is not a name. */
function asName(text: string): string | null {
  const words = lettersOf(text.replaceAll(JOINING, ' '))?.split(' ') ?? [];
  while (words.length > 0 && NO_NAME.test(words[0] ?? '') && !/^(?:le|la|de|du|des)$/i.test(words[0] ?? '')) words.shift();
  while (words.length > 0 && NO_NAME.test(words.at(-1) ?? '')) words.pop();
  return words.length >= 2 && words.length <= WORDS_MAX && isWritten(words.join(' ')) ? words.join(' ') : null;
}

/** Letters of a name up to what is none; null when there is none. */
function lettersOf(text: string): string | null {
  const found = /^[\s,;:.|–-]*(?<name>\p{L}[\p{L}' ,.-]*)/u.exec(text)?.groups?.['name'] ?? '';
  const name = found
    .replaceAll(/[,.]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replace(/[ '-]+$/, '')
    .trim();
  return name === '' ? null : name;
}

const NUMBER = /(?<!\d)[1-478](?:[ .]?\d){2}(?:[ .]?\d){2} ?(?:[ .]?\d[ .]?[\dAB])(?:[ .]?\d){6}[ .]?(?:[ .]?\d){2}(?!\d)/gi;

/** Matricules whose key is right, each once. */
function matriculesIn(text: string): readonly string[] {
  const found = [...unmarked(text).matchAll(NUMBER)].flatMap(([written]) => {
    const { valid, normalised } = checkMatricule(written, null, { test: true });
    return valid && normalised !== null ? [normalised] : [];
  });
  return [...new Set(found)];
}
