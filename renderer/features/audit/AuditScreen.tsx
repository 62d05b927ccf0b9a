import { ShieldCheck } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { CallOutput } from '../../../shared/contract/index.ts';
import { errorFacts } from '../../../shared/errors.ts';
import { call } from '../../client/client.ts';
import { common } from '../../text/common.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Grid } from '../../ui/Grid.tsx';
import { Panel, Waiting } from '../../ui/Panel.tsx';
import { useAction } from '../../ui/useAction.ts';
import { columns } from './columns.tsx';
import { auditText as words } from './text.ts';
import { useEntries } from './useEntries.ts';
import { Verdict } from './Verdict.tsx';

/** Who did what, on whom, when; the chain can be verified. */
export function AuditScreen() {
  const { rows, total, error, hasOlder, readingOlder, readOlder } = useEntries();
  const [verdict, setVerdict] = useState<CallOutput<'audit.verify'> | null>(null);
  const verify = useAction(useCallback(async () => setVerdict(await call('audit.verify', null)), []));
  return (
    <div className="page">
      <Panel
        title={words.title}
        level={1}
        flush
        fill
        note={words.total(total)}
        aside={
          <Button icon={ShieldCheck} pending={verify.busy} onPress={() => void verify.run()}>
            {verify.busy ? words.verifying : words.verify}
          </Button>
        }
      >
        <div aria-live="polite">
          {verify.error === null ? null : (
            <div className="pad">
              <ErrorBox error={verify.error} />
            </div>
          )}
          {verdict === null ? null : <Verdict verdict={verdict} />}
        </div>
        {error !== null ? (
          <div className="pad">
            <ErrorBox error={errorFacts(error)} />
          </div>
        ) : rows === undefined ? (
          <Waiting>{common.loading}</Waiting>
        ) : (
          <Grid
            name="audit"
            label={words.title}
            columns={columns}
            rows={rows}
            text={(row) => row.label}
            rowHeight={44}
            empty={<p>{words.empty}</p>}
          />
        )}
        {hasOlder ? (
          <div className="panel-more">
            <Button variant="ghost" pending={readingOlder} onPress={readOlder}>
              {words.older}
            </Button>
          </div>
        ) : null}
      </Panel>
    </div>
  );
}
