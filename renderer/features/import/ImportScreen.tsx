import { ArrowLeft } from 'lucide-react';
import { go } from '../../client/router.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { patientsScreen } from '../patients/feature.ts';
import { Columns } from './Columns.tsx';
import { FileLine } from './FileLine.tsx';
import { isTried } from './next-step.ts';
import { Past } from './Past.tsx';
import { Preview } from './Preview.tsx';
import { Refused } from './Refused.tsx';
import { Report } from './Report.tsx';
import { importsText as words } from './text.ts';
import { useFileImport } from './useFileImport.ts';
import './import.css';

/** Imports a file of patients or of stays: first a dry run, then for real; every refused line says why. */
export function ImportScreen() {
  const work = useFileImport();
  const { chosen, run, busy } = work;
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
          <FileLine work={work} />
          {work.unreadable === null ? null : <ErrorBox error={work.unreadable} />}
          {chosen === null || chosen.reading === null ? null : (
            <Columns
              key={`${chosen.file.name} ${chosen.file.lastModified}`}
              reading={chosen.reading}
              disabled={busy}
              tried={run !== null}
              onChange={work.change}
            />
          )}
          {chosen === null || chosen.reading === null || run !== null ? null : <Preview chosen={chosen} />}
          {work.failed === null ? null : <ErrorBox error={work.failed} />}
          {run === null ? null : <Report run={run} />}
          {run !== null && !busy && isTried(run, chosen?.file.name) ? (
            <div>
              <Button variant="primary" onPress={work.startReal}>
                {words.thenReal(run.rejected)}
              </Button>
            </div>
          ) : null}
        </div>
      </Panel>
      {run === null || run.rejected === 0 ? null : <Refused key={run.id} run={run} />}
      <Past own={busy ? (run?.id ?? null) : null} />
    </div>
  );
}
