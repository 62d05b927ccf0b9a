import { CircleCheck, CircleDot, FilePlus2, OctagonMinus, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { useAnswer } from '../../client/queries.ts';
import { go } from '../../client/router.ts';
import { summaryText as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { frenchDate } from '../../ui/format.ts';
import { moment } from '../../ui/moment.ts';
import { Panel } from '../../ui/Panel.tsx';
import { visibilityMarks } from '../../ui/marks.ts';
import { Badge, MarkText } from '../../ui/states.tsx';
import { addDocument, documentsScreen } from '../documents/feature.ts';
import { DocumentState } from '../documents/public.ts';
import { identityScreen } from '../identity/feature.ts';
import { dmpMark } from './Banner.tsx';
import { Doctor } from './Doctor.tsx';
import { Stays } from './Stays.tsx';

/** Documents that the summary shows. */
const LAST = 8;

/** What is missing before a document can leave, the last documents, the DMP. */
export function SummaryTab({ patient }: { readonly patient: PatientView }) {
  const documents = useAnswer('documents.list', { patientId: patient.id, limit: LAST }).data ?? [];
  const qualified = patient.status === 'QUAL';
  const { state: feeding, toConfirm, by: feedingBy } = patient.feeding;
  const doctor = patient.medecinTraitant;
  const female = patient.traits.sex === 'F';
  return (
    <div className="columns" data-main="right">
      <div className="stack">
        <Panel title={words.steps}>
          <ol className="steps">
            <Step
              done={qualified}
              title={qualified ? words.identityDone : words.identity}
              text={qualified ? words.identityIs : words.identityTo}
            >
              {qualified ? null : <Button onPress={() => go(identityScreen, patient.id)}>{words.identityGo}</Button>}
            </Step>
            {feeding === 'opposed' ? (
              <Step
                icon={OctagonMinus}
                tone="warn"
                title={words.opposed(female)}
                text={toConfirm ? words.opposedToConfirm(feedingBy) : words.opposedIs}
              />
            ) : toConfirm ? (
              <Step title={words.informationToConfirm} text={words.informationReceived(feedingBy)} />
            ) : (
              <Step
                done={feeding === 'informed'}
                title={feeding === 'informed' ? words.informationDone : words.information}
                text={feeding === 'informed' ? words.informationIs(female) : words.informationTo}
              />
            )}
            <Step
              done={doctor !== null && doctor.address !== null}
              title={doctor === null ? words.doctor : words.doctorDone}
              text={
                doctor === null
                  ? words.doctorTo
                  : doctor.address === null
                    ? words.doctorNoBox(doctor.name)
                    : words.doctorIs(doctor.name, doctor.address)
              }
            >
              <Doctor patient={patient} />
            </Step>
          </ol>
        </Panel>
        <Panel title={words.dmp} aside={<Badge mark={dmpMark(patient.dmp)} />}>
          <p className="quiet">{patient.dmp === null ? words.dmpNever : words.dmpAt(moment(patient.dmp.at))}</p>
        </Panel>
      </div>
      <div className="stack">
        <Panel
          title={words.last}
          flush
          aside={
            <Button icon={FilePlus2} variant="primary" onPress={() => addDocument(patient.id)}>
              {words.add}
            </Button>
          }
        >
          {documents.length === 0 ? (
            <p className="grid-empty">{words.lastNone}</p>
          ) : (
            <>
              <ul className="last">
                {documents.map((row) => (
                  <li key={row.id}>
                    <span className="tabular">{frenchDate(row.form.date)}</span>
                    <span className="two-lines">
                      <strong>{row.form.title}</strong>
                      <span>{row.typeLabel ?? row.fileName}</span>
                    </span>
                    <MarkText mark={visibilityMarks[row.form.visibility]} />
                    <DocumentState row={row} />
                  </li>
                ))}
              </ul>
              <div className="panel-more">
                <Button variant="ghost" onPress={() => go(documentsScreen, patient.id)}>
                  {words.all}
                </Button>
              </div>
            </>
          )}
        </Panel>
        <Stays stays={patient.stays} />
      </div>
    </div>
  );
}

function Step({
  done = false,
  icon,
  tone,
  title,
  text,
  children,
}: {
  readonly done?: boolean;
  readonly icon?: LucideIcon;
  readonly tone?: 'warn';
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}) {
  const Icon = icon ?? (done ? CircleCheck : CircleDot);
  return (
    <li className="step" data-tone={tone ?? (done ? 'ok' : 'wait')}>
      <Icon size={18} />
      <div>
        <p>
          <strong>{title}</strong>
        </p>
        <p className="quiet">{text}</p>
        {children}
      </div>
    </li>
  );
}
