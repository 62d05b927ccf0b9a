import { Maximize2, Minimize2, Printer } from 'lucide-react';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import type { StructureInformation } from '../../../shared/contract/consent.ts';
import { useAnswer } from '../../client/queries.ts';
import { common } from '../../text/common.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Waiting } from '../../ui/Panel.tsx';
import { rightsText as words } from './rights-text.ts';

/** The notice that is given to patients: read on the screen, in large letters for who needs them, and printed. */
export function NoticeButton() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button icon={Printer} onPress={() => setOpen(true)}>
        {words.notice}
      </Button>
      {open ? <NoticeDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function NoticeDialog({ onClose }: { readonly onClose: () => void }) {
  const { data } = useAnswer('structure.get', null, { staleTime: 0 });
  const [large, setLarge] = useState(false);
  return (
    <Dialog
      open
      size="l"
      title={words.noticeTitle}
      icon={Printer}
      onClose={onClose}
      buttons={
        <>
          <Button icon={large ? Minimize2 : Maximize2} onPress={() => setLarge(!large)}>
            {large ? words.noticeNormal : words.noticeLarge}
          </Button>
          <Button onPress={onClose}>{common.close}</Button>
          <Button variant="primary" icon={Printer} isDisabled={data === undefined} onPress={() => window.print()}>
            {common.print}
          </Button>
        </>
      }
    >
      {data === undefined ? (
        <Waiting>{common.loading}</Waiting>
      ) : (
        <>
          <div className="notice-sheet" data-large={large || undefined} role="region" aria-label={words.noticeTitle} tabIndex={0}>
            <NoticeText information={data} />
          </div>
          {createPortal(
            <div className="print-only notice-print" aria-hidden="true">
              <NoticeText information={data} />
            </div>,
            document.body,
          )}
        </>
      )}
    </Dialog>
  );
}

/** The words of the structure around the minimum that every notice says. */
function NoticeText({ information: { structure, notice } }: { readonly information: StructureInformation }) {
  return (
    <>
      <h3 className="notice-structure">{structure}</h3>
      <Paragraphs text={notice.before} />
      {notice.legal.map(({ title, text }) => (
        <section key={title}>
          <h4>{title}</h4>
          <p>{text}</p>
        </section>
      ))}
      <Paragraphs text={notice.after} />
      <p className="quiet">{words.noticeVersion(notice.version)}</p>
    </>
  );
}

function Paragraphs({ text }: { readonly text: string }) {
  return text === '' ? null : <p className="notice-own">{text}</p>;
}
