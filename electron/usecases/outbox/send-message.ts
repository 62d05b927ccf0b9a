import { z } from 'zod';
import type { SendRecord } from '../../../shared/domain/record/send.ts';
import { fail, type PosteError } from '../../../shared/errors.ts';
import type { MssLogin, OpenSession } from '../../session/session.ts';
import type { Store } from '../../store/types.ts';
import { requireAllowed, type Rights } from '../rights/rights.ts';
import { leavingAct } from '../rights/sending.ts';
import { ofDeparture } from './departure.ts';

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
 * Sends one composed message by MSSanté: the same bytes under the same Message-ID at every attempt. The row may have waited:
 * whether it may leave is asked again.
 *
 * @throws PosteError MSS_LOGIN_NEEDED, why it may not leave any more, or the operator's refusal.
 */
export function sendMessage(ports: { readonly store: Store; readonly submit: SubmitMessage; readonly rights: Pick<Rights, 'about'> }) {
  return async (send: SendRecord, session: OpenSession, login: MssLogin): Promise<'sent'> => {
    const { patient, payload, document } = await ofDeparture(ports.store, send);
    // The patient may have changed their mind meanwhile.
    requireAllowed((await ports.rights.about(session, patient))(leavingAct(session, { ...send, form: document.form })));
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
