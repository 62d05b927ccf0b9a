import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

/**
 * A modal card: title, content, buttons.
 * @param onClose what Esc does; without it the dialog stays. @param size `s` 420 px, `m` 600 px, `l` 1000 px.
 */
export function Dialog({
  open,
  title,
  icon: Icon,
  onClose,
  children,
  buttons,
  size = 's',
  lock = false,
}: {
  readonly open: boolean;
  readonly title: string;
  readonly icon?: LucideIcon;
  readonly onClose?: () => void;
  readonly children: ReactNode;
  readonly buttons?: ReactNode;
  readonly size?: 's' | 'm' | 'l';
  readonly lock?: boolean;
}) {
  return (
    <ModalOverlay
      className="overlay"
      data-lock={lock || undefined}
      isOpen={open}
      isKeyboardDismissDisabled={onClose === undefined}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose?.();
      }}
    >
      <Modal className="modal" data-size={size}>
        <AriaDialog className="dialog">
          <div className="dialog-head">
            {Icon === undefined ? null : <Icon size={20} />}
            <Heading slot="title" level={2}>
              {title}
            </Heading>
          </div>
          <div className="dialog-body">{children}</div>
          {buttons === undefined ? null : <div className="dialog-foot">{buttons}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
