import { apart } from '../../client/apart.ts';
import { go } from '../../client/router.ts';
import type { Feature, Screen } from '../feature.ts';
import { askForFile } from './ask.ts';

/** The tab of the record where its documents are. */
export const documentsScreen: Screen<'patient-documents'> = {
  id: 'patient-documents',
  title: 'Documents',
  path: '#/patient/:patient/documents',
  needs: 'patient',
  rank: 30,
  right: 'record',
  help: 'documents',
  Content: apart(async () => (await import('./DocumentsTab.tsx')).DocumentsTab),
};

/** Opens the documents of that patient and asks for a file. */
export function addDocument(patient: string): void {
  askForFile(patient);
  go(documentsScreen, patient);
}

/** The documents of a patient: drafts, what was sent, printing. */
export const feature = {
  screens: [documentsScreen],
  recordCommands: [{ id: 'add-document', label: 'Ajouter un document', keys: 'Ctrl E', right: 'prepare', act: addDocument }],
  keys: [{ ctrl: 'e', right: 'prepare', needs: 'patient', act: addDocument }],
  guide: ['documents'],
} as const satisfies Feature;
