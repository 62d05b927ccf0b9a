import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { facilityType } from '../shared/codes/index.ts';
import { parseAddress } from '../shared/domain/mss/address.ts';
import type { EventName, EventPayload } from '../shared/contract/index.ts';
import type { Ins, SoftwareIdentity } from '../shared/domain/types.ts';
import { errorFacts, fail } from '../shared/errors.ts';
import { uuidOid } from './cda/identifiers.ts';
import { presenceError } from './card/presence-error.ts';
import { cardSigner } from './card/signer.ts';
import type { Signer } from './card/types.ts';
import type { Config } from './config/schema.ts';
import { installationId } from './config/installation.ts';
import type { LoadedConfig } from './config/load.ts';
import { startDoors } from './doors/client.ts';
import { unpackLot } from './dmp/prepared-lot.ts';
import type { DmpConnection } from './dmp/soap.ts';
import { td02 } from './dmp/td0-2.ts';
import { sendTd21 } from './dmp/td2-1.ts';
import { td31b } from './dmp/td3-1b.ts';
import { createBridge, encodeEvent, type Bridge } from './ipc/bridge.ts';
import { otherPerson } from './insi/search-by-vitale.ts';
import { toQualifyLater } from './insi/errors.ts';
import { handlersOf, type HandlersParts } from './ipc/handlers.ts';
import { journalRefusals } from './ipc/refusals.ts';
import { Resources } from './ipc/resources.ts';
import { oneWayTransport } from './net/https.ts';
import { Outbox } from './outbox/outbox.ts';
import type { Store } from './store/types.ts';
import { checkPdf } from './pdf/check.ts';
import type { AppWindow, Platform } from './platform/types.ts';
import { connect, LOGIN_MS, newBindingMessage } from './psc/session.ts';
import { rolesOfHolder } from './saml/roles.ts';
import { buildVihf } from './saml/vihf.ts';
import { CardTransport } from './session/card-key.ts';
import { Lights } from './session/lights.ts';
import { Session, type OpenSession } from './session/session.ts';
import { act, actorOf, type Office } from './usecases/office.ts';
import { documentArrived, feedDocument, type FeedGateway } from './usecases/outbox/feed-document.ts';
import { Readings } from './usecases/journal/readings.ts';
import { Trace } from './usecases/journal/trace.ts';
import { sameIdentity } from './usecases/outbox/same-identity.ts';
import { sendMessage } from './usecases/outbox/send-message.ts';
import { Imports } from './usecases/imports/imports.ts';
import { InsiQueue } from './usecases/patients/insi-queue.ts';
import { VitaleDesk } from './usecases/vitale/desk.ts';
import { MssConnection } from './usecases/session/connect-mss.ts';
import { lendKey, startCard, stillOpen } from './wiring/card.ts';
import { identityParts } from './wiring/identity.ts';
import { importParts } from './wiring/imports.ts';
import { insiGateway } from './wiring/insi.ts';
import { MailLine } from './wiring/mail-line.ts';
import { openOwnStore, refuseFileKey } from './wiring/own-store.ts';
import { preparationOf } from './wiring/preparation.ts';
import { endpointsOf, observed, reachable, required, type Observe } from './wiring/services.ts';
import { incidentError } from './store/standing.ts';
import { timeUuid } from './wiring/time-uuid.ts';
import { trustOf } from './wiring/trust.ts';
import { openVitale } from './wiring/vitale.ts';
import { openXml } from './xml/open.ts';
import { parseXml } from './xml/read.ts';

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
  readonly decisions?: Pick<LoadedConfig, 'decidedBy' | 'isLocked' | 'notTaken'>;
  /** Stands over the store: tests stop the application, or fill its disk, at a commit. */
  readonly over?: (store: Store) => Store;
}

const packageFacts = z.object({ version: z.string() });
const version = packageFacts.parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))).version;

/** The only place where adapters are chosen and wired, from the configuration (architecture). */
export async function compose(config: Config, platform: Platform, options: ComposeOptions = {}): Promise<Application> {
  const now = options.now ?? ((): Date => new Date());
  const uuid = randomUUID;
  const { decidedBy, isLocked, notTaken } = options.decisions ?? { decidedBy: () => 'user', isLocked: () => false, notTaken: [] };
  refuseFileKey(config.profile, platform.secrets);
  const installation = installationId(config.dataFolder);
  const software: SoftwareIdentity = {
    id: installation,
    name: config.software.name,
    version,
    vendor: config.software.vendor,
    dmpApproval: config.software.dmpApproval,
    insiIdam: config.software.insiIdam,
    mssNil: config.software.mssNil,
    oidRoot: config.software.oidRoot ?? uuidOid(installation),
  };
  const trust = trustOf(config, now, () => handlers?.tellSession());
  const opened = await openOwnStore({
    folder: config.dataFolder,
    stateFolder: config.stateFolder,
    secrets: platform.secrets,
    access: 'writing',
    now,
    doubted: ({ reason }) => {
      dataWarning = incidentError(reason);
      handlers?.tellSession();
    },
  });
  const store = options.over?.(opened) ?? opened;
  let dataWarning = store.incident === null ? null : incidentError(store.incident.reason);

  const doors = startDoors((entry) => platform.startService(entry, {}, 'fichiers'));
  const identity = identityParts(config, doors);

  const listeners = new Set<(name: string, payload: string) => void>();
  const emit = <N extends EventName>(name: N, payload: EventPayload<N>): void => {
    if (listeners.size === 0) return;
    const text = encodeEvent(name, payload);
    for (const listener of listeners) listener(name, text);
  };
  const report = (where: string, thrown: unknown): void => {
    // Stable codes only: messages and stacks may hold what a screen showed.
    const { code } = errorFacts(thrown);
    const place = thrown instanceof Error && code === 'INTERNAL' ? ` ${thrown.name} ${firstFrame(thrown)}` : '';
    process.stderr.write(`[${where}] ${code}${place}\n`);
  };

  const trace = new Trace({ store, now, report: (thrown) => report('audit', thrown) });
  const readings = new Readings({ trace, now });
  const card = startCard(config, platform, trust.authorities);
  const signerOf = (open: OpenSession): Signer => cardSigner(card, open.card);
  const oneWay = oneWayTransport(trust.tls);
  const cardKey = new CardTransport(
    (pin, inserted, signal) => lendKey(config, platform, trust.tls, pin, inserted, signal),
    () => stillOpen(card),
  );
  const resources = new Resources(() => now().getTime());

  const session = new Session({
    card,
    now,
    idleLockMs: config.session.idleLockMs,
    vouch: (inserted) => trust.vouch(inserted),
    unlocked: (pin, inserted) => cardKey.unlock(pin, inserted),
    ended: (was, reason) => {
      lights.stop();
      cardKey.lock();
      insi.forget();
      resources.clear();
      desk.forget();
      imports.stop().catch((thrown: unknown) => report('import', thrown));
      mail.close();
      void mss.end();
      readings.sessionEnded();
      if (was === null) return;
      trace.add(act(was, now(), { act: 'session.closed', label: 'Session fermée', patientId: null, details: { reason } }));
      trace.flush().then(() => store.checkpoint()).catch((thrown: unknown) => report('audit', thrown));
    },
    changed: () => handlers?.tellSession(),
  });
  const mail = new MailLine(config, trust.tls);
  const mss = new MssConnection({
    session,
    trace,
    now,
    bindingMessage: newBindingMessage,
    answerMs: LOGIN_MS,
    mailboxOf: (idNat) => config.mss.mailboxes.find((box) => box.owner === idNat) ?? null,
    connect: async ({ idNat, bindingMessage, signal }) => {
      const { proxyUrl, clientId, channel } = config.psc;
      if (proxyUrl === null || clientId === null) throw fail('SERVICE_UNSET', { values: { service: 'Pro Santé Connect' } });
      const login = await connect(
        { transport: oneWay, url: proxyUrl, clientId, timeoutMs: config.psc.timeoutMs },
        { idNat, bindingMessage, channel, signal },
      );
      return { token: () => login.accessToken(), disconnect: () => login.disconnect() };
    },
    opened: () => {
      void outbox.wake().catch((thrown: unknown) => report('outbox', thrown));
      void lights.check(['MSSanté']);
      // The first message does not wait for its connection; a failure is said when one leaves.
      if (session.mss.state === 'open') void mail.to(session.mss).open().catch(() => undefined);
    },
  });

  const lights = new Lights(
    {
      INSi: config.insi.url === null ? null : (terms) => insi.reach(terms),
      DMP: config.dmp.patientsUrl === null ? null : (terms) => (cardKey.unlocked ? reachable(cardKey, config.dmp.patientsUrl, terms) : null),
      MSSanté: config.mss.mailboxes.length === 0 ? null : (terms) => {
        const { open, mss: login } = session;
        if (login.state === 'open') return mail.reach(login.mailbox, login.token, terms);
        const mailbox = config.mss.mailboxes.find((box) => box.owner === open?.pro.idNat);
        return mailbox === undefined ? null : mail.reach(mailbox, null, terms);
      },
    },
    now,
    () => emit('services.changed', { lights: lights.all() }),
    config.lights,
  );

  const insi = insiGateway(config, software, installation, {
    now,
    uuid,
    oneWay,
    trust: trust.tls,
    signer: signerOf,
    pscToken: async (open) => {
      const login = session.mss;
      return session.open === open && login.state === 'open' ? await login.token() : null;
    },
    observe: options.observe,
  });
  const dmpConnection = (open: OpenSession): DmpConnection => ({
    transport: observed(cardKey.of(open.card), 'dmp', options.observe),
    endpoints: {
      patients: required(config.dmp.patientsUrl, 'DMP'),
      repository: required(config.dmp.repositoryUrl, 'DMP'),
      registry: required(config.dmp.registryUrl, 'DMP'),
    },
    software,
    vihf: async (patient) => (await vihfFor(open, patient)).assertion,
    now,
    uuid,
    timeoutMs: config.dmp.timeoutMs,
    readXml: (bytes) => openXml(doors, 'xml', bytes, parseXml),
  });
  const vihfFor = (open: OpenSession, patient: Ins) =>
    buildVihf(
      {
        authentication: 'DIRECTE',
        mode: 'normal',
        reason: null,
        patient,
        issuer: open.card.signature.subject,
        nameId: open.card.holder.idNat,
        subjectName: null,
        structure: { idNat: open.situation.structureIdNat, sector: open.situation.sector },
        roles: rolesOfHolder(open.card.holder),
        authenticatedAt: open.openedAt,
        secretConnection: false,
        software,
        version: config.dmp.vihfVersion,
      },
      { now: now(), uuid, signer: config.dmp.signVihf ? signerOf(open) : null },
    );

  const dmp: FeedGateway = {
    existence: (open, patient) => lights.watch('DMP', () => td02(dmpConnection(open), patient)),
    holds: async (open, payload, uniqueId) => (await lights.watch('DMP', () => td31b(dmpConnection(open), unpackLot(payload).patient, uniqueId))).length > 0,
    feed: async (open, _patient, payload) => {
      await lights.watch('DMP', () => sendTd21(dmpConnection(open), unpackLot(payload)));
    },
  };
  const deliverToDmp = feedDocument({ store, now, patientChanged: (id) => emit('patients.changed', { id }), dmp });
  const arrived = documentArrived({ store, dmp });
  const deliverMail = sendMessage({
    store,
    submit: async (login, message) => {
      try {
        return await lights.watch('MSSanté', () => mail.to(login).submit(message));
      } catch (thrown) {
        mss.doubt(login, thrown);
        throw thrown;
      }
    },
  });
  const assertSame = sameIdentity({ store, carried: identity.carried });
  const outbox = new Outbox({
    store,
    now,
    pollMs: config.outbox.pollMs,
    retryMs: config.outbox.retryMs,
    current: () => {
      const { open } = session;
      if (open === null) return null;
      return {
        idNat: open.pro.idNat,
        situation: open.situation.structureIdNat,
        deliver: async (send) => {
          await assertSame(send);
          return await (send.channel === 'dmp' ? deliverToDmp(send, open) : deliverMail(send, session.mss));
        },
        holds: (send) => arrived(send, open),
      };
    },
    changed: (sends) => handlers?.tellDocuments(...new Set(sends.map(({ patientId }) => patientId))),
    report: (thrown) => report('outbox', thrown),
  });

  const office: Office = {
    store,
    session: () => session.require(),
    now,
    uuid,
    tell: {
      patient: (id) => emit('patients.changed', { id }),
      documents: (...patientIds) => handlers?.tellDocuments(...patientIds),
    },
  };
  const insiParts: HandlersParts['insi'] = {
    search: (open, patient) => lights.watch('INSi', () => insi.search(open, patient)),
    searchByVitale: async (open, search) => {
      const answer = await lights.watch('INSi', () => insi.searchByVitale(open, search));
      return { answer, refused: otherPerson(answer) };
    },
    verify: (open, patient) => lights.watch('INSi', () => insi.verify(open, patient)),
    later: toQualifyLater,
    formerIns: identity.formerIns,
  };
  const { queueMax, queuePauseMs, queueRetryMs } = config.identity;
  const insiQueue = new InsiQueue({
    ...office,
    ...insiParts,
    current: () => session.open,
    options: { maxPerDay: queueMax, pauseMs: queuePauseMs, retryMs: queueRetryMs },
    report: (thrown) => report('insi', thrown),
  });
  // Identifiers in the order of time: the rows of an import stand side by side on the disk.
  const imports = new Imports({ ...office, uuid: timeUuid, ...importParts(config, now), changed: (run) => emit('imports.changed', run), report: (thrown) => report('import', thrown) });
  const desk = new VitaleDesk({
    store,
    uuid,
    inSession: () => session.open !== null,
    maxAgeMs: config.vitale.maxAgeMs,
    changed: (view) => emit('vitale.read', view),
  });
  const handlers = handlersOf({
    office,
    session,
    trace,
    readings,
    mss,
    lights,
    outbox,
    resources,
    emit,
    insi: insiParts,
    imports,
    desk,
    readImage: identity.readImage,
    printer: identity.printer,
    places: identity.places,
    carried: identity.carried,
    recheckYears: config.identity.recheckYears,
    checkPdf: (bytes) => checkPdf(doors, bytes, { maxPages: config.documents.maxPdfPages }),
    prepare: preparationOf({ config, software, now, uuid, signer: signerOf }),
    isAddress: (text) => parseAddress(text) !== null,
    presenceError,
    expiryWarningDays: config.card.expiryWarningDays,
    revocationWarning: () => trust.lists.warning,
    dataWarning: () => dataWarning,
    doubtsSettled: () => {
      // A journal that was changed stays so.
      if (dataWarning?.code !== 'JOURNAL_ALTERED') dataWarning = null;
      handlers.tellSession();
    },
    sectorLabel: (code) => facilityType(code)?.displayName ?? code,
    testOidsAllowed: config.profile !== 'production',
    proof: { ageOfMajority: config.dmp.ageOfMajority, identityDocuments: config.identity.documents },
    undo: { ms: config.outbox.undoMs, fixed: isLocked('/outbox/undoMs') },
    mailboxOf: (idNat) => config.mss.mailboxes.find((box) => box.owner === idNat)?.address ?? null,
    about: () => ({
      version,
      platform: platform.name,
      profile: config.profile,
      trustFile: config.trustFile,
      decidedBy: { profile: decidedBy('/profile'), trustFile: decidedBy('/trustFile') },
      undoFixed: isLocked('/outbox/undoMs'),
      notTaken: [...notTaken],
      store: { encrypted: true, keyProtection: platform.secrets.protection, path: store.path },
      endpoints: endpointsOf(config, decidedBy),
    }),
    sessionOpened: (open) => {
      trace.add(act(open, now(), { act: 'session.opened', label: 'Session ouverte', patientId: null, details: { card: open.card.type, generation: open.card.generation } }));
      void outbox.wake().catch((thrown: unknown) => report('outbox', thrown));
      lights.start();
      // Documents come once somebody is there; the screen of the PIN does not wait for a process that it does not need.
      void doors.warm();
      return actorOf(open);
    },
  });
  const bridge = createBridge(handlers.calls, { session, refused: journalRefusals({ office, trace }), report });
  await card.ready;
  trust.lists.start();
  outbox.start();
  await imports.recover();
  insiQueue.start();
  const vitale = await openVitale(config, desk, now, (thrown) => report('vitale', thrown));

  return {
    bridge,
    onEvent(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async openWindow(assets, closed) {
      const window = await platform.openWindow({
        assets,
        invoke: (name, payload) => bridge.invoke(name, payload),
        resource: (path) => resources.take(path),
        closed,
      });
      listeners.add((name, payload) => window.emit(name, payload));
      return window;
    },
    async close() {
      lights.close();
      await Promise.all([outbox.close(), vitale.close(), insiQueue.close()]);
      await imports.close();
      await session.lock('user');
      session.close();
      desk.close();
      mail.close();
      await mss.end();
      await Promise.all([doors.close(), card.close(), oneWay.close(), insi.close(), cardKey.close(), trust.lists.close()]);
      await trace.close();
      await store.close();
    },
  };
}

/** Where an error was thrown; its message, which may take several lines, is skipped. */
function firstFrame(error: Error): string {
  return error.stack?.split('\n').find((line) => /^ {4}at /.test(line))?.trim() ?? '';
}
