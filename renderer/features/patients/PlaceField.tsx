import { ComboBox, FieldError, Input, Label, ListBox, ListBoxItem, Popover, Text } from 'react-aria-components';
import type { PlaceView } from '../../../shared/contract/identity.ts';
import { newPatientText as words } from './text.ts';
import { usePlace } from './usePlace.ts';

/** A code may have had several names. */
const keyOf = ({ cog, name }: PlaceView): string => `${cog} ${name}`;

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
  /** Name of the chosen place, or what is being typed. */
  readonly name: string;
  readonly on: string | null;
  readonly onChange: (cog: string, name: string) => void;
  readonly error?: string | undefined;
}) {
  const { typed, type, found, enough, searching, choose } = usePlace(value, name, on, onChange);
  return (
    <ComboBox
      className="field"
      items={found}
      inputValue={typed}
      onInputChange={type}
      onSelectionChange={(key) => {
        const place = found.find((one) => keyOf(one) === key);
        if (place !== undefined) choose(place);
      }}
      allowsCustomValue
      // Nothing found is said; nothing looked for opens no list.
      allowsEmptyCollection={enough}
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
          renderEmptyState={() => <p className="listbox-empty">{searching ? words.placeSearching : words.placeNone}</p>}
        >
          {placeItem}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

const placeItem = (place: PlaceView) => (
  <ListBoxItem className="option" id={keyOf(place)} textValue={place.name} aria-label={`${place.name}, ${place.detail}, ${place.cog}`}>
    <span>{place.name}</span>
    <span className="option-note tabular">
      {place.detail} · {place.cog}
    </span>
  </ListBoxItem>
);
