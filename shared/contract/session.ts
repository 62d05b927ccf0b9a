import { z } from 'zod';
import { call, errorFactsSchema, instant, nothing, notKept } from './define.ts';

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
  type: z.enum(['CPS', 'CPF', 'CPE', 'CPA']).nullable(),
  generation: z.enum(['CPS3', 'CPS4']).nullable(),
  triesLeft: z.int().nullable(),
  demonstration: z.boolean(),
  /** When the card's certificates end, if that is near enough to be said. */
  expiresSoon: z.object({ at: instant }).nullable(),
  /** Why no card can be used, with what to do. */
  error: errorFactsSchema.nullable(),
});

const openSession = z.object({
  /** PS_IdNat. */
  idNat: z.string(),
  displayName: z.string(),
  /** « Médecin ». */
  profession: z.string().nullable(),
  /** « Qualifié en Médecine Générale ». */
  speciality: z.string().nullable(),
  situation,
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
  mss: mssLogin,
  /** Why the last session ended: card removed, idle, by hand, reader that hangs, PIN reset by another program; null before any. */
  endedBy: z.enum(['removed', 'idle', 'user', 'hung', 'reset']).nullable(),
  /** Why the revocation of certificates is not, or badly, checked: CRL_UNAVAILABLE, CRL_INVALID, CRL_UNREACHABLE. */
  revocation: errorFactsSchema.nullable(),
  /** What is wrong with the data of this workstation or their journal: STORE_*, JOURNAL_*. */
  data: errorFactsSchema.nullable(),
});

export type SessionState = z.infer<typeof sessionState>;
export type SituationView = z.infer<typeof situation>;

export const sessionCalls = {
  'session.state': call(nothing, sessionState, { needs: 'nobody', audit: notKept.shown }),
  /** Errors: PIN_FORMAT, PIN_WRONG, PIN_FINAL_TRY, PIN_LOCKED, CARD_*. */
  'session.open': call(z.object({ pin: z.string().max(64), lastTry: z.boolean(), situation: z.int().nullable() }), sessionState, {
    needs: 'nobody',
    audit: { acts: ['session.opened', 'session.refused'] },
  }),
  'session.chooseSituation': call(z.object({ index: z.int() }), sessionState, {
    needs: 'nobody',
    audit: { acts: ['session.situation', 'session.opened'] },
  }),
  'session.lock': call(nothing, sessionState, { needs: 'nobody', audit: { acts: ['session.closed'] } }),
  /** The user did something: the idle lock starts again. */
  'session.touch': call(nothing, nothing, { needs: 'nobody', audit: notKept.shown }),
  /** Starts the Pro Santé Connect login; progress comes as `session.changed`. */
  'session.connectMss': call(nothing, sessionState, {
    needs: 'session',
    audit: { acts: ['mss-login.opened', 'mss-login.failed', 'mss-login.lost'] },
  }),
  'session.cancelMss': call(nothing, sessionState, { needs: 'nobody', audit: { acts: ['mss-login.cancelled'] } }),
} as const;

export const sessionEvents = { 'session.changed': sessionState } as const;
