import type { PatientView } from '../../../shared/contract/patients.ts';
import { strictTraitNames } from '../../../shared/domain/ins/traits.ts';
import type { StrictTraits } from '../../../shared/domain/types.ts';
import { identityText as words } from './text.ts';
import { traitWords } from '../../text/traits.ts';
import { MarkText } from '../../ui/states.tsx';
import { outcomeMarks } from './outcome-marks.ts';
import { shownTrait } from './shown-trait.ts';
import { traitNote } from './trait-note.ts';
import type { InsiProposal } from './useInsi.ts';

const shownPlace = ({ traits, birthPlaceName }: PatientView): string =>
  birthPlaceName === null ? shownTrait('birthPlace', traits.birthPlace) : `${birthPlaceName} · ${traits.birthPlace ?? ''}`;

/** The strict traits of the record, beside those that INSi proposes when it does. */
export function TraitsTable({ patient, proposal }: { readonly patient: PatientView; readonly proposal: InsiProposal | null }) {
  return (
    <table className="traits">
      <thead>
        <tr>
          <th scope="col">{words.trait}</th>
          <th scope="col">{words.here}</th>
          {proposal === null ? null : (
            <>
              <th scope="col">{words.insi}</th>
              <th scope="col">{words.outcome}</th>
            </>
          )}
        </tr>
      </thead>
      <tbody>
        {strictTraitNames.map((trait) => (
          <TraitRow key={trait} trait={trait} patient={patient} proposal={proposal} />
        ))}
      </tbody>
    </table>
  );
}

function TraitRow({
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
  return (
    <tr data-outcome={compared?.outcome}>
      <th scope="row">{traitWords[trait]}</th>
      <td>
        {trait === 'birthPlace' ? shownPlace(patient) : shownTrait(trait, patient.traits[trait])}
        {note === null ? null : <span className="facts-note">{note}</span>}
      </td>
      {proposal === null ? null : (
        <>
          <td>
            <strong>{shownTrait(trait, compared?.insi ?? proposal.traits[trait])}</strong>
          </td>
          <td>{compared === undefined ? null : <MarkText mark={outcomeMarks[compared.outcome]} />}</td>
        </>
      )}
    </tr>
  );
}
