import { QrCode } from 'lucide-react';
import { useRef } from 'react';
import { captureText as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { readDatamatrix, type DatamatrixSource } from './datamatrix-source.ts';
import { smallerPixels } from './image-pixels.ts';

/** An image, or what is drawn here (the first page of a PDF, a large photograph): the application finds the symbol in the pixels. */
export function DatamatrixButton() {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={chooser}
        type="file"
        accept="image/png,image/jpeg,application/pdf"
        hidden
        tabIndex={-1}
        aria-label={words.datamatrixLabel}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file !== undefined) void sourceOf(file).then(readDatamatrix);
        }}
      />
      <Button icon={QrCode} onPress={() => chooser.current?.click()}>
        {words.datamatrixButton}
      </Button>
    </>
  );
}

async function sourceOf(file: File): Promise<DatamatrixSource> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const drawn =
    bytes[0] === 0x25 && bytes[1] === 0x50 ? await (await import('./pdf-pixels.ts')).firstPagePixels(bytes) : await smallerPixels(bytes);
  return drawn === null ? { kind: 'image', bytes } : { kind: 'pixels', ...drawn };
}
