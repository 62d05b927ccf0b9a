import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import {
  Button,
  ComboBox,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
} from 'react-aria-components';

/** One thing to choose. */
export interface Choice {
  readonly id: string;
  readonly label: string;
  /** Shown small beside the label: a code, a category. */
  readonly note?: string;
}

interface Common {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly value: string | null;
  readonly onChange: (id: string | null) => void;
  readonly error?: ReactNode;
  readonly disabled?: boolean;
}

/** A short list to choose from, without a default unless `value` says so. */
export function Select({
  label,
  choices,
  value,
  onChange,
  placeholder,
  error,
  disabled = false,
}: Common & { readonly placeholder: string }) {
  return (
    <AriaSelect
      className="field"
      placeholder={placeholder}
      value={value}
      onChange={(key) => onChange(key === null ? null : String(key))}
      isDisabled={disabled}
      isInvalid={error !== undefined && error !== null}
    >
      <Label>{label}</Label>
      <Button className="input select-button">
        <SelectValue className="select-value" />
        <ChevronDown size={16} />
      </Button>
      <FieldError className="field-error">{error}</FieldError>
      <Popover className="popover">
        <ListBox className="listbox" items={choices}>
          {choiceItem}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

/** A long list: typing filters it, the arrows open it. `aside` sits right of the label. */
export function SearchSelect({
  label,
  choices,
  value,
  onChange,
  error,
  disabled = false,
  aside,
  placeholder,
}: Common & { readonly aside?: ReactNode; readonly placeholder: string }) {
  const chosen = choices.find((choice) => choice.id === value);
  return (
    <ComboBox
      className="field"
      defaultItems={choices}
      selectedKey={value}
      onSelectionChange={(key) => {
        // Leaving the field half-typed answers null: the last real choice stays.
        if (key !== null) onChange(String(key));
      }}
      isDisabled={disabled}
      isInvalid={error !== undefined && error !== null}
      menuTrigger="input"
    >
      <div className="field-head">
        <Label>{label}</Label>
        {aside === undefined ? null : <span className="field-aside">{aside}</span>}
      </div>
      <div className="combo">
        <Input className="input" placeholder={placeholder} />
        {chosen?.note === undefined ? null : <span className="combo-note">{chosen.note}</span>}
        <Button className="combo-button">
          <ChevronDown size={16} />
        </Button>
      </div>
      <FieldError className="field-error">{error}</FieldError>
      <Popover className="popover">
        <ListBox className="listbox" renderEmptyState={() => <p className="listbox-empty">Aucun type ne correspond.</p>}>
          {choiceItem}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

const choiceItem = (choice: Choice) => (
  <ListBoxItem className="option" id={choice.id} textValue={choice.label}>
    <span>{choice.label}</span>
    {choice.note === undefined ? null : <span className="option-note">{choice.note}</span>}
  </ListBoxItem>
);
