import { Download } from 'lucide-react';
import type { ImportLineError, ImportRun } from '../../../shared/contract/imports.ts';
import { common } from '../../text/common.ts';
import { Button } from '../../ui/Button.tsx';
import { Detail } from '../../ui/Detail.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Panel, Waiting } from '../../ui/Panel.tsx';
import { importsText as words } from './text.ts';
import { useRefused, useRefusedFile } from './useRefused.ts';

/** The refused lines: whose, what value, why, what to do; and the lines themselves, to be corrected. */
export function Refused({ run }: { readonly run: ImportRun }) {
  const { errors, more, cut } = useRefused(run);
  const download = useRefusedFile(run);
  return (
    <Panel
      title={words.errors}
      note={words.lines(run.rejected, run.kind)}
      flush
      aside={
        run.state === 'running' ? undefined : (
          <Button icon={Download} pending={download.busy} onPress={() => void download.run()}>
            {words.download}
          </Button>
        )
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
          <Lines errors={errors} />
          {cut ? <p className="pad quiet">{words.keptErrors(errors.length)}</p> : null}
          {more === null ? null : (
            <div className="pad">
              <Button onPress={more}>{words.more}</Button>
            </div>
          )}
        </>
      )}
    </Panel>
  );
}

/** Who the line is about; the value at fault has its own column. */
const personOf = (name: string | null, value: string | null): string | null =>
  name !== null && value !== null && name.endsWith(`, ${value}`) ? name.slice(0, -value.length - 2) : name;

function Lines({ errors }: { readonly errors: readonly ImportLineError[] }) {
  return (
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
                <Detail code={code} of={`${words.line.toLowerCase()} ${line}`} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
