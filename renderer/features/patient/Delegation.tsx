import { CalendarClock, CircleCheck, Settings } from 'lucide-react';
import type { DelegationView } from '../../../shared/contract/delegations.ts';
import type { DocumentRow } from '../../../shared/contract/documents.ts';
import { errorFacts } from '../../../shared/errors.ts';
import { useAnswer } from '../../client/queries.ts';
import { useMay } from '../../client/rights.ts';
import { go } from '../../client/router.ts';
import { common } from '../../text/common.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { frenchDay } from '../../ui/format.ts';
import type { Mark } from '../../ui/marks.ts';
import { Panel, Waiting } from '../../ui/Panel.tsx';
import { Badge } from '../../ui/states.tsx';
import { settingsScreen } from '../settings/feature.ts';
import { delegationText as words } from './delegation-text.ts';

const marks = {
  'in-force': { icon: CircleCheck, tone: 'ok', word: words.inForce },
  'to-come': { icon: CalendarClock, tone: 'wait', word: words.toCome },
} as const satisfies Readonly<Record<string, Mark>>;

/** Who prepares for whom, and how much of this record waits for it; given and taken back in the settings. @param id of the record. */
export function Delegation({ id }: { readonly id: string }) {
  const { data, error } = useAnswer('delegations.list', null, { staleTime: 0 });
  const documents = useAnswer('documents.list', { patientId: id }, { staleTime: 0 }).data ?? [];
  // Nobody delegates what they do not answer for.
  const delegates = useMay('validate');
  const held = (data ?? []).filter(({ standing }) => standing === 'in-force' || standing === 'to-come');
  const [only] = held;
  return (
    <Panel
      title={held.length > 1 ? words.titles : words.title}
      aside={held.length === 1 && only !== undefined ? <Standing delegation={only} /> : null}
      flush
    >
      <div className="delegation-panel">
        {error !== null ? (
          <ErrorBox error={errorFacts(error)} />
        ) : data === undefined ? (
          <Waiting>{common.loading}</Waiting>
        ) : held.length === 0 ? (
          <p className="quiet">{delegates ? words.none : words.receivedNone}</p>
        ) : (
          held.map((one) => <Terms key={one.id} delegation={one} documents={documents} alone={held.length === 1} />)
        )}
      </div>
      <div className="panel-foot">
        <Button variant="ghost" icon={Settings} onPress={() => go(settingsScreen)}>
          {delegates ? words.change : words.see}
        </Button>
      </div>
    </Panel>
  );
}

function Standing({ delegation: { standing } }: { readonly delegation: DelegationView }) {
  return standing === 'in-force' || standing === 'to-come' ? <Badge mark={marks[standing]} /> : null;
}

/** @param alone its standing is told beside the title. */
function Terms({
  delegation,
  documents,
  alone,
}: {
  readonly delegation: DelegationView;
  readonly documents: readonly DocumentRow[];
  readonly alone: boolean;
}) {
  const { from, to, acts, types, since, until, mine } = delegation;
  const waiting = documents.filter((one) => waitsUnder(delegation, one)).length;
  return (
    <div className="delegation-terms">
      <p>
        <strong>{to.name}</strong> {words.does(acts)} <strong>{from.name}</strong>
      </p>
      {alone ? null : <Standing delegation={delegation} />}
      <dl className="facts">
        <dt>{words.types}</dt>
        <dd>{types.length === 0 ? words.anyType : types.map(({ label }) => label).join(', ')}</dd>
        <dt>{words.since}</dt>
        <dd className="tabular">{frenchDay(since)}</dd>
        <dt>{words.until}</dt>
        <dd className="tabular">{until === null ? words.endless : <strong>{lastDay(until)}</strong>}</dd>
        {acts.includes('prepare') ? (
          <>
            <dt>{words.here}</dt>
            <dd>{words.waiting(waiting)}</dd>
          </>
        ) : null}
      </dl>
      {acts.includes('TD2.2') ? null : <p className="quiet">{words.validated(mine)}</p>}
    </div>
  );
}

/** The last day on which it counts: it ends as the next one begins. */
const lastDay = (until: string): string => frenchDay(new Date(Date.parse(until) - 1).toISOString());

/** Handed over by its delegate to its professional, and not validated yet. */
const waitsUnder = ({ from, to, mine }: DelegationView, { status, prepared }: DocumentRow): boolean =>
  status === 'draft' &&
  prepared !== null &&
  (mine ? prepared.forMe && prepared.by === to.name : prepared.byMe && prepared.for === from.name);
