import type { DeclaredPerson } from '../../../shared/domain/record/declared-person.ts';
import type { Sql } from '../sqlite/sql.ts';

type PersonRow = Omit<DeclaredPerson, 'firstCode'> & { readonly firstCode: number };

const PERSON =
  'id, structure, family, given, tries_left AS triesLeft, first_code AS firstCode, declared_at AS declaredAt, withdrawn_at AS withdrawnAt';

const readPerson = (row: PersonRow): DeclaredPerson => ({ ...row, firstCode: row.firstCode === 1 });

function peopleOf(sql: Sql, structure: string): DeclaredPerson[] {
  return sql
    .all<PersonRow>(
      `SELECT ${PERSON} FROM declared_people WHERE structure = ? AND withdrawn_at IS NULL ORDER BY family, given, id`,
      structure,
    )
    .map(readPerson);
}

function personWithCode(sql: Sql, id: string): { readonly person: DeclaredPerson; readonly codeHash: string } | null {
  const row = sql.get<PersonRow & { readonly codeHash: string }>(
    `SELECT ${PERSON}, code_hash AS codeHash FROM declared_people WHERE id = ?`,
    id,
  );
  if (row === null) return null;
  const { codeHash, ...person } = row;
  return { person: readPerson(person), codeHash };
}

export const peopleReads = {
  /** Those whom a structure declared and did not withdraw, by name. */
  of: peopleOf,
  /** Somebody declared, withdrawn since or not, with the hash of their code. */
  withCode: personWithCode,
} as const;
