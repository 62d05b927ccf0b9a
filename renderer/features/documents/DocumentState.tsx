import type { DocumentRow, SendView } from '../../../shared/contract/documents.ts';
import { channelWords } from '../../text/common.ts';
import { useMay } from '../../client/rights.ts';
import { draftMark, leadingMark, prepareMark, verifyMark } from '../../ui/marks.ts';
import { documentsText } from './text.ts';
import { MarkText } from '../../ui/states.tsx';

/** State of a document: to be validated (to be prepared, for who validates nothing), or whose it is to be said first; else one line per channel with its own word. */
export function DocumentState({ row }: { readonly row: DocumentRow }) {
  const validates = useMay('validate');
  if (row.status === 'draft' && row.prepared?.forMe === false)
    return <MarkText mark={{ ...draftMark, word: documentsText.toValidateBy(row.prepared.for) }} />;
  if (row.status === 'draft') return <MarkText mark={row.otherPerson !== null ? verifyMark : validates ? draftMark : prepareMark} />;
  return (
    <span className="channel-states">
      <ChannelState channel="dmp" sends={row.sends} />
      <ChannelState channel="mss" sends={row.sends} />
    </span>
  );
}

function ChannelState({ channel, sends }: { readonly channel: SendView['channel']; readonly sends: readonly SendView[] }) {
  const mine = sends.filter((send) => send.channel === channel);
  const mark = leadingMark(mine);
  if (mark === null) return null;
  return (
    <span className="channel-state" title={mark.word}>
      <span className="channel-name">
        {channelWords[channel]}
        {mine.length > 1 ? ` ×${mine.length}` : ''}
      </span>
      <MarkText mark={mark} />
    </span>
  );
}
