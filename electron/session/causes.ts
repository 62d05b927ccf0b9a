import type { LightCause } from '../../shared/contract/services.ts';
import { PosteError } from '../../shared/errors.ts';
import type { Health } from '../../shared/errors/define.ts';
import { errors } from '../../shared/errors/index.ts';
import { stageOf } from '../net/errors.ts';

const healthOf = (thrown: unknown): Health | null => (thrown instanceof PosteError ? (errors[thrown.code].health ?? null) : null);

/** What keeps a service from being used, by the stable code of what was thrown; null when that is not an outage of the service. */
export function causeOf(thrown: unknown): LightCause | null {
  const health = healthOf(thrown);
  if (health === null || health === 'answer' || !(thrown instanceof PosteError)) return null;
  if (health === 'stage') return stageOf(thrown) ?? 'service';
  // « Nobody answers » without more: the connection was there.
  return health === 'beneath' ? (causeOf(thrown.cause) ?? 'service') : health;
}

/** Whether the service refused one request, and works. */
export const isAnswer = (thrown: unknown): boolean => healthOf(thrown) === 'answer';
