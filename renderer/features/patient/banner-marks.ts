import { Baby, BedDouble, ShieldUser, UserRound, UserRoundX } from 'lucide-react';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { protectionLabels, representativeLabels } from '../../../shared/domain/identity/protection.ts';
import { holdsIns, prohibitions } from '../../../shared/domain/identity/status.ts';
import { patientText as words } from './text.ts';
import { frenchDate, frenchDay } from '../../ui/format.ts';
import { attributeMarks, identityMarks, type Mark } from '../../ui/marks.ts';
import { dmpMark } from './dmp-mark.ts';
import { currentStay } from './stays.ts';

type Shown = Pick<PatientView, 'traits' | 'death' | 'status' | 'attributes' | 'minor' | 'protection' | 'representatives' | 'stays' | 'dmp'>;
/** `strong`: what an act may hang on. */
interface BannerMark {
  readonly mark: Mark;
  readonly strong: boolean;
}

const strong = (mark: Mark): BannerMark => ({ mark, strong: true });
const plain = (mark: Mark): BannerMark => ({ mark, strong: false });

/** What nobody may overlook of a patient, in reading order: death, identity, who acts for them, the stay under way, the DMP. */
export function bannerMarks(patient: Shown): readonly BannerMark[] {
  const { traits, death, attributes, protection, representatives } = patient;
  const stay = currentStay(patient.stays);
  return [
    ...(death === null ? [] : [strong(deathMark(traits.sex, death.on))]),
    strong(identityMarks[patient.status]),
    ...(['homonym', 'doubtful', 'fictive'] as const).filter((name) => attributes[name]).map((name) => strong(attributeMarks[name])),
    ...(patient.minor ? [plain({ icon: Baby, word: words.minor(traits.sex), tone: 'wait' })] : []),
    ...(protection === 'none' ? [] : [plain({ icon: ShieldUser, word: protectionLabels[protection], tone: 'wait' })]),
    ...representatives.filter(({ stands }) => stands).map((one) => plain(representativeMark(one))),
    ...(stay === null ? [] : [strong(stayMark(stay))]),
    strong(dmpMark(patient.dmp)),
  ];
}

const deathMark = (sex: Shown['traits']['sex'], on: string | null): Mark => ({
  icon: UserRoundX,
  word: words.death(sex, on === null ? null : frenchDate(on)),
  tone: 'ink',
});

const representativeMark = ({ name, relation }: Shown['representatives'][number]): Mark => ({
  icon: UserRound,
  word: `${representativeLabels[relation]} : ${name}`,
  tone: 'ink',
});

const stayMark = ({ ward, admittedAt }: Shown['stays'][number]): Mark => ({
  icon: BedDouble,
  word: words.stay(ward, admittedAt === null ? null : frenchDay(admittedAt)),
  tone: 'accent',
});

/** What is said in the place of a matricule: there may be none, it is still to be asked for, or it waits for the identity document. */
export function noInsWords({ status, attributes, traits }: Pick<Shown, 'status' | 'attributes' | 'traits'>): string {
  if (prohibitions(status, attributes, traits).insiCall) return words.insNone.never;
  return words.insNone[holdsIns(status) ? 'held' : 'toAsk'];
}
