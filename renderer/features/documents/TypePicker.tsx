import { ChevronDown } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { Button, ComboBox, FieldError, Header, Input, Label, ListBox, ListBoxItem, ListBoxSection, Popover } from 'react-aria-components';
import type { DocumentTypeView } from '../../../shared/contract/documents.ts';
import { documentsText as words } from './text.ts';
import { typeGroups, type FirstTypes, type TypeGroup } from './type-groups.ts';

interface TypePickerProps {
  readonly label?: string;
  readonly types: readonly DocumentTypeView[];
  readonly value: string | null;
  /** What comes before the categories. */
  readonly first: readonly FirstTypes[];
  readonly aside: string | undefined;
  readonly error: string | undefined;
  readonly onChoose: (code: string) => void;
}

/** Chooses a type of document: opened, those of whoever chooses come first; typed in, the likeliest does, and Enter takes it. */
export function TypePicker(props: TypePickerProps) {
  const { label = words.type, aside, error } = props;
  const { input, chosen, groups, shown, isTyped, write, choose, forget, onKeyDown } = useTypePicker(props);
  return (
    <ComboBox
      className="field"
      items={groups}
      inputValue={shown}
      onInputChange={write}
      onSelectionChange={(key) => {
        if (key !== null) choose(groups.flatMap(({ types: lines }) => lines).find((line) => line.key === key)?.type.code);
      }}
      onBlur={forget}
      allowsCustomValue
      allowsEmptyCollection
      isInvalid={error !== undefined}
      menuTrigger="input"
    >
      <div className="field-head">
        <Label>{label}</Label>
        {aside === undefined ? null : <span className="field-aside">{aside}</span>}
      </div>
      <div className="combo">
        <Input
          ref={input}
          className="input"
          placeholder={words.typeChoose}
          onKeyDownCapture={onKeyDown}
          onFocus={(event) => event.target.select()}
        />
        {chosen === undefined ? null : <span className="combo-note">{chosen.code}</span>}
        <Button className="combo-button">
          <ChevronDown size={16} />
        </Button>
      </div>
      <FieldError className="field-error">{error}</FieldError>
      <Popover className="popover">
        <ListBox
          className="listbox"
          data-typed={isTyped || undefined}
          renderEmptyState={() => <p className="listbox-empty">{words.typeNone}</p>}
        >
          {section}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

/** What is typed and what is chosen: the field shows one or the other. */
function useTypePicker({ types, value, first, onChoose }: TypePickerProps) {
  const chosen = types.find(({ code }) => code === value);
  const label = chosen?.label ?? '';
  /** Null: the field shows what is chosen. */
  const [typed, setTyped] = useState<string | null>(null);
  const input = useSelectedAgain(label);
  const groups = typeGroups(types, first, typed ?? '');
  /** React Aria writes the label of what was chosen in the field: that is not typing. */
  const written = useRef<string | null>(null);
  const choose = (code: string | undefined): void => {
    written.current = types.find((type) => type.code === code)?.label ?? null;
    setTyped(null);
    if (code !== undefined) onChoose(code);
  };
  /** Where no line is marked, Enter takes the first of what is typed. */
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const marked = event.currentTarget.getAttribute('aria-activedescendant') !== null;
    if (event.key !== 'Enter' || typed === null || typed.trim() === '' || marked) return;
    const likeliest = groups[0]?.types[0]?.type;
    // Going on, the key closes the list; it stays where it says that nothing corresponds.
    if (likeliest !== undefined && !event.repeat) return choose(likeliest.code);
    event.preventDefault();
    event.stopPropagation();
  };
  return {
    input,
    chosen,
    groups,
    shown: typed ?? label,
    isTyped: typed !== null,
    write: (text: string) => setTyped(text === label || text === written.current ? null : text),
    choose,
    forget: () => setTyped(null),
    onKeyDown,
  };
}

/** A field whose words are selected once what it shows changes: what is typed next takes their place. */
function useSelectedAgain(shown: string): RefObject<HTMLInputElement | null> {
  const input = useRef<HTMLInputElement>(null);
  const before = useRef(shown);
  useEffect(() => {
    if (before.current === shown) return;
    before.current = shown;
    if (document.activeElement === input.current) input.current?.select();
  });
  return input;
}

const section = ({ title, types }: TypeGroup) => (
  <ListBoxSection id={`group ${title}`} aria-label={title === '' ? words.type : title}>
    {title === '' ? null : <Header className="listbox-head">{title}</Header>}
    {types.map(({ key, type }) => (
      <ListBoxItem key={key} className="option" id={key} textValue={type.label}>
        <span>{type.label}</span>
        <span className="option-note">{type.category}</span>
      </ListBoxItem>
    ))}
  </ListBoxSection>
);
