import { Equal, TriangleAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { MergePlanView } from '../../../shared/contract/identity.ts';
import { identityActs } from './text.ts';
import type { Tone } from '../../ui/marks.ts';
import { agreementWords, proposalWords } from './merge-agreement.ts';

const AGREED: Readonly<Record<MergePlanView['agreement'], Tone>> = { identical: 'ok', near: 'warn', discordant: 'bad', unknown: 'bad' };

/** Whether two records are one person's, what making them one costs, which one is proposed to stay. */
export function MergeAgreement({ plan }: { readonly plan: MergePlanView }) {
  const said = useRef<HTMLDivElement>(null);
  // The list that had the focus is gone.
  useEffect(() => said.current?.focus(), []);
  return (
    <>
      <div className="notice" data-tone={AGREED[plan.agreement]} ref={said} tabIndex={-1}>
        {plan.agreement === 'identical' ? <Equal size={18} /> : <TriangleAlert size={18} />}
        <p>
          <strong>{agreementWords(plan)}</strong>
        </p>
      </div>
      {plan.costs.length === 0 ? null : (
        <div className="notice" data-tone="bad" role="status">
          <TriangleAlert size={18} />
          <ul>
            {plan.costs.map((cost) => (
              <li key={cost}>
                <strong>{cost}</strong>
              </li>
            ))}
          </ul>
        </div>
      )}
      <p className="quiet">{proposalWords(plan.records)}</p>
    </>
  );
}

/** What goes with the record that goes, and what already left under its identity. */
export function MergeMoves({ plan: { moves, allowed, sent } }: { readonly plan: MergePlanView }) {
  return (
    <>
      {moves.length === 0 ? null : (
        <ul className="bullets">
          {moves.map((move) => (
            <li key={move}>{move}</li>
          ))}
        </ul>
      )}
      {allowed ? <p className="quiet">{identityActs.sent(sent)}</p> : null}
    </>
  );
}
