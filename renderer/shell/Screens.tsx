import { lazy, Suspense } from 'react';
import { AuditScreen } from '../features/audit/AuditScreen.tsx';
import { ImportScreen } from '../features/import/ImportScreen.tsx';
import { OutboxScreen } from '../features/outbox/OutboxScreen.tsx';
import { PatientScreen } from '../features/patient/PatientScreen.tsx';
import { NewPatientScreen } from '../features/patients/NewPatientScreen.tsx';
import { PatientsScreen } from '../features/patients/PatientsScreen.tsx';
import { SettingsScreen } from '../features/settings/SettingsScreen.tsx';
import { WorklistsScreen } from '../features/worklists/WorklistsScreen.tsx';
import { common } from '../text/common.ts';
import { Waiting } from '../ui/Panel.tsx';
import { patientTabs, type Place } from '../client/routes.ts';

const HelpScreen = lazy(async () => ({ default: (await import('../features/help/HelpScreen.tsx')).HelpScreen }));

/** The screen of a place. */
export function Content({ place }: { readonly place: Place }) {
  if (place.patient !== null) {
    const tab = patientTabs.find((known) => place.screen === `patient-${known}`) ?? 'synthese';
    return <PatientScreen key={place.patient} id={place.patient} tab={tab} />;
  }
  switch (place.screen) {
    case 'patient-new': return <NewPatientScreen />;
    case 'worklists': return <WorklistsScreen />;
    case 'import': return <ImportScreen />;
    case 'outbox': return <OutboxScreen />;
    case 'audit': return <AuditScreen />;
    case 'settings': return <SettingsScreen />;
    case 'help': return <Suspense fallback={<Waiting>{common.loading}</Waiting>}><HelpScreen /></Suspense>;
    default: return <PatientsScreen />;
  }
}
