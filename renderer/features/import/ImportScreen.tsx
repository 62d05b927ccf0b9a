import { ArrowLeft, CircleStop, FileUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { Switch } from 'react-aria-components';
import { useAnswer } from '../../client/queries.ts';
import { go } from '../../client/router.ts';
import { importsText as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { frenchSize } from '../../ui/format.ts';
import { Panel } from '../../ui/Panel.tsx';
import { patientsScreen } from '../patients/feature.ts';
import { Columns } from './Columns.tsx';
import { Past } from './Past.tsx';
import { Refused } from './Refused.tsx';
import { Report } from './Report.tsx';
import { isComplete, isProposed, useColumns } from './useColumns.ts';
import { useImport } from './useImport.ts';

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
  /** What the button would do is done: it is there for who wants it again. */
  const spent = run !== null && run.state === 'done' && run.fileName === file?.name && !(run.dryRun && !dryRun);
  const resumes =
    chosen !== null &&
    chosen.look !== null &&
    chosen.columns !== null &&
    chosen.look.resumes !== null &&
    isProposed(chosen.look, chosen.columns);
  const start = (dry: boolean): void => {
    if (chosen !== null) void work.start(chosen, dry);
  };
  return (
    <div className="page" data-scroll tabIndex={0}>
      <Panel
        title={words.title}
        level={1}
        aside={
          <Button variant="ghost" icon={ArrowLeft} onPress={() => go(patientsScreen)}>
            {words.back}
          </Button>
        }
      >
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
            <Button icon={FileUp} isDisabled={work.busy} onPress={() => chooser.current?.click()}>
              {words.choose}
            </Button>
            {file === null ? null : (
              <span>
                <strong>{file.name}</strong> <span className="quiet tabular">{frenchSize(file.size)}</span>
              </span>
            )}
            <Switch className="switch" isSelected={dryRun} isDisabled={work.busy} onChange={setDryRun}>
              <span className="switch-track" aria-hidden="true" />
              <span>
                {words.dryRun} <span className="quiet">{words.dryRunHelp}</span>
              </span>
            </Switch>
            <span className="grow" />
            {work.busy ? (
              <Button icon={CircleStop} onPress={work.cancel}>
                {words.cancel}
              </Button>
            ) : (
              <Button variant={spent ? 'secondary' : 'primary'} isDisabled={!ready} onPress={() => start(dryRun)}>
                {dryRun ? words.start : resumes ? words.startAgain : words.startReal}
              </Button>
            )}
          </div>
          {error === null ? null : <ErrorBox error={error} />}
          {chosen === null || chosen.look === null || chosen.columns === null ? null : (
            <Columns
              key={`${chosen.file.name} ${chosen.file.lastModified}`}
              look={chosen.look}
              columns={chosen.columns}
              disabled={work.busy}
              tried={run !== null}
              onChange={(columns) => {
                work.forget();
                change(columns);
              }}
            />
          )}
          {work.error === null ? null : <ErrorBox error={work.error} />}
          {run === null ? null : <Report run={run} />}
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
