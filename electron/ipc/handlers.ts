import { fail } from '../../shared/errors.ts';
import { settingsSchema, type SettingsView } from '../../shared/contract/settings.ts';
import { auditEntryView } from '../usecases/journal/view.ts';
import { addDocument } from '../usecases/documents/add-document.ts';
import { planDocument, type PlanDeps } from '../usecases/documents/plan-document.ts';
import { removeDraft } from '../usecases/documents/remove-draft.ts';
import { saveDraft } from '../usecases/documents/save-draft.ts';
import { undoValidation } from '../usecases/documents/undo-validation.ts';
import { validateDocument } from '../usecases/documents/validate-document.ts';
import { documentRow, listDocuments, listTypes, PAGE, requireDocument, sendView } from '../usecases/documents/view.ts';
import { countOutbox } from '../usecases/outbox/count-outbox.ts';
import { cancelSend, decideDoubted, retrySend, settleSend } from '../usecases/outbox/manage-sends.ts';
import { saveSettings } from '../usecases/settings/save-settings.ts';
import { logIn } from '../usecases/session/log-in.ts';
import { act } from '../usecases/office.ts';
import type { Handlers } from './bridge.ts';
import { identityHandlers } from './handlers/identity.ts';
import { done, type HandlersParts } from './handlers/parts.ts';
import { patientHandlers } from './handlers/patients.ts';

export type { HandlersParts };

/** Every call of the contract on its use case. Whatever shows or changes a patient needs an open session. */
export function handlersOf(parts: HandlersParts): Handlers {
  const { office, session, state, mss, lights, resources, trace, readings } = parts;
  const { store } = office;
  const plan: PlanDeps = {
    store,
    now: office.now,
    current: () => session.open,
    ageOfMajority: parts.proof.ageOfMajority,
    mss: () => {
      const mailbox = session.open === null ? null : parts.mailboxOf(session.open.pro.idNat);
      return { mailbox, state: session.mss.state === 'open' ? 'open' : mailbox === null ? 'no-mailbox' : 'login-needed' };
    },
  };
  const login = logIn({ session, trace, now: office.now });
  const row = async (id: string) =>
    documentRow(
      await requireDocument(store, id),
      (await store.outbox.ofDocuments([id])).map((send) => parts.outbox.shown(send)),
      session.require().pro.idNat,
    );
  const settings = async (): Promise<SettingsView> => {
    const { theme, railCollapsed, undoSeconds } = settingsSchema
      .partial()
      .catch({})
      .parse((await store.settings.get('window')) ?? {});
    const { ms, fixed } = parts.undo;
    const undo = fixed ? undefined : undoSeconds;
    return { theme: theme ?? 'system', railCollapsed: railCollapsed ?? false, undoSeconds: undo ?? Math.round(ms / 1000) };
  };
  const undoMs = async (): Promise<number> => (await settings()).undoSeconds * 1000;

  return {
    'session.state': () => Promise.resolve(state()),
    'session.open': async ({ pin, lastTry, situation }) => {
      await login({ pin, lastTry, situation });
      return state();
    },
    'session.chooseSituation': async ({ index }) => {
      session.choose(index);
      const open = session.require();
      trace.add(
        act(open, office.now(), {
          act: 'session.situation',
          label: `Situation d’exercice choisie : ${open.situation.structureName}`,
          patientId: null,
        }),
      );
      return Promise.resolve(state());
    },
    'session.lock': async () => {
      await session.lock('user');
      return state();
    },
    'session.touch': async () => {
      session.touch();
      return Promise.resolve(null);
    },
    'session.connectMss': async () => {
      mss.start();
      return Promise.resolve(state());
    },
    'session.cancelMss': async () => {
      mss.cancel();
      return Promise.resolve(state());
    },

    'services.state': () => Promise.resolve({ lights: lights.all() }),
    'services.check': async () => {
      await lights.check();
      return { lights: lights.all() };
    },
    'app.about': () => Promise.resolve(parts.about()),
    'settings.get': settings,
    'settings.save': async (chosen) => {
      // What is fixed is neither changed nor told as a change.
      const { undoSeconds } = parts.undo.fixed ? await settings() : chosen;
      await saveSettings({ store, now: office.now, current: () => session.open, read: settings })({ ...chosen, undoSeconds });
      return await settings();
    },

    ...patientHandlers(parts),
    ...identityHandlers(parts),

    'documents.types': () => Promise.resolve(listTypes()),
    'documents.list': (asked, by) => listDocuments(store, (send) => parts.outbox.shown(send))(asked, by.pro.idNat),
    'documents.counts': ({ patientId }) => store.documents.counts(patientId),
    'documents.add': async (input) => row(await addDocument({ ...office, checkPdf: parts.checkPdf })(input)),
    'documents.save': async (input) => {
      await saveDraft(office)(input);
      return await row(input.id);
    },
    'documents.plan': planDocument(plan),
    'documents.validate': async (input) => {
      await validateDocument({ ...office, prepare: parts.prepare, plan, kick: () => parts.outbox.kick(), undoMs })(input);
      return await row(input.id);
    },
    'documents.undo': async ({ id }) => {
      await undoValidation(office)(id);
      return await row(id);
    },
    'documents.remove': ({ id }) => done(removeDraft(office)(id)),
    'documents.open': async ({ id }, by) => {
      const [document, bytes] = await Promise.all([requireDocument(store, id), store.documents.content(id, 'pdf')]);
      if (bytes === null) throw fail('DOCUMENT_UNKNOWN');
      readings.document(by, document);
      return { url: resources.offer({ type: 'application/pdf', bytes }) };
    },

    'outbox.list': async (page, by) =>
      (await store.outbox.page({ after: page?.after, limit: page?.limit ?? PAGE })).map((send) => ({
        ...sendView(parts.outbox.shown(send), by.pro.idNat),
        patientId: send.patientId,
        patientName: send.patientName,
        title: send.title,
      })),
    'outbox.counts': (_nothing, by) => countOutbox(store, by.pro.idNat),
    'outbox.retry': ({ id }) => done(retrySend({ ...office, kick: () => parts.outbox.kick() })(id)),
    'outbox.cancel': ({ id }) => done(cancelSend(office)(id)),
    'outbox.decideDoubted': async (input) => {
      const decided = await decideDoubted({ ...office, kick: () => parts.outbox.kick() })(input);
      if (decided.others === 0) parts.doubtsSettled();
      return decided;
    },
    'outbox.settle': ({ id }) => done(settleSend(office)(id)),

    'audit.list': async (page, by) => {
      readings.journal(by);
      // Whoever reads the journal reads all of it, this reading too.
      await trace.flush();
      const { entries, total } = await store.audit.page(page);
      return { total, entries: entries.map(auditEntryView) };
    },
    'audit.verify': async (_nothing, by) => {
      const { valid, length, head, brokenAt, reason, anchored, incidents } = await store.audit.verify();
      const result = reason !== null ? `AUDIT_${reason.toUpperCase()}` : anchored ? 'ok' : 'AUDIT_UNANCHORED';
      trace.add(
        act(by, office.now(), {
          act: 'journal.verified',
          label: 'Journal vérifié',
          patientId: null,
          result,
          details: { length, head, brokenAt },
        }),
      );
      return { valid, length, head, brokenAt, reason, anchored, incidents };
    },
  };
}
