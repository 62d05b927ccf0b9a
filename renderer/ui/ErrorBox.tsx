import { CircleAlert, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ReceivedFacts } from '../../shared/errors.ts';
import { typeset } from '../text/typography.ts';
import { Detail } from './Detail.tsx';

/** What a box shows of an error; a PosteError is one. */
type ShownError = Pick<ReceivedFacts, 'code' | 'message' | 'action'> & { readonly detail?: string | null };

/**
 * An error as the user meets it: the sentence, what to do, the raw code behind « Détail ».
 * @param children buttons that do what the action says. @param quiet not announced (a state, not an event).
 */
export function ErrorBox({
  error,
  children,
  tone = 'bad',
  quiet = false,
}: {
  readonly error: ShownError;
  readonly children?: ReactNode;
  /** `off`: a fact that asks for nothing. */
  readonly tone?: 'bad' | 'warn' | 'off';
  readonly quiet?: boolean;
}) {
  const Icon = tone === 'bad' ? CircleAlert : TriangleAlert;
  return (
    <div className="error-box" data-tone={tone} role={quiet ? undefined : 'alert'}>
      <Icon size={18} />
      <div>
        <p className="error-message">{typeset(error.message)}</p>
        {error.action === '' ? null : <p className="error-action">{typeset(error.action)}</p>}
        <Detail code={error.code} detail={error.detail} />
        {children === undefined ? null : <div className="error-buttons">{children}</div>}
      </div>
    </div>
  );
}
