import { z } from 'zod';
import { fail } from '../../shared/errors.ts';
import { visibilities } from '../../shared/domain/record/document.ts';
import { dmpStates } from '../../shared/domain/record/dmp.ts';
import { informationPurposes, informationStates } from '../../shared/domain/record/information.ts';
import { can } from '../../shared/domain/rights/can.ts';
import { explain, explainAll, usualAuthentication } from '../../shared/domain/rights/explain.ts';
import { AUTHENTICATIONS, CARDS, MESSAGES, type RightsFacts } from '../../shared/domain/rights/facts.ts';
import { ACTORS, ACTS, MODES, OWNERS, STATES } from '../../shared/domain/rights/matrix.ts';
import { defaults } from '../config/defaults.ts';
import type { CommandAnswer } from './run.ts';

/** Words of `rights explain`; null when they were not given. */
export interface ExplainWords {
  readonly actor: string;
  readonly act: string;
  readonly mode: string;
  readonly auth: string | null;
  readonly object: string | null;
  readonly state: string | null;
}

const questionSchema = z.object({
  actor: z.enum(ACTORS),
  act: z.enum(ACTS),
  mode: z.enum(MODES),
  auth: z.enum(AUTHENTICATIONS).nullable(),
  object: z.enum(OWNERS).nullable(),
  state: z.enum(STATES).nullable(),
});

/**
 * `rights explain` (cli/README 12): one cell of the public matrices; positive for yes alone.
 *
 * @throws PosteError INPUT_INVALID a word that the matrices do not have
 */
export function rightsExplain(words: ExplainWords): CommandAnswer {
  const parsed = questionSchema.safeParse({ ...words, act: words.act === 'TD3.3d' ? 'TD3.3d-archive' : words.act });
  if (!parsed.success) throw wrong('Un mot de la question', parsed.error, words);
  const { actor, act, auth, state } = parsed.data;
  const result = explain({
    ...parsed.data,
    auth: auth ?? usualAuthentication(actor),
    state: act === 'TD3.2' ? (state ?? 'current') : null,
  });
  return { result, positive: result.answer === 'yes' };
}

/** `rights explain --all` (cli/README 12): every cell of both matrices, one a line. */
export const rightsExplainAll = (): CommandAnswer => ({ result: [...explainAll()], positive: true });

const instant = z.iso.datetime({ offset: true });
const orNull = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);
const text = z.string().trim().min(1);
const no = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);

const factsSchema = z.object({
  at: instant,
  session: z.object({
    card: z.enum(CARDS),
    means: z.enum(AUTHENTICATIONS),
    profession: orNull(text),
    speciality: orNull(text),
    sector: orNull(text),
    person: orNull(text),
    structure: orNull(text),
  }),
  delegations: z
    .array(
      z.object({
        from: text,
        to: text,
        acts: z.array(text).max(50),
        types: z.array(text).max(200),
        since: instant,
        until: orNull(instant),
        revokedAt: orNull(instant),
      }),
    )
    .max(1000)
    .nullish()
    .transform((list) => list ?? []),
  patient: z.object({
    status: z.enum(['PROV', 'RECUP', 'VALI', 'QUAL']),
    birthDate: z.string().regex(/^\d{4}(-\d{2}){0,2}$/),
    secretConnection: no,
    information: z.object({
      feeding: z.enum(informationStates),
      consultation: z.enum(informationStates),
      mssPatient: z.enum(informationStates).default('none'),
      mssProfessionals: z.enum(informationStates).default('none'),
    }),
    opposedEarlier: z.array(z.enum(informationPurposes)).default([]),
    feedingReceivedFrom: orNull(text),
  }),
  team: z.enum(['member', 'outside']),
  agreement: orNull(z.object({ by: z.string(), at: instant })),
  dmp: z.object({
    state: z.enum(dmpStates),
    authorization: orNull(text),
    medecinTraitant: no,
    opposed: z.object({ breakGlass: no, regulation: no }).default({ breakGlass: false, regulation: false }),
  }),
  regulationCentre: no,
  act: z.enum([...ACTS, ...MESSAGES]),
  mode: z.enum(MODES),
  document: orNull(
    z.object({
      type: orNull(text),
      visibility: orNull(z.enum(visibilities)),
      state: z.enum(STATES).default('current'),
      author: orNull(text),
      structure: orNull(text),
    }),
  ),
});

/**
 * `rights can` (cli/README 12): what the client does of described facts; positive for yes alone.
 *
 * @throws PosteError INPUT_INVALID (JSON pointer)
 */
export function rightsCan(input: unknown): CommandAnswer {
  const parsed = factsSchema.safeParse(input);
  if (!parsed.success) throw wrong('Le fichier des faits', parsed.error);
  const facts: RightsFacts = parsed.data;
  const result = can(facts, { ageOfMajority: defaults.dmp.ageOfMajority });
  return { result, positive: result.answer === 'yes' };
}

function wrong(what: string, error: z.ZodError, words: object = {}): Error {
  const [issue] = error.issues;
  const path = issue?.path.map((step) => `/${String(step)}`).join('') ?? '';
  const given = Object.entries(words).find(([name]) => `/${name}` === path)?.[1] as string | undefined;
  const known = issue?.code === 'invalid_value' ? ` (attendu : ${issue.values.join(', ')})` : '';
  return fail('INPUT_INVALID', {
    path,
    values: { what, why: `${given === undefined ? 'un champ manque ou est mal écrit' : `« ${given} » n’est pas un mot connu`}${known}` },
  });
}
