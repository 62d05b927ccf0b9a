import { Download } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import type { ImportLineError, ImportRun } from '../../../shared/contract/imports.ts';
import { call } from '../../client/client.ts';
import { attempt } from '../../client/session.ts';
import { common } from '../../text/common.ts';
import { importsText as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Panel, Waiting } from '../../ui/Panel.tsx';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';
import { saveOffered } from './save-offered.ts';

const PAGE = 100;

/** Who the line is about; the value at fault has its own column. */
const personOf = (name: string | null, value: string | null): string | null =>
  name !== null && value !== null && name.endsWith(`, ${value}`) ? name.slice(0, -value.length - 2) : name;

/** The refused lines: whose, what value, why, what to do; and the lines themselves, to be corrected. */
export function Refused({ run }: { readonly run: ImportRun }) {
  const [errors, setErrors] = useState<readonly ImportLineError[]>([]);
  /** Nothing more is kept after those. */
  const [last, setLast] = useState(false);
  const { id, kind } = run;
  const more = useCallback(
    (after: number) =>
      attempt(async () => {
        const next = await call('imports.errors', { id, after, limit: PAGE });
        setLast(next.length < PAGE);
        setErrors((before) => [...before.filter(({ line }) => line <= after), ...next]);
      }),
    [id],
  );
  const over = run.state !== 'running';
  useEffect(() => {
    if (over) void more(0);
  }, [more, over]);
  const download = useAction(
    useCallback(async () => {
      const file = await call('imports.refused', { id });
      if (file === null) {
        tell(words.downloadNone, 'info');
        return;
      }
      await saveOffered(file);
      tell(words.downloaded(file.lines, kind, file.fileName));
    }, [id, kind]),
  );
  return (
    <Panel
      title={words.errors}
      note={words.lines(run.rejected, run.kind)}
      flush
      aside={
        over ? (
          <Button icon={Download} pending={download.busy} onPress={() => void download.run()}>
            {words.download}
          </Button>
        ) : undefined
      }
    >
      {download.error === null ? null : (
        <div className="pad">
          <ErrorBox error={download.error} />
        </div>
      )}
      {errors.length === 0 ? (
        <Waiting>{common.loading}</Waiting>
      ) : (
        <>
          <p className="pad quiet">{words.downloadHelp}</p>
          <div className="table-scroll" tabIndex={0} role="group" aria-label={words.errors}>
            <table className="traits import-errors">
              <thead>
                <tr>
                  <th scope="col">{words.line}</th>
                  <th scope="col">{words.person}</th>
                  <th scope="col">{words.value}</th>
                  <th scope="col">{words.why}</th>
                </tr>
              </thead>
              <tbody>
                {errors.map(({ line, message, action, code, name, value }) => (
                  <tr key={`${line} ${code}`}>
                    <th scope="row" className="tabular">
                      {line}
                    </th>
                    <td>{personOf(name, value) ?? <span className="quiet">{words.unreadable}</span>}</td>
                    <td>{value === null || value === name ? '–' : <span className="import-value">{value}</span>}</td>
                    <td>
                      {message} <span className="quiet">{action}</span>
                      <details>
                        <summary aria-label={`${common.detail}, ${words.line.toLowerCase()} ${line}`}>{common.detail}</summary>
                        <code>{code}</code>
                      </details>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {errors.length < run.rejected && over && last ? <p className="pad quiet">{words.keptErrors(errors.length)}</p> : null}
          {errors.length < run.rejected && !last ? (
            <div className="pad">
              <Button onPress={() => void more(errors.at(-1)?.line ?? 0)}>{words.more}</Button>
            </div>
          ) : null}
        </>
      )}
    </Panel>
  );
}
