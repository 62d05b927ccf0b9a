import { PencilLine } from 'lucide-react';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { useFormOpen } from '../../client/useTyped.ts';
import { protectionLabels, representativeLabels } from '../../../shared/domain/identity/protection.ts';
import { identityActs as words } from './text.ts';
import { summaryText } from '../patient/public.ts';
import { Button } from '../../ui/Button.tsx';
import { frenchDate } from '../../ui/format.ts';
import { Panel } from '../../ui/Panel.tsx';
import { ComplementaryTraitsForm } from './ComplementaryTraitsForm.tsx';
import { leftComplementary } from './useComplementaryTraits.ts';

/** What decides no identity: used names, phone, billing number, who acts for the patient, correspondents. */
export function ComplementaryTraits({ patient }: { readonly patient: PatientView }) {
  const [editing, setEditing] = useFormOpen(leftComplementary, patient.id);
  return (
    <Panel
      title={words.more}
      aside={
        <Button variant="ghost" icon={PencilLine} onPress={() => setEditing(true)} aria-label={`${words.moreEdit} : ${words.more}`}>
          {words.moreEdit}
        </Button>
      }
    >
      <Facts patient={patient} />
      {patient.representation === null ? null : <p className="quiet">{patient.representation}</p>}
      {editing ? <ComplementaryTraitsForm patient={patient} onClose={() => setEditing(false)} /> : null}
    </Panel>
  );
}

function Facts({ patient }: { readonly patient: PatientView }) {
  const { medecinTraitant: doctor } = patient;
  return (
    <dl className="facts">
      <dt>{words.usedName}</dt>
      <dd>{patient.usedName ?? words.unset}</dd>
      <dt>{words.usedFirstName}</dt>
      <dd>{patient.usedFirstName ?? words.unset}</dd>
      <dt>{words.phone}</dt>
      <dd className="tabular">{patient.phone ?? words.unset}</dd>
      <dt>{words.postal}</dt>
      <dd>{patient.address ?? words.unsetAddress}</dd>
      <dt>{words.nss}</dt>
      <dd className="tabular">
        {patient.billingNss ?? words.unset}
        {patient.billingBirthDate === null ? null : (
          <span className="facts-note">{words.onCard(frenchDate(patient.billingBirthDate), patient.birthRank)}</span>
        )}
      </dd>
      <dt>{words.protection}</dt>
      <dd>{protectionLabels[patient.protection]}</dd>
      <dt>{words.representatives}</dt>
      <dd>
        <Representatives people={patient.representatives} />
      </dd>
      <dt>{summaryText.doctorTitle}</dt>
      <dd>{doctor === null ? words.unset : summaryText.doctorIs(doctor.name, doctor.address ?? doctor.name)}</dd>
      <dt>{words.correspondents}</dt>
      <dd>
        <Correspondents people={patient.correspondents} />
      </dd>
    </dl>
  );
}

function Representatives({ people }: { readonly people: PatientView['representatives'] }) {
  if (people.length === 0) return words.nobody;
  return people.map(({ name, relation, phone, stands }) => (
    <span key={`${name} ${relation}`} className="block">
      {name}, {representativeLabels[relation].toLowerCase()}
      {phone === null ? '' : `, ${phone}`}
      {stands ? '' : ` (${words.retired})`}
    </span>
  ));
}

function Correspondents({ people }: { readonly people: PatientView['correspondents'] }) {
  if (people.length === 0) return words.nobody;
  return people.map(({ name, address }) => (
    <span key={`${name} ${address ?? ''}`} className="block">
      {name}
      {address === null ? '' : ` · ${address}`}
    </span>
  ));
}
