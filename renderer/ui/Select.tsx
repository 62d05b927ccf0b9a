import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button, FieldError, Label, ListBox, ListBoxItem, Popover, Select as AriaSelect, SelectValue } from 'react-aria-components';

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

const choiceItem = (choice: Choice) => (
  <ListBoxItem className="option" id={choice.id} textValue={choice.label}>
    <span>{choice.label}</span>
    {choice.note === undefined ? null : <span className="option-note">{choice.note}</span>}
  </ListBoxItem>
);
