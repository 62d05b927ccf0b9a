import { FileDown } from 'lucide-react';
import { useEffect } from 'react';
import { errorFacts, fail } from '../../../shared/errors.ts';
import { isTextField } from '../../ui/text-field.ts';
import { arrivals } from './arrivals.ts';
import { filesOf } from './dropped.ts';
import { recordOnScreen, useRecordOnScreen } from './record-on-screen.ts';
import { arrivalsText as words } from './text.ts';
import { useFileDrop } from './useFileDrop.ts';

/** The whole window takes files, dropped or pasted, and says for whom while they are dragged over it. */
export function DropZone() {
  const record = useRecordOnScreen();
  const over = useFileDrop(take);
  useEffect(() => {
    window.addEventListener('paste', onPaste);
    return () => window.removeEventListener('paste', onPaste);
  }, []);
  if (!over) return null;
  return (
    <div className="drop" aria-hidden="true">
      <div>
        <FileDown size={40} strokeWidth={1.5} />
        <p>{record === null ? words.dropAnywhere : words.drop(record.name)}</p>
        <p className="quiet">{words.dropHelp}</p>
      </div>
    </div>
  );
}

/** What was let go over the window goes to the record that was on screen then. */
function take(transfer: DataTransfer): void {
  const to = recordOnScreen();
  void filesOf(transfer).then((files) =>
    // A link, a text, or what a program promises and does not give.
    arrivals.arrive(files.length === 0 ? [{ name: words.notFile, refused: errorFacts(fail('NOT_A_FILE')) }] : files, to),
  );
}

function onPaste(event: ClipboardEvent): void {
  const { clipboardData: data } = event;
  if (data === null || data.files.length === 0) return;
  // Word processors put a picture beside the text: where text is typed, the text is meant.
  if (isTextField(event.target) && data.types.includes('text/plain')) return;
  event.preventDefault();
  take(data);
}
