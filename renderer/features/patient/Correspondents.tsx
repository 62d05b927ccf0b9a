import { CheckCheck, Pencil, Plus, X } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { CorrespondentView } from '../../../shared/contract/consent.ts';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { roleLabels } from '../../../shared/domain/consent/episodes.ts';
import { call } from '../../client/client.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { frenchDay } from '../../ui/format.ts';
import { Panel } from '../../ui/Panel.tsx';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';
import { CorrespondentDialog } from './CorrespondentDialog.tsx';
import { leftCorrespondent } from './useCorrespondent.ts';
import { listed, savedForm } from './listed-correspondents.ts';
import { rightsText as words } from './rights-text.ts';
import { useFormOpen } from '../../client/useTyped.ts';

/** Who hears of the patient during the episode, as they confirmed it: preselected for a new document. */
export function Correspondents({
  patient,
  correspondents,
}: {
  readonly patient: PatientView;
  /** Of the current episode. */
  readonly correspondents: readonly CorrespondentView[];
}) {
  const { id } = patient;
  const { sex } = patient.traits;
  const people = listed(correspondents, patient.medecinTraitant);
  const [open, setOpen] = useFormOpen(leftCorrespondent, id);
  const [edited, setEdited] = useState<CorrespondentView | null>(null);
  const show = (one: CorrespondentView | null, isOpen: boolean): void => {
    setEdited(one);
    setOpen(isOpen);
  };
  const { run, busy, error } = useAction(
    useCallback(
      async (_live: () => boolean, next: readonly CorrespondentView[], confirmedAgain: boolean) => {
        await call('episodes.setCorrespondents', { id, correspondents: next.map(savedForm), confirmedAgain });
        tell(words.correspondentsSaved, 'quiet');
      },
      [id],
    ),
  );
  return (
    <Panel
      title={words.correspondents}
      note={words.withPatient(sex)}
      flush
      aside={
        <Heading
          unconfirmed={people.some(({ confirmedAt }) => confirmedAt === null)}
          busy={busy}
          onConfirm={() => void run(people, true)}
          onAdd={() => show(null, true)}
        />
      }
    >
      {error === null ? null : <ErrorBox error={error} />}
      {people.length === 0 ? (
        <p className="grid-empty">{words.correspondentsNone(sex)}</p>
      ) : (
        <CorrespondentTable
          people={people}
          held={correspondents}
          onEdit={(one) => show(one, true)}
          onRemove={(one) =>
            void run(
              correspondents.filter((other) => other !== one),
              false,
            )
          }
        />
      )}
      <div className="panel-foot">
        <CheckCheck size={16} aria-hidden="true" />
        <p>{words.preselected}</p>
      </div>
      {open ? <CorrespondentDialog id={id} edited={edited} correspondents={correspondents} onClose={() => show(null, false)} /> : null}
    </Panel>
  );
}

interface RowActs {
  readonly onEdit: (one: CorrespondentView) => void;
  readonly onRemove: (one: CorrespondentView) => void;
}

/** @param held those of the episode: the others are only proposed. */
function CorrespondentTable({
  people,
  held,
  onEdit,
  onRemove,
}: RowActs & { readonly people: readonly CorrespondentView[]; readonly held: readonly CorrespondentView[] }) {
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label={words.correspondents}>
      <table className="traits correspondents">
        <thead>
          <tr>
            <th scope="col">{words.correspondentColumns.name}</th>
            <th scope="col">{words.correspondentColumns.role}</th>
            <th scope="col">{words.correspondentColumns.at}</th>
            <th scope="col">{words.correspondentColumns.by}</th>
            <th scope="col">
              <span className="visually-hidden">{words.correspondentColumns.more}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {people.map((one) => (
            <Row
              key={`${one.name} ${one.role} ${one.address ?? ''}`}
              one={one}
              removable={held.includes(one)}
              onEdit={onEdit}
              onRemove={onRemove}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ one, removable, onEdit, onRemove }: RowActs & { readonly one: CorrespondentView; readonly removable: boolean }) {
  return (
    <tr>
      <th scope="row">
        <span className="two-lines">
          <strong>{one.name}</strong>
          <span>{one.address ?? words.noBox}</span>
        </span>
      </th>
      <td>{roleLabels[one.role]}</td>
      <td className="tabular">{one.confirmedAt === null ? words.toConfirm : frenchDay(one.confirmedAt)}</td>
      <td>{one.confirmedBy ?? '–'}</td>
      <td className="correspondent-acts">
        <Button variant="ghost" icon={Pencil} aria-label={words.edit(one.name)} onPress={() => onEdit(one)} />
        {removable ? <Button variant="ghost" icon={X} aria-label={words.remove(one.name)} onPress={() => onRemove(one)} /> : null}
      </td>
    </tr>
  );
}

function Heading({
  unconfirmed,
  busy,
  onConfirm,
  onAdd,
}: {
  readonly unconfirmed: boolean;
  readonly busy: boolean;
  readonly onConfirm: () => void;
  readonly onAdd: () => void;
}) {
  return (
    <>
      {unconfirmed ? (
        <Button variant="ghost" icon={CheckCheck} pending={busy} onPress={onConfirm}>
          {words.confirmAll}
        </Button>
      ) : null}
      <Button icon={Plus} onPress={onAdd}>
        {words.correspondent}
      </Button>
    </>
  );
}
