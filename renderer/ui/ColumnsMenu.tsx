import { Columns3 } from 'lucide-react';
import { memo } from 'react';
import { Checkbox, Dialog, DialogTrigger, Popover } from 'react-aria-components';
import { common } from '../text/common.ts';
import { Button } from './Button.tsx';

/** Chooses the columns of a list. The first one names its rows: it stays. An answer of the list does not draw it again. */
export const ColumnsMenu = memo(function ColumnsMenu({
  columns,
  shown,
  onChange,
}: {
  readonly columns: readonly { readonly id: string; readonly title: string }[];
  readonly shown: readonly string[];
  readonly onChange: (column: string, isShown: boolean) => void;
}) {
  return (
    <DialogTrigger>
      <Button variant="ghost" icon={Columns3} aria-label={common.columns} />
      <Popover className="popover" placement="bottom end" offset={6}>
        <Dialog className="columns-menu" aria-label={common.columns}>
          {columns.map(({ id, title }, i) => (
            <Checkbox
              key={id}
              className="checkbox"
              isSelected={shown.includes(id)}
              onChange={(isShown) => onChange(id, isShown)}
              isDisabled={i === 0}
            >
              <span className="checkbox-box" aria-hidden="true" />
              {title}
            </Checkbox>
          ))}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
});
