import type { MergePlanView, MergeRecordView, MergeRowView } from '../../../shared/contract/identity.ts';
import { mergeText as words } from './text.ts';
import { patientText } from '../patient/public.ts';
import { frenchDay } from '../../ui/format.ts';
import { attributeMarks, identityMarks } from '../../ui/marks.ts';
import { Badge, MarkText } from '../../ui/states.tsx';
import { isStrict } from './merge-agreement.ts';
import { MergeLines } from './MergeLines.tsx';
import { likenessMarks } from './merge-marks.ts';
import type { MergePicks } from './merge-request.ts';

const ATTRIBUTES = ['homonym', 'doubtful', 'fictive'] as const;

/**
 * Two records side by side, field by field: which one stays, which value of each field stays.
 * @param first id of the record of the left column: columns do not move when the survivor changes.
 * @param survivor id of the record chosen to stay, at once; the plan follows.
 */
export function MergeTable({
  plan,
  first,
  survivor,
  picks,
  onPick,
  onSurvivor,
}: {
  readonly plan: MergePlanView;
  readonly first: string;
  readonly survivor: string;
  readonly picks: MergePicks;
  readonly onPick: (field: MergeRowView['field'], record: string) => void;
  readonly onSurvivor: (record: string) => void;
}) {
  const { kept, removed } = plan.records;
  const columns = kept.id === first ? [kept, removed] : [removed, kept];
  const strict = plan.rows.filter(isStrict);
  const more = plan.rows.filter((row) => !isStrict(row));
  return (
    <table className="merge" aria-label={words.table}>
      <colgroup>
        <col />
        <col />
        <col />
        <col />
      </colgroup>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{words.field}</span>
          </th>
          {columns.map((record) => (
            <th key={record.id} scope="col" data-record={record.id === kept.id ? 'kept' : 'removed'}>
              <Head record={record} stays={record.id === survivor} onStay={() => onSurvivor(record.id)} />
            </th>
          ))}
          <th scope="col">{words.after}</th>
        </tr>
      </thead>
      <tbody>
        <Group title={words.groups.strict} />
        <MergeLines rows={strict} plan={plan} columns={columns} picks={picks} onPick={onPick} />
        <Fact title={words.ins} none={words.insNone} values={columns.map(insOf)} />
        <Fact title={words.fields.identityDocument} none={words.documentNone} values={columns.map(documentOf)} />
        <Group title={words.groups.more} />
        <MergeLines rows={more} plan={plan} columns={columns} picks={picks} onPick={onPick} />
        <Fact title={words.doctor} none={words.none} values={columns.map(doctorOf)} note={doctorNote(kept, removed)} />
        <Group title={words.groups.holds} />
        <Holds columns={columns} />
      </tbody>
    </table>
  );
}

const insOf = ({ ins }: MergeRecordView): string | null => (ins === null ? null : `${ins.display} ${patientText.key} ${ins.key}`);
const documentOf = ({ document }: MergeRecordView): string | null =>
  document === null ? null : words.seen(document.label, frenchDay(document.seenAt));
const doctorOf = ({ medecinTraitant }: MergeRecordView): string | null => medecinTraitant;

function doctorNote(kept: MergeRecordView, removed: MergeRecordView): string {
  if (removed.medecinTraitant === null || removed.medecinTraitant === kept.medecinTraitant) return '';
  return kept.medecinTraitant === null ? words.doctorTaken : words.doctorMoves(kept.ipp);
}

/** A record at the head of its column, and whether it stays. */
function Head({ record, stays, onStay }: { readonly record: MergeRecordView; readonly stays: boolean; readonly onStay: () => void }) {
  return (
    <span className="merge-head">
      <label className="merge-choice">
        <input type="radio" name="merge-survivor" checked={stays} onChange={onStay} aria-label={words.keepOf(record.name, record.ipp)} />
        <strong>{words.keep}</strong>
      </label>
      <span className="merge-who">
        <strong>{record.name}</strong> <span className="tabular">{record.ipp}</span>
      </span>
      <span className="badges">
        <Badge mark={identityMarks[record.status]} />
        {ATTRIBUTES.filter((attribute) => record.attributes[attribute]).map((attribute) => (
          <Badge key={attribute} mark={attributeMarks[attribute]} />
        ))}
      </span>
    </span>
  );
}

function Group({ title }: { readonly title: string }) {
  return (
    <tr>
      <th scope="colgroup" colSpan={4} className="merge-group">
        {title}
      </th>
    </tr>
  );
}

/** What hangs from each: all of it goes together. */
function Holds({ columns }: { readonly columns: readonly MergeRecordView[] }) {
  return (
    <tr>
      <th scope="row">{words.holds}</th>
      {columns.map(({ id, holds }) => (
        <td key={id}>{holds.length === 0 ? words.holdsNone : holds.join(', ')}</td>
      ))}
      <td>{words.holdsAll}</td>
    </tr>
  );
}

/** What is compared and never picked; `none` says that a record has none. */
function Fact({
  title,
  none,
  values,
  note = '',
}: {
  readonly title: string;
  readonly none: string;
  readonly values: readonly (string | null)[];
  readonly note?: string;
}) {
  const [left = null, right = null] = values;
  const likeness = left === right ? 'same' : left === null || right === null ? 'missing' : 'different';
  return (
    <tr>
      <th scope="row">{title}</th>
      <td>{left ?? none}</td>
      <td>{right ?? none}</td>
      <td>
        <span className="merge-outcome">
          {left === null && right === null ? null : <MarkText mark={likenessMarks[likeness]} />}
          {note === '' ? null : <span>{note}</span>}
        </span>
      </td>
    </tr>
  );
}
