import { Merge as MergeIcon, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { call } from '../../client/client.ts';
import { put } from '../../client/queries.ts';
import { attempt } from '../../client/session.ts';
import { identityActs as words, mergeText } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { frenchDay } from '../../ui/format.ts';
import { Panel } from '../../ui/Panel.tsx';
import { tell } from '../../ui/Toasts.tsx';
import { MergeDialog } from './MergeDialog.tsx';
import { mergedValue } from './merged-value.ts';

/** Merges of this record with what they did not keep, and one more. */
export function MergePanel({ patient }: { readonly patient: PatientView }) {
  const [open, setOpen] = useState(false);
  const undo = (merge: string): Promise<void> =>
    attempt(async () => {
      put('patients.get', { id: patient.id }, await call('patients.unmerge', { merge }));
      tell(words.unmerged);
    });
  return (
    <Panel title={words.merges}>
      <div className="stack">
        {patient.merges.map(({ id, name, ipp, at, by, dropped }) => (
          <div key={id}>
            <p className="line-act">
              <span>{words.mergeLine(name, ipp, frenchDay(at), by)}</span>
              <Button icon={Undo2} onPress={() => void undo(id)}>
                {words.unmerge}
              </Button>
            </p>
            {dropped.length === 0 ? null : (
              <div className="merge-dropped">
                <p>{words.mergeDroppedTitle}</p>
                <ul className="bullets" aria-label={words.mergeDropped(ipp)}>
                  {dropped.map(({ field, value, of }) => (
                    <li key={`${field} ${of}`}>
                      {words.mergeDroppedLine(mergeText.fields[field], mergedValue(field, value), of === 'kept' ? null : ipp)}
                    </li>
                  ))}
                </ul>
              </div>
            )}
          </div>
        ))}
        <Button icon={MergeIcon} wide onPress={() => setOpen(true)}>
          {words.merge}
        </Button>
      </div>
      {open ? <MergeDialog patient={patient} onClose={() => setOpen(false)} /> : null}
    </Panel>
  );
}
