import { randomUUID } from 'node:crypto';
import { cardSigner } from './card/signer.ts';
import type { Signer } from './card/types.ts';
import { installationId } from './config/installation.ts';
import type { Config } from './config/schema.ts';
import { startDoors, type StartedDoors } from './doors/client.ts';
import { createBridge, type Bridge } from './ipc/bridge.ts';
import { handlersOf } from './ipc/handlers.ts';
import { journalRefusals } from './ipc/refusals.ts';
import { Resources } from './ipc/resources.ts';
import { oneWayTransport } from './net/https.ts';
import type { AppWindow, Platform } from './platform/types.ts';
import { drawCode, hashCode, isCode } from './session/personal-code.ts';
import type { OpenSession } from './session/session.ts';
import type { Store } from './store/types.ts';
import type { CommonPorts } from './usecases/common-ports.ts';
import { UsualSituations } from './usecases/session/usual-situations.ts';
import { aboutOf, ownDecisions, softwareOf, type Decisions } from './wiring/about.ts';
import { cardKeyOf, startCard } from './wiring/card.ts';
import { chosenSettings } from './wiring/chosen-settings.ts';
import { openData } from './wiring/data.ts';
import { documentsOf } from './wiring/documents.ts';
import { identityPorts } from './wiring/identity.ts';
import { importsOf } from './wiring/imports.ts';
import { insiQueueOf } from './wiring/insi-queue.ts';
import { nationalServices } from './wiring/national-services.ts';
import { refuseFileKey } from './wiring/own-store.ts';
import { officeOf } from './wiring/rights.ts';
import { patientWordOf } from './wiring/patient-word.ts';
import { outboxOf } from './wiring/sending.ts';
import type { Observe } from './wiring/services.ts';
import { journalEnds, sessionOf, sessionStateOf } from './wiring/session.ts';
import { Events, report, reportOf } from './wiring/told.ts';
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

  const usual = await UsualSituations.load({ store, report: reportOf('situation') });
  const session = sessionOf(config, { card, cardKey, trust, trace, usual, now });
  const { rights, secret, majority, ...office } = officeOf(config, { store, trust: trust.tls, doors, session, trace, now, emit });
  const state = sessionStateOf(config, { session, rights, usual, trust, warning, now });
  const tellSession = (): void => emit('session.changed', state());
  // Documents come once somebody is there; the screen of the PIN does not wait for a process that it does not need.
  session.onOpened(() => void doors.warm());
  session.onEnded(() => resources.clear());
  const lent = { oneWay, trust: trust.tls, cardKey, signer, doors, secret };
  const national = nationalServices(config, { installation, software, now, uuid, session, trace, emit, observe, ...lent });
  const { mss, insi, dmp, lights, trusts } = national;
  closing.defer(async () => {
    await Promise.all([office, doors, card, oneWay, national, cardKey, trust.lists].map((held) => held.close()));
  });

  store.onTouched((touched) => emit('records.changed', touched));
  const common: CommonPorts = { store, session: () => session.require(), now, uuid };
  closing.defer(async () => {
    // Nobody comes back for this login: it ends with the session, and is not parked.
    await mss.close();
    await session.lock('user');
    session.close();
  });
  const imports = importsOf(config, { owner: installation, common, session, emit });
  closing.defer(() => imports.close());
  const lastRead = closing.adopt(lastReadOf(config, { store, uuid, session, emit }), (held) => held.close());
  const offer = resources.offer.bind(resources);
  const identity = identityPorts(config, doors, offer, majority);
  const outbox = outboxOf(config, { owner: installation, store, session, now, dmp, mss, lights, carried: identity.carried, rights, emit });
  const insiQueue = insiQueueOf(config, { common, insi, session });
  for (const held of [outbox, insiQueue]) closing.defer(() => held.close());
  journalEnds({ session, store, trace, readings, now });
  session.onChanged(tellSession);

  const chosen = chosenSettings(config, { store, session, mss, decisions });
  const record = { ...common, ...identity, ...insi, trusts, trace, readings, secret };
  const startPages = (): StartedDoors => startDoors((entry) => platform.startService(entry, {}, 'lecture'));
  const documentsNeed = { common, now, uuid, software, signer, session, doors, startPages, mss, chosen, trusts, rights, secret, majority };
  const documents = await documentsOf(config, { ...documentsNeed, testOidsAllowed: identity.testOidsAllowed });
  closing.defer(() => documents.close());
  const handlers = handlersOf({
    session: { session, store, trace, now, hashCode, isCode, mss: mss.login, state },
    services: { lights, about: () => aboutOf(config, platform, store.path, decisions) },
    settings: { ...chosen, store, now },
    patients: record,
    consent: { ...common, ...patientWordOf(config, { common, session }), trusts },
    identity: { ...record, lastRead },
    rights: { store, rights, secret },
    imports: { imports, session, offer },
    worklists: { ...common, recheckYears: config.identity.recheckYears },
    documents: {
      ...record,
      ...documents,
      offer,
      kick: () => outbox.kick(),
      shown: (send) => outbox.shown(send),
      doubtsSettled: () => warning.settle(),
      isSecret: (id) => secret.isOpen(id),
    },
    audit: { store, trace, readings, now },
    people: { ...common, hashCode, drawCode },
  });
  const bridge = createBridge(handlers, { session, requireRight: rights.require, refused: journalRefusals({ common, trace }), report });
  await card.ready;
  for (const waiting of [trust.lists, outbox, insiQueue]) waiting.start();
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
