import { ArrowLeft, CircleCheck, CircleStop, CircleX, FileUp, LoaderCircle, TriangleAlert } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { Label, ProgressBar, Switch } from 'react-aria-components';
import type { ImportLineError, ImportRun } from '../../../shared/contract/imports.ts';
import { errorFacts } from '../../../shared/errors.ts';
import { call } from '../../app/client.ts';
import { useAnswer } from '../../app/queries.ts';
import { go } from '../../app/router.ts';
import { attempt } from '../../app/session.ts';
import { common } from '../../text/common.ts';
import { importsText as words } from '../../text/imports.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { frenchSize } from '../../ui/format.ts';
import type { Mark } from '../../ui/marks.ts';
import { moment } from '../../ui/moment.ts';
import { Panel, Waiting } from '../../ui/Panel.tsx';
import { MarkText } from '../../ui/states.tsx';
import { Columns } from './Columns.tsx';
import { isComplete, isProposed, useColumns } from './useColumns.ts';
import { useImport } from './useImport.ts';

const marks: Readonly<Record<ImportRun['state'], Mark>> = {
  running: { icon: LoaderCircle, word: words.states.running, tone: 'wait' },
  done: { icon: CircleCheck, word: words.states.done, tone: 'ok' },
  cancelled: { icon: CircleStop, word: words.states.cancelled, tone: 'off' },
  stopped: { icon: TriangleAlert, word: words.states.stopped, tone: 'warn' },
  failed: { icon: CircleX, word: words.states.failed, tone: 'bad' },
};

/** Imports a file of patients or of stays: first a dry run, then for real; every refused line says why. */
export function ImportScreen() {
  const [dryRun, setDryRun] = useState(true);
  const chooser = useRef<HTMLInputElement>(null);
  const work = useImport();
  const { chosen, error, choose, change } = useColumns();
  const told = useAnswer('imports.list', null).data?.find(({ id }) => id === work.run?.id);
  // Events say where it is within a piece.
  const run = work.busy && told !== undefined ? told : work.run;
  const file = chosen?.file ?? null;
  const ready = chosen !== null && isComplete(chosen);
  const checked = run !== null && run.dryRun && run.state === 'done' && run.fileName === file?.name;
  const resumes = chosen !== null && chosen.look !== null && chosen.columns !== null && chosen.look.resumes !== null && isProposed(chosen.look, chosen.columns);
  const start = (dry: boolean): void => {
    if (chosen !== null) void work.start(chosen, dry);
  };
  return (
    <div className="page" data-scroll tabIndex={0}>
      <Panel title={words.title} level={1} aside={<Button variant="ghost" icon={ArrowLeft} onPress={() => go('patients')}>{words.back}</Button>}>
        <div className="stack">
          <p className="quiet">{words.help}</p>
          <div className="import-line">
            <input
              ref={chooser}
              type="file"
              accept=".csv,.txt,.hl7,.adt,text/csv,text/plain"
              hidden
              tabIndex={-1}
              aria-label={words.chooseLabel}
              onChange={(event) => {
                const picked = event.currentTarget.files?.[0];
                // The same file may be chosen again.
                event.currentTarget.value = '';
                if (picked === undefined) return;
                work.forget();
                setDryRun(true);
                // What was imported for real goes on for real.
                void choose(picked).then((now) => setDryRun((now?.look?.resumes ?? null) === null));
              }}
            />
            <Button icon={FileUp} isDisabled={work.busy} onPress={() => chooser.current?.click()}>{words.choose}</Button>
            {file === null ? null : <span><strong>{file.name}</strong> <span className="quiet tabular">{frenchSize(file.size)}</span></span>}
            <Switch className="switch" isSelected={dryRun} isDisabled={work.busy} onChange={setDryRun}>
              <span className="switch-track" aria-hidden="true" />
              <span>{words.dryRun} <span className="quiet">{words.dryRunHelp}</span></span>
            </Switch>
            <span className="grow" />
            {work.busy
              ? <Button icon={CircleStop} onPress={work.cancel}>{words.cancel}</Button>
              : <Button variant="primary" isDisabled={!ready} onPress={() => start(dryRun)}>{dryRun ? words.start : resumes ? words.startAgain : words.startReal}</Button>}
          </div>
          {error === null ? null : <ErrorBox error={error} />}
          {chosen === null || chosen.look === null || chosen.columns === null ? null : (
            <Columns
              key={`${chosen.file.name} ${chosen.file.lastModified}`}
              look={chosen.look}
              columns={chosen.columns}
              disabled={work.busy}
              onChange={(columns) => {
                work.forget();
                change(columns);
              }}
            />
          )}
          {work.error === null ? null : <ErrorBox error={work.error} />}
          {run === null ? null : <Progress run={run} />}
          {checked && !work.busy && run.created + run.updated > 0 ? (
            <div>
              <Button
                variant="primary"
                onPress={() => {
                  setDryRun(false);
                  start(false);
                }}
              >
                {words.thenReal(run.rejected)}
              </Button>
            </div>
          ) : null}
        </div>
      </Panel>
      {run === null || run.rejected === 0 ? null : <Refused key={run.id} run={run} />}
      <Past own={work.busy ? (run?.id ?? null) : null} />
    </div>
  );
}

function Progress({ run }: { readonly run: ImportRun }) {
  const share = run.size === 0 ? 100 : Math.min(100, Math.round((run.read / run.size) * 100));
  return (
    <div className="import-run" aria-live="polite">
      <ProgressBar className="progress" value={run.state === 'done' ? 100 : share} aria-label={words.progressLabel}>
        <Label>{run.dryRun ? words.dry : run.fileName}</Label>
        <span className="progress-track"><span className="progress-done" data-share={share} style={{ inlineSize: `${run.state === 'done' ? 100 : share}%` }} /></span>
        <span className="quiet tabular">{words.progress(frenchSize(run.read), frenchSize(run.size))} · {words.lines(run.lines)}</span>
      </ProgressBar>
      <p><MarkText mark={marks[run.state]} /> <span className="tabular">{words.counts(run)}</span></p>
      {run.error === null ? null : <ErrorBox error={run.error} />}
      {!run.dryRun && (run.state === 'cancelled' || run.state === 'stopped') ? <p className="quiet">{words.resume}</p> : null}
    </div>
  );
}

const PAGE = 100;

function Refused({ run }: { readonly run: ImportRun }) {
  const [errors, setErrors] = useState<readonly ImportLineError[]>([]);
  /** Nothing more is kept after those. */
  const [last, setLast] = useState(false);
  const { id } = run;
  const more = useCallback((after: number) => attempt(async () => {
    const next = await call('imports.errors', { id, after, limit: PAGE });
    setLast(next.length < PAGE);
    setErrors((before) => [...before.filter(({ line }) => line <= after), ...next]);
  }), [id]);
  const over = run.state !== 'running';
  useEffect(() => {
    if (over) void more(0);
  }, [more, over]);
  return (
    <Panel title={words.errors} note={words.lines(run.rejected)} flush>
      {errors.length === 0 ? <Waiting>{common.loading}</Waiting> : (
        <>
          <table className="traits import-errors">
            <thead><tr><th scope="col">{words.line}</th><th scope="col">{words.why}</th><th scope="col">{words.code}</th></tr></thead>
            <tbody>
              {errors.map(({ line, message, action, code }) => (
                <tr key={`${line} ${code}`}><th scope="row" className="tabular">{line}</th><td>{message} <span className="quiet">{action}</span></td><td className="tabular">{code}</td></tr>
              ))}
            </tbody>
          </table>
          {errors.length < run.rejected && over && last ? <p className="pad quiet">{words.keptErrors(errors.length)}</p> : null}
          {errors.length < run.rejected && !last ? <div className="pad"><Button onPress={() => void more(errors.at(-1)?.line ?? 0)}>{words.more}</Button></div> : null}
        </>
      )}
    </Panel>
  );
}

function Past({ own }: { /** The one that this window gives. */ readonly own: string | null }) {
  const answer = useAnswer('imports.list', null);
  if (answer.error !== null) return <ErrorBox error={errorFacts(answer.error)} />;
  const runs = answer.data ?? [];
  return (
    <Panel title={words.past}>
      {runs.length === 0 ? <p className="quiet">{words.pastNone}</p> : (
        <ul className="import-past">
          {runs.map((run) => (
            <li key={run.id}>
              <span className="two-lines"><strong>{run.fileName}</strong><span className="tabular">{moment(run.startedAt)}{run.dryRun ? ` · ${words.dry}` : ''}</span></span>
              <MarkText mark={marks[run.state]} />
              <span className="tabular quiet">{words.counts(run)}</span>
              {run.state === 'running' && run.id !== own ? <Button icon={CircleStop} onPress={() => void attempt(async () => void (await call('imports.cancel', { id: run.id })))}>{words.stop}</Button> : null}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
