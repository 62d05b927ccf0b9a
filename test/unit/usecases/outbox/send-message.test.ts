import { describe, expect, it } from 'vitest';
import type { MailboxConfig } from '../../../../electron/config/schema.ts';
import type { MssLogin } from '../../../../electron/session/session.ts';
import { loginNeeded, sendMessage, type SubmitMessage } from '../../../../electron/usecases/outbox/send-message.ts';
import { fail } from '../../../../shared/errors.ts';
import { document, send } from '../../../integration/store/samples.ts';
import { workplace } from '../workplace.ts';

const FROM = 'paule.durand@cabinet.mssante.fr';
const FACTS = { messageId: '<1@cabinet>', envelope: { from: FROM, to: ['luc@cabinet.mssante.fr'], notify: [] } };
// Cast: of a mailbox, its address alone serves here.
const login = (address: string): MssLogin => ({
  state: 'open',
  mailbox: { address } as MailboxConfig,
  token: () => Promise.resolve('jeton'),
});

const desk = async (refusals: Awaited<ReturnType<SubmitMessage>>['refused'] = [], facts: unknown = FACTS) => {
  const { store, records } = workplace();
  await records({});
  await store.commit({
    changes: [
      { kind: 'document.save', document: document() },
      { kind: 'send.save', send: send({ channel: 'mss', recipient: 'luc@cabinet.mssante.fr' }) },
      { kind: 'send.payload', sendId: 's1', payload: { bytes: Buffer.from('octets'), mediaType: 'message/rfc822', facts } },
    ],
    audit: [],
  });
  const submitted: unknown[] = [];
  const submit: SubmitMessage = (_login, { bytes, ...message }) => {
    submitted.push({ ...message, bytes: Buffer.from(bytes).toString() });
    return Promise.resolve({ refused: refusals });
  };
  return { submitted, sending: sendMessage({ store, submit }) };
};

describe('a message', () => {
  it.each([FROM, 'Paule.DURAND@cabinet.mssante.fr'])('leaves as it was composed, from the mailbox %s of the login', async (address) => {
    const { submitted, sending } = await desk();
    expect(await sending(send(), login(address))).toBe('sent');
    expect(submitted).toEqual([{ ...FACTS, bytes: 'octets' }]);
  });

  it('composed from a mailbox written otherwise leaves from it', async () => {
    const { sending } = await desk([], { ...FACTS, envelope: { ...FACTS.envelope, from: FROM.toUpperCase() } });
    expect(await sending(send(), login(FROM))).toBe('sent');
  });

  it.each<readonly [string, MssLogin]>([
    ['no login', { state: 'closed' }],
    ['a login that waits for an answer', { state: 'pending', bindingMessage: '42', expiresAt: new Date(0) }],
    ['the login of another mailbox', login('autre@cabinet.mssante.fr')],
  ])('waits for its login with %s', async (_what, other) => {
    const { submitted, sending } = await desk();
    await expect(sending(send(), other)).rejects.toMatchObject({ code: 'MSS_LOGIN_NEEDED' });
    expect(submitted).toEqual([]);
  });

  it('that its recipient refuses says why', async () => {
    const { sending } = await desk([{ address: 'luc@cabinet.mssante.fr', error: fail('MSS_ADDRESS') }]);
    await expect(sending(send(), login(FROM))).rejects.toMatchObject({ code: 'MSS_ADDRESS' });
  });

  it('without bytes is unknown, and one whose facts are not those of a message does not leave', async () => {
    const { submitted, sending } = await desk([], { ...FACTS, cc: [] });
    await expect(sending(send({ id: 's9' }), login(FROM))).rejects.toMatchObject({ code: 'SEND_UNKNOWN' });
    await expect(sending(send(), login(FROM))).rejects.toThrow();
    expect(submitted).toEqual([]);
  });

  it('that needs a login says so to whoever asks', () => expect(loginNeeded().code).toBe('MSS_LOGIN_NEEDED'));
});
