import { z } from 'zod';
import { standings } from '../domain/delegation/standing.ts';
import { delegatedActs } from '../domain/record/delegation.ts';
import { call, id, instant, nothing, notKept } from './define.ts';

const person = z.object({
  /** PS_IdNat. */
  idNat: z.string().max(64),
  name: z.string(),
});

const delegation = z.object({
  id,
  from: person,
  to: person,
  acts: z.array(z.enum(delegatedActs)),
  /** Codes, and labels for screens; none: whatever the type. */
  types: z.array(z.object({ code: z.string(), label: z.string() })),
  since: instant,
  until: instant.nullable(),
  revokedAt: instant.nullable(),
  standing: z.enum(standings),
  /** Whoever is logged in made it, and may revoke it. */
  mine: z.boolean(),
});
export type DelegationView = z.infer<typeof delegation>;

export const delegationCalls = {
  /** Made by whoever is logged in, or given to them, the latest first; those that are over too. */
  'delegations.list': call(nothing, z.array(delegation), {
    needs: 'session',
    right: 'read',
    audit: notKept.list,
    shows: { session: true },
  }),
  /** To whom they may delegate: who opened a session here for the same structure, or was declared by it; whether feeding may be delegated there. */
  'delegations.colleagues': call(nothing, z.object({ colleagues: z.array(person.extend({ staff: z.boolean() })), feeding: z.boolean() }), {
    needs: 'session',
    right: 'read',
    audit: notKept.facts,
    shows: { session: true },
  }),
  /** Errors: DELEGATION_*, RIGHTS_PRACTICE, TYPE_UNKNOWN, SESSION_CLOSED. */
  'delegations.make': call(
    z.object({
      to: z.string().max(64),
      acts: z.array(z.enum(delegatedActs)).max(delegatedActs.length),
      types: z.array(z.string().max(32)).max(200),
      /** Null: from now on. */
      since: instant.nullable(),
      until: instant.nullable(),
    }),
    z.array(delegation),
    { needs: 'session', right: 'validate', audit: { acts: ['delegation.made'] } },
  ),
  /** Errors: DELEGATION_UNKNOWN, DELEGATION_OTHER_PERSON, DELEGATION_OVER, SESSION_CLOSED. */
  'delegations.revoke': call(z.object({ id }), z.array(delegation), {
    needs: 'session',
    right: 'validate',
    audit: { acts: ['delegation.revoked'] },
  }),
} as const;
