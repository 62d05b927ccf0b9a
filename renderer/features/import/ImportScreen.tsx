import { ArrowLeft, CircleCheck, CircleStop, CircleX, FileUp, LoaderCircle, TriangleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
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
  const [file, setFile] = useState<File | null>(null);
  const [dryRun, setDryRun] = useState(true);
  const chooser = useRef<HTMLInputElement>(null);
  const work = useImport();
  const { run } = work;
  const checked = run !== null && run.dryRun && run.state === 'done' && run.fileName === file?.name;
  return (
    <div className="page" data-scroll tabIndex={0}>
      <Panel title={words.title} level={1} aside={<Button variant="ghost" icon={ArrowLeft} onPress={() => go('patients')}>{words.back}</Button>}>
        <div className="stack">
          <p className="quiet">{words.help}</p>
          <details>
            <summary>{words.columnsHelp}</summary>
            <p className="tabular">{words.columns}</p>
          </details>
          <div className="import-line">
            <input
              ref={chooser}
              type="file"
              accept=".csv,.txt,.hl7,.adt,text/csv,text/plain"
              hidden
              tabIndex={-1}
              aria-label={words.chooseLabel}
              onChange={(event) => {
                setFile(event.currentTarget.files?.[0] ?? null);
                setDryRun(true);
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
              : (
                <Button
                  variant="primary"
                  isDisabled={file === null}
                  onPress={() => {
                    if (file !== null) void work.start(file, dryRun);
                  }}
                >
                  {dryRun ? words.start : words.startReal}
                </Button>
              )}
          </div>
          {work.error === null ? null : <ErrorBox error={work.error} />}
          {run === null ? null : <Progress run={run} />}
          {checked && !work.busy && run.created + run.updated > 0 ? (
            <div>
              <Button
                variant="primary"
                onPress={() => {
                  setDryRun(false);
                  if (file !== null) void work.start(file, false);
                }}
              >
                {words.thenReal(run.rejected)}
              </Button>
            </div>
          ) : null}
        </div>
      </Panel>
      {run === null || run.rejected === 0 ? null : <Refused key={run.id} run={run} />}
      <Past />
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
      {run.state === 'cancelled' || run.state === 'stopped' ? <p className="quiet">{words.resume}</p> : null}
    </div>
  );
}

const PAGE = 100;

function Refused({ run }: { readonly run: ImportRun }) {
  const [errors, setErrors] = useState<readonly ImportLineError[]>([]);
  const more = (after: number): Promise<void> => attempt(async () => {
    const next = await call('imports.errors', { id: run.id, after, limit: PAGE });
    setErrors((before) => [...before.filter(({ line }) => line <= after), ...next]);
  });
  const over = run.state !== 'running';
  useEffect(() => {
    if (over) void attempt(async () => setErrors(await call('imports.errors', { id: run.id, after: 0, limit: PAGE })));
  }, [run.id, over]);
  return (
    <Panel title={words.errors} note={words.lines(run.rejected)} flush>
      {errors.length === 0 ? <Waiting>{common.loading}</Waiting> : (
        <>
          <table className="traits">
            <thead><tr><th scope="col">{words.line}</th><th scope="col">{words.why}</th><th scope="col">{words.code}</th></tr></thead>
            <tbody>
              {errors.map(({ line, message, action, code }) => (
                <tr key={`${line} ${code}`}><th scope="row" className="tabular">{line}</th><td>{message} <span className="quiet">{action}</span></td><td className="tabular">{code}</td></tr>
              ))}
            </tbody>
          </table>
          {errors.length < run.rejected ? <div className="pad"><Button onPress={() => void more(errors.at(-1)?.line ?? 0)}>{words.more}</Button></div> : null}
        </>
      )}
    </Panel>
  );
}

function Past() {
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
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
