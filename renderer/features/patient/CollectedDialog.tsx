import type { LucideIcon } from 'lucide-react';
import { useCallback, type ReactNode } from 'react';
import type { PatientWordView } from '../../../shared/contract/consent.ts';
import { common } from '../../text/common.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';
import { CollectedFields, useCollected } from './Collected.tsx';
import type { Means } from './useInformation.ts';

/** Something that the patient said, kept with who heard it and by which means. */
export function CollectedDialog({
  title,
  icon,
  people,
  does,
  done,
  keep,
  onClose,
  children,
}: {
  readonly title: string;
  readonly icon: LucideIcon;
  readonly people: PatientWordView['people'];
  /** Of the button. */
  readonly does: string;
  /** Said once it is kept. */
  readonly done: string;
  /** Keeps it; always the same function as long as it keeps the same. */
  readonly keep: (collected: { readonly collector: string; readonly means: Means }) => Promise<unknown>;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const [collected, setCollected] = useCollected(people);
  const { collector, means } = collected;
  const { run, busy, error } = useAction(
    useCallback(
      async (_live: () => boolean, heard: string) => {
        await keep({ collector: heard, means });
        tell(done, 'quiet');
        onClose();
      },
      [keep, done, means, onClose],
    ),
  );
  return (
    <Dialog
      open
      size="m"
      title={title}
      icon={icon}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{common.cancel}</Button>
          <Button
            variant="primary"
            pending={busy}
            isDisabled={collector === null}
            onPress={() => {
              if (collector !== null) void run(collector);
            }}
          >
            {does}
          </Button>
        </>
      }
    >
      <div className="stack">
        {children}
        <CollectedFields people={people} collected={collected} onChange={setCollected} />
        {error === null ? null : <ErrorBox error={error} />}
      </div>
    </Dialog>
  );
}
