import type { DeclaredPerson } from '../../../shared/domain/record/declared-person.ts';
import type { Instant } from '../../../shared/domain/record/instant.ts';
import { CODE_TRIES } from '../../../shared/domain/people/personal-code.ts';
import { storeError } from '../errors.ts';
import type { Sql } from '../sqlite/sql.ts';

type Declared = Pick<DeclaredPerson, 'id' | 'structure' | 'family' | 'given' | 'declaredAt'>;

function declarePerson(sql: Sql, { person, codeHash }: { readonly person: Declared; readonly codeHash: string }): void {
  sql.run(
    'INSERT INTO declared_people (id, structure, family, given, code_hash, first_code, tries_left, declared_at) VALUES (?, ?, ?, ?, ?, 1, ?, ?)',
    person.id,
    person.structure,
    person.family,
    person.given,
    codeHash,
    CODE_TRIES,
    person.declaredAt,
  );
}

/** Of somebody who is still declared. */
function changeOne(sql: Sql, id: string, what: string, ...values: readonly (string | number)[]): void {
  if (sql.run(`UPDATE declared_people SET ${what} WHERE id = ? AND withdrawn_at IS NULL`, ...values, id) === 0)
    throw storeError('STORE_CONFLICT');
}

function setCode(sql: Sql, { id, codeHash, first }: { readonly id: string; readonly codeHash: string; readonly first: boolean }): void {
  changeOne(sql, id, 'code_hash = ?, first_code = ?, tries_left = ?', codeHash, first ? 1 : 0, CODE_TRIES);
}

function tryCode(sql: Sql, { id }: { readonly id: string }): void {
  const tried = sql.run(
    'UPDATE declared_people SET tries_left = tries_left - 1 WHERE id = ? AND withdrawn_at IS NULL AND tries_left > 0',
    id,
  );
  if (tried === 0) throw storeError('STORE_CONFLICT');
}

function knowCode(sql: Sql, { id }: { readonly id: string }): void {
  changeOne(sql, id, 'tries_left = ?', CODE_TRIES);
}

function withdrawPerson(sql: Sql, { id, at }: { readonly id: string; readonly at: Instant }): void {
  changeOne(sql, id, 'withdrawn_at = ?', at);
}

/** Who acts under a card that names nobody. Errors: STORE_CONFLICT for somebody who is not declared, or not any more. */
export const peopleChanges = {
  /** With their first code, and every try. */
  'person.declare': declarePerson,
  /** Another code, and every try again. */
  'person.code': setCode,
  /** One try less, before the code is compared: STORE_CONFLICT when there is none left. */
  'person.tried': tryCode,
  /** The code was theirs: every try again. */
  'person.known': knowCode,
  'person.withdraw': withdrawPerson,
} as const;
