import type { Refusal } from './actor.ts';
import type { Answer } from './explain.ts';
import { sourceOf } from './sources.ts';

/** What the client does, and why. */
export interface Decision {
  /** `ask`: nothing forbids it here, and the server or the person decides. */
  readonly answer: Answer;
  /** Rule that decided. */
  readonly rule: string;
  /** Null when nothing refuses. */
  readonly code: string | null;
  readonly reason: string;
  readonly action: string | null;
  /** Everything that was looked at, in order. */
  readonly basis: readonly { readonly rule: string; readonly source: string }[];
}

/** A refusal, after what was looked at and let through; null: allowed by the role alone. */
export function decisionOf(refusal: Refusal | null, seen: Decision['basis'] = []): Decision {
  if (refusal === null)
    return { answer: 'yes', rule: 'R-013', code: null, reason: 'Autorisé.', action: null, basis: [...seen, based('R-013')] };
  const { rule, error } = refusal;
  return { answer: 'no', rule, code: error.code, reason: error.message, action: error.action, basis: [...seen, based(rule)] };
}

const based = (rule: string): Decision['basis'][number] => ({ rule, source: sourceOf(rule) });

/** `never`: the role does not have it, whatever the patient and whatever they want; `no`: not as things are now. */
export const standings = ['yes', 'ask', 'no', 'never'] as const;

/** What nothing but another card, or another structure, would change. */
const OF_ROLE: ReadonlySet<string> = new Set([
  'RIGHTS_NOBODY',
  'RIGHTS_PROFESSION',
  'RIGHTS_ROLE',
  'RIGHTS_AIR',
  'RIGHTS_NO_STAFF',
  'RIGHTS_PRACTICE',
  'RIGHTS_EMERGENCY',
  'RIGHTS_REGULATION',
  'RIGHTS_VALIDATE',
]);

/** Whether screens offer it, offer it with its reason, or do not show it. */
export const standingOf = ({ answer, code }: Pick<Decision, 'answer' | 'code'>): (typeof standings)[number] =>
  answer === 'no' && code !== null && OF_ROLE.has(code) ? 'never' : answer;
