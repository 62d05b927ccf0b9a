import { Baby, BedDouble, FolderCheck, FolderLock, FolderSearch, FolderX, ShieldUser, UserRound, UserRoundX } from 'lucide-react';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { protectionLabels, representativeLabels } from '../../../shared/domain/identity/protection.ts';
import { UNKNOWN_BIRTH_DATE } from '../../../shared/domain/ins/dates.ts';
import { insKindWords } from '../../text/common.ts';
import { patientText as words } from './text.ts';
import { frenchDate, frenchDay } from '../../ui/format.ts';
import { attributeMarks, identityMarks, type Mark } from '../../ui/marks.ts';
import { Badge } from '../../ui/states.tsx';
import { currentStay } from './stays.ts';
import { InformationControl } from './InformationControl.tsx';

/** What the DMP last answered, as a badge. */
export function dmpMark(dmp: PatientView['dmp']): Mark {
  if (dmp === null) return { icon: FolderSearch, word: words.dmp.never, tone: 'off' };
  if (dmp.state === 'open') {
    const refused = dmp.authorization?.toUpperCase() === 'INTERDIT';
    const word = dmp.authorization === null ? words.dmp.open : `${words.dmp.open} · ${words.authorization(dmp.authorization)}`;
    return { icon: refused ? FolderLock : FolderCheck, word, tone: refused ? 'bad' : 'ok' };
  }
  return {
    icon: dmp.state === 'closed' ? FolderLock : dmp.state === 'none' ? FolderX : FolderSearch,
    word: words.dmp[dmp.state],
    tone: dmp.state === 'unknown' ? 'off' : 'warn',
  };
}

/** Who the patient is, always on screen. */
export function Banner({ patient }: { readonly patient: PatientView }) {
  const { traits, ins } = patient;
  const female = traits.sex === 'F';
  const unnamed = traits.birthDate === UNKNOWN_BIRTH_DATE;
  const stay = currentStay(patient.stays);
  const used = [patient.usedName, patient.usedFirstName].filter((part) => part !== null).join(' ');
  return (
    <section className="banner" aria-label={words.banner}>
      <div className="banner-line">
        <h1>
          {traits.birthName} {patient.firstBirthFirstName}
        </h1>
        {used === '' ? null : <span className="banner-fact">{words.used(used)}</span>}
        <span className="banner-fact tabular">
          {unnamed
            ? words.bornUnknown
            : words.born(
                traits.sex,
                frenchDate(traits.birthDate),
                patient.birthPlaceName ?? traits.birthPlace,
                patient.birthPlaceName !== null && traits.birthPlace?.startsWith('99') === false,
              )}
        </span>
        <span className="banner-fact">
          {words.sexes[traits.sex]} · {unnamed ? words.ageUnknown : patient.ageLabel}
        </span>
        {ins === null ? (
          <span className="banner-fact quiet">{words.insNone}</span>
        ) : (
          <span className="banner-ins tabular">
            <span className="visually-hidden">{words.ins} </span>
            <strong>{ins.display}</strong>{' '}
            <span className="banner-key">
              <span className="visually-hidden">{words.key} </span>
              {ins.key}
            </span>
            <span className="banner-kind">{insKindWords[ins.kind] ?? ins.kind}</span>
          </span>
        )}
        <span className="banner-doctor">
          {words.doctor} <strong>{patient.medecinTraitant?.name ?? words.noDoctor}</strong>
        </span>
      </div>
      <div className="banner-line banner-states">
        {patient.death === null ? null : (
          <Badge
            mark={{
              icon: UserRoundX,
              word: words.death(traits.sex, patient.death.on === null ? null : frenchDate(patient.death.on)),
              tone: 'ink',
            }}
            strong
          />
        )}
        <Badge mark={identityMarks[patient.status]} strong />
        {(['homonym', 'doubtful', 'fictive'] as const)
          .filter((name) => patient.attributes[name])
          .map((name) => (
            <Badge key={name} mark={attributeMarks[name]} strong />
          ))}
        {patient.minor ? <Badge mark={{ icon: Baby, word: words.minor(female), tone: 'wait' }} /> : null}
        {patient.protection === 'none' ? null : (
          <Badge mark={{ icon: ShieldUser, word: protectionLabels[patient.protection], tone: 'wait' }} />
        )}
        {patient.representatives
          .filter(({ stands }) => stands)
          .map(({ name, relation }) => (
            <Badge key={name} mark={{ icon: UserRound, word: `${representativeLabels[relation]} : ${name}`, tone: 'ink' }} />
          ))}
        {stay === null ? null : (
          <Badge
            mark={{
              icon: BedDouble,
              word: words.stay(stay.ward, stay.admittedAt === null ? null : frenchDay(stay.admittedAt)),
              tone: 'accent',
            }}
            strong
          />
        )}
        <Badge mark={dmpMark(patient.dmp)} strong />
        <div className="banner-controls">
          <InformationControl patient={patient} purpose="feeding" />
          <InformationControl patient={patient} purpose="consultation" />
        </div>
      </div>
    </section>
  );
}
