import { useEffect } from 'react';
import { isAmong } from '../../../shared/domain/record/touched.ts';
import { subscribe } from '../../client/client.ts';
import { useAnswer } from '../../client/queries.ts';
import { arrivals } from './arrivals.ts';
import { ArrivalsPanel } from './ArrivalsPanel.tsx';
import { DropZone } from './DropZone.tsx';
import { wouldLose } from './queue.ts';
import './arrivals.css';

/** Takes files wherever they come, and shows what becomes of them. Drawn while a session is open: behind the lock, the queue waits. */
export function ArrivalsOverlay() {
  // Another person, even without a lock in between, begins anew.
  return <Arrivals key={useAnswer('session.state', null).data?.session?.idNat} />;
}

function Arrivals() {
  useEffect(() => {
    arrivals.tell({ kind: 'resumed' });
    arrivals.look(() => true);
    const stop = subscribe('records.changed', ({ documents }) => arrivals.look((patientId) => isAmong(documents, patientId)));
    window.addEventListener('beforeunload', askBeforeClosing);
    window.addEventListener('hashchange', leaveWhatIsWell);
    return () => {
      stop();
      window.removeEventListener('beforeunload', askBeforeClosing);
      window.removeEventListener('hashchange', leaveWhatIsWell);
      arrivals.tell({ kind: 'held' });
    };
  }, []);
  return (
    <>
      <DropZone />
      <ArrivalsPanel />
    </>
  );
}

/** Files that are in no record yet are nowhere else: the window asks before it closes on them. */
function askBeforeClosing(event: BeforeUnloadEvent): void {
  if (wouldLose(arrivals.queue)) event.preventDefault();
}

/** Once the documents where they landed are left, the panel would hide something to say nothing; what was refused stays said. */
function leaveWhatIsWell({ oldURL }: HashChangeEvent): void {
  if (oldURL.endsWith('/documents')) arrivals.tell({ kind: 'left' });
}
