import { Upload } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from '../../ui/Button.tsx';
import { onAskForFile } from './ask.ts';
import { documentsText as words } from './text.ts';
import type { Adding } from './useAddDocument.ts';

/** The button that chooses PDFs for a record, pressed too by whoever asks for a file (Ctrl+E). */
export function AddFiles({ patientId, adding: { add, busy } }: { readonly patientId: string; readonly adding: Adding }) {
  const chooser = useRef<HTMLInputElement>(null);
  useEffect(() => onAskForFile(patientId, () => chooser.current?.click()), [patientId]);
  return (
    <>
      <input
        ref={chooser}
        type="file"
        accept="application/pdf,.pdf"
        multiple
        hidden
        tabIndex={-1}
        aria-label={words.addLabel}
        onChange={(event) => {
          add([...(event.currentTarget.files ?? [])]);
          event.currentTarget.value = '';
        }}
      />
      <Button variant="primary" icon={Upload} pending={busy} onPress={() => chooser.current?.click()} aria-keyshortcuts="Control+E">
        {words.add}
      </Button>
    </>
  );
}
