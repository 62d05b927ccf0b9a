import { History } from 'lucide-react';
import type { PatientWordView } from '../../../shared/contract/consent.ts';
import { meansLabels } from '../../../shared/domain/consent/information.ts';
import type { LocalSex } from '../../../shared/domain/types.ts';
import { common } from '../../text/common.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { unbroken } from '../../ui/format.ts';
import { moment } from '../../ui/moment.ts';
import { rightsText as words } from './rights-text.ts';

/** Every entry, slips and what they undid included, the latest first. */
export function WordHistory({
  sex,
  word: { history },
  onClose,
}: {
  readonly sex: LocalSex;
  readonly word: PatientWordView;
  readonly onClose: () => void;
}) {
  const names = words.purposeNames(sex);
  const acts = words.acts(sex);
  return (
    <Dialog
      open
      size="l"
      title={words.historyTitle}
      icon={History}
      onClose={onClose}
      buttons={<Button onPress={onClose}>{common.close}</Button>}
    >
      {history.length === 0 ? (
        <p className="quiet">{words.historyNone}</p>
      ) : (
        <div className="table-scroll" tabIndex={0} role="group" aria-label={words.historyTitle}>
          <table className="traits records-history">
            <thead>
              <tr>
                <th scope="col">{words.columns.when}</th>
                <th scope="col">{words.columns.purpose}</th>
                <th scope="col">{words.columns.state}</th>
                <th scope="col">{words.historyAct}</th>
                <th scope="col">{words.columns.who}</th>
                <th scope="col">{words.columns.means}</th>
                <th scope="col">{words.historyNotice}</th>
              </tr>
            </thead>
            <tbody>
              {history.map((entry) => (
                <tr key={entry.id} data-corrected={entry.corrected || undefined}>
                  <td className="tabular">{unbroken(moment(entry.at))}</td>
                  <th scope="row">{names[entry.purpose].name}</th>
                  <td>{entry.state === 'none' ? words.none : words.choice(sex, entry.state)}</td>
                  <td>{entry.corrected ? `${acts[entry.act]}, ${words.historyCorrected}` : acts[entry.act]}</td>
                  <td>
                    {entry.by}
                    {entry.collector === null ? '' : `, ${words.heardBy(entry.collector)}`}
                  </td>
                  <td>{entry.means === null ? '–' : meansLabels[entry.means]}</td>
                  <td className="tabular">{entry.notice ?? '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Dialog>
  );
}
