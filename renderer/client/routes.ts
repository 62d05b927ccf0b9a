/** The screens that exist: the frame shows them, the end-to-end suite goes through them. */

/** A screen of the application. */
export interface Screen {
  readonly id: string;
  /** French title, also the document's title. */
  readonly title: string;
  /** Hash path; `:patient` stands for the identifier of a patient. */
  readonly path: string;
  /** What must be true to reach it. */
  readonly needs: 'locked' | 'session' | 'patient';
  /** How a user gets there, keyboard first. */
  readonly reach: string;
  /** Name of the help page of `resources/aide/` that F1 opens. */
  readonly help: string;
}

/** Tabs of a patient, in order. */
export const patientTabs = ['synthese', 'identite', 'documents', 'droits', 'historique'] as const;
export type PatientTab = (typeof patientTabs)[number];

export const screens = [
  { id: 'lock', title: 'Connexion', path: '#/patients', needs: 'locked', reach: 'Ctrl+L, ou retrait de la carte', help: 'connexion' },
  { id: 'patients', title: 'Patients', path: '#/patients', needs: 'session', reach: 'Alt+1', help: 'patients' },
  { id: 'worklists', title: 'À traiter', path: '#/patients/a-traiter', needs: 'session', reach: 'Patients, puis « À traiter »', help: 'a-traiter' },
  { id: 'import', title: 'Importer', path: '#/patients/import', needs: 'session', reach: 'Patients, puis « Importer »', help: 'import' },
  { id: 'patient-new', title: 'Nouveau patient', path: '#/patients/nouveau', needs: 'session', reach: 'Ctrl+N', help: 'patients' },
  { id: 'patient-synthese', title: 'Synthèse', path: '#/patient/:patient/synthese', needs: 'patient', reach: 'Entrée sur un patient', help: 'patients' },
  { id: 'patient-identite', title: 'Identité', path: '#/patient/:patient/identite', needs: 'patient', reach: 'onglet Identité', help: 'identite' },
  { id: 'patient-documents', title: 'Documents', path: '#/patient/:patient/documents', needs: 'patient', reach: 'onglet Documents, ou Ctrl+E', help: 'documents' },
  { id: 'patient-droits', title: 'Droits et information', path: '#/patient/:patient/droits', needs: 'patient', reach: 'onglet Droits et information', help: 'information' },
  { id: 'patient-historique', title: 'Historique', path: '#/patient/:patient/historique', needs: 'patient', reach: 'onglet Historique', help: 'journal' },
  { id: 'outbox', title: 'À envoyer', path: '#/a-envoyer', needs: 'session', reach: 'Alt+2', help: 'a-envoyer' },
  { id: 'audit', title: 'Journal', path: '#/journal', needs: 'session', reach: 'Alt+3', help: 'journal' },
  { id: 'settings', title: 'Réglages', path: '#/reglages', needs: 'session', reach: 'Alt+4', help: 'reglages' },
  { id: 'help', title: 'Aide', path: '#/aide', needs: 'session', reach: 'Alt+5, ou F1 pour l’aide de l’écran', help: 'connexion' },
] as const satisfies readonly Screen[];

export type ScreenId = (typeof screens)[number]['id'];

/** Rooms of the left rail, in the order of Alt+1, Alt+2... Later rooms are added here, with their screen above. */
export const rooms = ['patients', 'outbox', 'audit', 'settings', 'help'] as const satisfies readonly ScreenId[];
export type RoomId = (typeof rooms)[number];

/** Where the window is: a screen, and the patient it shows if it is one of a patient. */
export interface Place {
  readonly screen: ScreenId;
  readonly patient: string | null;
}

/** The screen of that identifier. */
export function screenOf(id: ScreenId): Screen {
  const found = screens.find((screen) => screen.id === id);
  if (found === undefined) throw new RangeError(`no screen ${id}`);
  return found;
}

/** Hash path of a screen. @param patient its identifier, for the screens of a patient. */
export function pathOf(id: ScreenId, patient: string | null = null): string {
  return screenOf(id).path.replace(':patient', patient ?? '');
}

/** Where a hash leads; anything unknown leads to the patients. */
export function placeOf(hash: string): Place {
  const [room, second, tab] = hash.replace(/^#\//, '').split('/');
  if (room === 'patient' && second !== undefined && /^[\w-]{1,64}$/.test(second)) {
    return { screen: `patient-${patientTabs.find((known) => known === tab) ?? 'synthese'}`, patient: second };
  }
  const found = screens.find((screen) => screen.needs === 'session' && screen.path === hash);
  return { screen: found?.id ?? 'patients', patient: null };
}
