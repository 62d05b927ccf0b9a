import { z } from 'zod';
import { call, id, instant, nothing, notKept } from './define.ts';

/** Longest name of somebody declared, as a CDA and a VIHF may carry it. */
export const LONGEST_NAME = 80;

/** Somebody who acts under the structure's card that names nobody. */
const declaredPerson = z.object({
  id,
  family: z.string(),
  given: z.string(),
  declaredAt: instant,
  /** Wrong codes left; 0: blocked until another code is given. */
  triesLeft: z.int(),
  /** They have not chosen their own code yet. */
  firstCode: z.boolean(),
});
export type DeclaredPersonView = z.infer<typeof declaredPerson>;

const people = z.array(declaredPerson);

/** A first code is told once, to whoever gives it to its person: nothing keeps it. */
const withFirstCode = z.object({ people, id, code: z.string() });

const name = z.string().max(LONGEST_NAME);

/** What those who administer the structure declare; the structure is that of their situation. */
export const peopleCalls = {
  /** By name. */
  'people.list': call(nothing, people, { needs: 'session', right: 'administer', audit: notKept.facts, shows: { session: true } }),
  /** Errors: PERSON_CHARACTER (path of the field), PERSON_ALREADY. */
  'people.declare': call(z.object({ family: name, given: name }), withFirstCode, {
    needs: 'session',
    right: 'administer',
    audit: { acts: ['person.declared'] },
  }),
  /** A first code again, every try again. Errors: PERSON_UNKNOWN. */
  'people.resetCode': call(z.object({ id }), withFirstCode, {
    needs: 'session',
    right: 'administer',
    audit: { acts: ['person.code-reset'] },
  }),
  /** They act no more. Errors: PERSON_UNKNOWN. */
  'people.withdraw': call(z.object({ id }), people, { needs: 'session', right: 'administer', audit: { acts: ['person.withdrawn'] } }),
} as const;
