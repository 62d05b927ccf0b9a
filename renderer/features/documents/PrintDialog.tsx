import { Printer } from 'lucide-react';
import { useCallback, useState, type ReactNode } from 'react';
import { common } from '../../text/common.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { OfferedPdf } from './OfferedPdf.tsx';
import { documentsText as words } from './text.ts';

/** Enough for a printed datamatrix to be read back. */
const PRINT_DENSITY = 4;

/** A PDF seen, then printed from the window: no file is left behind. @param name tells one PDF from another. @param children what is chosen before. */
export function PrintDialog({
  name,
  title,
  address,
  children,
  onClose,
}: {
  readonly name: string;
  readonly title: string;
  readonly address: () => Promise<{ readonly url: string }>;
  readonly children?: ReactNode;
  readonly onClose: () => void;
}) {
  const [shown, setShown] = useState<string | null>(null);
  const onShown = useCallback(() => setShown(name), [name]);
  return (
    <Dialog
      open
      size="m"
      title={title}
      icon={Printer}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{common.close}</Button>
          <Button variant="primary" icon={Printer} isDisabled={shown !== name} onPress={() => window.print()}>
            {common.print}
          </Button>
        </>
      }
    >
      <div className="stack">
        {children}
        <p className="quiet">{words.printHelp}</p>
        <OfferedPdf
          key={name}
          className="print-area"
          label={words.printReady}
          address={address}
          density={PRINT_DENSITY}
          onShown={onShown}
        />
      </div>
    </Dialog>
  );
}
