import { FileCheck } from 'lucide-react';
import { useCallback, useRef, useState } from 'react';
import { errorFacts } from '../../../shared/errors.ts';
import { kept } from '../../client/kept.ts';
import { useAnswer } from '../../client/queries.ts';
import { useMay } from '../../client/rights.ts';
import { common } from '../../text/common.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Panel, Waiting } from '../../ui/Panel.tsx';
import { stepKeys, type Step } from '../../ui/stepKeys.ts';
import { LotFoot } from './LotFoot.tsx';
import { Shown } from './Shown.tsx';
import { validationText as words } from './text.ts';
import { useLot } from './useLot.ts';
import { useWaiting } from './useWaiting.ts';
import { WaitingList } from './WaitingList.tsx';
import './validation.css';

/** The document that is looked at. */
const useShown = kept<string | null>(null);

/** Everything that waits for a validation, by patient: looked at one by one, validated one by one or many at once. */
export function ValidationScreen() {
  const { rows, error, more, waits } = useWaiting();
  const { note, prepares } = useRoom();
  const [shown, show] = useShown();
  /** The one that is shown to be put right: what is wrong with it is said at once. */
  const [tried, setTried] = useState<string | null>(null);
  const [selected, select] = useState<ReadonlySet<string>>(new Set());
  const lot = useLot(
    prepares,
    useCallback((id) => select((before) => new Set([...before].filter((one) => one !== id))), []),
  );
  const steps = useRef<Step>(null);
  const current = rows?.find(({ id }) => id === shown) ?? null;
  const chosen = rows?.filter(({ id }) => selected.has(id) && waits(id)) ?? [];
  const choose = (id: string): void => {
    setTried(null);
    show(id);
  };
  return (
    <div className="page waiting-room" onKeyDown={(event) => stepKeys(steps.current)(event)}>
      <Panel title={words.title} level={1} note={note} flush fill>
        {error !== null ? (
          <div className="pad">
            <ErrorBox error={errorFacts(error)} />
          </div>
        ) : rows === undefined ? (
          <Waiting>{common.loading}</Waiting>
        ) : rows.length === 0 ? (
          <Empty />
        ) : (
          <>
            <WaitingList
              rows={rows}
              waits={waits}
              shown={current?.id ?? null}
              selected={selected}
              problems={lot.problems}
              more={more}
              steps={steps}
              onShow={choose}
              onSelect={select}
              onFix={(id) => {
                show(id);
                setTried(id);
              }}
            />
            <LotFoot chosen={chosen.length} lot={lot} prepares={prepares} onValidate={() => void lot.run(chosen)} />
          </>
        )}
      </Panel>
      <Shown
        row={current}
        tried={current !== null && tried === current.id}
        rank={rows === undefined || current === null ? null : { rank: rows.indexOf(current) + 1, of: rows.length }}
        onShow={show}
        onStep={(by, options) => steps.current?.(by, options)}
      />
    </div>
  );
}

/** How much waits, and whether whoever looks prepares it without validating it. */
function useRoom(): { readonly note: string; readonly prepares: boolean } {
  const { documents, patients, handed } = useAnswer('documents.waitingCounts', null).data ?? { documents: 0, patients: 0, handed: 0 };
  const validates = useMay('validate');
  return { note: words.note(documents, patients, handed), prepares: !validates };
}

function Empty() {
  return (
    <div className="grid-empty">
      <FileCheck size={32} strokeWidth={1.5} />
      <p>
        <strong>{words.empty}</strong>
      </p>
      <p>{words.emptyHelp}</p>
    </div>
  );
}
