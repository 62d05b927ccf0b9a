import { FolderInput, Search, TriangleAlert } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { DocumentRow } from '../../../shared/contract/documents.ts';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { call } from '../../client/client.ts';
import { queryClient } from '../../client/queries.ts';
import { offerUndo, UNDO_MS } from '../../client/undo.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { frenchDate } from '../../ui/format.ts';
import { useAction } from '../../ui/useAction.ts';
import { ChoosePatient } from '../patients/public.ts';
import { documentsText as words } from './text.ts';
import { putRow } from './useDraft.ts';

/**
 * The text of a draft names another person than its record: whose it is comes before anything else.
 * @param onShow shows nothing in its place, or the draft again. @param save writes what is typed before the draft goes.
 */
export function OtherPerson({
  row,
  other,
  patient,
  save,
  onShow,
}: {
  readonly row: DocumentRow;
  readonly other: NonNullable<DocumentRow['otherPerson']>;
  readonly patient: PatientView;
  readonly save: () => Promise<void>;
  readonly onShow: (id: string | null) => void;
}) {
  const here = `${patient.traits.birthName} ${patient.firstBirthFirstName}`;
  const { move, keep } = useWhose(row, here, save, onShow);
  const [choosing, choose] = useState(false);
  const to = other.patientId;
  const busy = move.busy || keep.busy;
  const error = move.error ?? keep.error;
  return (
    <div className="other-person" role="group" aria-label={words.verify}>
      <TriangleAlert size={18} />
      <div>
        <p>
          {words.names} <strong>{other.name}</strong>
          {other.birthDate === null ? '' : ` (${frenchDate(other.birthDate)})`}.
        </p>
        <p>
          {words.openRecord} <strong>{here}</strong>.
        </p>
        {to === null ? <p>{words.noRecord}</p> : null}
        <div className="other-person-acts">
          {to === null ? null : (
            <Button variant="primary" icon={FolderInput} pending={busy} onPress={() => void move.run(to, other.name)}>
              {words.moveTo(other.name)}
            </Button>
          )}
          <Button icon={Search} pending={busy} onPress={() => choose(true)}>
            {to === null ? words.chooseRecord : words.otherRecord}
          </Button>
          <Button pending={busy} onPress={() => void keep.run()}>
            {words.keepHere}
          </Button>
        </div>
        {choosing ? (
          <ChoosePatient
            file={row.fileName}
            onClose={() => choose(false)}
            onChoose={({ id, name }) => {
              choose(false);
              void (id === row.patientId ? keep.run() : move.run(id, name));
            }}
          />
        ) : null}
        {error === null ? null : <ErrorBox error={error} />}
      </div>
    </div>
  );
}

/** Puts the draft in the record of that person, or says that it is where it belongs: both can be taken back. */
function useWhose({ id, patientId, form }: DocumentRow, here: string, save: () => Promise<void>, onShow: (id: string | null) => void) {
  const { recipients } = form;
  const move = useAction(
    useCallback(
      async (_live: () => boolean, to: string, name: string) => {
        await save();
        await call('documents.move', { id, patientId: to });
        onShow(null);
        offer(id, words.moved(name), words.movedBack, async () => {
          const back = await call('documents.move', { id, patientId });
          // Of the two médecins traitants, the move knows which one goes, not whom somebody had chosen.
          await call('documents.save', { id, form: { ...back.form, recipients } });
          onShow(id);
        });
      },
      [id, patientId, recipients, save, onShow],
    ),
  );
  const keep = useAction(
    useCallback(async () => {
      await save();
      await keepIn(id, true);
      offer(id, words.kept(here), words.questioned, async () => {
        await keepIn(id, false);
        onShow(id);
      });
    }, [id, here, save, onShow]),
  );
  return { move, keep };
}

async function keepIn(id: string, kept: boolean): Promise<void> {
  putRow(await call('documents.keep', { id, kept }));
  // Whether it can be validated depends on it.
  await queryClient.invalidateQueries({ queryKey: ['documents.plan'] });
}

function offer(id: string, done: string, undone: string, undo: () => Promise<void>): void {
  offerUndo({ about: [id], done, becomes: null, until: Date.now() + UNDO_MS, leaves: 0, undo, undone });
}
