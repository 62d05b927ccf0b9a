import { BedDouble, CircleX, DoorOpen } from 'lucide-react';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { summaryText as words } from './text.ts';
import type { Mark } from '../../ui/marks.ts';
import { moment } from '../../ui/moment.ts';
import { Panel } from '../../ui/Panel.tsx';
import { MarkText } from '../../ui/states.tsx';
import { staysInOrder } from './stays.ts';

const marks: Readonly<Record<PatientView['stays'][number]['state'], Mark>> = {
  open: { icon: BedDouble, word: words.stayStates.open, tone: 'accent' },
  closed: { icon: DoorOpen, word: words.stayStates.closed, tone: 'off' },
  cancelled: { icon: CircleX, word: words.stayStates.cancelled, tone: 'warn' },
};

/** Stays that the hospital announced, the latest first; nothing for a patient who has none. */
export function Stays({ stays }: { readonly stays: PatientView['stays'] }) {
  if (stays.length === 0) return null;
  return (
    <Panel title={words.stays} flush>
      <div className="table-scroll" tabIndex={0} role="group" aria-label={words.stays}>
        <table className="traits">
          <thead>
            <tr>
              <th scope="col">{words.stayWard}</th>
              <th scope="col">{words.stayIn}</th>
              <th scope="col">{words.stayOut}</th>
              <th scope="col">{words.stayState}</th>
            </tr>
          </thead>
          <tbody>
            {staysInOrder(stays).map(({ visit, ward, admittedAt, dischargedAt, state }) => (
              <tr key={`${visit} ${admittedAt ?? ''}`}>
                <th scope="row">
                  <span className="two-lines">
                    <strong>{ward ?? words.stayNoWard}</strong>
                    <span className="tabular">{words.stayNumber(visit)}</span>
                  </span>
                </th>
                <td className="tabular">{admittedAt === null ? '–' : moment(admittedAt)}</td>
                <td className="tabular">{dischargedAt === null ? '–' : moment(dischargedAt)}</td>
                <td>
                  <MarkText mark={marks[state]} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
