import { Label, Radio, RadioGroup } from 'react-aria-components';
import type { SituationView } from '../../../shared/contract/session.ts';
import { sessionText } from './text.ts';

/** The situations of a card, one of them chosen, which has the focus: Enter goes on with it. */
export function SituationChoice({
  situations,
  value,
  onChange,
  onEnter,
}: {
  readonly situations: readonly SituationView[];
  /** Index of the one that is chosen. */
  readonly value: number;
  readonly onChange: (index: number) => void;
  readonly onEnter: () => void;
}) {
  return (
    <div
      // On its way in: a radio keeps its keys to itself.
      onKeyDownCapture={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        // The key that gave the PIN may still be held: it has chosen nothing here.
        if (!event.repeat) onEnter();
      }}
    >
      <RadioGroup className="field" value={String(value)} onChange={(index) => onChange(Number(index))}>
        <Label>{sessionText.situation}</Label>
        {situations.map(({ index, structureName, sectorLabel }) => (
          <Radio key={index} value={String(index)} className="radio-row" autoFocus={index === value}>
            <span className="radio-dot" aria-hidden="true" />
            <span>
              <strong>{structureName}</strong>
              <span className="quiet">{sectorLabel}</span>
            </span>
          </Radio>
        ))}
      </RadioGroup>
    </div>
  );
}
