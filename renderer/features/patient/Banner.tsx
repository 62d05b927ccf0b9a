import { ChevronDown, ChevronUp } from 'lucide-react';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { UNKNOWN_BIRTH_DATE } from '../../../shared/domain/ins/dates.ts';
import { useMay } from '../../client/rights.ts';
import { insKindWords } from '../../text/common.ts';
import { patientText as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { frenchDate } from '../../ui/format.ts';
import { Badge } from '../../ui/states.tsx';
import { bannerMarks, noInsWords } from './banner-marks.ts';
import { InformationControl } from './InformationControl.tsx';
import { SecretOffer } from './SecretConnection.tsx';

/**
 * Who the patient is, always on screen.
 * @param short on one line. @param onToggle asks for all of it, or for one line again; absent when there is room for all of it.
 */
export function Banner({
  patient,
  short = false,
  onToggle,
}: {
  readonly patient: PatientView;
  readonly short?: boolean;
  readonly onToggle?: () => void;
}) {
  const hears = useMay('patient-word');
  return (
    <section
      className="banner"
      aria-label={words.banner}
      data-short={short || undefined}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !short) onToggle?.();
      }}
    >
      <Who patient={patient} short={short} />
      <div className="banner-line banner-states">
        {bannerMarks(patient).map(({ mark, strong }) => (
          <Badge key={mark.word} mark={mark} strong={strong} />
        ))}
        <div className="banner-controls">
          <SecretOffer patient={patient} />
          {hears ? (
            <>
              <InformationControl patient={patient} purpose="feeding" />
              <InformationControl patient={patient} purpose="consultation" />
            </>
          ) : null}
        </div>
      </div>
      {onToggle === undefined ? null : (
        <Button
          variant="ghost"
          icon={short ? ChevronDown : ChevronUp}
          aria-label={short ? words.bannerWhole : words.bannerShort}
          aria-expanded={!short}
          onPress={onToggle}
        />
      )}
    </section>
  );
}

function Who({ patient, short }: { readonly patient: PatientView; readonly short: boolean }) {
  const { traits, ins } = patient;
  const unnamed = traits.birthDate === UNKNOWN_BIRTH_DATE;
  const used = [patient.usedName, patient.usedFirstName].filter((part) => part !== null).join(' ');
  return (
    <div className="banner-line">
      <h1>
        {traits.birthName} {patient.firstBirthFirstName}
      </h1>
      {used === '' ? null : <span className="banner-fact banner-used">{words.used(used)}</span>}
      <span className="banner-fact tabular">{unnamed ? words.bornUnknown : bornWords(patient, short)}</span>
      <span className="banner-fact">
        {words.sexes[traits.sex]} · {unnamed ? words.ageUnknown : patient.ageLabel}
      </span>
      {ins === null ? <span className="banner-fact quiet">{noInsWords(patient)}</span> : <Ins ins={ins} />}
      <span className="banner-doctor">
        {words.doctor} <strong>{patient.medecinTraitant?.name ?? words.noDoctor}</strong>
      </span>
    </div>
  );
}

const bornWords = ({ traits: { sex, birthDate, birthPlace }, birthPlaceName }: PatientView, short: boolean): string =>
  words.born(
    sex,
    frenchDate(birthDate),
    short ? null : (birthPlaceName ?? birthPlace),
    // A country is not a town: its code begins with 99.
    birthPlaceName !== null && birthPlace?.startsWith('99') === false,
  );

function Ins({ ins: { display, key, kind } }: { readonly ins: NonNullable<PatientView['ins']> }) {
  return (
    <span className="banner-ins tabular">
      <span className="visually-hidden">{words.ins} </span>
      <strong>{display}</strong>{' '}
      <span className="banner-key">
        <span className="visually-hidden">{words.key} </span>
        {key}
      </span>
      <span className="banner-kind">{insKindWords[kind] ?? kind}</span>
    </span>
  );
}
