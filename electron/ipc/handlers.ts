import { settingsSchema, type SettingsView } from '../../shared/contract/settings.ts';
import { isPending, needsAttention } from '../../shared/domain/sending/states.ts';
import type { OpenSession } from '../session/session.ts';
import { addDocument } from '../usecases/documents/add-document.ts';
import { planDocument, type PlanDeps } from '../usecases/documents/plan-document.ts';
import { removeDraft } from '../usecases/documents/remove-draft.ts';
import { saveDraft } from '../usecases/documents/save-draft.ts';
import { undoValidation } from '../usecases/documents/undo-validation.ts';
import { validateDocument } from '../usecases/documents/validate-document.ts';
import { documentRow, listDocuments, listTypes, requireDocument, sendView } from '../usecases/documents/view.ts';
import { cancelSend, retrySend } from '../usecases/outbox/manage-sends.ts';
import { sessionView } from '../usecases/session/view.ts';
import { officeError } from '../usecases/office.ts';
import type { Handlers } from './bridge.ts';
import { identityHandlers } from './handlers/identity.ts';
import { done, inSessionOf, type HandlersParts } from './handlers/parts.ts';
import { patientHandlers } from './handlers/patients.ts';

export type { HandlersParts };

/** Every call of the contract on its use case. Whatever shows or changes a patient needs an open session. */
export function handlersOf(parts: HandlersParts): {
  readonly calls: Handlers;
  tellSession(): void;
  tellDocuments(patientId: string): void;
} {
  const { office, session, mss, lights, resources, emit } = parts;
  const { store } = office;
  const { presenceError, sectorLabel, expiryWarningDays, revocationWarning } = parts;
  const state = () => sessionView({ session, presenceError, sectorLabel, now: office.now, expiryWarningDays, revocationWarning });
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
  const inSession = inSessionOf(session);
  const { newSession, ...patientCalls } = patientHandlers(parts);
  const row = async (id: string) => documentRow(await requireDocument(store, id), await store.outbox.list({ documentId: id }));
  const settings = async (): Promise<SettingsView> => {
    const { theme, railCollapsed, undoSeconds } = settingsSchema.partial().catch({}).parse((await store.settings.get('window')) ?? {});
    return { theme: theme ?? 'system', railCollapsed: railCollapsed ?? false, undoSeconds: undoSeconds ?? Math.round(parts.undoMs / 1000) };
  };
  const undoMs = async (): Promise<number> => (await settings()).undoSeconds * 1000;
  let opened: OpenSession | null = null;

  const calls: Handlers = {
    'session.state': () => Promise.resolve(state()),
    'session.open': async ({ pin, lastTry, situation }) => {
      await session.login(pin, { lastTry, situation });
      return state();
    },
    'session.chooseSituation': async ({ index }) => {
      session.choose(index);
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
      await store.commit({ changes: [{ kind: 'setting.set', name: 'window', value: chosen }], audit: [] });
      return chosen;
    },

    ...patientCalls,
    ...identityHandlers(parts),

    'documents.types': () => Promise.resolve(listTypes()),
    'documents.list': inSession(({ patientId }) => listDocuments(store)(patientId)),
    'documents.add': inSession(async (input) => row(await addDocument({ ...office, checkPdf: parts.checkPdf })(input))),
    'documents.save': inSession(async (input) => {
      await saveDraft(office)(input);
      return await row(input.id);
    }),
    'documents.plan': inSession(planDocument(plan)),
    'documents.validate': inSession(async (input) => {
      await validateDocument({ ...office, prepare: parts.prepare, plan, kick: () => parts.outbox.kick(), undoMs })(input);
      return await row(input.id);
    }),
    'documents.undo': inSession(async ({ id }) => {
      await undoValidation(office)(id);
      return await row(id);
    }),
    'documents.remove': inSession(({ id }) => done(removeDraft(office)(id))),
    'documents.open': inSession(async ({ id }) => {
      const bytes = await store.documents.content(id, 'pdf');
      if (bytes === null) throw officeError('DOCUMENT_UNKNOWN');
      return { url: resources.offer({ type: 'application/pdf', bytes }) };
    }),

    'outbox.list': inSession(async () =>
      (await store.outbox.list()).map((send) => ({ ...sendView(send), patientId: send.patientId, patientName: send.patientName, title: send.title })),
    ),
    'outbox.retry': inSession(({ id }) => done(retrySend({ ...office, kick: () => parts.outbox.kick() })(id))),
    'outbox.cancel': inSession(({ id }) => done(cancelSend(office)(id))),

    'audit.list': inSession(async (page) => {
      const { entries, total } = await store.audit.page(page);
      return {
        total,
        entries: entries.map((entry) => ({
          index: entry.index,
          at: entry.at,
          actor: entry.actor?.name ?? 'Poste Santé',
          act: entry.act,
          label: entry.label,
          patient: entry.patientName,
          result: entry.result,
        })),
      };
    }),
    'audit.verify': inSession(async () => {
      const { valid, length, head } = await store.audit.verify();
      return { valid, length, head };
    }),
  };

  const tellOutbox = async (): Promise<void> => {
    const counts = Object.entries(await store.outbox.counts());
    const sum = (wanted: (state: Parameters<typeof isPending>[0]) => boolean): number =>
      counts.reduce((total, [name, n]) => (wanted(name as Parameters<typeof isPending>[0]) ? total + n : total), 0);
    emit('outbox.changed', { attention: sum(needsAttention), pending: sum(isPending) });
  };
  return {
    calls,
    tellSession() {
      const current = session.open;
      if (current !== null && current !== opened) {
        newSession();
        parts.sessionOpened(current);
      }
      opened = current;
      emit('session.changed', state());
    },
    tellDocuments(patientId) {
      emit('documents.changed', { patientId });
      void tellOutbox().catch(() => undefined);
    },
  };
}
