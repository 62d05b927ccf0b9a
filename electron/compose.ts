import { randomUUID } from 'node:crypto';
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
import type { AppWindow, Platform } from './platform/types.ts';
import type { OpenSession } from './session/session.ts';
import type { Store } from './store/types.ts';
import type { CommonPorts } from './usecases/common-ports.ts';
import { aboutOf, ownDecisions, softwareOf, type Decisions } from './wiring/about.ts';
import { cardKeyOf, startCard } from './wiring/card.ts';
import { openData } from './wiring/data.ts';
import { documentPorts } from './wiring/documents.ts';
import { identityPorts } from './wiring/identity.ts';
import { importsOf } from './wiring/imports.ts';
import { insiQueueOf } from './wiring/insi-queue.ts';
import { nationalServices } from './wiring/national-services.ts';
import { refuseFileKey } from './wiring/own-store.ts';
import { outboxOf } from './wiring/sending.ts';
import type { Observe } from './wiring/services.ts';
import { journalEnds, sessionOf, sessionStateOf } from './wiring/session.ts';
import { Events, report } from './wiring/told.ts';
import { trustOf } from './wiring/trust.ts';
import { lastReadOf, openVitale } from './wiring/vitale.ts';
import { openWindow } from './wiring/window.ts';

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

/**
 * The only place where adapters are chosen and wired, from the configuration (electron/README 3). What is opened is
 * closed in the opposite order.
 */
export async function compose(config: Config, platform: Platform, options: ComposeOptions = {}): Promise<Application> {
  const { now = () => new Date(), decisions = ownDecisions, observe } = options;
  const uuid = randomUUID;
  refuseFileKey(config.profile, platform.secrets);
  const installation = installationId(config.dataFolder);
  const software = softwareOf(config, installation);
  const closing = new AsyncDisposableStack();
  const events = new Events();
  const { emit } = events;

  const trust = trustOf(config, now, () => tellSession());
  const data = await openData(config, { secrets: platform.secrets, now, over: options.over, changed: () => tellSession() });
  const { store, warning, trace, readings } = data;
  closing.defer(() => store.close());
  closing.defer(() => trace.close());

  const doors = startDoors((entry) => platform.startService(entry, {}, 'fichiers'));
  const card = startCard(config, platform, trust.authorities);
  const signer = (open: OpenSession): Signer => cardSigner(card, open.card);
  const oneWay = oneWayTransport(trust.tls);
  const cardKey = cardKeyOf(config, platform, trust.tls, card);
  const resources = new Resources(() => now().getTime());

  const session = sessionOf(config, { card, cardKey, trust, trace, now });
  const state = sessionStateOf(config, { session, trust, warning, now });
  const tellSession = (): void => emit('session.changed', state());
  // Documents come once somebody is there; the screen of the PIN does not wait for a process that it does not need.
  session.onOpened(() => void doors.warm());
  session.onEnded(() => resources.clear());
  const lent = { oneWay, trust: trust.tls, cardKey, signer, doors };
  const national = nationalServices(config, { installation, software, now, uuid, session, trace, emit, observe, ...lent });
  const { mss, insi, dmp, lights } = national;
  closing.defer(async () => {
    await Promise.all([doors, card, oneWay, national, cardKey, trust.lists].map((held) => held.close()));
  });

  store.onTouched((touched) => emit('records.changed', touched));
  const common: CommonPorts = { store, session: () => session.require(), now, uuid };
  closing.defer(async () => {
    await session.lock('user');
    session.close();
    await mss.close();
  });
  const imports = importsOf(config, { owner: installation, common, session, emit });
  closing.defer(() => imports.close());
  const lastRead = lastReadOf(config, { store, uuid, session, emit });
  closing.defer(() => lastRead.close());
  const offer = resources.offer.bind(resources);
  const identity = identityPorts(config, doors, offer);
  const outbox = outboxOf(config, { owner: installation, store, session, now, dmp, mss, lights, carried: identity.carried, emit });
  closing.defer(() => outbox.close());
  const insiQueue = insiQueueOf(config, { common, insi, session });
  closing.defer(() => insiQueue.close());
  journalEnds({ session, store, trace, readings, now });
  session.onChanged(tellSession);

  const undo = { ms: config.outbox.undoMs, fixed: decisions.isLocked('/outbox/undoMs') };
  const record = { ...common, ...identity, ...insi, trace, readings };
  const handlers = handlersOf({
    session: { session, trace, now, mss: mss.login, state },
    services: { lights, about: () => aboutOf(config, platform, store.path, decisions) },
    settings: { store, now, current: () => session.open, undo },
    patients: record,
    identity: { ...record, lastRead },
    imports: { imports, session, offer },
    worklists: { ...common, recheckYears: config.identity.recheckYears },
    documents: {
      ...common,
      ...documentPorts(config, { store, now, uuid, software, signer, session, doors, mss, undo }),
      readings,
      offer,
      kick: () => outbox.kick(),
      shown: (send) => outbox.shown(send),
      doubtsSettled: () => warning.settle(),
    },
    audit: { store, trace, readings, now },
  });
  const bridge = createBridge(handlers, { session, refused: journalRefusals({ common, trace }), report });
  await card.ready;
  trust.lists.start();
  outbox.start();
  insiQueue.start();
  const vitale = await openVitale(config, lastRead, now);
  closing.defer(() => vitale.close());
  closing.defer(() => lights.close());

  return {
    bridge,
    onEvent: (listener) => events.on(listener),
    openWindow: (assets, closed) => openWindow(platform, { bridge, resources, events }, assets, closed),
    close: () => closing.disposeAsync(),
  };
}
