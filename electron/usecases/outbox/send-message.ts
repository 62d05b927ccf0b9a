import { z } from 'zod';
import type { SendPayload, SendRecord } from '../../../shared/domain/record/send.ts';
import { fail, type PosteError } from '../../../shared/errors.ts';
import type { MssLogin } from '../../session/session.ts';
import type { Store } from '../../store/types.ts';

/** What goes beside the bytes of a message. */
const messageFacts = z.strictObject({
  messageId: z.string(),
  envelope: z.strictObject({ from: z.string(), to: z.array(z.string()).readonly(), notify: z.array(z.string()).readonly() }),
});
type MessageFacts = z.infer<typeof messageFacts>;

/** Submits composed bytes from the mailbox of the login; resolves on 250 after DATA with who was refused. */
export type SubmitMessage = (
  login: Extract<MssLogin, { state: 'open' }>,
  message: MessageFacts & { readonly bytes: Uint8Array },
) => Promise<{ readonly refused: readonly { readonly address: string; readonly error: PosteError }[] }>;

/**
 * Sends one composed message by MSSanté: the same bytes under the same Message-ID at every attempt.
 *
 * @throws PosteError MSS_LOGIN_NEEDED, or the operator's refusal.
 */
export function sendMessage(ports: { readonly store: Store; readonly submit: SubmitMessage }) {
  return async (send: SendRecord, login: MssLogin): Promise<'sent'> => {
    const payload: SendPayload | null = await ports.store.outbox.payload(send.id);
    if (payload === null) throw fail('SEND_UNKNOWN');
    const facts = messageFacts.parse(payload.facts);
    if (login.state !== 'open') throw loginNeeded();
    if (login.mailbox.address.toLowerCase() !== facts.envelope.from.toLowerCase()) throw loginNeeded();
    const { refused } = await ports.submit(login, { ...facts, bytes: payload.bytes });
    const [first] = refused;
    if (first !== undefined) throw first.error;
    return 'sent';
  };
}

/** The second login is missing: the send waits for it. */
export const loginNeeded = (): PosteError => fail('MSS_LOGIN_NEEDED');
