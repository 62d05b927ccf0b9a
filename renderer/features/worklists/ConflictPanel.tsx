import { ArrowRight, CircleCheck, Merge, TriangleAlert, UserPlus } from 'lucide-react';
import { useCallback, useState, type ReactNode } from 'react';
import type { PatientRow } from '../../../shared/contract/patients.ts';
import type { ConflictView } from '../../../shared/contract/worklists.ts';
import { checkMatricule } from '../../../shared/domain/ins/matricule.ts';
import { call } from '../../client/client.ts';
import { go } from '../../client/router.ts';
import { common } from '../../text/common.ts';
import { traitWords } from '../../text/traits.ts';
import { conflictText as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { identityMarks } from '../../ui/marks.ts';
import { moment } from '../../ui/moment.ts';
import { MarkText } from '../../ui/states.tsx';
import { useAction } from '../../ui/useAction.ts';
import { identityScreen } from '../identity/feature.ts';
import { MergeTwo, outcomeMarks, shownTrait } from '../identity/public.ts';

const nameOf = ({ birthName, firstName }: PatientRow): string => `${birthName} ${firstName}`;

/** Groups and key when its form is right; as received otherwise. */
const matriculeOf = (received: string): string => checkMatricule(received, null, { test: true }).display ?? received;

/**
 * A record beside what contradicts it, or two records side by side: trait by trait, where it came from, what to do.
 * @param onDone the contradiction is no more. @param onLeave Esc: back to the list, where it stays chosen.
 */
export function ConflictPanel({
  conflict,
  onDone,
  onLeave,
}: {
  readonly conflict: ConflictView;
  readonly onDone: (how: 'settled' | 'created') => Promise<void>;
  readonly onLeave: () => void;
}) {
  const { id, rows, held, incoming, message, action, acts, at } = conflict;
  const [first, second] = rows;
  // Neither does anything before it has shown what it would do.
  const creates = acts.includes('create') && incoming !== null;
  const merges = acts.includes('merge') && second !== undefined;
  const [creating, setCreating] = useState(false);
  const [merging, setMerging] = useState(false);
  const settle = useAction(
    useCallback(async () => {
      await call('worklists.settle', { conflict: id });
      await onDone('settled');
    }, [id, onDone]),
  );
  return (
    <section
      className="conflict"
      aria-label={words.panel}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !creating && !merging) onLeave();
      }}
    >
      <div className="conflict-body" tabIndex={0} role="group" aria-label={words.compared}>
        <header>
          <TriangleAlert size={18} />
          <div>
            <h2>{message}</h2>
            <p className="quiet tabular">{incoming === null ? words.between(moment(at)) : words.from(incoming.from, moment(at))}</p>
          </div>
        </header>
        <Comparison conflict={conflict} />
        {incoming === null || second === undefined ? null : (
          <p className="conflict-other">
            <span className="quiet">{words.other}</span> <strong>{nameOf(second)}</strong> <span className="tabular">{second.ipp}</span>
          </p>
        )}
        <div>
          <h3>{words.whatToDo}</h3>
          <p>
            {incoming === null && merges ? words.twoRecords : null} {action}
          </p>
        </div>
        {settle.error === null ? null : <ErrorBox error={settle.error} />}
      </div>
      <footer>
        {creates ? (
          <Button variant="primary" icon={UserPlus} onPress={() => setCreating(true)}>
            {words.create}
          </Button>
        ) : null}
        {merges ? (
          <Button variant="primary" icon={Merge} onPress={() => setMerging(true)}>
            {words.merge}
          </Button>
        ) : null}
        {rows.map((row, rank) => {
          const open = rows.length === 1 ? words.open : words.openOf(row.ipp);
          return (
            <Button
              key={row.id}
              variant={rank === 0 && !creates && !merges ? 'primary' : 'secondary'}
              icon={ArrowRight}
              aria-label={words.openName(open, nameOf(row))}
              onPress={() => go(identityScreen, row.id)}
            >
              {open}
            </Button>
          );
        })}
        <Button icon={CircleCheck} pending={settle.busy} onPress={() => void settle.run()}>
          {words.settle}
        </Button>
      </footer>
      {merging && first !== undefined && second !== undefined ? (
        <MergeTwo first={first.id} second={second.id} onBack={null} onClose={() => setMerging(false)} />
      ) : null}
      {creating && incoming !== null ? (
        <CreateApart
          id={id}
          incoming={incoming}
          kept={first ?? null}
          moves={incoming.ipp !== null && held[0]?.numbers.includes(incoming.ipp) === true}
          onClose={() => setCreating(false)}
          onDone={async () => {
            setCreating(false);
            await onDone('created');
          }}
        />
      ) : null}
    </section>
  );
}

const numbersOf = (row: PatientRow, held: ConflictView['held'][number] | undefined): string =>
  [...new Set([row.ipp, ...(held?.numbers ?? [])])].join(', ');

function Comparison({
  conflict: {
    rows: [first, second],
    held,
    incoming,
    comparison,
  },
}: {
  readonly conflict: ConflictView;
}) {
  if (first === undefined) return null;
  const received = incoming?.matricule ?? null;
  /** What no outcome is said of: they tell the two sides apart, and decide nothing. */
  const facts: readonly (readonly [word: string, here: ReactNode, there: ReactNode])[] = [
    [words.usedName, first.usedName, incoming === null ? second?.usedName : incoming.usedName],
    [
      words.number,
      numbersOf(first, held[0]),
      incoming === null ? (second === undefined ? null : numbersOf(second, held[1])) : incoming.ipp,
    ],
    [words.matricule, held[0]?.matricule, incoming === null ? held[1]?.matricule : received === null ? null : matriculeOf(received)],
    [
      words.status,
      <MarkText key="here" mark={identityMarks[first.status]} />,
      incoming === null && second !== undefined ? <MarkText key="there" mark={identityMarks[second.status]} /> : words.unverified,
    ],
  ];
  return (
    <table className="traits conflict-traits">
      <thead>
        <tr>
          <th scope="col">{words.trait}</th>
          <th scope="col">{words.record(first.ipp)}</th>
          <th scope="col">{incoming === null ? words.record(second?.ipp ?? '') : words.received}</th>
          <th scope="col">{words.outcome}</th>
        </tr>
      </thead>
      <tbody>
        {comparison.map(({ trait, local, insi, outcome }) => (
          <tr key={trait} data-outcome={outcome}>
            <th scope="row">{traitWords[trait]}</th>
            <td>{shownTrait(trait, local)}</td>
            <td>
              <strong>{shownTrait(trait, insi)}</strong>
            </td>
            <td>
              <MarkText mark={outcomeMarks[outcome]} />
            </td>
          </tr>
        ))}
        {facts.map(([word, here, there]) =>
          (here ?? null) === null && (there ?? null) === null ? null : (
            <tr key={word}>
              <th scope="row">{word}</th>
              <td>{here ?? '–'}</td>
              <td colSpan={2}>{there ?? '–'}</td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
}

/** Confirmed by its consequence: a record, and whom the number designates from then on. */
function CreateApart({
  id,
  incoming,
  kept,
  moves,
  onClose,
  onDone,
}: {
  readonly id: string;
  readonly incoming: NonNullable<ConflictView['incoming']>;
  readonly kept: PatientRow | null;
  /** The number designates that record today. */
  readonly moves: boolean;
  readonly onClose: () => void;
  readonly onDone: () => Promise<void>;
}) {
  const name = `${incoming.birthName} ${incoming.birthFirstNames}`;
  const create = useAction(
    useCallback(async () => {
      await call('worklists.createApart', { conflict: id });
      await onDone();
    }, [id, onDone]),
  );
  return (
    <Dialog
      open
      title={words.createTitle}
      icon={UserPlus}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose} autoFocus>
            {common.cancel}
          </Button>
          <Button variant="primary" pending={create.busy} onPress={() => void create.run()}>
            {words.createDo(name)}
          </Button>
        </>
      }
    >
      <ul className="bullets">
        {incoming.ipp === null ? null : (
          <li>
            <strong>{words.createNumber(incoming.ipp, moves && kept !== null ? nameOf(kept) : null)}</strong>
          </li>
        )}
        <li>{words.createProvisional(name)}</li>
        {kept === null ? null : <li>{words.createKept(nameOf(kept))}</li>}
      </ul>
      {create.error === null ? null : <ErrorBox error={create.error} />}
    </Dialog>
  );
}
