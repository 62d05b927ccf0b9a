import { UserRoundCheck, UserRoundPlus } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { DelegationView } from '../../../shared/contract/delegations.ts';
import { errorFacts } from '../../../shared/errors.ts';
import { call } from '../../client/client.ts';
import { put, useAnswer } from '../../client/queries.ts';
import { useMay } from '../../client/rights.ts';
import { common } from '../../text/common.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { frenchDay } from '../../ui/format.ts';
import { Panel, Waiting } from '../../ui/Panel.tsx';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';
import { delegationsText as words } from './delegations-text.ts';
import { MakeDelegation } from './MakeDelegation.tsx';

/** Who does what in whose name: a professional gives and takes back, everybody sees theirs. */
export function Delegations() {
  const { data, error } = useAnswer('delegations.list', null);
  // Nobody delegates what they do not answer for.
  const delegates = useMay('validate');
  const [making, make] = useState(false);
  return (
    <Panel
      title={words.title}
      aside={
        delegates ? (
          <Button icon={UserRoundPlus} onPress={() => make(true)}>
            {words.make}
          </Button>
        ) : null
      }
    >
      {error !== null ? (
        <ErrorBox error={errorFacts(error)} />
      ) : data === undefined ? (
        <Waiting>{common.loading}</Waiting>
      ) : (
        <Listed all={data} delegates={delegates} />
      )}
      {making ? <MakeDelegation onClose={() => make(false)} /> : null}
    </Panel>
  );
}

function Listed({ all, delegates }: { readonly all: readonly DelegationView[]; readonly delegates: boolean }) {
  const counts = all.filter(({ standing }) => standing === 'in-force' || standing === 'to-come');
  const past = all.filter((one) => !counts.includes(one));
  return (
    <div className="stack">
      {counts.length > 0 ? null : (
        <div className="quiet">
          <p>{delegates ? words.none : words.receivedNone}</p>
          <p>{delegates ? words.noneHelp : words.receivedNoneHelp}</p>
        </div>
      )}
      <Group title={words.made} rows={counts.filter(({ mine }) => mine)} />
      <Group title={words.received} rows={counts.filter(({ mine }) => !mine)} />
      {past.length === 0 ? null : (
        <details>
          <summary>{words.past(past.length)}</summary>
          <ul className="delegations">
            {past.map((one) => (
              <Row key={one.id} delegation={one} />
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Group({ title, rows }: { readonly title: string; readonly rows: readonly DelegationView[] }) {
  if (rows.length === 0) return null;
  return (
    <div className="field">
      <h3 className="field-title">{title}</h3>
      <ul className="delegations" aria-label={title}>
        {rows.map((one) => (
          <Row key={one.id} delegation={one} />
        ))}
      </ul>
    </div>
  );
}

/** « tous les types · depuis le 12/03/2026 · jusqu’au 31/12/2026 » */
function termsOf({ types, since, until, revokedAt, standing }: DelegationView): string {
  const end = revokedAt ?? until;
  return [
    types.length === 0 ? words.anyType : types.map(({ label }) => label).join(', '),
    standing === 'to-come' ? words.from(frenchDay(since)) : words.since(frenchDay(since)),
    end === null ? words.endless : words.until(frenchDay(new Date(Date.parse(end) - 1).toISOString())),
    ...(standing === 'in-force' ? [] : [words.standing[standing].toLowerCase()]),
  ].join(' · ');
}

function Row({ delegation }: { readonly delegation: DelegationView }) {
  const { id, from, to, acts, mine, standing } = delegation;
  const name = mine ? to.name : from.name;
  const revoke = useAction(
    useCallback(async () => {
      put('delegations.list', null, await call('delegations.revoke', { id }));
      tell(words.revoked(to.name), 'info');
    }, [id, to.name]),
  );
  return (
    <li>
      <UserRoundCheck size={16} />
      <div className="delegation-words">
        <strong>{name}</strong>
        <span>{words.what(acts)}</span>
        <span className="quiet">{termsOf(delegation)}</span>
        {revoke.error === null ? null : <ErrorBox error={revoke.error} />}
      </div>
      {mine && (standing === 'in-force' || standing === 'to-come') ? (
        <Button variant="ghost" aria-label={words.revokeOf(name)} pending={revoke.busy} onPress={() => void revoke.run()}>
          {words.revoke}
        </Button>
      ) : null}
    </li>
  );
}
