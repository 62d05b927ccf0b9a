import type { SessionPerson } from '../../../shared/contract/session.ts';
import { codeProblem } from '../../../shared/domain/people/personal-code.ts';
import type { AuditEntry } from '../../../shared/domain/record/audit.ts';
import type { DeclaredPerson } from '../../../shared/domain/record/declared-person.ts';
import { fail, PosteError } from '../../../shared/errors.ts';
import { displayName, type DeclaredIdentity } from '../../session/professional.ts';
import type { Session, Unnamed } from '../../session/session.ts';
import type { Store } from '../../store/types.ts';
import type { Trace } from '../journal/trace.ts';

export interface IdentifyPorts {
  readonly session: Pick<Session, 'unnamed' | 'identify'>;
  readonly store: Pick<Store, 'people' | 'commit'>;
  readonly trace: Pick<Trace, 'add'>;
  readonly now: () => Date;
  /** Slow on purpose. */
  readonly hashCode: (code: string) => Promise<string>;
  readonly isCode: (code: string, hash: string) => Promise<boolean>;
}

/** Who may act under the card in the reader, once its PIN is right; nobody unless it waits for a name. */
export const sessionPeople =
  ({ session, store }: Pick<IdentifyPorts, 'session' | 'store'>) =>
  async (): Promise<SessionPerson[]> => {
    const asked = session.unnamed;
    const people = asked === null ? [] : await store.people.of(asked.situation.structureIdNat);
    return people.map((person) => ({ id: person.id, name: nameOf(person), blocked: person.triesLeft === 0 }));
  };

/**
 * Somebody says who they are under a card that names nobody, and proves it by their personal code. A try is counted on
 * disk before the code is compared, so that stopping the application gives none back; after five wrong ones the code is blocked
 * until who administers the structure gives another. A first code is changed before it opens anything.
 *
 * @throws PosteError SESSION_CLOSED, PERSON_UNKNOWN, CODE_BLOCKED, CODE_WRONG, CODE_FIRST (right, and to be changed), CODE_SHORT, CODE_SAME, STORE_*
 */
export function identify(ports: IdentifyPorts) {
  return async (input: { readonly id: string; readonly code: string; readonly newCode: string | null }): Promise<void> => {
    const { session, store } = ports;
    const asked = session.unnamed;
    if (asked === null) throw fail('SESSION_CLOSED');
    const found = await store.people.withCode(input.id);
    if (found === null || found.person.withdrawnAt !== null || found.person.structure !== asked.situation.structureIdNat)
      throw fail('PERSON_UNKNOWN');
    const { person, codeHash } = found;
    await countTry(ports, asked, person);
    if (!(await ports.isCode(input.code, codeHash))) {
      // Read again: somebody may be trying elsewhere.
      const left = (await store.people.withCode(person.id))?.person.triesLeft ?? 0;
      throw refused(ports, asked, person, wrongCode(left));
    }
    if (person.firstCode) await changeFirstCode(ports, person, input);
    else await store.commit({ changes: [{ kind: 'person.known', id: person.id }], audit: [] });
    session.identify(asked, identityOf(person));
  };
}

/** `<Struct_IdNat>/<local identifier>`: the form of who has no national identifier. */
export const identityOf = ({ structure, id, family, given }: DeclaredPerson): DeclaredIdentity => ({
  idNat: `${structure}/${id}`,
  family,
  given,
});

const nameOf = (person: Pick<DeclaredPerson, 'family' | 'given'>): string => displayName({ ...person, suffix: null });

/** @throws PosteError CODE_BLOCKED when there is none left. */
async function countTry(ports: IdentifyPorts, asked: Unnamed, person: DeclaredPerson): Promise<void> {
  try {
    await ports.store.commit({ changes: [{ kind: 'person.tried', id: person.id }], audit: [] });
  } catch (thrown) {
    // None is left, or the person was withdrawn meanwhile.
    const gone = thrown instanceof PosteError && thrown.code === 'STORE_CONFLICT';
    throw gone ? refused(ports, asked, person, fail('CODE_BLOCKED', { detail: 'triesLeft=0' })) : thrown;
  }
}

/** The code was right; it is known to who gave it, so it opens nothing. */
async function changeFirstCode(
  { store, hashCode }: IdentifyPorts,
  { id }: DeclaredPerson,
  { code, newCode }: { readonly code: string; readonly newCode: string | null },
): Promise<void> {
  const problem = newCode === null ? 'CODE_FIRST' : codeProblem(newCode, code);
  if (newCode === null || problem !== null) {
    await store.commit({ changes: [{ kind: 'person.known', id }], audit: [] });
    throw fail(problem ?? 'CODE_FIRST');
  }
  const codeHash = await hashCode(newCode);
  await store.commit({ changes: [{ kind: 'person.code', id, codeHash, first: false }], audit: [] });
}

function wrongCode(left: number): PosteError {
  if (left === 0) return fail('CODE_BLOCKED', { detail: 'triesLeft=0' });
  return fail('CODE_WRONG', { values: { left: left === 1 ? 'un essai' : `${left} essais` }, detail: `triesLeft=${left}` });
}

/** Journaled under the name that was chosen: somebody tried to be that person. */
function refused({ trace, now }: IdentifyPorts, { card, situation }: Unnamed, person: DeclaredPerson, error: PosteError): PosteError {
  const entry: AuditEntry = {
    at: now().toISOString(),
    actor: { idNat: identityOf(person).idNat, name: nameOf(person) },
    onBehalfOf: null,
    situation: situation.structureIdNat,
    act: 'session.refused',
    label: 'Code personnel refusé',
    patientId: null,
    objectId: null,
    result: error.code,
    details: { card: 'CPE-ANON', generation: card.generation, triesLeft: Number(/\d/.exec(error.detail ?? '')?.[0] ?? 0) },
  };
  trace.add(entry);
  return error;
}
