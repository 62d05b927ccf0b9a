import { Check, CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { InsiOutcome, PatientView } from '../../../shared/contract/patients.ts';
import { common, insKindWords } from '../../text/common.ts';
import { identityText as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Waiting } from '../../ui/Panel.tsx';
import { MarkText } from '../../ui/states.tsx';
import { askWords } from './ask-words.ts';
import type { Insi, InsiProposal } from './useInsi.ts';

/** What INSi answered, or why it did not; before it is asked, what asking does. */
export function InsiAnswer({ patient, insi }: { readonly patient: PatientView; readonly insi: Insi }) {
  const { outcome, ask, accept, refuse } = insi;
  return (
    <div className="traits-foot" aria-live="polite">
      {ask.busy ? <Waiting>{words.asking}</Waiting> : null}
      {ask.error === null ? null : (
        <ErrorBox error={ask.error}>
          <Button onPress={() => void ask.run()}>{common.retry}</Button>
        </ErrorBox>
      )}
      {accept.error === null ? null : <ErrorBox error={accept.error} />}
      {outcome === null ? null : outcome.proposal === null ? (
        <NoneFound outcome={outcome} />
      ) : (
        <Found proposal={outcome.proposal} busy={accept.busy} onAccept={(id) => void accept.run(id)} onRefuse={refuse} />
      )}
      {outcome === null && !ask.busy && ask.error === null ? <p className="quiet">{askWords(patient)}</p> : null}
    </div>
  );
}

/** No identity, or several: INSi says nothing of them. @param children what may be done about it. */
export function NoneFound({ outcome: { code, advice }, children }: { readonly outcome: InsiOutcome; readonly children?: ReactNode }) {
  return (
    <ErrorBox
      tone="warn"
      error={{
        code: `INSI_${code}`,
        message: advice?.message ?? (code === '01' ? words.code01 : words.code02),
        action: advice?.action ?? '',
      }}
    >
      {children}
    </ErrorBox>
  );
}

/** One identity: its traits become the record's when somebody says so. */
function Found({
  proposal: { id, kind, warnings },
  busy,
  onAccept,
  onRefuse,
}: {
  readonly proposal: InsiProposal;
  readonly busy: boolean;
  readonly onAccept: (proposal: string) => void;
  readonly onRefuse: () => void;
}) {
  return (
    <div className="accept">
      <div className="accept-words">
        <p>
          <strong>{words.found}</strong> · {insKindWords[kind] ?? kind}
        </p>
        <p className="quiet">{words.acceptHelp}</p>
        {warnings.length === 0 ? null : (
          <p>
            <MarkText mark={{ icon: CircleAlert, word: words.unusual, tone: 'warn' }} /> {warnings.join(' ')}
          </p>
        )}
      </div>
      <Button onPress={onRefuse}>{words.refuse}</Button>
      <Button variant="primary" icon={Check} data-next pending={busy} onPress={() => onAccept(id)}>
        {words.accept}
      </Button>
    </div>
  );
}
