import type { PatientView } from '../../../shared/contract/patients.ts';
import { strictTraitNames } from '../../../shared/domain/ins/traits.ts';
import { identityText as words } from './text.ts';
import { TraitRow } from './TraitRow.tsx';
import type { InsiProposal } from './useInsi.ts';

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
