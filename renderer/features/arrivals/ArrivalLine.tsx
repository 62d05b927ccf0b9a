import { Ban, Check, CircleX, Clock, Copy, LoaderCircle, RotateCw, ScanLine, UserSearch, type LucideIcon } from 'lucide-react';
import type { ErrorFacts } from '../../../shared/errors.ts';
import { common } from '../../text/common.ts';
import { typeset } from '../../text/typography.ts';
import { Button } from '../../ui/Button.tsx';
import { Detail } from '../../ui/Detail.tsx';
import type { Mark, Tone } from '../../ui/marks.ts';
import { showDocument } from '../documents/public.ts';
import { arrivals } from './arrivals.ts';
import { mayPass } from './passing.ts';
import type { Line, Queue, Step } from './queue.ts';
import { arrivalsText as words } from './text.ts';
import type { Acted } from './useOwnFocus.ts';
import { WhoseFile } from './WhoseFile.tsx';

const looks: Readonly<Record<Step['kind'], readonly [LucideIcon, Tone]>> = {
  waiting: [Clock, 'off'],
  opening: [LoaderCircle, 'wait'],
  unfiled: [UserSearch, 'warn'],
  scan: [ScanLine, 'wait'],
  filed: [Check, 'ok'],
  already: [Copy, 'off'],
  refused: [CircleX, 'bad'],
  cancelled: [Ban, 'off'],
};

function markOf({ step }: Line): Mark {
  const [icon, tone] = looks[step.kind];
  const word =
    step.kind === 'scan' ? words.scan(step.document) : step.kind === 'filed' ? words.filed(step.document) : words.states[step.kind];
  return { icon, tone, word };
}

/** One file: its name, where it is on its way, and what may be asked about it. @param acted does what is asked */
export function ArrivalLine({ line, queue, acted }: { readonly line: Line; readonly queue: Queue; readonly acted: Acted }) {
  const { name, step, to, asks } = line;
  const { icon: Icon, tone, word } = markOf(line);
  return (
    <li className="arrival" data-tone={tone} data-asks={asks || undefined}>
      <div className="arrival-head">
        <Icon size={16} className={Icon === LoaderCircle ? 'turns' : undefined} />
        {(step.kind === 'filed' || step.kind === 'scan') && to !== null ? (
          <button
            type="button"
            className="arrival-name"
            aria-label={words.open(name)}
            onClick={() => showDocument(to.id, step.document.id)}
          >
            {name}
          </button>
        ) : (
          <span className="arrival-name">{name}</span>
        )}
        <span className="arrival-state tabular">{word}</span>
      </div>
      {asks ? <WhoseFile line={line} queue={queue} acted={acted} /> : null}
      {step.kind === 'refused' || step.kind === 'already' ? <Why error={step.error} line={line} acted={acted} /> : null}
    </li>
  );
}

/** Why a file is not in its record, and what may be done. */
function Why({ error, line, acted }: { readonly error: ErrorFacts; readonly line: Line; readonly acted: Acted }) {
  const { id, name, step } = line;
  return (
    <div className="arrival-why">
      <p>
        <strong>{typeset(error.message)}</strong> {typeset(error.action)}
      </p>
      <div className="arrival-acts">
        <Detail code={error.code} detail={error.detail} />
        {step.kind === 'already' ? (
          <Button aria-label={words.againNamed(name)} onPress={() => acted(() => arrivals.tell({ kind: 'repeated', id }))}>
            {words.again}
          </Button>
        ) : mayPass(error.code) ? (
          <Button icon={RotateCw} aria-label={words.retry(name)} onPress={() => acted(() => arrivals.tell({ kind: 'retried', id }))}>
            {common.retry}
          </Button>
        ) : null}
      </div>
    </div>
  );
}
