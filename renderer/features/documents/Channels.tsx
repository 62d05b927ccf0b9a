import { Check, Clock, FolderUp, KeyRound, Mail, Minus, OctagonX, PencilLine, X, type LucideIcon } from 'lucide-react';
import type { ChannelPlan } from '../../../shared/domain/sending/channels.ts';
import type { DocumentForm } from '../../../shared/domain/record/document.ts';
import type { DocumentPlan } from '../../../shared/contract/documents.ts';
import { Button } from '../../ui/Button.tsx';
import type { Mark, Tone } from '../../ui/marks.ts';
import { ConnectMss } from './ConnectMss.tsx';
import { Waiting } from '../../ui/Panel.tsx';
import { RecipientName } from './RecipientName.tsx';
import { documentsText as words } from './text.ts';

const outcomes: Readonly<Record<ChannelPlan['outcome'], { readonly icon: LucideIcon; readonly tone: Tone }>> = {
  ready: { icon: Check, tone: 'ok' },
  waiting: { icon: Clock, tone: 'wait' },
  blocked: { icon: OctagonX, tone: 'bad' },
  absent: { icon: Minus, tone: 'off' },
};

const INCOMPLETE = { icon: PencilLine, tone: 'off', word: words.incomplete } as const;

const WAITS_FOR_MSS = { icon: KeyRound, tone: 'warn', word: words.waitsForMss } as const;

/** How a channel shows, by one cause. @param incomplete what is ready leaves once the form is whole. */
function markOf({ outcome, reason }: ChannelPlan, incomplete: boolean): Mark {
  if (incomplete && outcome === 'ready') return INCOMPLETE;
  return isLogin(reason) ? WAITS_FOR_MSS : { ...outcomes[outcome], word: words.outcomes[outcome] };
}

const isLogin = (reason: ChannelPlan['reason']): boolean => reason?.code === 'MSS_LOGIN_NEEDED';

/** One line per channel: whether it leaves, else why not and what to do. */
export function Channels({
  plan,
  form,
  error,
  hidesAbsent,
  onRemove,
}: {
  readonly plan: DocumentPlan | undefined;
  readonly form: DocumentForm;
  readonly error: string | undefined;
  /** The address field below says it: no line for the mail that nobody is to receive. */
  readonly hidesAbsent: boolean;
  readonly onRemove: (address: string) => void;
}) {
  // An address is judged on its own line.
  const incomplete = plan?.problems.some(({ field }) => field !== 'recipients') === true;
  return (
    <div className="field">
      <h3 className="field-title">{words.send}</h3>
      {plan === undefined ? (
        <Waiting>{words.checking}</Waiting>
      ) : (
        <ul className="channels" aria-label={words.send}>
          {plan.channels
            .filter((channel) => !hidesAbsent || channel.channel === 'dmp' || channel.outcome !== 'absent')
            .map((channel) => {
              const Icon = channel.channel === 'dmp' ? FolderUp : Mail;
              const mark = markOf(channel, incomplete);
              const removable = channel.channel === 'mss' && form.recipients.includes(channel.recipient);
              return (
                <li key={`${channel.channel} ${channel.recipient}`} className="channel" data-outcome={channel.outcome}>
                  <Icon size={16} />
                  <RecipientName recipient={channel.recipient} role={channel.role} />
                  <span className="mark" data-tone={mark.tone}>
                    <mark.icon size={15} />
                    <span>{mark.word}</span>
                  </span>
                  {removable ? (
                    <Button
                      variant="ghost"
                      icon={X}
                      aria-label={words.remove(channel.recipient)}
                      onPress={() => onRemove(channel.recipient)}
                    />
                  ) : null}
                  {isLogin(channel.reason) ? <ConnectMss /> : null}
                  {channel.reason === null ? null : (
                    <p className="channel-reason" data-tone={mark.tone}>
                      {channel.reason.message} {channel.reason.action}
                    </p>
                  )}
                </li>
              );
            })}
        </ul>
      )}
      {error === undefined ? null : <p className="field-error">{error}</p>}
    </div>
  );
}
