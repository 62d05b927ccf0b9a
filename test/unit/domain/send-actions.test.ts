import { describe, expect, it } from 'vitest';
import { sendStates } from '../../../shared/domain/record/send.ts';
import { actionRefusal, actionsOf, undoRefusal, type JudgedSend, type SendAction } from '../../../shared/domain/sending/actions.ts';

const ME = '899900000017';
const OTHER = '899900000025';
const sendOf = (changed: Partial<JudgedSend>): JudgedSend => ({
  channel: 'dmp',
  state: 'failed',
  attempts: 1,
  error: null,
  bound: { actor: { idNat: ME, name: 'Dr Paule DURAND' }, situation: '499900000017001', mode: 'normal', delegation: null },
  ...changed,
});
const doubted = { code: 'SEND_DOUBTED' };

it.each<readonly [string, Partial<JudgedSend>, readonly SendAction[], readonly SendAction[]]>([
  ['that failed', { state: 'failed' }, ['retry', 'cancel'], ['retry']],
  ['blocked at validation', { state: 'failed', attempts: 0 }, ['cancel'], []],
  ['by mail, that failed', { channel: 'mss', state: 'failed' }, ['retry', 'redirect', 'cancel'], ['retry']],
  ['by mail, blocked at validation', { channel: 'mss', state: 'failed', attempts: 0 }, ['redirect', 'cancel'], []],
  ['that waits for its card', { state: 'waiting-card' }, ['cancel'], []],
  ['that waits for its turn', { state: 'queued' }, ['cancel'], []],
  ['held, since the data may be a copy', { state: 'held', error: doubted }, ['retry', 'cancel'], []],
  ['held for another reason', { state: 'held' }, ['retry', 'cancel'], ['retry']],
  ['by mail, in doubt', { channel: 'mss', state: 'unknown' }, ['retry', 'settle'], []],
  ['to the DMP, in doubt', { state: 'unknown' }, ['retry'], ['retry']],
  ['about which the DMP will not say', { state: 'unknown', error: { code: 'SEND_UNCONFIRMED' } }, ['retry', 'settle'], ['retry']],
  ['under way', { state: 'sending' }, [], []],
  ['that arrived', { state: 'sent' }, [], []],
])('a send %s offers what one may do with it, and less to who did not validate it', (_what, changed, mine, theirs) => {
  expect([actionsOf(sendOf(changed), ME), actionsOf(sendOf(changed), OTHER)]).toEqual([mine, theirs]);
});

describe('the actions of a send', () => {
  const allowing = (action: SendAction, changed: Partial<JudgedSend> = {}) =>
    sendStates.filter((state) => actionsOf(sendOf({ ...changed, state }), ME).includes(action));

  it('never allow cancelling what may have left, nor repeating what arrived', () => {
    expect(allowing('cancel')).toEqual(['held', 'scheduled', 'waiting-card', 'queued', 'failed']);
    expect(allowing('retry')).toEqual(['held', 'unknown', 'failed']);
  });

  it('let a person settle a mail in doubt, and a document about which the DMP will not say; the others are asked of the DMP', () => {
    const settled = (channel: 'dmp' | 'mss', code: string | null) =>
      allowing('settle', { channel, error: code === null ? null : { code } });
    expect([
      settled('mss', 'MSS_UNKNOWN_OUTCOME'),
      settled('mss', null),
      settled('dmp', 'SEND_UNCONFIRMED'),
      settled('dmp', 'SEND_INTERRUPTED'),
      settled('dmp', null),
    ]).toEqual([['unknown'], ['unknown'], ['unknown'], [], []]);
  });

  it('are those not refused, but to try again what leaves by itself: accepted, and not offered', () => {
    for (const state of sendStates) {
      for (const me of [ME, OTHER]) {
        const send = sendOf({ state });
        const accepted = (['retry', 'settle', 'cancel'] as const).filter((action) => actionRefusal(action, send, me) === null);
        const unoffered = state === 'waiting-card' || state === 'queued' ? ['retry'] : [];
        expect(
          accepted.filter((action) => !unoffered.includes(action)),
          `${state}, ${me}`,
        ).toEqual(actionsOf(send, me));
        expect(unoffered.every((action) => accepted.some((one) => one === action))).toBe(true);
      }
    }
  });

  it.each([
    ['cancel', 'sending', 'SEND_UNDER_WAY'],
    ['retry', 'sending', 'SEND_UNDER_WAY'],
    ['cancel', 'unknown', 'SEND_IN_DOUBT'],
    ['settle', 'unknown', 'SEND_IN_DOUBT'],
    ['settle', 'sent', 'SEND_OVER'],
    ['retry', 'cancelled', 'SEND_OVER'],
    ['retry', 'sent', 'SEND_OVER'],
  ] as const)('say why not: %s when %s is %s, before whose it is', (action, state, refusal) => {
    expect([actionRefusal(action, sendOf({ state }), ME), actionRefusal(action, sendOf({ state }), OTHER)]).toEqual([refusal, refusal]);
  });

  it('belong to whoever validated it, when they decide of its fate', () => {
    expect([actionRefusal('cancel', sendOf({ state: 'queued' }), OTHER), actionRefusal('cancel', sendOf({ state: 'queued' }), ME)]).toEqual(
      ['SEND_OTHER_PERSON', null],
    );
    expect(actionRefusal('retry', sendOf({ channel: 'mss', state: 'unknown' }), OTHER)).toBe('SEND_OTHER_PERSON');
  });
});

describe('a validation', () => {
  const document = {
    validated: {
      at: '2026-03-02T10:30:00.000Z',
      by: { idNat: ME, name: 'Dr Paule DURAND' },
      situation: '499900000017001',
      cda: { id: '2.25.1', setId: '2.25.2', version: 1 },
    },
  };
  const waiting = { state: 'scheduled', attempts: 0 } as const;

  it('is taken back by whoever gave it, as long as nothing left', () => {
    expect([undoRefusal(document, [waiting], ME), undoRefusal(document, [waiting], OTHER), undoRefusal(document, [], ME)]).toEqual([
      null,
      'SEND_OTHER_PERSON',
      null,
    ]);
    expect(undoRefusal({ validated: null }, [], ME)).toBe('SEND_LEFT');
  });

  it.each([
    { state: 'sending', attempts: 0 },
    { state: 'queued', attempts: 1 },
    { state: 'sent', attempts: 1 },
  ] as const)('is not once one of its sends may have left: $state, $attempts', (left) => {
    expect([undoRefusal(document, [waiting, left], ME), undoRefusal(document, [waiting, left], OTHER)]).toEqual(['SEND_LEFT', 'SEND_LEFT']);
  });
});
