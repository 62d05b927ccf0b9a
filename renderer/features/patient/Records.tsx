import {
  BookOpen,
  Ellipsis,
  Hand,
  History,
  Info,
  Mail,
  Megaphone,
  MessageSquare,
  Monitor,
  Presentation,
  TriangleAlert,
  type LucideIcon,
} from 'lucide-react';
import { useState } from 'react';
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components';
import type { PatientWordView, WordRecord } from '../../../shared/contract/consent.ts';
import { meansLabels } from '../../../shared/domain/consent/information.ts';
import type { Choice, InformationMeans, InformationPurpose } from '../../../shared/domain/record/information.ts';
import type { LocalSex } from '../../../shared/domain/types.ts';
import { Button } from '../../ui/Button.tsx';
import { frenchDate, frenchDay, unbroken } from '../../ui/format.ts';
import { moment } from '../../ui/moment.ts';
import { Panel } from '../../ui/Panel.tsx';
import { AtRequest } from './AtRequest.tsx';
import { ownMeans } from './Collected.tsx';
import { InformationStates } from './InformationStates.tsx';
import { NoticeButton } from './Notice.tsx';
import { rightsText as words } from './rights-text.ts';
import { patientText } from './text.ts';
import { Slip } from './Slip.tsx';
import { useInformation } from './useInformation.ts';
import { WordHistory } from './WordHistory.tsx';

const meansIcons: Readonly<Record<InformationMeans, LucideIcon>> = {
  oral: MessageSquare,
  booklet: BookOpen,
  letter: Mail,
  poster: Presentation,
  electronic: Monitor,
  collective: Megaphone,
};

/** The four records at a glance: state, when, by whom, by which means; one click informs. @param id of the record. */
export function Records({
  id,
  sex,
  word,
  note,
}: {
  readonly id: string;
  readonly sex: LocalSex;
  readonly word: PatientWordView;
  /** Of which episode. */
  readonly note: string;
}) {
  const [asks, setAsks] = useState<InformationPurpose | null>(null);
  const [slip, setSlip] = useState<{ readonly purpose: InformationPurpose; readonly entry: number; readonly said: string } | null>(null);
  const [history, setHistory] = useState(false);
  const names = words.purposeNames(sex);
  return (
    <Panel
      title={words.records}
      note={note}
      flush
      aside={
        <>
          <Button variant="ghost" icon={History} onPress={() => setHistory(true)}>
            {words.history}
          </Button>
          <NoticeButton />
        </>
      }
    >
      <div className="table-scroll" tabIndex={0} role="group" aria-label={words.records}>
        <table className="traits records">
          <Heads />
          <tbody>
            {word.records.map((record) => (
              <RecordRow
                key={record.purpose}
                id={id}
                sex={sex}
                record={record}
                onAsk={() => setAsks(record.purpose)}
                onSlip={(entry) =>
                  setSlip({
                    purpose: record.purpose,
                    entry,
                    said: words.slipOf(names[record.purpose].name, words.choice(sex, record.state === 'opposed' ? 'opposed' : 'informed')),
                  })
                }
              />
            ))}
          </tbody>
        </table>
      </div>
      <div className="panel-foot">
        <Info size={16} aria-hidden="true" />
        <p>{words.requestNote(sex)}</p>
        <Button variant="ghost" icon={Hand} onPress={() => setAsks('consultation')}>
          {words.request(sex)}
        </Button>
      </div>
      {asks === null ? null : <AtRequest id={id} sex={sex} purpose={asks} onClose={() => setAsks(null)} />}
      {slip === null ? null : <Slip id={id} {...slip} onClose={() => setSlip(null)} />}
      {history ? <WordHistory sex={sex} word={word} onClose={() => setHistory(false)} /> : null}
    </Panel>
  );
}

function Heads() {
  return (
    <thead>
      <tr>
        <th scope="col">{words.columns.purpose}</th>
        <th scope="col">{words.columns.state}</th>
        <th scope="col">{words.columns.when}</th>
        <th scope="col">{words.columns.who}</th>
        <th scope="col">{words.columns.means}</th>
        <th scope="col">
          <span className="visually-hidden">{words.columns.more}</span>
        </th>
      </tr>
    </thead>
  );
}

function RecordRow({
  id,
  sex,
  record,
  onAsk,
  onSlip,
}: {
  readonly id: string;
  readonly sex: LocalSex;
  readonly record: WordRecord;
  readonly onAsk: () => void;
  readonly onSlip: (entry: number) => void;
}) {
  const { purpose, state, at, day, by, means, collector, onRequest } = record;
  const { name, about } = words.purposeNames(sex)[purpose];
  const { record: say, busy } = useInformation(id, purpose);
  const choose = (choice: Choice): void => {
    if (choice === 'informed' && onRequest) onAsk();
    else say(choice);
  };
  const MeansIcon = means === null ? null : meansIcons[means];
  return (
    <>
      <tr>
        <th scope="row">
          <span className="two-lines">
            <strong>{name}</strong>
            <span>{about}</span>
          </span>
        </th>
        <td>
          <div className="three" data-size="row" data-busy={busy || undefined}>
            <InformationStates label={name} none="–" sex={sex} state={state} marked onChoose={choose} />
          </div>
        </td>
        <td className="tabular">{at === null ? (day === null ? '–' : words.since(frenchDate(day))) : unbroken(moment(at))}</td>
        <td>
          {collector === null ? (
            (by ?? '–')
          ) : (
            <span className="two-lines">
              <span className="row-name">{by}</span>
              <span>{words.heardBy(collector)}</span>
            </span>
          )}
        </td>
        <td>
          {means === null || MeansIcon === null ? (
            '–'
          ) : (
            <span className="mark" data-tone="ink">
              <MeansIcon size={16} aria-hidden="true" />
              <span>{meansLabels[means]}</span>
            </span>
          )}
        </td>
        <td>
          <RecordMenu sex={sex} record={record} name={name} onMeans={(chosen) => say('informed', chosen)} onAsk={onAsk} onSlip={onSlip} />
        </td>
      </tr>
      <Unanswered sex={sex} record={record} name={name} onConfirm={say} onLift={() => choose('informed')} />
    </>
  );
}

/** What another system recorded, or what an earlier episode left: somebody answers it with the patient. */
function Unanswered({
  sex,
  record: { purpose, state, by, earlier, toConfirm },
  name,
  onConfirm,
  onLift,
}: {
  readonly sex: LocalSex;
  readonly record: WordRecord;
  readonly name: string;
  readonly onConfirm: (choice: Choice) => void;
  readonly onLift: () => void;
}) {
  const held: Choice | null = earlier === null ? (toConfirm && state !== 'none' ? state : null) : 'opposed';
  if (held === null) return null;
  const opposed = held === 'opposed';
  const help = purpose === 'feeding' && opposed ? words.received.feeding(sex) : words.received.others(sex);
  return (
    <tr className="records-earlier">
      <td colSpan={6}>
        <span className="records-said">
          <TriangleAlert size={16} aria-hidden="true" />
          <span>
            {earlier === null ? `${patientText.toConfirm(opposed, by)}. ${help}` : words.earlier(sex, frenchDay(earlier.at), earlier.by)}
          </span>
          <Button aria-label={words.confirmOf(name, words.choice(sex, held))} onPress={() => onConfirm(held)}>
            {words.confirm}
          </Button>
          {opposed ? (
            <Button variant="ghost" aria-label={words.liftEarlier(name)} onPress={onLift}>
              {words.lift}
            </Button>
          ) : null}
        </span>
      </td>
    </tr>
  );
}

/** What is done less often: by other means, a slip undone, at the patient's request. */
function RecordMenu({
  sex,
  record: { onRequest, slip },
  name,
  onMeans,
  onAsk,
  onSlip,
}: {
  readonly sex: LocalSex;
  readonly record: WordRecord;
  readonly name: string;
  readonly onMeans: (means: (typeof ownMeans)[number]) => void;
  readonly onAsk: () => void;
  readonly onSlip: (entry: number) => void;
}) {
  return (
    <MenuTrigger>
      <AriaButton className="button" data-variant="ghost" data-icon-only aria-label={words.more(name)}>
        <Ellipsis size={16} aria-hidden="true" />
      </AriaButton>
      <Popover className="popover" placement="bottom end">
        <Menu className="listbox">
          {onRequest
            ? null
            : ownMeans.map((means) => (
                <MenuItem key={means} className="option" onAction={() => onMeans(means)}>
                  {words.byMeans(sex, meansLabels[means])}
                </MenuItem>
              ))}
          <MenuItem className="option" onAction={onAsk}>
            {words.request(sex)}
          </MenuItem>
          {slip === null ? null : <Separator className="menu-line" />}
          {slip === null ? null : (
            <MenuItem className="option" onAction={() => onSlip(slip)}>
              {words.slip}
            </MenuItem>
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
