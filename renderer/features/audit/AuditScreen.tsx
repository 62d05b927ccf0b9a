import { ShieldCheck } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { CallOutput } from '../../../shared/contract/index.ts';
import { call } from '../../client/client.ts';
import { onOtherUser } from '../../client/drafts.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useAction } from '../../ui/useAction.ts';
import { Entries } from './Entries.tsx';
import { filterOf, NOTHING_CHOSEN, type Chosen } from './filter.ts';
import { Filters } from './Filters.tsx';
import { auditText as words } from './text.ts';
import { toFilters } from './to-filters.ts';
import { useEntries } from './useEntries.ts';
import { Verdict } from './Verdict.tsx';
import './audit.css';

/** Kept for the same user (renderer/README 2): it may name a patient. */
let lastChosen = NOTHING_CHOSEN;
onOtherUser(() => {
  lastChosen = NOTHING_CHOSEN;
});

/** Who did what, on whom, when; the chain can be verified. */
export function AuditScreen() {
  const [chosen, setChosen] = useState(lastChosen);
  const filter = filterOf(chosen);
  const { total } = useEntries(filter);
  const choose = (next: Chosen): void => {
    lastChosen = next;
    setChosen(next);
  };
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
        <Filters chosen={chosen} onChange={choose} />
        <Entries name="audit" label={words.title} filter={filter} onLetter={toFilters} />
      </Panel>
    </div>
  );
}
