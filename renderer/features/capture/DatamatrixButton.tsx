import { QrCode } from 'lucide-react';
import { useRef } from 'react';
import { captureText as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { readSymbolIn, SYMBOL_FILES } from './datamatrix-file.ts';

/** Chooses the file whose symbol is read. */
export function DatamatrixButton() {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={chooser}
        type="file"
        accept={SYMBOL_FILES}
        hidden
        tabIndex={-1}
        aria-label={words.datamatrixLabel}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file !== undefined) readSymbolIn(file);
        }}
      />
      <Button icon={QrCode} onPress={() => chooser.current?.click()}>
        {words.datamatrixButton}
      </Button>
    </>
  );
}
