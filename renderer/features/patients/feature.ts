import { Users } from 'lucide-react';
import { apart } from '../../client/apart.ts';
import { go } from '../../client/router.ts';
import type { Feature, Screen } from '../feature.ts';

export const patientsScreen: Screen<'patients'> = {
  id: 'patients',
  title: 'Patients',
  path: '#/patients',
  needs: 'session',
  help: 'patients',
  Content: apart(async () => (await import('./PatientsScreen.tsx')).PatientsScreen),
};
export const newPatientScreen: Screen<'patient-new'> = {
  id: 'patient-new',
  title: 'Nouveau patient',
  path: '#/patients/nouveau',
  needs: 'session',
  help: 'patients',
  Content: apart(async () => (await import('./NewPatientScreen.tsx')).NewPatientScreen),
};

/** The list of the patients, and a new one. */
export const feature = {
  screens: [patientsScreen, newPatientScreen],
  room: { icon: Users, command: 'Ouvrir la liste des patients' },
  commands: [{ id: 'new', label: newPatientScreen.title, keys: 'Ctrl N', act: () => go(newPatientScreen) }],
  keys: [{ ctrl: 'n', needs: 'session', act: () => go(newPatientScreen) }],
  guide: ['patients'],
} as const satisfies Feature;
