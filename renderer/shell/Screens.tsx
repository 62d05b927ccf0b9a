import { Suspense } from 'react';
import { PatientRecord } from '../features/patient/feature.ts';
import { common } from '../text/common.ts';
import { Waiting } from '../ui/Panel.tsx';
import { screenOf, tabs, type Place } from './routes.ts';

/** The screen of a place. */
export function Content({ place }: { readonly place: Place }) {
  return (
    <Suspense fallback={<Waiting>{common.loading}</Waiting>}>
      <Shown place={place} />
    </Suspense>
  );
}

function Shown({ place }: { readonly place: Place }) {
  if (place.patient !== null) return <PatientRecord key={place.patient} id={place.patient} tab={place.screen} tabs={tabs} />;
  const screen = screenOf(place.screen);
  return screen.needs === 'session' ? <screen.Content /> : null;
}
