import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { facilityType } from '../shared/codes/index.ts';
import type { SendRecord } from '../shared/domain/record/send.ts';
import { parseAddress } from '../shared/domain/mss/address.ts';
import { presenceError } from './card/presence-error.ts';
import { cardSigner } from './card/signer.ts';
import type { Signer } from './card/types.ts';
import { installationId } from './config/installation.ts';
import type { Config } from './config/schema.ts';
import { startDoors } from './doors/client.ts';
import { createBridge, type Bridge } from './ipc/bridge.ts';
import { handlersOf } from './ipc/handlers.ts';
import { journalRefusals } from './ipc/refusals.ts';
import { Resources } from './ipc/resources.ts';
import { oneWayTransport } from './net/https.ts';
import { checkPdf } from './pdf/check.ts';
import type { AppWindow, Platform } from './platform/types.ts';
import { CardTransport } from './session/card-key.ts';
import { Session, type OpenSession } from './session/session.ts';
import type { Store } from './store/types.ts';
import { Imports } from './usecases/imports/imports.ts';
import { Readings } from './usecases/journal/readings.ts';
import { Trace } from './usecases/journal/trace.ts';
import { act, type Office } from './usecases/office.ts';
import { InsiQueue } from './usecases/patients/insi-queue.ts';
import { sessionView } from './usecases/session/view.ts';
import { VitaleDesk } from './usecases/vitale/desk.ts';
import { aboutOf, ownDecisions, softwareOf, type Decisions } from './wiring/about.ts';
import { lendKey, startCard, stillOpen } from './wiring/card.ts';
import { DataWarning } from './wiring/data-warning.ts';
import { dmpGateway } from './wiring/dmp.ts';
import { identityParts } from './wiring/identity.ts';
import { importParts } from './wiring/imports.ts';
import { insiCallsOf, insiGateway, pscTokenOf } from './wiring/insi.ts';
import { lightsOf } from './wiring/lights.ts';
import { mssOf } from './wiring/mss.ts';
import { openOwnStore, refuseFileKey } from './wiring/own-store.ts';
import { preparationOf } from './wiring/preparation.ts';
import { outboxOf } from './wiring/sending.ts';
import type { Observe } from './wiring/services.ts';
import { timeUuid } from './wiring/time-uuid.ts';
import { Events, report, reportOf } from './wiring/told.ts';
import { trustOf } from './wiring/trust.ts';
import { openVitale } from './wiring/vitale.ts';

/** What a host, a test or the main job holds: the application without its window. */
export interface Application {
  readonly bridge: Bridge;
  /** Every event the window would receive. */
  onEvent(listener: (name: string, payload: string) => void): () => void;
  openWindow(assets: string, closed: () => void): Promise<AppWindow>;
  close(): Promise<void>;
}

export interface ComposeOptions {
  readonly now?: () => Date;
  /** Sees every request to a national service as it leaves (kept exchanges of the main job, tests). */
  readonly observe?: Observe;
  /** Who decided the configuration; without it, whoever composes did. */
  readonly decisions?: Decisions;
  /** Stands over the store: tests stop the application, or fill its disk, at a commit. */
  readonly over?: (store: Store) => Store;
}

const packageFacts = z.object({ version: z.string() });
const { version } = packageFacts.parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')));

/**
 * The only place where adapters are chosen and wired, from the configuration (electron/README 3). What is opened is
 * closed in the opposite order.
 */
export async function compose(config: Config, platform: Platform, options: ComposeOptions = {}): Promise<Application> {
  const { now = () => new Date(), decisions = ownDecisions, observe } = options;
  const uuid = randomUUID;
  refuseFileKey(config.profile, platform.secrets);
  const installation = installationId(config.dataFolder);
  const software = softwareOf(config, version, installation);
  const closing = new AsyncDisposableStack();
  const events = new Events();

  const trust = trustOf(config, now, () => tellSession());
  const opened = await openOwnStore({
    folder: config.dataFolder,
    stateFolder: config.stateFolder,
    secrets: platform.secrets,
    access: 'writing',
    now,
    doubted: ({ reason }) => warning.raise(reason),
  });
  const store = options.over?.(opened) ?? opened;
  closing.defer(() => store.close());
  const warning = new DataWarning(store.incident?.reason ?? null, () => tellSession());
  const trace = new Trace({ store, now, report: reportOf('audit') });
  closing.defer(() => trace.close());
  const readings = new Readings({ trace, now });

  const doors = startDoors((entry) => platform.startService(entry, {}, 'fichiers'));
  const card = startCard(config, platform, trust.authorities);
  const signer = (open: OpenSession): Signer => cardSigner(card, open.card);
  const oneWay = oneWayTransport(trust.tls);
  const cardKey = new CardTransport(
    (pin, inserted, signal) => lendKey(config, platform, trust.tls, pin, inserted, signal),
    () => stillOpen(card),
  );
  const identity = identityParts(config, doors);
  const resources = new Resources(() => now().getTime());

  const session = new Session({
    card,
    now,
    idleLockMs: config.session.idleLockMs,
    vouch: (inserted) => trust.vouch(inserted),
    unlocked: (pin, inserted) => cardKey.unlock(pin, inserted),
  });
  const state = () =>
    sessionView({
      session,
      presenceError,
      sectorLabel: (code) => facilityType(code)?.displayName ?? code,
      now,
      expiryWarningDays: config.card.expiryWarningDays,
      revocationWarning: () => trust.lists.warning,
      dataWarning: () => warning.current,
    });
  const tellSession = (): void => events.emit('session.changed', state());
  session.onOpened((open) =>
    trace.add(
      act(open, now(), {
        act: 'session.opened',
        label: 'Session ouverte',
        patientId: null,
        details: { card: open.card.type, generation: open.card.generation },
      }),
    ),
  );
  // Documents come once somebody is there; the screen of the PIN does not wait for a process that it does not need.
  session.onOpened(() => void doors.warm());
  session.onEnded(() => cardKey.lock());
  session.onEnded(() => resources.clear());
  const mss = mssOf(config, { session, trace, now, oneWay, trust: trust.tls });
  const insi = insiGateway(config, software, installation, {
    now,
    uuid,
    oneWay,
    trust: trust.tls,
    signer,
    pscToken: pscTokenOf(session),
    observe,
  });
  session.onEnded(() => insi.forget());
  closing.defer(
    async () => void (await Promise.all([doors.close(), card.close(), oneWay.close(), insi.close(), cardKey.close(), trust.lists.close()])),
  );
  const lights = lightsOf(config, { session, cardKey, insi, mss, now, emit: events.emit });
  const dmp = dmpGateway(config, { software, now, uuid, cardKey, signer, doors, lights, observe });

  store.onTouched((touched) => events.emit('records.changed', touched));
  const office: Office = { store, session: () => session.require(), now, uuid };
  closing.defer(async () => {
    await session.lock('user');
    session.close();
    mss.mail.close();
    await mss.login.end();
  });
  // Identifiers in the order of time: the rows of an import stand side by side on the disk.
  const imports = new Imports({
    ...office,
    uuid: timeUuid,
    owner: installation,
    ...importParts(config, now),
    changed: (run) => events.emit('imports.changed', run),
    report: reportOf('import'),
  });
  closing.defer(() => imports.close());
  session.onEnded(() => void imports.stop().catch(reportOf('import')));
  const desk = new VitaleDesk({
    store,
    uuid,
    inSession: () => session.open !== null,
    maxAgeMs: config.vitale.maxAgeMs,
    changed: (view) => events.emit('vitale.read', view),
  });
  closing.defer(() => desk.close());
  session.onEnded(() => desk.forget());
  const unwritten = (sends: readonly SendRecord[]): void =>
    events.emit('records.changed', { patients: [], documents: [...new Set(sends.map(({ patientId }) => patientId))] });
  const outbox = outboxOf(config, { owner: installation, store, session, now, dmp, mss, lights, carried: identity.carried, unwritten });
  closing.defer(() => outbox.close());
  const insiCalls = insiCallsOf({ insi, lights, formerIns: identity.formerIns });
  const { queueMax: maxPerDay, queuePauseMs: pauseMs, queueRetryMs: retryMs } = config.identity;
  const insiQueue = new InsiQueue({
    ...office,
    ...insiCalls,
    current: () => session.open,
    options: { maxPerDay, pauseMs, retryMs },
    report: reportOf('insi'),
  });
  closing.defer(() => insiQueue.close());
  session.onEnded((was, reason) => {
    readings.sessionEnded();
    if (was === null) return;
    trace.add(act(was, now(), { act: 'session.closed', label: 'Session fermée', patientId: null, details: { reason } }));
    trace
      .flush()
      .then(() => store.checkpoint())
      .catch(reportOf('audit'));
  });
  session.onChanged(tellSession);

  const handlers = handlersOf({
    ...identity,
    office,
    session,
    state,
    trace,
    readings,
    mss: mss.login,
    lights,
    outbox,
    resources,
    insi: insiCalls,
    imports,
    desk,
    recheckYears: config.identity.recheckYears,
    checkPdf: (bytes) => checkPdf(doors, bytes, { maxPages: config.documents.maxPdfPages }),
    prepare: preparationOf({ config, software, now, uuid, signer }),
    isAddress: (text) => parseAddress(text) !== null,
    doubtsSettled: () => warning.settle(),
    testOidsAllowed: config.profile !== 'production',
    proof: { ageOfMajority: config.dmp.ageOfMajority, identityDocuments: config.identity.documents },
    undo: { ms: config.outbox.undoMs, fixed: decisions.isLocked('/outbox/undoMs') },
    mailboxOf: (idNat) => mss.mailboxOf(idNat)?.address ?? null,
    about: () => aboutOf(config, version, platform, store.path, decisions),
  });
  const bridge = createBridge(handlers, { session, refused: journalRefusals({ office, trace }), report });
  await card.ready;
  trust.lists.start();
  outbox.start();
  insiQueue.start();
  const vitale = await openVitale(config, desk, now, reportOf('vitale'));
  closing.defer(() => vitale.close());
  closing.defer(() => lights.close());

  return {
    bridge,
    onEvent: (listener) => events.on(listener),
    async openWindow(assets, closed) {
      const window = await platform.openWindow({
        assets,
        invoke: (name, payload) => bridge.invoke(name, payload),
        resource: (path) => resources.take(path),
        closed,
      });
      events.on((name, payload) => window.emit(name, payload));
      return window;
    },
    close: () => closing.disposeAsync(),
  };
}
