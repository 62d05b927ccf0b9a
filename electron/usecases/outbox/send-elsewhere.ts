import type { AuditEntry } from '../../../shared/domain/record/audit.ts';
import type { DocumentRecord } from '../../../shared/domain/record/document.ts';
import type { SendRecord } from '../../../shared/domain/record/send.ts';
import { elsewhereRefusal } from '../../../shared/domain/sending/actions.ts';
import { sameMailbox } from '../../../shared/domain/sending/channels.ts';
import { hasCivilSex } from '../../../shared/domain/types.ts';
import { errorFacts, errorFromFacts, fail } from '../../../shared/errors.ts';
import type { CdaDocument } from '../../cda/document.ts';
import type { OpenSession } from '../../session/session.ts';
import type { Change } from '../../store/types.ts';
import { inTurn } from '../../in-turn.ts';
import { act, actorOf, requireSame } from '../acting.ts';
import { flagsOf } from '../../../shared/domain/documents/visibility.ts';
import { planFor } from '../documents/plan-document.ts';
import { carriedPatient, leavingAt, rowOf, type ValidatePorts } from '../documents/validate-document.ts';
import { requireDocument } from '../documents/view.ts';
import { requirePatient } from '../patients/view.ts';
import { sameIdentity } from './same-identity.ts';
import { requireAllowed } from './manage-sends.ts';

export interface ElsewherePorts extends ValidatePorts {
  /** The document kept at validation, read again. @throws PosteError those of `readCda` */
  readonly readDocument: (cda: Uint8Array) => CdaDocument;
}

/** Sends what was validated to an address more. */
interface Elsewhere {
  /**
   * « Changer l’adresse et renvoyer »: of a mail that was refused. The refused row is over, and says so.
   *
   * @returns the document.
   * @throws PosteError those of {@link also}, SEND_UNKNOWN, SEND_OVER, SEND_SAME_ADDRESS
   */
  readonly redirect: (input: { readonly id: string; readonly address: string }) => Promise<string>;
  /**
   * « Envoyer aussi à… ».
   *
   * @throws PosteError SEND_DRAFT, SEND_OTHER_PERSON, SEND_OTHER_STRUCTURE, SEND_CONTENT_GONE, SEND_ALREADY_THERE,
   *   SEND_OTHER_IDENTITY, what forbids this recipient (MSS_DOMAIN…), SESSION_CLOSED
   */
  readonly also: (input: { readonly id: string; readonly address: string }) => Promise<void>;
}

/**
 * The very document, its archive and its PDF, byte for byte, in a message of its own: another recipient, another Message-ID.
 * Same rules as at the validation, the same undo window, the same person and structure: the archive
 * names who sends it. One at a time: asked twice at once, it leaves once.
 */
export function sendElsewhere(ports: ElsewherePorts): Elsewhere {
  const oneAtATime = inTurn();
  return {
    redirect: ({ id, address }) =>
      oneAtATime(async () => {
        const session = ports.session();
        const refused = await requireAllowed(ports, session, id, 'redirect');
        if (refused.recipient !== null && sameMailbox(refused.recipient, address)) throw fail('SEND_SAME_ADDRESS', { path: '/address' });
        const { send, changes } = await prepared(ports, session, refused.documentId, address);
        const error = errorFacts(fail('SEND_REDIRECTED'));
        const over: Change = {
          kind: 'send.save',
          send: { ...refused, state: 'cancelled', nextAt: null, error, updatedAt: ports.now().toISOString() },
        };
        await ports.store.commit({
          changes: [over, ...changes],
          audit: [entry(ports, session, send, 'outbox.redirected', 'Document renvoyé à une autre adresse')],
        });
        ports.kick();
        return refused.documentId;
      }),
    also: ({ id, address }) =>
      oneAtATime(async () => {
        const session = ports.session();
        const { send, changes } = await prepared(ports, session, id, address);
        await ports.store.commit({
          changes,
          audit: [entry(ports, session, send, 'outbox.added', 'Document envoyé à un autre destinataire')],
        });
        ports.kick();
      }),
  };
}

const entry = ({ now }: ElsewherePorts, session: OpenSession, { id, patientId }: SendRecord, name: string, label: string): AuditEntry =>
  act(session, now(), { act: name, label, patientId, objectId: id });

/** The new row and its bytes, not written yet. */
async function prepared(
  ports: ElsewherePorts,
  session: OpenSession,
  documentId: string,
  typed: string,
): Promise<{ readonly send: SendRecord; readonly changes: readonly Change[] }> {
  const { store } = ports;
  const address = typed.trim();
  const document = await requireDocument(store, documentId);
  const { cda } = requireOwn(document, session);
  const [patient, bytes, sends] = await Promise.all([
    requirePatient(store, document.patientId),
    store.documents.content(documentId, 'cda'),
    store.outbox.list({ documentId }),
  ]);
  if (bytes === null) throw fail('SEND_CONTENT_GONE');
  if (sends.some(({ recipient, state }) => recipient !== null && sameMailbox(recipient, address) && !GIVEN_UP.has(state)))
    throw fail('SEND_ALREADY_THERE', { path: '/address' });
  requireSame(session, ports.session());
  const plan = await planFor(ports.plan, patient, { ...document.form, recipients: [address] });
  const channel = plan.channels.find(({ channel: by, recipient }) => by === 'mss' && sameMailbox(recipient, address));
  if (channel === undefined) throw fail('NO_CHANNEL');
  if (channel.outcome === 'blocked' || channel.outcome === 'absent')
    throw errorFromFacts({ ...(channel.reason ?? errorFacts(fail('NO_CHANNEL'))), path: '/address', detail: null });
  const carried = carriedPatient(patient);
  if (!hasCivilSex(carried)) throw fail('DOCUMENT_SEX');
  const now = ports.now();
  const leaving = leavingAt(now, await ports.undoMs());
  const send = rowOf(ports.uuid(), channel, { session, now, draft: document, cda, leaving, delegation: null });
  await sameIdentity({ store, carried: (cda) => ports.readDocument(cda).content.patient })(send);
  const { payload, messageId } = await ports.prepare.composeMessage(session, {
    recipient: address,
    patient: carried,
    cda: ports.readDocument(bytes),
    flags: flagsOf(document.form.visibility),
  });
  return {
    send,
    changes: [
      { kind: 'send.save', send: { ...send, messageId } },
      { kind: 'send.payload', sendId: send.id, payload },
    ],
  };
}

/** What nobody will send any more to that address. */
const GIVEN_UP: ReadonlySet<SendRecord['state']> = new Set(['failed', 'cancelled']);

/** A document that whoever is logged in validated, in this structure. */
function requireOwn(document: DocumentRecord, session: OpenSession): NonNullable<DocumentRecord['validated']> {
  const refusal = elsewhereRefusal(document, { idNat: actorOf(session).idNat, structure: session.situation.structureIdNat });
  const { validated } = document;
  if (refusal !== null || validated === null) throw fail(refusal ?? 'SEND_DRAFT', { values: { name: validated?.by.name ?? '' } });
  return validated;
}
