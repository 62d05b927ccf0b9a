import { Check, Clock, FolderUp, Mail, Minus, OctagonX, X, type LucideIcon } from 'lucide-react';
import type { ChannelPlan } from '../../../shared/domain/sending/channels.ts';
import type { DocumentForm } from '../../../shared/domain/record/document.ts';
import type { DocumentPlan } from '../../../shared/contract/documents.ts';
import { Button } from '../../ui/Button.tsx';
import type { Tone } from '../../ui/marks.ts';
import { Waiting } from '../../ui/Panel.tsx';
import { documentsText as words } from './text.ts';

const outcomes: Readonly<Record<ChannelPlan['outcome'], { readonly icon: LucideIcon; readonly tone: Tone }>> = {
  ready: { icon: Check, tone: 'ok' },
  waiting: { icon: Clock, tone: 'wait' },
  blocked: { icon: OctagonX, tone: 'bad' },
  absent: { icon: Minus, tone: 'off' },
};

/** A médecin traitant of whom only the address is known is named by it: it is not said twice. */
const roleBeside = (recipient: string, role: string): string =>
  role.startsWith(`${recipient}, `) ? role.slice(recipient.length + 2) : role;

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
              const mark = outcomes[channel.outcome];
              const removable = channel.channel === 'mss' && form.recipients.includes(channel.recipient);
              return (
                <li key={`${channel.channel} ${channel.recipient}`} className="channel" data-outcome={channel.outcome}>
                  <Icon size={16} />
                  <span className="channel-who">
                    <span>{channel.recipient}</span>
                    {channel.role === null ? null : <span className="quiet">{roleBeside(channel.recipient, channel.role)}</span>}
                  </span>
                  <span className="mark" data-tone={mark.tone}>
                    <mark.icon size={15} />
                    <span>{words.outcomes[channel.outcome]}</span>
                  </span>
                  {removable ? (
                    <Button
                      variant="ghost"
                      icon={X}
                      aria-label={words.remove(channel.recipient)}
                      onPress={() => onRemove(channel.recipient)}
                    />
                  ) : null}
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
