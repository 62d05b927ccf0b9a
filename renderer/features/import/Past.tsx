import { CircleStop } from 'lucide-react';
import { errorFacts } from '../../../shared/errors.ts';
import { call } from '../../client/client.ts';
import { useAnswer } from '../../client/queries.ts';
import { attempt } from '../../client/session.ts';
import { importsText as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { moment } from '../../ui/moment.ts';
import { Panel } from '../../ui/Panel.tsx';
import { MarkText } from '../../ui/states.tsx';
import { countsOf } from './Report.tsx';
import { runMarks } from './run-marks.ts';

/** Earlier imports, and those that another window gives. @param own the one that this window gives */
export function Past({ own }: { readonly own: string | null }) {
  const answer = useAnswer('imports.list', null);
  if (answer.error !== null) return <ErrorBox error={errorFacts(answer.error)} />;
  const runs = answer.data ?? [];
  return (
    <Panel title={words.past}>
      {runs.length === 0 ? (
        <p className="quiet">{words.pastNone}</p>
      ) : (
        <ul className="import-past">
          {runs.map((run) => (
            <li key={run.id}>
              <span className="two-lines">
                <strong>{run.fileName}</strong>
                <span className="tabular">
                  {moment(run.startedAt)}
                  {run.dryRun ? ` · ${words.dry}` : ''}
                </span>
              </span>
              <MarkText mark={runMarks[run.state]} />
              <span className="tabular quiet">
                {countsOf(run)
                  .flatMap(({ n, word }) => (n === 0 ? [] : [word]))
                  .join(' · ') || words.nothing}
              </span>
              {run.state === 'running' && run.id !== own ? (
                <Button icon={CircleStop} onPress={() => void attempt(async () => void (await call('imports.cancel', { id: run.id })))}>
                  {words.stop}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
