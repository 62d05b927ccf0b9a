import { Merge as MergeIcon, Search, Undo2, User } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Input, Label, SearchField } from 'react-aria-components';
import type { PatientRow, PatientView } from '../../../shared/contract/patients.ts';
import { call } from '../../app/client.ts';
import { put, queryClient, useAnswer } from '../../app/queries.ts';
import { go } from '../../app/router.ts';
import { attempt } from '../../app/session.ts';
import { common } from '../../text/common.ts';
import { identityActs as words } from '../../text/identity.ts';
import { patientsText } from '../../text/patients.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { frenchDate, frenchDay } from '../../ui/format.ts';
import { identityMarks } from '../../ui/marks.ts';
import { Panel, Waiting } from '../../ui/Panel.tsx';
import { Badge } from '../../ui/states.tsx';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';
import { useLater } from '../../ui/useLater.ts';

/** Merges of this record, and one more. */
export function MergePanel({ patient }: { readonly patient: PatientView }) {
  const [open, setOpen] = useState(false);
  const undo = (merge: string): Promise<void> => attempt(async () => {
    put('patients.get', { id: patient.id }, await call('patients.unmerge', { merge }));
    tell(words.unmerged);
    await queryClient.invalidateQueries({ queryKey: ['documents.list'] });
  });
  return (
    <Panel title={words.merges}>
      <div className="stack">
        {patient.merges.map(({ id, name, ipp, at, by }) => (
          <p key={id} className="line-act">
            <span>{words.mergeLine(name, ipp, frenchDay(at), by)}</span>
            <Button icon={Undo2} onPress={() => void undo(id)}>{words.unmerge}</Button>
          </p>
        ))}
        <Button icon={MergeIcon} wide onPress={() => setOpen(true)}>{words.merge}</Button>
      </div>
      {open ? <MergeDialog patient={patient} onClose={() => setOpen(false)} /> : null}
    </Panel>
  );
}

function MergeDialog({ patient, onClose }: { readonly patient: PatientView; readonly onClose: () => void }) {
  const [query, setQuery] = useState(patient.traits.birthName);
  const [other, setOther] = useState<PatientRow | null>(null);
  const wanted = useLater(query.trim(), 150);
  const rows = (useAnswer('patients.search', { query: wanted }, { enabled: other === null && wanted !== '', placeholderData: (before) => before }).data ?? []).filter(({ id }) => id !== patient.id);
  // The strongest identity stays, whatever the order they are given in.
  const plan = useAnswer('patients.mergePlan', { kept: patient.id, removed: other?.id ?? patient.id }, { enabled: other !== null, gcTime: 0, staleTime: 0 }).data;
  const merge = useAction(useCallback(async (_live: () => boolean, into: string, from: string) => {
    put('patients.get', { id: into }, await call('patients.merge', { kept: into, removed: from }));
    tell(words.merged);
    onClose();
    go('patient-identite', into);
    await queryClient.invalidateQueries({ queryKey: ['documents.list'] });
  }, [onClose]));
  const name = (id: string): string => (id === patient.id ? `${patient.traits.birthName} ${patient.firstBirthFirstName} (${patient.ipp})` : other === null ? '' : `${other.birthName} ${other.firstName} (${other.ipp})`);
  return (
    <Dialog
      open
      size="m"
      title={words.mergeTitle}
      icon={MergeIcon}
      onClose={onClose}
      buttons={(
        <>
          <Button onPress={onClose}>{common.cancel}</Button>
          <Button
            variant="danger"
            isDisabled={plan?.allowed !== true}
            pending={merge.busy}
            onPress={() => {
              if (plan !== undefined) void merge.run(plan.kept, plan.removed);
            }}
          >
            {words.mergeDo}
          </Button>
        </>
      )}
    >
      <div className="stack">
        {other === null ? (
          <>
            <p className="quiet">{words.mergeHelp}</p>
            <SearchField className="search-field" value={query} onChange={setQuery} autoFocus>
              <Label className="visually-hidden">{words.mergeSearch}</Label>
              <Search size={16} />
              <Input placeholder={patientsText.searchHelp} />
            </SearchField>
            <ul className="near">
              {rows.slice(0, 6).map((row) => (
                <li key={row.id}>
                  <button type="button" className="near-choice" onClick={() => setOther(row)} aria-label={`${words.mergeChoose} : ${row.birthName} ${row.firstName}, ${row.ipp}`}>
                    <User size={16} />
                    <span className="two-lines"><strong>{row.birthName} {row.firstName}</strong><span className="tabular">{frenchDate(row.birthDate)} · {patientsText.sexes[row.sex]} · {row.ipp}</span></span>
                    <Badge mark={identityMarks[row.status]} />
                  </button>
                </li>
              ))}
            </ul>
          </>
        ) : (
          <>
            {plan === undefined ? <Waiting>{common.loading}</Waiting> : (
              <>
                <dl className="facts">
                  <dt>{words.mergeKept}</dt>
                  <dd><strong>{name(plan.kept)}</strong></dd>
                  <dt>{words.mergeRemoved}</dt>
                  <dd>{name(plan.removed)}</dd>
                </dl>
                <ul className="bullets">{plan.moves.map((move) => <li key={move}>{move}</li>)}</ul>
                <p className="quiet">{words.sent(plan.sent)}</p>
                {plan.error === null ? null : <ErrorBox error={plan.error} />}
              </>
            )}
          </>
        )}
        {merge.error === null ? null : <ErrorBox error={merge.error} />}
      </div>
    </Dialog>
  );
}
