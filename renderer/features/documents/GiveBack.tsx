import { Ellipsis } from 'lucide-react';
import { Menu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components';
import { returnReasons, type ReturnReason } from '../../../shared/domain/record/document.ts';
import { returnReasonLabels } from '../../../shared/domain/delegation/return-reasons.ts';
import { Button } from '../../ui/Button.tsx';
import { documentsText as words } from './text.ts';

const OVER = 'take-over';

/** What else a professional does of what was prepared for them: gives it back with a reason of the list, or makes it their own. */
export function GiveBack({
  pending,
  onGiveBack,
  onTakeOver,
}: {
  readonly pending: boolean;
  readonly onGiveBack: (reason: ReturnReason) => void;
  readonly onTakeOver: () => void;
}) {
  const act = (key: string): void => {
    const reason = returnReasons.find((one) => one === key);
    if (reason !== undefined) onGiveBack(reason);
    else onTakeOver();
  };
  return (
    <MenuTrigger>
      <Button icon={Ellipsis} aria-label={words.giveBackOr} pending={pending} />
      <Popover className="popover" placement="top end">
        <Menu className="listbox" aria-label={words.giveBackOr} onAction={(key) => act(String(key))}>
          {returnReasons.map((reason) => (
            <MenuItem key={reason} className="option" id={reason}>
              {words.giveBack(returnReasonLabels[reason])}
            </MenuItem>
          ))}
          <Separator />
          <MenuItem className="option" id={OVER}>
            {words.takeOver}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
