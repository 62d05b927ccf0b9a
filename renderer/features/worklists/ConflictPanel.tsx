import { ArrowRight, CircleCheck, Merge, TriangleAlert, UserPlus } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { ConflictView } from '../../../shared/contract/worklists.ts';
import { call } from '../../client/client.ts';
import { go } from '../../client/router.ts';
import { conflictText as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { moment } from '../../ui/moment.ts';
import { recordName } from '../../ui/record-name.ts';
import { useAction } from '../../ui/useAction.ts';
import { identityScreen } from '../identity/feature.ts';
import { MergeTwo } from '../identity/public.ts';
import { Comparison } from './Comparison.tsx';
import { CreateApart } from './CreateApart.tsx';

/** What shows what it would do before it does anything. */
type Offer = 'create' | 'merge';

/** What this contradiction offers, besides opening the records and settling it. */
const offersOf = ({ acts, incoming, rows }: ConflictView): readonly Offer[] =>
  acts.filter((act) => (act === 'create' ? incoming !== null : rows.length > 1));

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
  const { id, rows } = conflict;
  const [first, second] = rows;
  const [shown, show] = useState<Offer | null>(null);
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
        if (event.key === 'Escape' && shown === null) onLeave();
      }}
    >
      <div className="conflict-body" tabIndex={0} role="group" aria-label={words.compared}>
        <Cause conflict={conflict} />
        <Comparison conflict={conflict} />
        <WhatToDo conflict={conflict} />
        {settle.error === null ? null : <ErrorBox error={settle.error} />}
      </div>
      <Acts conflict={conflict} onOffer={show} settling={settle.busy} onSettle={() => void settle.run()} />
      {shown === 'merge' && first !== undefined && second !== undefined ? (
        <MergeTwo first={first.id} second={second.id} onBack={null} onClose={() => show(null)} />
      ) : null}
      {shown === 'create' ? (
        <CreateApart
          conflict={conflict}
          onClose={() => show(null)}
          onDone={async () => {
            show(null);
            await onDone('created');
          }}
        />
      ) : null}
    </section>
  );
}

/** What contradicts what, since when, and what brought it. */
function Cause({ conflict: { message, incoming, at } }: { readonly conflict: ConflictView }) {
  return (
    <header>
      <TriangleAlert size={18} />
      <div>
        <h2>{message}</h2>
        <p className="quiet tabular">{incoming === null ? words.between(moment(at)) : words.from(incoming.from, moment(at))}</p>
      </div>
    </header>
  );
}

/** The advice, after the record that is neither of the two compared, if there is one. */
function WhatToDo({ conflict }: { readonly conflict: ConflictView }) {
  const { rows, incoming, action } = conflict;
  const third = incoming === null ? undefined : rows[1];
  return (
    <>
      {third === undefined ? null : (
        <p className="conflict-other">
          <span className="quiet">{words.other}</span> <strong>{recordName(third)}</strong> <span className="tabular">{third.ipp}</span>
        </p>
      )}
      <div>
        <h3>{words.whatToDo}</h3>
        <p>
          {incoming === null && offersOf(conflict).includes('merge') ? words.twoRecords : null} {action}
        </p>
      </div>
    </>
  );
}

/** What can be done about it; the first button is the one that is most likely wanted. */
function Acts({
  conflict,
  onOffer,
  settling,
  onSettle,
}: {
  readonly conflict: ConflictView;
  readonly onOffer: (offer: Offer) => void;
  readonly settling: boolean;
  readonly onSettle: () => void;
}) {
  const { rows } = conflict;
  const offers = offersOf(conflict);
  return (
    <footer>
      {offers.includes('create') ? (
        <Button variant="primary" icon={UserPlus} onPress={() => onOffer('create')}>
          {words.create}
        </Button>
      ) : null}
      {offers.includes('merge') ? (
        <Button variant="primary" icon={Merge} onPress={() => onOffer('merge')}>
          {words.merge}
        </Button>
      ) : null}
      {rows.map((row, rank) => {
        const open = rows.length === 1 ? words.open : words.openOf(row.ipp);
        return (
          <Button
            key={row.id}
            variant={rank === 0 && offers.length === 0 ? 'primary' : 'secondary'}
            icon={ArrowRight}
            aria-label={words.openName(open, recordName(row))}
            onPress={() => go(identityScreen, row.id)}
          >
            {open}
          </Button>
        );
      })}
      <Button icon={CircleCheck} pending={settling} onPress={onSettle}>
        {words.settle}
      </Button>
    </footer>
  );
}
