import { CircleAlert, ScanFace, ScanSearch } from 'lucide-react';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { insKindWords } from '../../text/common.ts';
import { identityText as words } from './text.ts';
import { receivedText } from '../worklists/public.ts';
import { Button } from '../../ui/Button.tsx';
import { frenchDay } from '../../ui/format.ts';
import { MarkText } from '../../ui/states.tsx';

/** Matricules that others gave, to be verified with INSi. @param onAsk asks it; null when it cannot be asked now. */
export function ReceivedIns({ received, onAsk }: { readonly received: PatientView['receivedIns']; readonly onAsk: (() => void) | null }) {
  if (received.length === 0) return null;
  return (
    <div className="received" data-tone="wait">
      <ScanSearch size={18} />
      <div>
        <p>
          <strong>{words.receivedTitle(received.length)}</strong>
        </p>
        {received.map(({ display, kind, sender, at, problem }) => (
          <p key={display}>
            <strong className="tabular">{display}</strong> {kind === null ? receivedText.noKind : (insKindWords[kind] ?? kind)},{' '}
            {words.receivedFrom(sender, frenchDay(at))}
            {problem === null ? null : (
              <span className="block">
                <MarkText mark={{ icon: CircleAlert, word: receivedText.problem(problem), tone: 'warn' }} />
              </span>
            )}
          </p>
        ))}
        <p className="quiet">{words.receivedNever}</p>
      </div>
      {onAsk === null ? null : (
        <Button icon={ScanFace} onPress={onAsk}>
          {words.ask}
        </Button>
      )}
    </div>
  );
}
