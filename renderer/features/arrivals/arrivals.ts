import { useSyncExternalStore } from 'react';
import { call } from '../../client/client.ts';
import { onOtherUser } from '../../client/drafts.ts';
import { queryClient } from '../../client/queries.ts';
import { chosenIn, showDocument } from '../documents/public.ts';
import { mayShow } from './may-show.ts';
import type { Landed, Line, Owner, Queue } from './queue.ts';
import { readArrival } from './read-file.ts';
import { recordOnScreen } from './record-on-screen.ts';
import { Arrivals } from './runner.ts';
import { typesNow } from './types-now.ts';

/** What arrives in this window. */
export const arrivals = new Arrivals({
  read: readArrival,
  whose: (fileName, bytes) => call('documents.whose', { fileName, bytes }),
  add: (patientId, fileName, bytes, again) => call('documents.add', { patientId, fileName, bytes, ...(again ? { again } : {}) }),
  look: (patientId, id) => call('documents.get', { patientId, id }),
  onLanded: (line, owner, document) => void show(line, owner, document),
});
// What was not filed yet waits for the same person (renderer/README 2); a name of a file may be a patient's.
onOtherUser(() => arrivals.tell({ kind: 'forgotten' }));

/** The queue, followed. */
export const useArrivals = (): Queue => useSyncExternalStore(arrivals.listen, () => arrivals.queue);

async function show(line: Line, owner: Owner, document: Landed): Promise<void> {
  if (!line.alone) return;
  // Shown with its row: the list has it by then.
  await queryClient.invalidateQueries({ queryKey: ['documents.list', { patientId: owner.id }] });
  if (mayShow(line, { record: recordOnScreen()?.id ?? null, chosen: chosenIn(owner.id), typing: typesNow() }))
    showDocument(owner.id, document.id);
}
