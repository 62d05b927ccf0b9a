import { useRef, useState } from 'react';
import { ComboBox, FieldError, Input, Label, ListBox, ListBoxItem, Popover, Text } from 'react-aria-components';
import { useAnswer } from '../../client/queries.ts';
import { newPatientText as words } from './text.ts';
import { useLater } from '../../ui/useLater.ts';

/**
 * Place of birth: the commune or the country by its name (as it was called then) or its COG code. What the user types
 * is kept as typed; a choice gives the code.
 *
 * @param value COG, 5 characters, or what is being typed. @param on birth date `YYYY-MM-DD`, to find places as they were; null when unknown.
 */
export function PlaceField({
  label,
  value,
  name,
  on,
  onChange,
  error,
}: {
  readonly label: string;
  readonly value: string;
  /** Name of the chosen place. */
  readonly name: string;
  readonly on: string | null;
  readonly onChange: (cog: string, name: string) => void;
  readonly error?: string | undefined;
}) {
  const [typed, setTyped] = useState(name === '' ? value : name);
  // A choice is followed by its own text: that is not typing.
  const chosen = useRef(name);
  const query = useLater(typed.trim(), 120);
  const { data: found = [], isFetching } = useAnswer(
    'places.search',
    { query, on },
    { enabled: query.length >= 2, placeholderData: (before) => before, gcTime: 30_000 },
  );
  return (
    <ComboBox
      className="field"
      items={found}
      inputValue={typed}
      onInputChange={(text) => {
        setTyped(text);
        const code = text.trim().toUpperCase();
        if (text !== chosen.current) onChange(/^\d[\dAB]\d{3}$/.test(code) ? code : '', '');
      }}
      onSelectionChange={(key) => {
        const place = found.find(({ cog, name: place }) => key === `${cog} ${place}`);
        if (place === undefined) return;
        chosen.current = place.name;
        setTyped(place.name);
        onChange(place.cog, place.name);
      }}
      allowsCustomValue
      allowsEmptyCollection
      isInvalid={error !== undefined}
      menuTrigger="input"
    >
      <div className="field-head">
        <Label>{label}</Label>
        <span className="field-aside tabular">{value}</span>
      </div>
      <Input className="input" autoComplete="off" spellCheck="false" placeholder={words.placeExample} />
      <Text slot="description" className="field-help">
        {words.placeHelp}
      </Text>
      <FieldError className="field-error">{error}</FieldError>
      <Popover className="popover">
        <ListBox
          className="listbox"
          renderEmptyState={() => (
            <p className="listbox-empty">{isFetching || query !== typed.trim() ? words.placeSearching : words.placeNone}</p>
          )}
        >
          {(place: (typeof found)[number]) => (
            <ListBoxItem
              className="option"
              id={`${place.cog} ${place.name}`}
              textValue={place.name}
              aria-label={`${place.name}, ${place.detail}, ${place.cog}`}
            >
              <span>{place.name}</span>
              <span className="option-note tabular">
                {place.detail} · {place.cog}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
