import { X } from 'lucide-react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { go } from '../../client/router.ts';
import { helpText as words } from './text.ts';
import { common } from '../../text/common.ts';
import { Button } from '../../ui/Button.tsx';
import type { Screen } from '../feature.ts';
import { helpScreen } from './feature.ts';
import { Guide } from './Guide.tsx';
import { helpPages } from './pages.ts';
import './help.css';

/** F1: the page of the guide about the current screen, beside it; nothing typed is lost. */
export function HelpDrawer({ screen, onClose }: { readonly screen: Screen; readonly onClose: () => void }) {
  const page = helpPages.find((known) => known.id === screen.help) ?? helpPages[0];
  return (
    <ModalOverlay className="overlay" data-side isOpen isDismissable onOpenChange={(open) => (open ? undefined : onClose())}>
      <Modal className="drawer">
        <Dialog className="dialog">
          <div className="dialog-head">
            <Heading slot="title" level={2}>
              {words.drawer}
            </Heading>
            <Button variant="ghost" icon={X} aria-label={common.close} onPress={onClose} />
          </div>
          <div className="dialog-body">{page === undefined ? null : <Guide source={page.source} top={3} />}</div>
          {screen.needs === 'locked' ? null : (
            <div className="dialog-foot">
              <Button
                onPress={() => {
                  onClose();
                  go(helpScreen);
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
