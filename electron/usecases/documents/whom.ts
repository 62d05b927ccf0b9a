import { isOfRecord, otherPersonIn, type KnownPatient } from '../../../shared/domain/documents/of-whom.ts';
import { personsNamed, type NamedPerson } from '../../../shared/domain/documents/named-persons.ts';
import { textOf, type PageLine } from '../../../shared/domain/documents/page-line.ts';
import { parseDatamatrix } from '../../../shared/domain/ins/datamatrix.ts';
import { frenchDate } from '../../../shared/domain/ins/dates.ts';
import { displayMatricule } from '../../../shared/domain/ins/matricule.ts';
import type { OtherPerson } from '../../../shared/domain/record/document.ts';
import type { PatientFile, PatientRecord } from '../../../shared/domain/record/patient.ts';
import { PosteError } from '../../../shared/errors.ts';
import type { Store } from '../../store/types.ts';

/** What a page says, whatever read it. */
export interface PageSays {
  readonly lines: readonly PageLine[];
  /** Texts of the Data Matrix symbols that were looked for on it. */
  readonly symbols: readonly string[];
}

/** Whom a page names, and by what. */
interface Named {
  readonly person: NamedPerson;
  readonly evidence: 'datamatrix' | 'ins' | 'name-birth-date';
}

/** Whom a page names as its patient, the surest first. @param testOids whether a datamatrix of tests is one. */
export function namedIn({ lines, symbols }: PageSays, testOids: boolean): readonly Named[] {
  const written = personsNamed(lines).map((person): Named => ({ person, evidence: person.matricule === null ? 'name-birth-date' : 'ins' }));
  return [
    ...symbols.flatMap((symbol) => ofSymbol(symbol, testOids)),
    ...written.filter(({ evidence }) => evidence === 'ins'),
    ...written.filter(({ evidence }) => evidence !== 'ins'),
  ];
}

/** Other Data Matrix codes share the pages of documents: postage, laboratory tubes. */
function ofSymbol(symbol: string, test: boolean): readonly Named[] {
  try {
    const { ins, keyValid, traits } = parseDatamatrix(symbol, { test });
    const name = `${traits.birthName} ${traits.birthFirstNames}`;
    return [{ person: { name, birthDate: traits.birthDate, matricule: keyValid ? ins.matricule : null }, evidence: 'datamatrix' }];
  } catch (thrown) {
    if (thrown instanceof PosteError) return [];
    throw thrown;
  }
}

/** Records that somebody named may be of: of their matricule, else of their name and the day of their birth. */
export async function recordsOf(store: Store, person: NamedPerson): Promise<readonly PatientRecord[]> {
  if (person.matricule !== null) {
    const rows = await store.patients.byMatricule(person.matricule);
    const records = await Promise.all(rows.map(({ id }) => store.patients.get(id)));
    const found = records.filter((record) => record !== null);
    if (found.length > 0) return found;
  }
  const { name, birthDate } = person;
  if (name === null || birthDate === null) return [];
  const [family, given] = splitName(name);
  const near = await store.patients.candidates({ birthName: family, birthFirstNames: given, usedName: null, birthDate });
  return near.filter((record) => record.mergedInto === null && isOfRecord(person, knownOf(record)) === 'same');
}

/** Words in capitals are the family's, else the first one is. */
function splitName(name: string): readonly [family: string, given: string] {
  const words = name.split(' ');
  const [capitals, others] = [words.filter((word) => word === word.toUpperCase()), words.filter((word) => word !== word.toUpperCase())];
  if (capitals.length > 0 && others.length > 0) return [capitals.join(' '), others.join(' ')];
  return [words[0] ?? '', words.slice(1).join(' ')];
}

/** A record, as what a text says is compared with it. */
function knownOf(record: PatientRecord & Partial<Pick<PatientFile, 'receivedIns'>>, former: readonly string[] = []): KnownPatient {
  const { birthName, usedName, birthFirstNames, usedFirstName, birthDate, ins, receivedIns = [] } = record;
  const matricules = [...(ins === null ? [] : [ins.matricule]), ...receivedIns.map(({ matricule }) => matricule), ...former];
  return { birthName, usedName, birthFirstNames, usedFirstName, birthDate, matricules };
}

/** Somebody else than the patient of a record, whom a page names; with their own record when it is the only one. */
export async function otherPersonOf(store: Store, says: PageSays, patient: PatientFile, testOids: boolean): Promise<OtherPerson | null> {
  const persons = namedIn(says, testOids).map(({ person }) => person);
  if (persons.length === 0) return null;
  const former = (await store.patients.insHistory(patient.id)).map(({ ins }) => ins.matricule);
  const other = otherPersonIn(persons, textOf(says.lines), knownOf(patient, former));
  if (other === null) return null;
  const [only, ...more] = (await recordsOf(store, other)).filter(({ id }) => id !== patient.id);
  return {
    name: other.name ?? `matricule ${displayMatricule(other.matricule ?? '')}`,
    birthDate: other.birthDate,
    patientId: more.length > 0 ? null : (only?.id ?? null),
  };
}

/** « LE GOFF Yann, 12/03/1979 » */
export function personWords({ name, birthDate, matricule }: NamedPerson): string {
  const born = birthDate === null ? [] : [frenchDate(birthDate)];
  return [...(name === null ? [displayMatricule(matricule ?? '')] : [name]), ...born].join(', ');
}
