import { z } from 'zod';
import { CARDS } from '../domain/rights/facts.ts';
import { OFFICE_ACTS } from '../domain/rights/office.ts';
import { call, errorFactsSchema, id, instant, nothing, notKept } from './define.ts';

const situation = z.object({
  index: z.int(),
  structureName: z.string(),
  structureIdNat: z.string(),
  sector: z.string(),
  sectorLabel: z.string(),
});

/** What the lock screen shows of the card in the reader. */
const cardState = z.object({
  kind: z.enum(['no-module', 'no-reader', 'empty', 'foreign', 'hung', 'present']),
  /** « Dr Paule DURAND ». Null unless a card is present. */
  holder: z.string().nullable(),
  /** `CPE-ANON` names its structure and nobody: `holder` is the structure's name then. */
  type: z.enum(['CPS', 'CPF', 'CPE', 'CPE-ANON', 'CPA']).nullable(),
  generation: z.enum(['CPS3', 'CPS4']).nullable(),
  triesLeft: z.int().nullable(),
  demonstration: z.boolean(),
  /** When the card's certificates end, if that is near enough to be said. */
  expiresSoon: z.object({ at: instant }).nullable(),
  /**
   * The situation that its holder works under at this workstation, among those that the card named then; null when they never
   * chose here, or have one alone.
   */
  usual: z.object({ index: z.int(), situations: z.array(situation) }).nullable(),
  /** Why no card can be used, with what to do. */
  error: errorFactsSchema.nullable(),
});

const openSession = z.object({
  /** PS_IdNat. */
  idNat: z.string(),
  displayName: z.string(),
  card: z.enum(CARDS),
  /** What this session can never do for want of something on its card or in the settings; null when nothing is missing. */
  limit: errorFactsSchema.nullable(),
  /** « Médecin ». */
  profession: z.string().nullable(),
  /** « Qualifié en Médecine Générale ». */
  speciality: z.string().nullable(),
  situation,
  /** What they may do at this workstation: null, or why they never may. */
  rights: z.record(z.enum(OFFICE_ACTS), errorFactsSchema.nullable()),
  openedAt: instant,
  /** When the session locks by itself if nothing is done. */
  locksAt: instant,
});

/** The second login, MSSanté by Pro Santé Connect (CIBA). */
const mssLogin = z.object({
  state: z.enum(['closed', 'pending', 'open', 'failed']),
  /** Two digits to compare with those on the phone, while pending. */
  bindingMessage: z.string().nullable(),
  expiresAt: instant.nullable(),
  /** Mailbox opened by this login. */
  mailbox: z.string().nullable(),
  error: errorFactsSchema.nullable(),
});

const sessionState = z.object({
  card: cardState,
  session: openSession.nullable(),
  /** Situations to choose from, when the PIN is accepted and the card holds several. */
  situations: z.array(situation),
  /** The PIN of a card that names nobody is accepted: somebody has to say who they are (`session.identify`). */
  unnamed: z.object({ structureName: z.string() }).nullable(),
  mss: mssLogin,
  /** Why the last session ended: card removed, idle, by hand, reader that hangs, PIN reset by another program; null before any. */
  endedBy: z.enum(['removed', 'idle', 'user', 'hung', 'reset']).nullable(),
  /** Why the revocation of certificates is not, or badly, checked: CRL_UNAVAILABLE, CRL_INVALID, CRL_UNREACHABLE. */
  revocation: errorFactsSchema.nullable(),
  /** What is wrong with the data of this workstation or their journal: STORE_*, JOURNAL_*. */
  data: errorFactsSchema.nullable(),
});

/** Somebody declared by the structure of a card that names nobody. */
const sessionPerson = z.object({
  id,
  /** « Camille FABRE ». */
  name: z.string(),
  /** Too many wrong codes. */
  blocked: z.boolean(),
});
export type SessionPerson = z.infer<typeof sessionPerson>;

export type SessionState = z.infer<typeof sessionState>;
export type SituationView = z.infer<typeof situation>;

export const sessionCalls = {
  'session.state': call(nothing, sessionState, { needs: 'nobody', audit: notKept.shown }),
  /**
   * `situation`: index of the one chosen among `card.usual`; null: the usual one. When the card no longer names it, or none is
   * known, the answer has the situations to choose from. Errors: PIN_FORMAT, PIN_WRONG, PIN_FINAL_TRY, PIN_LOCKED, CARD_*.
   */
  'session.open': call(z.object({ pin: z.string().max(64), lastTry: z.boolean(), situation: z.int().nullable() }), sessionState, {
    needs: 'nobody',
    audit: { acts: ['session.opened', 'session.refused', 'mss-login.resumed', 'mss-login.dropped'] },
  }),
  'session.chooseSituation': call(z.object({ index: z.int() }), sessionState, {
    needs: 'nobody',
    audit: { acts: ['session.situation', 'session.opened', 'mss-login.resumed', 'mss-login.dropped'] },
  }),
  /** Who may act under the card that names nobody; nobody unless it waits for a name. */
  'session.people': call(nothing, z.array(sessionPerson), { needs: 'nobody', audit: notKept.facts }),
  /**
   * Who acts under that card, proved by their personal code; `newCode` where theirs is the first one. Errors: CODE_FIRST, CODE_SHORT,
   * CODE_SAME, CODE_WRONG, CODE_BLOCKED, PERSON_UNKNOWN, SESSION_CLOSED.
   */
  'session.identify': call(z.object({ id, code: z.string().max(64), newCode: z.string().max(64).nullable() }), sessionState, {
    needs: 'nobody',
    audit: { acts: ['session.opened', 'session.refused'] },
  }),
  'session.lock': call(nothing, sessionState, { needs: 'nobody', audit: { acts: ['session.closed', 'mss-login.parked'] } }),
  /** The user did something: the idle lock starts again. */
  'session.touch': call(nothing, nothing, { needs: 'nobody', audit: notKept.shown }),
  /** Starts the Pro Santé Connect login; progress comes as `session.changed`. */
  'session.connectMss': call(nothing, sessionState, {
    needs: 'session',
    right: 'send',
    audit: { acts: ['mss-login.opened', 'mss-login.failed', 'mss-login.lost'] },
  }),
  'session.cancelMss': call(nothing, sessionState, { needs: 'nobody', audit: { acts: ['mss-login.cancelled'] } }),
} as const;

export const sessionEvents = { 'session.changed': sessionState } as const;
