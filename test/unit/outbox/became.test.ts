import { describe, expect, it } from 'vitest';
import { attemptFailed, checkFailed } from '../../../electron/outbox/became.ts';
import type { SendRecord } from '../../../shared/domain/record/send.ts';
import { resent } from '../../../shared/domain/sending/doubt.ts';
import { PosteError, type ErrorCode } from '../../../shared/errors.ts';
import { AT, later, send } from '../../integration/store/samples.ts';

const error = (code: ErrorCode): PosteError => new PosteError(code, 'Peu importe.', 'Peu importe.');
const now = new Date(AT);
const retryMs = [60_000, 300_000];

describe('a mail sent again after a doubt', () => {
  it('of which nobody knows either whether it arrived is in that new doubt, and says no more of the old one', () => {
    const mail = send({ channel: 'mss', recipient: 'a@x.mssante.fr', attempts: 1, error: resent() });
    expect(attemptFailed(mail, error('MSS_UNKNOWN_OUTCOME'), { woken: false, now, retryMs }).change).toMatchObject({
      state: 'unknown',
      nextAt: null,
      error: { code: 'MSS_UNKNOWN_OUTCOME', message: 'Peu importe.' },
    });
  });
});

describe('a document in doubt of which the DMP did not say', () => {
  const doubted = (waitedMinutes: number | null): SendRecord =>
    send({ state: 'unknown', updatedAt: AT, nextAt: waitedMinutes === null ? null : later(waitedMinutes) });
  const check = (code: ErrorCode, woken: boolean, waited: number | null = null) =>
    checkFailed(doubted(waited), error(code), { woken, now, retryMs });

  it.each([
    ['is asked at once when its person came back meanwhile', 'SESSION_CLOSED', true, AT],
    ['waits for its person', 'SESSION_CLOSED', false, null],
    ['is asked again later by a service that is busy', 'DMP_BUSY', false, later(1)],
    ['is asked again later when nothing answered', 'DMP_NO_ANSWER', false, later(1)],
  ] as const)('%s', (_what, code, woken, nextAt) => {
    expect(check(code, woken)).toEqual({
      change: { nextAt },
      trace: { act: 'dmp.check', label: 'Vérification au DMP non aboutie', result: code },
    });
  });

  it('waits longer each time, the last delay repeating', () => {
    expect([null, 1, 5].map((waited) => check('DMP_BUSY', false, waited).change)).toEqual([
      { nextAt: later(1) },
      { nextAt: later(5) },
      { nextAt: later(5) },
    ]);
  });

  it('is asked no more by itself when the DMP will not say, and keeps why', () => {
    expect(check('DMP_BLOCKED', false).change).toMatchObject({ nextAt: null, error: { code: 'SEND_UNCONFIRMED', detail: 'DMP_BLOCKED' } });
  });
});
