import type { PatientView } from '../../../shared/contract/patients.ts';
import { identityActs as words } from './text.ts';
import { heldTraitWords } from '../../text/traits.ts';
import { shownTrait } from './shown-trait.ts';

/** A strict trait that changed: what it was, what it became. */
export type TraitChange = PatientView['transitions'][number]['traits'][number];

/** What was changed in the strict traits: each with what it was and what it became. */
export function TraitChanges({ changes }: { readonly changes: readonly TraitChange[] }) {
  return (
    <ul className="bullets" aria-label={words.changed}>
      {changes.map(({ trait, before, after }) => (
        <li key={trait}>
          {heldTraitWords[trait]} : <span className="visually-hidden">{words.was} </span>
          <span className="quiet">{shownTrait(trait, before)}</span> <span aria-hidden="true">→</span>
          <span className="visually-hidden">, {words.becomes}</span> {shownTrait(trait, after)}
        </li>
      ))}
    </ul>
  );
}
