import type { PatientView } from '../../../shared/contract/patients.ts';
import { representativeLabels } from '../../../shared/domain/identity/protection.ts';
import { summaryText as words } from './text.ts';
import { moment } from '../../ui/moment.ts';
import { Panel } from '../../ui/Panel.tsx';
import { DmpPanel } from './DmpPanel.tsx';
import { InformationControl } from './InformationControl.tsx';
import type { InformationPurpose } from './useInformation.ts';

/** What the patient was told and answered, with who recorded it and when. */
export function RightsTab({ patient }: { readonly patient: PatientView }) {
  const female = patient.traits.sex === 'F';
  return (
    <div className="columns" data-main="even">
      <Purpose patient={patient} purpose="feeding" title={words.feedingTitle} help={words.feedingHelp(female)} />
      <Purpose patient={patient} purpose="consultation" title={words.consultationTitle} help={words.consultationHelp(female)} />
      {patient.representation === null ? null : <Whom patient={patient} representation={patient.representation} />}
      <DmpPanel dmp={patient.dmp} />
    </div>
  );
}

/** A minor, a protected adult: whose information and whose consent, and who they are. */
function Whom({ patient, representation }: { readonly patient: PatientView; readonly representation: string }) {
  const acting = patient.representatives.filter(({ stands }) => stands);
  return (
    <Panel title={words.whom}>
      <div className="stack">
        <p>{representation}</p>
        {acting.length === 0 ? (
          <p className="quiet">{words.whomNobody}</p>
        ) : (
          <ul className="bullets">
            {acting.map(({ name, relation, phone }) => (
              <li key={`${name} ${relation}`}>
                {name}, {representativeLabels[relation].toLowerCase()}
                {phone === null ? '' : `, ${phone}`}
              </li>
            ))}
          </ul>
        )}
      </div>
    </Panel>
  );
}

function Purpose({
  patient,
  purpose,
  title,
  help,
}: {
  readonly patient: PatientView;
  readonly purpose: InformationPurpose;
  readonly title: string;
  readonly help: string;
}) {
  const { at, by, toConfirm } = patient[purpose];
  return (
    <Panel title={title}>
      <div className="stack">
        <p>{help}</p>
        <InformationControl patient={patient} purpose={purpose} size="m" />
        <p className="quiet">
          {at === null ? words.neverRecorded : (toConfirm ? words.receivedBy : words.recordedBy)(moment(at), by ?? '–')}
        </p>
      </div>
    </Panel>
  );
}
