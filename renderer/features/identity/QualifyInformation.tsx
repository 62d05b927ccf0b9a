import type { PatientView } from '../../../shared/contract/patients.ts';
import { InformationControl } from '../patient/public.ts';
import { qualifyText as words } from './text.ts';

/** What the patient was told and answered, one press each. */
export function QualifyInformation({ patient }: { readonly patient: PatientView }) {
  return (
    <div className="qualify-part qualify-information">
      <h3>{words.information(patient.traits.sex)}</h3>
      <InformationControl patient={patient} purpose="feeding" />
      <InformationControl patient={patient} purpose="consultation" />
    </div>
  );
}
