import type { CallName, CallReceived } from '../../shared/contract/index.ts';

/** Whom and what an act was tried on, as its call names them; the patient of a document, send or merge is looked up. */
export interface TriedOn {
  readonly patientId?: string | null;
  /** The record on the other side. */
  readonly other?: string;
  readonly documentId?: string;
  readonly sendId?: string;
  readonly mergeId?: string;
}

/** How a refusal is told: act `<call>.refused`, its code as result. */
export interface Refusal<I> {
  readonly label: string;
  readonly on: (input: I) => TriedOn;
  /** Codes that the use case journals itself. */
  readonly told?: RegExp;
}

/** What the journal keeps of a call. */
export type Decision<I = never> =
  /** Nothing, and why. */
  | { readonly none: string }
  /** Acts, by their names; `refused` when somebody is told no where they tried something on a patient. */
  | { readonly acts: readonly [string, ...string[]]; readonly refused?: Refusal<I> };

const LIST = 'a list drawn anew by itself; what is opened from it is journaled';
const FACTS = 'nothing of a patient';
const SHOWN = 'the state of the session, the services or the window';
const OF_RECORD = 'part of a record whose opening is journaled';
const TYPED = 'what is being typed or decided; the act that ends it is journaled';

const document = ({ id }: { readonly id: string }): TriedOn => ({ documentId: id });
const patient = ({ id }: { readonly id: string }): TriedOn => ({ patientId: id });
const send = ({ id }: { readonly id: string }): TriedOn => ({ sendId: id });

/**
 * What the journal keeps of every call of the contract (architecture, decision 7). Acts that change something commit
 * their trace with their effect; readings, searches and refusals go through `usecases/journal/trace.ts`.
 *
 * Not calls, journaled all the same: session closed, sends leaving (outbox), INSi asked again by itself.
 */
export const callActs: { readonly [N in CallName]: Decision<CallReceived<N>> } = {
  'session.state': { none: SHOWN },
  'session.open': { acts: ['session.opened', 'session.refused'] },
  'session.chooseSituation': { acts: ['session.situation', 'session.opened'] },
  'session.lock': { acts: ['session.closed'] },
  'session.touch': { none: SHOWN },
  'session.connectMss': { acts: ['mss-login.opened', 'mss-login.failed', 'mss-login.lost'] },
  'session.cancelMss': { acts: ['mss-login.cancelled'] },

  'services.state': { none: SHOWN },
  'services.check': { none: SHOWN },
  'app.about': { none: FACTS },
  'settings.get': { none: FACTS },
  'settings.save': { acts: ['settings.saved'] },

  'patients.search': { acts: ['patients.searched'] },
  'patients.get': { acts: ['patient.opened'] },
  'patients.similar': { acts: ['patients.searched'] },
  // A refusal of what is typed, or a likeness to look at: no record is concerned yet.
  'patients.create': { acts: ['patient.created', 'patient.opened'] },
  'patients.edit': { acts: ['patient.edited'], refused: { label: 'Modification du dossier refusée', on: patient } },
  'patients.unlocking': { none: OF_RECORD },
  'patients.editTraits': { acts: ['identity.traits-edited'], refused: { label: 'Modification des traits stricts refusée', on: patient } },
  'patients.setAttributes': { acts: ['identity.attributes'], refused: { label: 'Attributs de l’identité refusés', on: patient } },
  // What INSi or the way to it answers is journaled with the question.
  'patients.askInsi': { acts: ['insi.asked'], refused: { label: 'Question à INSi refusée', on: patient, told: /^(?!IDENTITY_)/ } },
  'patients.acceptInsi': { acts: ['identity.insi-accepted', 'identity.same-ins'], refused: { label: 'Traits INSi refusés', on: patient, told: /^PATIENT_SAME_INS$/ } },
  'patients.verifyIns': { acts: ['identity.verified'], refused: { label: 'Vérification de l’identité par INSi non aboutie', on: patient } },
  'patients.identityDocumentTypes': { none: FACTS },
  'patients.recordIdentityDocument': { acts: ['identity.document-checked'], refused: { label: 'Pièce d’identité refusée', on: patient } },
  'patients.recordDiscordance': { acts: ['identity.document-discordant'], refused: { label: 'Pièce d’identité discordante refusée', on: patient } },
  'patients.recordInformation': { acts: ['information.recorded'], refused: { label: 'Information du patient non enregistrée', on: patient } },
  'patients.setMedecinTraitant': { acts: ['patient.medecin-traitant'], refused: { label: 'Médecin traitant refusé', on: patient } },
  'patients.mergePlan': { acts: ['patient.compared'] },
  'patients.merge': { acts: ['patient.merged'], refused: { label: 'Fusion refusée', on: ({ kept, removed }) => ({ patientId: kept, other: removed }) } },
  'patients.unmerge': { acts: ['patient.unmerged'], refused: { label: 'Annulation de la fusion refusée', on: ({ merge }) => ({ mergeId: merge }) } },
  'patients.print': { acts: ['identity.printed'], refused: { label: 'Impression de l’identité non aboutie', on: patient } },
  'places.search': { none: FACTS },

  'datamatrix.read': { acts: ['datamatrix.read'] },
  // The reader hands the card over by itself; nothing of a record is opened before somebody is picked.
  'vitale.current': { none: TYPED },
  'vitale.forget': { none: SHOWN },
  'vitale.pick': {
    acts: ['identity.vitale-app', 'vitale.read', 'insi.asked', 'patient.created', 'patient.opened', 'identity.same-ins'],
    refused: { label: 'Carte Vitale refusée pour ce dossier', on: ({ patient: patientId }) => ({ patientId }), told: /^PATIENT_SAME_INS$/ },
  },

  'imports.list': { none: LIST },
  'imports.columns': { none: TYPED },
  'imports.begin': { acts: ['import.begun', 'import.resumed'] },
  'imports.push': { acts: ['import.lines', 'import.ended'] },
  'imports.end': { acts: ['import.lines', 'import.ended'] },
  'imports.cancel': { acts: ['import.ended'] },
  'imports.refused': { acts: ['import.refused-lines'] },
  'imports.errors': { none: LIST },

  'worklists.get': { none: LIST },
  'worklists.settle': { acts: ['conflict.settled'] },
  'worklists.createApart': { acts: ['patient.created', 'conflict.settled'] },

  'documents.types': { none: FACTS },
  'documents.list': { none: OF_RECORD },
  'documents.add': { acts: ['document.added'], refused: { label: 'Document refusé', on: ({ patientId }) => ({ patientId }) } },
  'documents.save': { none: TYPED },
  'documents.plan': { none: TYPED },
  'documents.validate': { acts: ['document.validated', 'dmp.refused', 'mss.refused'], refused: { label: 'Validation du document refusée', on: document } },
  'documents.undo': { acts: ['document.reopened'], refused: { label: 'Annulation de l’envoi refusée', on: document } },
  'documents.remove': { acts: ['document.removed'], refused: { label: 'Retrait du document refusé', on: document } },
  'documents.open': { acts: ['document.opened'] },
  'documents.printIdentity': { acts: ['document.printed'], refused: { label: 'Impression du document non aboutie', on: document } },
  'outbox.list': { none: LIST },
  'outbox.retry': { acts: ['outbox.retried'], refused: { label: 'Relance de l’envoi refusée', on: send } },
  'outbox.cancel': { acts: ['outbox.cancelled'], refused: { label: 'Annulation de l’envoi refusée', on: send } },
  'outbox.decideDoubted': { acts: ['outbox.retried', 'outbox.cancelled'] },
  'outbox.settle': { acts: ['outbox.settled'], refused: { label: 'Décision sur l’envoi en doute refusée', on: send } },

  'audit.list': { acts: ['journal.opened'] },
  'audit.verify': { acts: ['journal.verified'] },
};

/** What the journal keeps of every command (cli.md): those that open a data folder act as « Ligne de commande (account) ». */
export const commandActs: Readonly<Record<string, Decision>> = {
  'ins check': { none: 'no data folder is open' },
  'cda build': { none: 'no data folder is open' },
  'cda read': { none: 'no data folder is open' },
  'vihf build': { none: 'no data folder is open' },
  'dmp parse': { none: 'no data folder is open' },
  'import run': { acts: ['import.begun', 'import.resumed', 'import.lines', 'import.ended', 'import.refused-lines'] },
  // Those that read leave their act beside the store (wiring/acts-beside.ts).
  'patients find': { acts: ['patients.searched'] },
  'audit verify': { acts: ['journal.verified'] },
  'store backup': { acts: ['store.backed-up'] },
  'store restore': { acts: ['store.restored', 'journal.incident'] },
  'store new': { acts: ['store.created'] },
};
