import type { DroppedField } from '../../../shared/domain/identity/merge-fields.ts';
import { protectionLabels, protectionMeasures } from '../../../shared/domain/identity/protection.ts';
import { statusLabels } from '../../../shared/domain/identity/status.ts';
import { identityStatuses } from '../../../shared/domain/types.ts';
import { mergeText as words } from './text.ts';
import { frenchDate } from '../../ui/format.ts';
import { shownTrait } from './shown-trait.ts';

/** A value of one of two merged records, as it is read. */
export function mergedValue(field: DroppedField, value: string | null): string {
  if (value === null) return noneOf(field);
  switch (field) {
    case 'death':
      return words.deathOn(frenchDate(value));
    case 'protection':
      return labelOf(protectionMeasures, protectionLabels, value);
    case 'status':
      return labelOf(identityStatuses, statusLabels, value);
    case 'birthDate':
    case 'sex':
      return shownTrait(field, value);
    default:
      return value;
  }
}

const without: Readonly<Partial<Record<DroppedField, string>>> = words.noneOf;
const noneOf = (field: DroppedField): string => without[field] ?? words.none;

function labelOf<K extends string>(known: readonly K[], labels: Readonly<Record<K, string>>, value: string): string {
  const found = known.find((one) => one === value);
  return found === undefined ? value : labels[found];
}
