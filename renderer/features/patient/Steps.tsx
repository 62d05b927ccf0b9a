import type { LocalSex } from '../../../shared/domain/types.ts';
import { CircleCheck, CircleDot, OctagonMinus, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { useMay } from '../../client/rights.ts';
import { go } from '../../client/router.ts';
import { summaryText as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { identityScreen } from '../identity/feature.ts';
import { Doctor } from './Doctor.tsx';

/** What is missing before a document can leave: the identity, the information of the patient, the médecin traitant. */
export function Steps({ patient }: { readonly patient: PatientView }) {
  return (
    <Panel title={words.steps}>
      <ol className="steps">
        <IdentityStep id={patient.id} qualified={patient.status === 'QUAL'} />
        <FeedingStep feeding={patient.feeding} sex={patient.traits.sex} />
        <DoctorStep patient={patient} />
      </ol>
    </Panel>
  );
}

function IdentityStep({ id, qualified }: { readonly id: string; readonly qualified: boolean }) {
  if (qualified) return <Step done title={words.identityDone} text={words.identityIs} />;
  return (
    <Step title={words.identity} text={words.identityTo}>
      <Button onPress={() => go(identityScreen, id)}>{words.identityGo}</Button>
    </Step>
  );
}

function FeedingStep({ feeding: { state, toConfirm, by }, sex }: { readonly feeding: PatientView['feeding']; readonly sex: LocalSex }) {
  if (state === 'opposed')
    return (
      <Step icon={OctagonMinus} tone="warn" title={words.opposed(sex)} text={toConfirm ? words.opposedToConfirm(by) : words.opposedIs} />
    );
  if (toConfirm) return <Step title={words.informationToConfirm} text={words.informationReceived(by)} />;
  if (state === 'informed') return <Step done title={words.informationDone} text={words.informationIs(sex)} />;
  return <Step title={words.information} text={words.informationTo(sex)} />;
}

function DoctorStep({ patient }: { readonly patient: PatientView }) {
  const { done, title, text } = doctorSaid(patient.medecinTraitant);
  const kept = useMay('patient-word');
  return (
    <Step done={done} title={title} text={text}>
      {kept ? <Doctor patient={patient} /> : null}
    </Step>
  );
}

/** Done once there is an address to write to. */
function doctorSaid(doctor: PatientView['medecinTraitant']): { readonly done: boolean; readonly title: string; readonly text: string } {
  if (doctor === null) return { done: false, title: words.doctor, text: words.doctorTo };
  const { name, address } = doctor;
  return {
    done: address !== null,
    title: words.doctorDone,
    text: address === null ? words.doctorNoBox(name) : words.doctorIs(name, address),
  };
}

/** @param icon for what stands in the way. */
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
