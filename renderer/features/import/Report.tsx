import { CircleMinus, CircleX, Equal, GitCompareArrows, Info, PencilLine, TriangleAlert, UserPlus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Label, ProgressBar } from 'react-aria-components';
import type { ImportRun } from '../../../shared/contract/imports.ts';
import { eventWords } from './hl7-events.ts';
import { importsText as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { frenchSize } from '../../ui/format.ts';
import type { Mark, Tone } from '../../ui/marks.ts';
import { MarkText } from '../../ui/states.tsx';
import { openWorklist } from '../worklists/public.ts';
import { runMarks } from './run-marks.ts';

const ignoredOf = ({ ignored }: ImportRun): number => ignored.reduce((sum, { count }) => sum + count, 0);

/** The counts of a run, each with its icon; what is zero is quiet. */
export function countsOf(run: ImportRun): readonly (Mark & { readonly n: number })[] {
  const tone = (n: number, when: Tone): Tone => (n === 0 ? 'off' : when);
  const ignored = ignoredOf(run);
  return [
    { n: run.created, icon: UserPlus, word: words.created(run), tone: tone(run.created, 'ok') },
    { n: run.updated, icon: PencilLine, word: words.updated(run), tone: tone(run.updated, 'wait') },
    { n: run.unchanged, icon: Equal, word: words.unchanged(run), tone: 'off' },
    { n: run.rejected, icon: run.conflicts === 0 ? CircleX : GitCompareArrows, word: words.rejected(run), tone: tone(run.rejected, 'bad') },
    ...(run.kind === 'hl7' || ignored > 0 ? [{ n: ignored, icon: CircleMinus, word: words.ignored(ignored), tone: 'off' as const }] : []),
  ];
}

/** What became of a file: how far, how many of each, what was left out and what is to be known. */
export function Report({ run }: { readonly run: ImportRun }) {
  return (
    <div className="import-run">
      <Extent run={run} />
      <div className="import-counts" aria-live="polite">
        <MarkText mark={runMarks[run.state]} />
        <ul aria-label={words.counted}>
          {countsOf(run).map((mark) => (
            <li key={mark.word} className="tabular">
              <MarkText mark={mark} />
            </li>
          ))}
        </ul>
      </div>
      {run.error === null ? null : <ErrorBox error={run.error} />}
      {!run.dryRun && (run.state === 'cancelled' || run.state === 'stopped') ? <p className="quiet">{words.resume}</p> : null}
      <ToConflicts run={run} />
      {run.warnings.length === 0 ? null : (
        <Told tone="warn" icon={<TriangleAlert size={18} />} title={words.warningsTitle}>
          {run.warnings.map(({ code, message, count, lines }) => (
            <li key={`${code} ${message}`}>
              {words.times(count, message)}
              {lines.length === 0 ? null : <span className="facts-note">{words.atLines(lines, count)}</span>}
            </li>
          ))}
        </Told>
      )}
      {run.ignored.length === 0 ? null : (
        <Told tone="off" icon={<Info size={18} />} title={words.ignoredTitle} help={words.ignoredHelp}>
          {run.ignored.map(({ event, count }) => (
            <li key={event}>{words.times(count, eventWords(event))}</li>
          ))}
        </Told>
      )}
    </div>
  );
}

/** How much of the file was read: how far it is while it goes, and where it was stopped. */
function Extent({ run }: { readonly run: ImportRun }) {
  const share = run.size === 0 ? 100 : Math.min(100, Math.round((run.read / run.size) * 100));
  const title = run.dryRun ? words.dry : run.fileName;
  const partial = run.state === 'running' || (run.state !== 'done' && run.read < run.size);
  return partial ? (
    <ProgressBar className="progress" value={share} aria-label={words.progressLabel}>
      <Label>{title}</Label>
      <span className="progress-track">
        <span className="progress-done" data-share={share} style={{ inlineSize: `${share}%` }} />
      </span>
      <span className="quiet tabular">
        {words.progress(frenchSize(run.read), frenchSize(run.size))} · {words.lines(run.lines, run.kind)}
      </span>
    </ProgressBar>
  ) : (
    <p>
      {title} <span className="quiet tabular">· {words.lines(run.lines, run.kind)}</span>
    </p>
  );
}

/** Where the contradictions that were found are to be looked at. */
function ToConflicts({ run: { conflicts, state, dryRun } }: { readonly run: ImportRun }) {
  if (conflicts === 0 || state === 'running') return null;
  return dryRun ? (
    <p className="quiet">{words.conflictsWould(conflicts)}</p>
  ) : (
    <div>
      <Button icon={GitCompareArrows} onPress={() => openWorklist('conflicts')}>
        {words.conflictsOpen(conflicts)}
      </Button>
    </div>
  );
}

function Told({
  tone,
  icon,
  title,
  help,
  children,
}: {
  readonly tone: Tone;
  readonly icon: ReactNode;
  readonly title: string;
  readonly help?: string;
  readonly children: ReactNode;
}) {
  return (
    <section className="notice" data-tone={tone} aria-label={title}>
      {icon}
      <div>
        <h2>{title}</h2>
        {help === undefined ? null : <p>{help}</p>}
        <ul className="bullets tabular">{children}</ul>
      </div>
    </section>
  );
}
