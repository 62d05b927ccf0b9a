import { X } from 'lucide-react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { go } from '../../client/router.ts';
import { screenOf, type ScreenId } from '../../client/routes.ts';
import { helpText as words } from '../../text/admin.ts';
import { common } from '../../text/common.ts';
import { Button } from '../../ui/Button.tsx';
import { Guide } from './Guide.tsx';
import { helpPages } from './pages.ts';

/** F1: the page of the guide about the current screen, beside it; nothing typed is lost. */
export function HelpDrawer({ screen, onClose }: { readonly screen: ScreenId; readonly onClose: () => void }) {
  const page = helpPages.find((known) => known.id === screenOf(screen).help) ?? helpPages[0];
  return (
    <ModalOverlay className="overlay" data-side isOpen isDismissable onOpenChange={(open) => (open ? undefined : onClose())}>
      <Modal className="drawer">
        <Dialog className="dialog">
          <div className="dialog-head">
            <Heading slot="title" level={2}>{words.drawer}</Heading>
            <Button variant="ghost" icon={X} aria-label={common.close} onPress={onClose} />
          </div>
          <div className="dialog-body">{page === undefined ? null : <Guide source={page.source} top={3} />}</div>
          {screen === 'lock' ? null : (
            <div className="dialog-foot">
              <Button
                onPress={() => {
                  onClose();
                  go('help');
                }}
              >
                {words.all}
              </Button>
            </div>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
