import { decode, encode } from '../../../shared/contract/codec.ts';
import {
  calls, type CallInput, type CallName, type CallOutput, type EventName, type EventPayload,
} from '../../../shared/contract/index.ts';
import { errorFacts, PosteError } from '../../../shared/errors.ts';
import type { RendererBridge } from '../../../renderer/app/bridge.ts';

/**
 * An application in memory behind the bridge of the window: the whole contract with fictitious data, for the tests of
 * the renderer and to look at its screens. Never part of the product.
 */
export interface FakeOptions {
  /** The present instant. */
  readonly now: () => Date;
  /** Waits that many milliseconds before going on; a test answers at once. */
  readonly wait: (ms: number) => Promise<void>;
  /** Opens the session at the start. */
  readonly open?: boolean;
  readonly card?: Partial<CallOutput<'session.state'>['card']>;
  readonly situations?: number;
  readonly theme?: 'system' | 'light' | 'dark';
  /** Starts with a record whose identity is qualified and which holds documents. */
  readonly filled?: boolean;
}

type State = CallOutput<'session.state'>;
type Patient = CallOutput<'patients.get'>;
type Document = CallOutput<'documents.list'>[number];
type Send = Document['sends'][number];
type Plan = CallOutput<'documents.plan'>;
type Handlers = { readonly [N in CallName]: (input: CallInput<N>) => Promise<CallOutput<N>> | CallOutput<N> };

const SITUATIONS = [
  { index: 1, structureName: 'Cabinet du Port', structureIdNat: '499900000017001', sector: 'SA07', sectorLabel: 'Cabinet individuel' },
  { index: 3, structureName: 'CH des Essais', structureIdNat: '10B0999997', sector: 'SA01', sectorLabel: 'Établissement public de santé' },
] as const;

const TYPES: CallOutput<'documents.types'> = [
  { code: '11488-4', label: 'CR ou fiche de consultation', category: 'Comptes rendus', defaultVisibility: 'visible' },
  { code: '18842-5', label: 'CR d’hospitalisation (sortie)', category: 'Comptes rendus', defaultVisibility: 'visible' },
  { code: '11502-2', label: 'CR d’examens biologiques', category: 'Biologie', defaultVisibility: 'invisible-patient' },
  { code: '11526-1', label: 'CR d’anatomie et de cytologie pathologiques', category: 'Biologie', defaultVisibility: 'invisible-patient' },
  { code: '18748-4', label: 'CR d’imagerie médicale', category: 'Imagerie', defaultVisibility: 'visible' },
  { code: '57833-6', label: 'Prescription de produits de santé', category: 'Traitements et soins', defaultVisibility: 'visible' },
  { code: '57133-1', label: 'Lettre d’adressage', category: 'Comptes rendus', defaultVisibility: 'visible' },
  { code: '60591-5', label: 'Volet de synthèse médicale', category: 'Synthèse', defaultVisibility: 'visible' },
];

const PROOFS: CallOutput<'patients.identityDocumentTypes'> = [
  { code: 'CN', label: 'Carte nationale d’identité' },
  { code: 'PA', label: 'Passeport' },
  { code: 'CS', label: 'Titre de séjour' },
  { code: 'LE', label: 'Livret de famille, avec une pièce d’un parent' },
];

const WRONG_PIN = ['PIN_WRONG', 'Le code porteur est faux.', 'Vérifiez-le avant de recommencer : un essai a été utilisé.'] as const;

/** The fake application: its bridge, and what a test does to it from outside. */
export class FakeApplication {
  readonly bridge: RendererBridge;
  readonly #options: FakeOptions;
  readonly #listeners = new Set<(name: string, payload: string) => void>();
  readonly #patients = new Map<string, Patient>();
  readonly #documents = new Map<string, Document>();
  readonly #audit: CallOutput<'audit.list'>['entries'] = [];
  #state: State;
  #settings: CallOutput<'settings.get'>;
  #lights: CallOutput<'services.state'>;
  #next = 1;

  constructor(options: FakeOptions) {
    this.#options = options;
    this.#settings = { theme: options.theme ?? 'system', railCollapsed: false, undoSeconds: 0 };
    this.#state = {
      card: { kind: 'present', holder: 'Dr Paule DURAND', type: 'CPS', generation: 'CPS4', triesLeft: 3, demonstration: true, expiresSoon: null, error: null, ...options.card },
      session: null,
      situations: [],
      mss: { state: 'closed', bindingMessage: null, expiresAt: null, mailbox: null, error: null },
      endedBy: null,
      revocation: null,
    };
    this.#lights = { lights: (['INSi', 'DMP', 'MSSanté'] as const).map((name) => ({ name, state: 'up', checkedAt: this.#at(), error: null })) };
    this.bridge = {
      invoke: (name, payload) => this.#invoke(name, payload),
      on: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    };
    if (options.filled === true) this.#fill();
    if (options.open === true) this.#open(1);
  }

  /** Tells the window something. */
  emit<N extends EventName>(name: N, payload: EventPayload<N>): void {
    for (const listener of this.#listeners) listener(name, encode(payload));
  }

  /** Takes the card out of the reader. */
  removeCard(): void {
    this.#state = { ...this.#state, card: { ...this.#state.card, kind: 'empty', holder: null, type: null, generation: null, triesLeft: null }, session: null, situations: [], endedBy: 'removed' };
    this.emit('session.changed', this.#state);
  }

  /** Changes the light of a service. */
  light(name: 'INSi' | 'DMP' | 'MSSanté', state: 'up' | 'down' | 'off'): void {
    const error = state === 'down' ? { code: 'DMP_UNREACHABLE', message: 'Le service ne répond pas.', action: 'Les envois repartiront seuls dès son retour.', path: null, detail: 'ETIMEDOUT' } : null;
    this.#lights = { lights: this.#lights.lights.map((light) => (light.name === name ? { ...light, state, error, checkedAt: this.#at() } : light)) };
    this.emit('services.changed', this.#lights);
  }

  async #invoke(name: string, payload: string): Promise<string> {
    try {
      if (!isCall(name)) throw new PosteError('IPC_UNKNOWN', 'Cette action n’existe pas.', '');
      const input = calls[name].input.parse(decode(payload));
      const handler: (input: never) => unknown = this.#handlers[name];
      const output: unknown = await handler(input as never);
      return encode({ ok: true, value: calls[name].output.parse(output) });
    } catch (thrown) {
      return encode({ ok: false, error: errorFacts(thrown) });
    }
  }

  readonly #handlers: Handlers = {
    'session.state': () => this.#state,
    'session.open': async ({ pin, lastTry }) => {
      await this.#options.wait(400);
      const tries = this.#state.card.triesLeft ?? 3;
      if (tries === 1 && !lastTry) throw new PosteError('PIN_FINAL_TRY', 'Il ne reste qu’un essai.', 'Confirmez que vous voulez l’utiliser.');
      if (pin !== '1234') {
        this.#state = { ...this.#state, card: { ...this.#state.card, triesLeft: tries - 1 } };
        throw tries === 1 ? new PosteError('PIN_LOCKED', 'La carte est bloquée.', 'Débloquez-la avec son code de secours.') : new PosteError(...WRONG_PIN);
      }
      this.#state = { ...this.#state, card: { ...this.#state.card, triesLeft: 3 } };
      if ((this.#options.situations ?? 1) > 1) this.#state = { ...this.#state, situations: [...SITUATIONS] };
      else this.#open(1);
      return this.#changed();
    },
    'session.chooseSituation': ({ index }) => {
      this.#open(index);
      return this.#changed();
    },
    'session.lock': () => {
      this.#state = { ...this.#state, session: null, endedBy: 'user', mss: { ...this.#state.mss, state: 'closed', mailbox: null } };
      return this.#changed();
    },
    'session.touch': () => null,
    'session.connectMss': () => {
      this.#state = { ...this.#state, mss: { state: 'pending', bindingMessage: '42', expiresAt: this.#at(120_000), mailbox: null, error: null } };
      void this.#approve();
      return this.#changed();
    },
    'session.cancelMss': () => {
      this.#state = { ...this.#state, mss: { state: 'closed', bindingMessage: null, expiresAt: null, mailbox: null, error: null } };
      return this.#changed();
    },
    'services.state': () => this.#lights,
    'services.check': () => this.#lights,
    'app.about': () => ({
      version: '0.1.0',
      platform: 'Chromium 156.0',
      profile: 'sandbox',
      store: { encrypted: true, keyProtection: 'file', path: '/home/medecin/.config/poste-sante/profil' },
      endpoints: [
        { name: 'INSi', url: 'https://insi.sandbox.test:8443/lps' },
        { name: 'DMP', url: 'https://dmp.sandbox.test:8443/si-dmp-server/v2/services' },
        { name: 'MSSanté (envoi)', url: 'smtp.sandbox.mssante.fr:587' },
        { name: 'Pro Santé Connect', url: 'https://psc.sandbox.test:8443' },
      ],
    }),
    'settings.get': () => this.#settings,
    'settings.save': (settings) => {
      this.#settings = settings;
      return settings;
    },
    'patients.search': ({ query }) => {
      const wanted = fold(query);
      return [...this.#patients.values()]
        .filter((patient) => fold(`${patient.traits.birthName} ${patient.traits.birthFirstNames} ${patient.traits.birthDate.split('-').toReversed().join('/')}`).includes(wanted))
        .map((patient) => this.#row(patient));
    },
    'patients.get': ({ id }) => this.#patient(id),
    'patients.create': ({ traits, usedName, usedFirstName }) => {
      if (traits.birthPlace !== null && !/^\d[0-9AB]\d{3}$/.test(traits.birthPlace)) {
        throw new PosteError('TRAIT_BIRTH_PLACE', 'Ce code de lieu n’existe pas.', 'Saisissez les 5 caractères du code COG.', { path: '/traits/birthPlace' });
      }
      return this.#add({ traits, usedName, usedFirstName });
    },
    'patients.askInsi': async ({ id }) => {
      await this.#options.wait(600);
      const { traits } = this.#patient(id);
      if (traits.birthName.includes('INCONNU')) {
        return { code: '01', proposal: null, advice: { message: 'INSi ne trouve aucune identité pour ces traits.', action: 'Vérifiez-les sur la pièce d’identité, puis interrogez de nouveau.' } };
      }
      const official = { ...traits, birthName: traits.birthName.toUpperCase(), birthFirstNames: `${traits.birthFirstNames.toUpperCase()} MARIE-LOUISE` };
      return {
        code: '00',
        advice: null,
        proposal: {
          id: 'proposal-1',
          traits: official,
          kind: 'NIR-TEST',
          comparison: (['birthName', 'birthFirstNames', 'sex', 'birthDate', 'birthPlace'] as const).map((trait) => ({
            trait, local: traits[trait], insi: official[trait], outcome: trait === 'birthFirstNames' ? 'notice' : traits[trait] === official[trait] ? 'identical' : 'equivalent',
          })),
        },
      };
    },
    'patients.acceptInsi': ({ id }) => this.#change(id, (patient) => ({
      ...patient,
      traits: { ...patient.traits, birthName: patient.traits.birthName.toUpperCase(), birthFirstNames: `${patient.traits.birthFirstNames.toUpperCase()} MARIE-LOUISE` },
      insiAt: this.#at(),
      status: patient.identityDocument === null ? 'RECUP' : 'QUAL',
      ins: patient.identityDocument === null ? null : INS,
    }), 'Traits d’INSi acceptés'),
    'patients.identityDocumentTypes': () => PROOFS,
    'patients.recordIdentityDocument': ({ id, type }) => this.#change(id, (patient) => ({
      ...patient,
      identityDocument: { type, label: PROOFS.find((proof) => proof.code === type)?.label ?? type, seenAt: this.#at(), by: 'Dr Paule DURAND' },
      status: patient.insiAt === null ? 'VALI' : 'QUAL',
      ins: patient.insiAt === null ? null : INS,
    }), 'Pièce d’identité enregistrée'),
    'patients.recordInformation': ({ id, purpose, state }) => this.#change(id, (patient) => ({
      ...patient, [purpose]: { state, at: state === 'none' ? null : this.#at(), by: state === 'none' ? null : 'Dr Paule DURAND' },
    }), 'Information enregistrée'),
    'patients.setMedecinTraitant': ({ id, medecinTraitant }) => this.#change(id, (patient) => ({ ...patient, medecinTraitant }), 'Médecin traitant renseigné'),
    'documents.types': () => TYPES,
    'documents.list': ({ patientId }) => [...this.#documents.values()].filter((row) => row.patientId === patientId).toReversed(),
    'documents.add': ({ patientId, fileName, bytes }) => {
      if (bytes.length === 0) throw new PosteError('PDF_EMPTY', 'Ce fichier est vide.', 'Exportez de nouveau le PDF, puis ajoutez-le.');
      if (new TextDecoder().decode(bytes.subarray(0, 4)) !== '%PDF') throw new PosteError('PDF_INVALID', 'Ce fichier n’est pas un PDF.', 'Exportez le document au format PDF, puis ajoutez-le.', { detail: fileName });
      return this.#addDocument(patientId, { title: 'CR de consultation de cardiologie', fileName, size: bytes.length, recognisedIn: 'title' });
    },
    'documents.save': ({ id, form }) => this.#changeDocument(id, (row) => ({ ...row, form, typeLabel: typeLabel(form.type) })),
    'documents.plan': ({ id, form }) => this.#plan(this.#document(id), form),
    'documents.validate': ({ id, form }) => {
      const plan = this.#plan(this.#document(id), form);
      if (!plan.canValidate) throw new PosteError('FORM', 'Le document n’est pas complet.', 'Corrigez les champs signalés.');
      const row = this.#changeDocument(id, (before) => ({
        ...before,
        form,
        typeLabel: typeLabel(form.type),
        status: 'validated',
        validatedAt: this.#at(),
        validatedBy: 'Dr Paule DURAND',
        sends: plan.channels.filter((channel) => channel.outcome === 'ready').map((channel) => this.#send(id, channel.channel, channel.recipient, 'queued')),
      }));
      void this.#deliver(id);
      return row;
    },
    'documents.undo': ({ id }) => this.#changeDocument(id, (row) => ({ ...row, status: 'draft', validatedAt: null, validatedBy: null, sends: [], undoable: false })),
    'documents.remove': ({ id }) => {
      this.#documents.delete(id);
      return null;
    },
    'documents.open': ({ id }) => ({ url: `/resource/${id}` }),
    'outbox.list': () => [...this.#documents.values()].flatMap((row) => row.sends.map((send) => {
      const { traits } = this.#patient(row.patientId);
      return { ...send, patientId: row.patientId, patientName: `${traits.birthName} ${this.#patient(row.patientId).firstBirthFirstName}`, title: row.form.title };
    })),
    'outbox.retry': ({ id }) => {
      this.#changeSend(id, { state: 'sent', error: null, sentAt: this.#at() });
      return null;
    },
    'outbox.cancel': ({ id }) => {
      this.#changeSend(id, { state: 'cancelled', error: null });
      return null;
    },
    'audit.list': ({ before, limit }) => ({ entries: this.#audit.filter((entry) => before === null || entry.index < before).toReversed().slice(0, limit), total: this.#audit.length }),
    'audit.verify': () => ({ valid: true, length: this.#audit.length, head: '9f2c4e01aa77b3d05c18' }),
  };

  #at(shift = 0): string {
    return new Date(this.#options.now().getTime() + shift).toISOString();
  }

  #id(kind: string): string {
    this.#next += 1;
    return `${kind}-${this.#next}`;
  }

  #open(index: number): void {
    const situation = SITUATIONS.find((known) => known.index === index) ?? SITUATIONS[0];
    this.#state = {
      ...this.#state,
      situations: [],
      session: { idNat: '899900000017', displayName: 'Dr Paule DURAND', profession: 'Médecin', speciality: 'Médecine générale', situation, openedAt: this.#at(), locksAt: this.#at(15 * 60_000) },
    };
    this.#record('session.open', 'Session ouverte', null);
  }

  #changed(): State {
    this.emit('session.changed', this.#state);
    return this.#state;
  }

  async #approve(): Promise<void> {
    await this.#options.wait(6000);
    if (this.#state.mss.state !== 'pending') return;
    this.#state = { ...this.#state, mss: { state: 'open', bindingMessage: null, expiresAt: null, mailbox: 'paule.durand@medecin.sandbox.mssante.fr', error: null } };
    this.emit('session.changed', this.#state);
  }

  #record(act: string, label: string, patient: string | null): void {
    this.#audit.push({ index: this.#audit.length + 1, at: this.#at(), actor: 'Dr Paule DURAND', act, label, patient, result: 'Réussi' });
  }

  #patient(id: string): Patient {
    const found = this.#patients.get(id);
    if (found === undefined) throw new PosteError('PATIENT_UNKNOWN', 'Ce dossier n’existe pas.', 'Revenez à la liste des patients.');
    return found;
  }

  #document(id: string): Document {
    const found = this.#documents.get(id);
    if (found === undefined) throw new PosteError('DOCUMENT_UNKNOWN', 'Ce document n’existe plus.', 'Revenez au dossier.');
    return found;
  }

  #row(patient: Patient): CallOutput<'patients.search'>[number] {
    const attention = [...this.#documents.values()].filter((row) => row.patientId === patient.id).flatMap((row) => row.sends).filter((send) => send.state === 'failed').length;
    return {
      id: patient.id, birthName: patient.traits.birthName, firstName: patient.firstBirthFirstName, usedName: patient.usedName, sex: patient.traits.sex,
      birthDate: patient.traits.birthDate, birthPlace: patient.traits.birthPlace, status: patient.status, updatedAt: this.#at(), attention,
    };
  }

  #add(from: Pick<Patient, 'traits' | 'usedName' | 'usedFirstName'> & Partial<Patient>): Patient {
    const id = this.#id('patient');
    const age = this.#options.now().getUTCFullYear() - Number(from.traits.birthDate.slice(0, 4));
    const patient: Patient = {
      id, firstBirthFirstName: from.traits.birthFirstNames.split(' ')[0] ?? '', ipp: `2026${String(this.#next).padStart(5, '0')}`, age, minor: age < 18, status: 'PROV', ins: null, insiAt: null,
      identityDocument: null, feeding: NOTHING, consultation: NOTHING, dmp: null, medecinTraitant: null,
      history: [{ at: this.#at(), actor: 'Dr Paule DURAND', act: 'Dossier créé', detail: 'à partir des traits' }],
      ...from,
    };
    this.#patients.set(id, patient);
    this.#record('patient.create', 'Dossier créé', `${patient.traits.birthName} ${patient.firstBirthFirstName}`);
    this.emit('patients.changed', { id });
    return patient;
  }

  #change(id: string, change: (patient: Patient) => Patient, act: string): Patient {
    const changed = change(this.#patient(id));
    const told = { ...changed, history: [{ at: this.#at(), actor: 'Dr Paule DURAND', act, detail: '' }, ...changed.history] };
    this.#patients.set(id, told);
    this.#record('patient.change', act, `${told.traits.birthName} ${told.firstBirthFirstName}`);
    this.emit('patients.changed', { id });
    return told;
  }

  #addDocument(patientId: string, from: { title: string; fileName: string; size: number; type?: string; date?: string; recognisedIn?: Document['recognisedIn']; visibility?: Document['form']['visibility'] }): Document {
    const type = from.type ?? '11488-4';
    const address = this.#patient(patientId).medecinTraitant?.address ?? null;
    const row: Document = {
      id: this.#id('doc'), patientId, status: 'draft', fileName: from.fileName, size: from.size, pages: 2, addedAt: this.#at(),
      form: { type, title: from.title, date: from.date ?? this.#at().slice(0, 10), visibility: from.visibility ?? 'visible', recipients: address === null ? [] : [address] },
      typeLabel: typeLabel(type), recognisedIn: from.recognisedIn ?? null, validatedAt: null, validatedBy: null, sends: [], undoable: false,
      warnings: [{ code: 'PDF_NOT_A', message: 'Ce PDF n’est pas au format PDF/A : il sera envoyé tel quel.' }],
    };
    this.#documents.set(row.id, row);
    this.emit('documents.changed', { patientId });
    return row;
  }

  #changeDocument(id: string, change: (row: Document) => Document): Document {
    const changed = change(this.#document(id));
    this.#documents.set(id, changed);
    this.emit('documents.changed', { patientId: changed.patientId });
    return changed;
  }

  #send(documentId: string, channel: Send['channel'], recipient: string, state: Send['state'], error: Send['error'] = null): Send {
    return { id: this.#id('send'), documentId, channel, recipient, state, attempts: 1, updatedAt: this.#at(), leavesAt: null, sentAt: state === 'sent' ? this.#at() : null, error };
  }

  #changeSend(id: string, part: Partial<Send>): void {
    for (const row of this.#documents.values()) {
      if (!row.sends.some((send) => send.id === id)) continue;
      this.#documents.set(row.id, { ...row, sends: row.sends.map((send) => (send.id === id ? { ...send, ...part, updatedAt: this.#at() } : send)) });
      this.emit('documents.changed', { patientId: row.patientId });
    }
    this.emit('outbox.changed', { attention: 0, pending: 0 });
  }

  async #deliver(id: string): Promise<void> {
    for (const send of this.#document(id).sends) {
      await this.#options.wait(700);
      this.#changeSend(send.id, { state: 'sending' });
      await this.#options.wait(700);
      this.#changeSend(send.id, { state: 'sent', sentAt: this.#at() });
    }
  }

  #plan(row: Document, form: Document['form']): Plan {
    const patient = this.#patient(row.patientId);
    const type = TYPES.find((known) => known.code === form.type);
    const problems: Plan['problems'] = form.title.length > 128
      ? [{ field: 'title', error: { code: 'TITLE_TOO_LONG', message: 'Le titre dépasse 128 caractères.', action: 'Raccourcissez-le.', path: '/title', detail: null } }]
      : [];
    const dmp: Plan['channels'][number] = { channel: 'dmp', recipient: 'Mon espace santé (DMP)', role: null, outcome: 'ready', reason: null };
    const channels: Plan['channels'] = [
      patient.status !== 'QUAL' ? { ...dmp, outcome: 'blocked', reason: { code: 'INS_NOT_QUALIFIED', message: 'L’identité n’est pas qualifiée.', action: 'Interrogez INSi et enregistrez la pièce d’identité.' } }
        : patient.feeding.state === 'opposed' ? { ...dmp, outcome: 'blocked', reason: { code: 'FEEDING_OPPOSED', message: 'La patiente s’oppose à l’alimentation de son DMP.', action: 'Le document ne sera pas déposé.' } } : dmp,
      ...form.recipients.map((recipient) => ({
        channel: 'mss' as const,
        recipient,
        role: recipient === patient.medecinTraitant?.address ? 'médecin traitant' : null,
        ...(this.#state.mss.state === 'open' || this.#options.filled === true ? { outcome: 'ready' as const, reason: null }
          : { outcome: 'waiting' as const, reason: { code: 'MSS_CLOSED', message: 'MSSanté n’est pas connectée.', action: 'Connectez-la : le message partira aussitôt.' } }),
      })),
      ...(form.recipients.length === 0 ? [{ channel: 'mss' as const, recipient: 'Médecin traitant', role: null, outcome: 'absent' as const, reason: { code: 'NO_RECIPIENT', message: 'Aucune adresse MSSanté n’est connue.', action: '' } }] : []),
    ];
    const hidden = form.visibility === 'invisible-patient' || form.visibility === 'professionals-only';
    return {
      patientSees: hidden ? ['Ce document restera invisible dans Mon espace santé jusqu’à ce que vous le rendiez visible.'] : [
        `« ${form.title} », rubrique ${type?.category ?? '–'}, dès l’envoi.`,
        'Notification par e-mail, sans mention de la pathologie. L’accès du Dr Paule DURAND est tracé.',
      ],
      channels,
      problems,
      canValidate: problems.length === 0 && form.type !== null && form.title !== '',
    };
  }

  #fill(): void {
    const jeanne = this.#add({
      traits: { birthName: 'DELACROIX-MARTIN', birthFirstNames: 'JEANNE MARIE', sex: 'F', birthDate: '1979-03-12', birthPlace: '51215' },
      usedName: null, usedFirstName: null, status: 'QUAL', ins: INS, insiAt: this.#at(-86_400_000),
      identityDocument: { type: 'CN', label: 'Carte nationale d’identité', seenAt: this.#at(-86_400_000), by: 'Dr Paule DURAND' },
      feeding: { state: 'informed', at: this.#at(-86_400_000), by: 'Dr Paule DURAND' },
      consultation: { state: 'informed', at: this.#at(-86_400_000), by: 'Dr Paule DURAND' },
      dmp: { state: 'open', authorization: 'VALIDE', medecinTraitant: false, at: this.#at(-3_600_000) },
      medecinTraitant: { name: 'Dr Luc AUBERT', address: 'luc.aubert@medecin.sandbox.mssante.fr' },
    });
    const others: readonly (readonly [string, string, 'F' | 'M', string, string, Patient['status']])[] = [
      ['LE GOFF', 'YANN', 'M', '1951-07-02', '29019', 'QUAL'],
      ['BENSAÏD', 'KARIM', 'M', '1988-11-23', '13055', 'RECUP'],
      ['ROUSSEL', 'ODILE', 'F', '1944-01-30', '35288', 'VALI'],
      ['MOREL', 'TOM', 'M', '2017-05-14', '35238', 'PROV'],
      ['TRAORÉ', 'AMINATA', 'F', '1993-00-00', '99335', 'PROV'],
    ];
    for (const [birthName, birthFirstNames, sex, birthDate, birthPlace, status] of others) {
      this.#add({ traits: { birthName, birthFirstNames, sex, birthDate, birthPlace }, usedName: birthName === 'ROUSSEL' ? 'PERRIN' : null, usedFirstName: null, status });
    }
    const rows = [
      { title: 'Synthèse médicale', type: '60591-5', date: '2026-03-12', state: 'sent', visibility: 'visible' },
      { title: 'ECG de repos', type: '18748-4', date: '2026-10-02', state: 'failed', visibility: 'visible' },
      { title: 'Lettre d’adressage au Dr Benali', type: '57133-1', date: '2026-11-03', state: 'sent', visibility: 'masked' },
      { title: 'Ordonnance : périndopril 5 mg', type: '57833-6', date: '2026-11-12', state: 'sent', visibility: 'visible' },
      { title: 'Anatomopathologie : biopsie cutanée', type: '11526-1', date: '2026-11-12', state: 'queued', visibility: 'invisible-patient' },
    ] as const;
    for (const { state, ...from } of rows) {
      const row = this.#addDocument(jeanne.id, { ...from, fileName: 'document.pdf', size: 48_213 });
      const error = state === 'failed' ? { code: 'DMP_REFUSED', message: 'Le DMP a refusé le document : l’autorisation d’accès a expiré.', action: 'Demandez son accord au patient, puis réessayez.', path: null, detail: 'XDSRepositoryError DMPAccessDenied' } : null;
      this.#documents.set(row.id, {
        ...row, status: 'validated', validatedAt: this.#at(-3_600_000), validatedBy: 'Dr Paule DURAND',
        sends: [this.#send(row.id, 'dmp', 'Mon espace santé (DMP)', state, error), this.#send(row.id, 'mss', 'luc.aubert@medecin.sandbox.mssante.fr', state === 'queued' ? 'sending' : 'sent')],
      });
    }
    this.#addDocument(jeanne.id, { title: 'CR de consultation de cardiologie', fileName: 'CR consultation cardiologie.pdf', size: 51_900, date: '2026-11-20', recognisedIn: 'title' });
  }
}

const INS = { matricule: '279035121518989', oid: '1.2.250.1.213.1.4.10', kind: 'NIR-TEST', display: '2 79 03 51 215 189', key: '89' };
const NOTHING = { state: 'none', at: null, by: null } as const;
const isCall = (name: string): name is CallName => Object.hasOwn(calls, name);
const fold = (text: string): string => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
const typeLabel = (code: string | null): string | null => TYPES.find((type) => type.code === code)?.label ?? null;
