import type { PatientView } from '../../../shared/contract/patients.ts';
import { strictTraitNames } from '../../../shared/domain/ins/traits.ts';
import { insKindWords } from '../../text/common.ts';
import { MarkText } from '../../ui/states.tsx';
import { comparedMark } from './compared-mark.ts';
import { identityText, qualifyText as words } from './text.ts';
import { NOTHING, TraitRow } from './TraitRow.tsx';
import type { InsiProposal } from './useInsi.ts';

/** The strict traits of the record and its matricule, beside those that INSi answers. */
export function QualifyTraits({ patient, proposal }: { readonly patient: PatientView; readonly proposal: InsiProposal | null }) {
  return (
    <table className="traits qualify-traits">
      <thead>
        <tr>
          <th scope="col">{identityText.trait}</th>
          <th scope="col">{proposal === null ? identityText.here : words.typed}</th>
          {proposal === null ? null : (
            <>
              <th scope="col">{words.answer}</th>
              <th scope="col">{identityText.outcome}</th>
            </>
          )}
        </tr>
      </thead>
      <tbody>
        {strictTraitNames.map((trait) => (
          <TraitRow key={trait} trait={trait} patient={patient} proposal={proposal} />
        ))}
        <MatriculeRow patient={patient} proposal={proposal} />
      </tbody>
    </table>
  );
}

/** Its digits are for a qualified identity alone. */
function MatriculeRow({ patient: { ins }, proposal }: { readonly patient: PatientView; readonly proposal: InsiProposal | null }) {
  const mark = proposal === null ? null : comparedMark({ local: ins?.matricule ?? null, insi: proposal.kind, outcome: 'identical' });
  return (
    <tr>
      <th scope="row">{words.matricule}</th>
      <td className="tabular">{ins === null ? NOTHING : `${ins.display} ${ins.key} · ${insKindWords[ins.kind] ?? ins.kind}`}</td>
      {proposal === null ? null : (
        <>
          <td>{words.matriculeLater(insKindWords[proposal.kind] ?? proposal.kind)}</td>
          <td>{mark === null ? NOTHING : <MarkText mark={mark} />}</td>
        </>
      )}
    </tr>
  );
}
