import type { DeclaredPersonView } from '../../../shared/contract/people.ts';
import { calledAlike, declaredName } from '../../../shared/domain/people/declared-name.ts';
import type { AuditEntry } from '../../../shared/domain/record/audit.ts';
import type { DeclaredPerson } from '../../../shared/domain/record/declared-person.ts';
import { fail } from '../../../shared/errors.ts';
import { displayName } from '../../session/professional.ts';
import type { OpenSession } from '../../session/session.ts';
import { act } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';

export interface DeclaredPeoplePorts extends CommonPorts {
  /** Slow on purpose. */
  readonly hashCode: (code: string) => Promise<string>;
  /** A first code. */
  readonly drawCode: () => string;
}

/** The people as they are now, and a first code that is told this once. */
interface WithFirstCode {
  readonly people: DeclaredPersonView[];
  readonly id: string;
  readonly code: string;
}

/** Who acts under the card of the structure that names nobody. */
export const listPeople = (ports: DeclaredPeoplePorts) => async (): Promise<DeclaredPersonView[]> => await peopleOf(ports, ports.session());

/** One more, with a first code. @throws PosteError PERSON_CHARACTER, PERSON_ALREADY */
export function declarePerson(ports: DeclaredPeoplePorts) {
  return async (input: { readonly family: string; readonly given: string }): Promise<WithFirstCode> => {
    const open = ports.session();
    const named = { family: declaredName(input.family, '/family'), given: declaredName(input.given, '/given') };
    const structure = open.situation.structureIdNat;
    const known = await ports.store.people.of(structure);
    if (known.some((one) => calledAlike(one, named))) throw fail('PERSON_ALREADY');
    const code = ports.drawCode();
    const codeHash = await ports.hashCode(code);
    const at = ports.now();
    const person = { id: ports.uuid(), structure, ...named, declaredAt: at.toISOString() };
    await ports.store.commit({
      changes: [{ kind: 'person.declare', person, codeHash }],
      audit: [traced(open, at, 'person.declared', 'Personne déclarée', person)],
    });
    return { people: await peopleOf(ports, open), id: person.id, code };
  };
}

/** Another first code, and every try again. @throws PosteError PERSON_UNKNOWN */
export function resetCode(ports: DeclaredPeoplePorts) {
  return async ({ id }: { readonly id: string }): Promise<WithFirstCode> => {
    const open = ports.session();
    const person = await declared(ports, open, id);
    const code = ports.drawCode();
    const codeHash = await ports.hashCode(code);
    await ports.store.commit({
      changes: [{ kind: 'person.code', id, codeHash, first: true }],
      audit: [traced(open, ports.now(), 'person.code-reset', 'Nouveau code personnel donné', person)],
    });
    return { people: await peopleOf(ports, open), id, code };
  };
}

/** They act no more; what they did keeps their name. @throws PosteError PERSON_UNKNOWN */
export function withdrawPerson(ports: DeclaredPeoplePorts) {
  return async ({ id }: { readonly id: string }): Promise<DeclaredPersonView[]> => {
    const open = ports.session();
    const person = await declared(ports, open, id);
    const at = ports.now();
    await ports.store.commit({
      changes: [{ kind: 'person.withdraw', id, at: at.toISOString() }],
      audit: [traced(open, at, 'person.withdrawn', 'Personne retirée', person)],
    });
    return await peopleOf(ports, open);
  };
}

/** Of the structure that they administer here, and of no other. */
async function declared({ store }: DeclaredPeoplePorts, { situation }: OpenSession, id: string): Promise<DeclaredPerson> {
  const person = (await store.people.of(situation.structureIdNat)).find((one) => one.id === id);
  if (person === undefined) throw fail('PERSON_UNKNOWN');
  return person;
}

async function peopleOf({ store }: DeclaredPeoplePorts, { situation }: OpenSession): Promise<DeclaredPersonView[]> {
  const people = await store.people.of(situation.structureIdNat);
  return people.map(({ id, family, given, declaredAt, triesLeft, firstCode }) => ({ id, family, given, declaredAt, triesLeft, firstCode }));
}

const traced = (
  open: OpenSession,
  now: Date,
  name: string,
  label: string,
  person: Pick<DeclaredPerson, 'id' | 'family' | 'given'>,
): AuditEntry =>
  act(open, now, { act: name, label: `${label} : ${displayName({ ...person, suffix: null })}`, patientId: null, objectId: person.id });
