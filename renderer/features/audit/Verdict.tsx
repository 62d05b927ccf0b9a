import { ShieldCheck, TriangleAlert } from 'lucide-react';
import type { CallOutput } from '../../../shared/contract/index.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { MarkText } from '../../ui/states.tsx';
import { auditText as words } from './text.ts';

/** What a verification found, and what to do. */
export function Verdict({
  verdict: { length, head, reason, brokenAt, anchored, incidents },
}: {
  readonly verdict: CallOutput<'audit.verify'>;
}) {
  const noted = words.incidents(incidents);
  if (reason !== null)
    return (
      <div className="pad">
        <ErrorBox error={words.invalid(reason, brokenAt)} />
      </div>
    );
  if (!anchored)
    return (
      <div className="pad">
        <ErrorBox error={words.unanchored} />
      </div>
    );
  return (
    <>
      <p className="verdict">
        <ShieldCheck size={16} />
        {words.valid(length, head)}
      </p>
      {noted === null ? null : (
        <p className="verdict">
          <MarkText mark={{ icon: TriangleAlert, word: noted, tone: 'warn' }} />
        </p>
      )}
    </>
  );
}
