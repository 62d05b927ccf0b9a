import { describe, expect, it } from 'vitest';
import type { MailboxConfig } from '../../../../electron/config/schema.ts';
import type { MssLogin } from '../../../../electron/session/session.ts';
import { loginNeeded, sendMessage, type SubmitMessage } from '../../../../electron/usecases/outbox/send-message.ts';
import { fail } from '../../../../shared/errors.ts';
import { informationEntry } from '../../../setup/patient-word.ts';
import { document, send, validated } from '../../../integration/store/samples.ts';
import { PAULE, workplace } from '../workplace.ts';

const FROM = 'paule.durand@cabinet.mssante.fr';
const FACTS = { messageId: '<1@cabinet>', envelope: { from: FROM, to: ['luc@cabinet.mssante.fr'], notify: [] } };
// Cast: of a mailbox, its address alone serves here.
const login = (address: string): MssLogin => ({
  state: 'open',
  mailbox: { address } as MailboxConfig,
  token: () => Promise.resolve('jeton'),
});

const MAIL = send({ channel: 'mss', recipient: 'luc@cabinet.mssante.fr' });

const desk = async (refusals: Awaited<ReturnType<SubmitMessage>>['refused'] = [], facts: unknown = FACTS) => {
  const { store, records, rights } = workplace();
  await records({});
  await store.commit({
    changes: [
      { kind: 'document.save', document: document({ status: 'validated', validated }) },
      { kind: 'send.save', send: MAIL },
      { kind: 'send.payload', sendId: 's1', payload: { bytes: Buffer.from('octets'), mediaType: 'message/rfc822', facts } },
    ],
    audit: [],
  });
  const submitted: unknown[] = [];
  const submit: SubmitMessage = (_login, { bytes, ...message }) => {
    submitted.push({ ...message, bytes: Buffer.from(bytes).toString() });
    return Promise.resolve({ refused: refusals });
  };
  return { submitted, store, sending: sendMessage({ store, submit, rights }) };
};

const opposing = async (purpose: 'mssPatient' | 'mssProfessionals', episode: string) => {
  const { sending, submitted, store } = await desk();
  await store.commit({
    changes: [{ kind: 'information.record', information: { ...informationEntry({ purpose, episode, state: 'opposed' }) } }],
    audit: [],
  });
  return { sending, submitted };
};

describe('a message', () => {
  it.each([FROM, 'Paule.DURAND@cabinet.mssante.fr'])('leaves as it was composed, from the mailbox %s of the login', async (address) => {
    const { submitted, sending } = await desk();
    expect(await sending(MAIL, PAULE, login(address))).toBe('sent');
    expect(submitted).toEqual([{ ...FACTS, bytes: 'octets' }]);
  });

  it('composed from a mailbox written otherwise leaves from it', async () => {
    const { sending } = await desk([], { ...FACTS, envelope: { ...FACTS.envelope, from: FROM.toUpperCase() } });
    expect(await sending(MAIL, PAULE, login(FROM))).toBe('sent');
  });

  it.each<readonly [string, MssLogin]>([
    ['no login', { state: 'closed' }],
    ['a login that waits for an answer', { state: 'pending', bindingMessage: '42', expiresAt: new Date(0) }],
    ['the login of another mailbox', login('autre@cabinet.mssante.fr')],
  ])('waits for its login with %s', async (_what, other) => {
    const { submitted, sending } = await desk();
    await expect(sending(MAIL, PAULE, other)).rejects.toMatchObject({ code: 'MSS_LOGIN_NEEDED' });
    expect(submitted).toEqual([]);
  });

  it.each([
    ['mssProfessionals', 'e1', 'RIGHTS_MSS_OPPOSED'],
    ['mssProfessionals', 'e0', 'MSS_OPPOSED_EARLIER'],
  ] as const)('R-072: does not leave once the patient opposed %s in the episode %s', async (purpose, episode, code) => {
    const { submitted, sending } = await opposing(purpose, episode);
    await expect(sending(MAIL, PAULE, login(FROM))).rejects.toMatchObject({ code });
    expect(submitted).toEqual([]);
  });

  it('R-073: leaves to a professional when the patient opposes messages to themselves', async () => {
    const { sending } = await opposing('mssPatient', 'e1');
    expect(await sending(MAIL, PAULE, login(FROM))).toBe('sent');
  });

  it('that its recipient refuses says why', async () => {
    const { sending } = await desk([{ address: 'luc@cabinet.mssante.fr', error: fail('MSS_ADDRESS') }]);
    await expect(sending(MAIL, PAULE, login(FROM))).rejects.toMatchObject({ code: 'MSS_ADDRESS' });
  });

  it('without bytes is unknown, and one whose facts are not those of a message does not leave', async () => {
    const { submitted, sending } = await desk([], { ...FACTS, cc: [] });
    await expect(sending({ ...MAIL, id: 's9' }, PAULE, login(FROM))).rejects.toMatchObject({ code: 'SEND_UNKNOWN' });
    await expect(sending(MAIL, PAULE, login(FROM))).rejects.toThrow();
    expect(submitted).toEqual([]);
  });

  it('that needs a login says so to whoever asks', () => expect(loginNeeded().code).toBe('MSS_LOGIN_NEEDED'));
});
