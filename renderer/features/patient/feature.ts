import { apart } from '../../client/apart.ts';
import type { Feature, Screen } from '../feature.ts';

export const summaryScreen: Screen<'patient-synthese'> = {
  id: 'patient-synthese',
  title: 'Synthèse',
  path: '#/patient/:patient/synthese',
  needs: 'patient',
  rank: 10,
  right: 'record',
  help: 'patients',
  Content: apart(async () => (await import('./SummaryTab.tsx')).SummaryTab),
};
const rightsScreen: Screen<'patient-droits'> = {
  id: 'patient-droits',
  title: 'Droits et information',
  path: '#/patient/:patient/droits',
  needs: 'patient',
  rank: 40,
  right: 'record',
  help: 'information',
  Content: apart(async () => (await import('./RightsTab.tsx')).RightsTab),
};
const historyScreen: Screen<'patient-historique'> = {
  id: 'patient-historique',
  title: 'Historique',
  path: '#/patient/:patient/historique',
  needs: 'patient',
  rank: 50,
  right: 'record',
  help: 'journal',
  Content: apart(async () => (await import('./HistoryTab.tsx')).HistoryTab),
};

/** What stands around the tabs of a patient, whichever feature brings them. */
export const PatientRecord = apart(async () => (await import('./PatientScreen.tsx')).PatientScreen);

/** The record of a patient: its banner, its summary, what the patient was told, what was done. */
export const feature = { screens: [summaryScreen, rightsScreen, historyScreen], guide: ['information'] } as const satisfies Feature;
