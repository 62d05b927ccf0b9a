import { Label, ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import type { Visibility } from '../../../shared/domain/record/document.ts';
import { visibilityWords } from '../../text/common.ts';
import { visibilityMarks } from '../../ui/marks.ts';
import { documentsText as words } from './text.ts';

const VISIBILITIES = [
  'visible',
  'invisible-patient',
  'masked',
  'professionals-only',
  'invisible-representatives',
] as const satisfies readonly Visibility[];

/**
 * Who sees the document in Mon espace santé.
 *
 * @param minor has representatives from whom it may be hidden.
 * @param hidden it can only be hidden from them: their secret connection is open.
 */
export function VisibilityField({
  value,
  minor,
  hidden,
  error,
  onChange,
}: {
  readonly value: Visibility;
  readonly minor: boolean;
  readonly hidden: boolean;
  readonly error: string | undefined;
  readonly onChange: (value: Visibility) => void;
}) {
  return (
    <div className="field">
      <Label>{words.visibility}</Label>
      <ToggleButtonGroup
        className="visibility"
        aria-label={words.visibility}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[value]}
        onSelectionChange={(keys) => {
          const chosen = VISIBILITIES.find((known) => keys.has(known));
          if (chosen !== undefined) onChange(chosen);
        }}
      >
        {VISIBILITIES.filter((known) => minor || known !== 'invisible-representatives' || value === known).map((known) => {
          const Icon = visibilityMarks[known].icon;
          return (
            <ToggleButton
              key={known}
              id={known}
              className="visibility-choice"
              data-tone={visibilityMarks[known].tone}
              isDisabled={hidden && known !== 'invisible-representatives'}
            >
              <Icon size={16} />
              <span>{visibilityWords[known]}</span>
            </ToggleButton>
          );
        })}
      </ToggleButtonGroup>
      {error === undefined ? null : <p className="field-error">{error}</p>}
    </div>
  );
}
