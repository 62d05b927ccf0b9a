import { expect, it } from 'vitest';
import { canCancel, canRetry, canSettle } from '../../../../../renderer/features/documents/sends.ts';
import type { SendView } from '../../../../../shared/contract/documents.ts';

const sendOf = (changed: Partial<SendView>): SendView => ({
  id: 's1', documentId: 'd1', channel: 'dmp', recipient: 'Mon espace santé (DMP)', state: 'failed', attempts: 1, updatedAt: '2026-03-02T10:30:00Z', leavesAt: null, sentAt: null, error: null, mine: true, ...changed,
});
const doubted = { code: 'SEND_DOUBTED', message: '', action: '', path: null, detail: null };

it.each<readonly [string, Partial<SendView>, readonly [boolean, boolean, boolean], readonly [boolean, boolean, boolean]]>([
  ['that failed', { state: 'failed' }, [true, false, true], [true, false, false]],
  ['that waits for its card', { state: 'waiting-card' }, [false, false, true], [false, false, false]],
  ['held, since the data may be a copy', { state: 'held', error: doubted }, [true, false, true], [false, false, false]],
  ['by mail, in doubt', { channel: 'mss', state: 'unknown' }, [true, true, false], [false, false, false]],
  ['to the DMP, in doubt', { state: 'unknown' }, [true, false, false], [true, false, false]],
  ['that arrived', { state: 'sent' }, [false, false, false], [false, false, false]],
])('a send %s offers what one may do with it, and less to who did not validate it', (_what, changed, mine, theirs) => {
  const offered = (send: SendView) => [canRetry(send), canSettle(send), canCancel(send)];
  expect([offered(sendOf(changed)), offered(sendOf({ ...changed, mine: false }))]).toEqual([mine, theirs]);
});
