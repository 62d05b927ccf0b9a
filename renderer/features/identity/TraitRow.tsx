import type { PatientView } from '../../../shared/contract/patients.ts';
import type { TraitComparison } from '../../../shared/domain/ins/traits.ts';
import type { StrictTraits } from '../../../shared/domain/types.ts';
import { traitWords } from '../../text/traits.ts';
import { MarkText } from '../../ui/states.tsx';
import { comparedMark } from './compared-mark.ts';
import { shownTrait } from './shown-trait.ts';
import { traitNote } from './trait-note.ts';
import { useAnswerPlace } from './useAnswerPlace.ts';
import type { InsiProposal } from './useInsi.ts';

/** In the cell of what is not known. */
export const NOTHING = '–';

/** A strict trait of the record, beside that of INSi once it answered. */
export function TraitRow({
  trait,
  patient,
  proposal,
}: {
  readonly trait: keyof StrictTraits;
  readonly patient: PatientView;
  readonly proposal: InsiProposal | null;
}) {
  const note = traitNote(trait, patient);
  const compared = proposal?.comparison.find((row) => row.trait === trait);
  const mark = compared === undefined ? null : comparedMark(compared);
  const place = useAnswerPlace(proposal);
  return (
    <tr data-outcome={compared?.outcome}>
      <th scope="row">{traitWords[trait]}</th>
      <td>
        {hereOf(trait, patient)}
        {note === null ? null : <span className="facts-note">{note}</span>}
      </td>
      {compared === undefined ? null : (
        <>
          <td>
            <strong>{compared.outcome === 'identical' ? hereOf(trait, patient) : thereOf(compared, place)}</strong>
          </td>
          <td>{mark === null ? NOTHING : <MarkText mark={mark} />}</td>
        </>
      )}
    </tr>
  );
}

/** A trait that INSi answers. @param place that of its answer, by its name. */
export const thereOf = ({ trait, insi }: Pick<TraitComparison, 'trait' | 'insi'>, place: string): string =>
  insi === null ? NOTHING : trait === 'birthPlace' ? place : shownTrait(trait, insi);

/** A trait of the record, a place by its name. */
export function hereOf(trait: keyof StrictTraits, { traits, birthPlaceName }: Pick<PatientView, 'traits' | 'birthPlaceName'>): string {
  const value = traits[trait];
  if (value === null || value === '') return NOTHING;
  return trait === 'birthPlace' && birthPlaceName !== null ? `${birthPlaceName} · ${value}` : shownTrait(trait, value);
}
