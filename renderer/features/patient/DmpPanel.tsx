import type { PatientView } from '../../../shared/contract/patients.ts';
import { summaryText as words } from './text.ts';
import { moment } from '../../ui/moment.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Badge } from '../../ui/states.tsx';
import { dmpMark } from './dmp-mark.ts';

/** What the DMP last answered, and when. */
export function DmpPanel({ dmp }: { readonly dmp: PatientView['dmp'] }) {
  return (
    <Panel title={words.dmp} aside={<Badge mark={dmpMark(dmp)} />}>
      <p className="quiet">{dmp === null ? words.dmpNever : words.dmpAt(moment(dmp.at))}</p>
    </Panel>
  );
}
