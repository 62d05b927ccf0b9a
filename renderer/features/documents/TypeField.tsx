import { useState } from 'react';
import type { DocumentRow } from '../../../shared/contract/documents.ts';
import type { DocumentForm } from '../../../shared/domain/record/document.ts';
import { useAnswer } from '../../client/queries.ts';
import { changeSettings, useSettings } from '../../client/settings.ts';
import { documentsText as words } from './text.ts';
import { TypePicker } from './TypePicker.tsx';

/** Types last chosen that are kept. */
const RECENT = 8;

/** The type of a draft; as long as it is the one that was recognised, where it was read is said. */
export function TypeField({
  row,
  form,
  error,
  onChange,
}: {
  readonly row: DocumentRow;
  readonly form: DocumentForm;
  readonly error: string | undefined;
  readonly onChange: (part: Partial<DocumentForm>) => void;
}) {
  const [proposed] = useState(row.form.type);
  const settings = useSettings();
  const types = useAnswer('documents.types', null).data;
  const choose = (code: string): void => {
    const chosen = types?.find((type) => type.code === code);
    if (chosen === undefined || code === form.type) return;
    // A type with its own default visibility brings it only while the default was not changed by hand.
    const before = types?.find((type) => type.code === form.type);
    onChange({
      type: code,
      ...(before === undefined || before.defaultVisibility === form.visibility ? { visibility: chosen.defaultVisibility } : {}),
    });
    changeSettings(({ recentTypes }) => ({ recentTypes: [code, ...recentTypes.filter((known) => known !== code)].slice(0, RECENT) }));
  };
  return (
    <TypePicker
      key={types === undefined ? 'waiting' : 'ready'}
      types={types ?? []}
      value={form.type}
      first={[
        { title: words.typeGroups.proposed, codes: row.proposedTypes },
        { title: words.typeGroups.recent, codes: settings.recentTypes },
        { title: words.typeGroups.favourite, codes: settings.favouriteTypes },
      ]}
      aside={row.recognised.type === null || form.type !== proposed ? undefined : words.recognised[row.recognised.type]}
      error={error}
      onChoose={choose}
    />
  );
}
