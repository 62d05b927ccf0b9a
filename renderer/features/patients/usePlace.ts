import { useRef, useState } from 'react';
import type { PlaceView } from '../../../shared/contract/identity.ts';
import { useAnswer } from '../../client/queries.ts';
import { useLater } from '../../ui/useLater.ts';
import { typedCode } from './place-code.ts';

/** Characters from which places are looked for. */
const ENOUGH = 2;

/** A place being looked for. */
interface Place {
  readonly typed: string;
  readonly type: (text: string) => void;
  readonly found: readonly PlaceView[];
  /** What is typed is enough to be looked for. */
  readonly enough: boolean;
  /** What was found is not yet for what is typed. */
  readonly searching: boolean;
  readonly choose: (place: PlaceView) => void;
}

/**
 * @param value COG of the place that is there first. @param name its name, empty when it is not known: the field shows its code then.
 * @param on birth date `YYYY-MM-DD`, to find places as they were; null when unknown.
 * @param onChange with the code of what is typed or chosen, empty when it has none, and what is written: what is typed is found again.
 */
export function usePlace(value: string, name: string, on: string | null, onChange: (cog: string, name: string) => void): Place {
  const [typed, setTyped] = useState(name === '' ? value : name);
  // A choice is followed by its own text: that is not typing.
  const chosen = useRef<string | null>(name === '' ? null : name);
  const query = useLater(typed.trim(), 120);
  const enough = typed.trim().length >= ENOUGH;
  const { data: found = [], isFetching } = useAnswer(
    'places.search',
    { query, on },
    { enabled: query.length >= ENOUGH, placeholderData: (before) => before, gcTime: 30_000 },
  );
  return {
    typed,
    type: (text) => {
      setTyped(text);
      if (text === chosen.current) return;
      chosen.current = null;
      onChange(typedCode(text), text);
    },
    found: enough ? found : [],
    enough,
    searching: isFetching || query !== typed.trim(),
    choose: (place) => {
      chosen.current = place.name;
      setTyped(place.name);
      onChange(place.cog, place.name);
    },
  };
}
