import { CircleAlert, Equal, EqualApproximately, TriangleAlert } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';
import type { MergePlanView, MergeRecordView, MergeRowView } from '../../../shared/contract/identity.ts';
import type { FieldLikeness } from '../../../shared/domain/identity/merge-fields.ts';
import { identityActs, mergeText as words } from './text.ts';
import { patientText } from '../patient/public.ts';
import { frenchDay } from '../../ui/format.ts';
import { attributeMarks, identityMarks, type Mark, type Tone } from '../../ui/marks.ts';
import { Badge, MarkText } from '../../ui/states.tsx';
import { agreementWords, isNotice, isStrict, proposalWords } from './merge-agreement.ts';
import { mergedValue } from './merged-value.ts';

/** Record, by its id, whose value was picked of a field. */
export type MergePicks = { readonly [F in MergeRowView['field']]?: string };

const likenessMarks: Readonly<Record<FieldLikeness, Mark>> = {
  same: { icon: Equal, word: words.likeness.same, tone: 'ok' },
  written: { icon: EqualApproximately, word: words.likeness.written, tone: 'wait' },
  partial: { icon: EqualApproximately, word: words.likeness.partial, tone: 'wait' },
  missing: { icon: EqualApproximately, word: words.likeness.missing, tone: 'wait' },
  different: { icon: CircleAlert, word: words.likeness.different, tone: 'warn' },
};
const contradiction: Mark = { ...likenessMarks.different, tone: 'bad' };
const notice: Mark = { ...likenessMarks.different, word: words.likeness.notice };

const AGREED: Readonly<Record<MergePlanView['agreement'], Tone>> = { identical: 'ok', near: 'warn', discordant: 'bad', unknown: 'bad' };
const ATTRIBUTES = ['homonym', 'doubtful', 'fictive'] as const;

/**
 * Two records side by side, field by field: which one stays, which value of each field stays, what is lost.
 * @param first id of the record of the left column: columns do not move when the survivor changes.
 * @param survivor id of the record chosen to stay, at once; the plan follows.
 */
export function MergeCompare({
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
  const said = useRef<HTMLDivElement>(null);
  // The list that had the focus is gone.
  useEffect(() => said.current?.focus(), []);
  const { kept, removed } = plan.records;
  const columns = kept.id === first ? [kept, removed] : [removed, kept];
  const sideOf = (record: MergeRecordView): 'kept' | 'removed' => (record.id === kept.id ? 'kept' : 'removed');
  const line = (row: MergeRowView): ReactNode => (
    <Line key={row.field} row={row} plan={plan} columns={columns} picked={picks[row.field]} onPick={onPick} />
  );
  return (
    <>
      <div className="notice" data-tone={AGREED[plan.agreement]} ref={said} tabIndex={-1}>
        {plan.agreement === 'identical' ? <Equal size={18} /> : <TriangleAlert size={18} />}
        <p>
          <strong>{agreementWords(plan)}</strong>
        </p>
      </div>
      {plan.costs.length === 0 ? null : (
        <div className="notice" data-tone="bad" role="status">
          <TriangleAlert size={18} />
          <ul>
            {plan.costs.map((cost) => (
              <li key={cost}>
                <strong>{cost}</strong>
              </li>
            ))}
          </ul>
        </div>
      )}
      <p className="quiet">{proposalWords(plan.records)}</p>
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
              <th key={record.id} scope="col" data-record={sideOf(record)}>
                <Head record={record} stays={record.id === survivor} onStay={() => onSurvivor(record.id)} />
              </th>
            ))}
            <th scope="col">{words.after}</th>
          </tr>
        </thead>
        <tbody>
          <Group title={words.groups.strict} />
          {plan.rows.filter(isStrict).map(line)}
          <Fact
            title={words.ins}
            none={words.insNone}
            values={columns.map(({ ins }) => (ins === null ? null : `${ins.display} ${patientText.key} ${ins.key}`))}
          />
          <Fact
            title={words.fields.identityDocument}
            none={words.documentNone}
            values={columns.map(({ document }) => (document === null ? null : words.seen(document.label, frenchDay(document.seenAt))))}
          />
          <Group title={words.groups.more} />
          {plan.rows.filter((row) => !isStrict(row)).map(line)}
          <Fact
            title={words.doctor}
            none={words.none}
            values={columns.map(({ medecinTraitant }) => medecinTraitant)}
            note={doctorNote(kept, removed)}
          />
          <Group title={words.groups.holds} />
          <tr>
            <th scope="row">{words.holds}</th>
            {columns.map(({ id, holds }) => (
              <td key={id}>{holds.length === 0 ? words.holdsNone : holds.join(', ')}</td>
            ))}
            <td>{words.holdsAll}</td>
          </tr>
        </tbody>
      </table>
      {plan.moves.length === 0 ? null : (
        <ul className="bullets">
          {plan.moves.map((move) => (
            <li key={move}>{move}</li>
          ))}
        </ul>
      )}
      {plan.allowed ? <p className="quiet">{identityActs.sent(plan.sent)}</p> : null}
    </>
  );
}

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

/** One field: both values, the one that stays, how they differ. */
function Line({
  row,
  plan,
  columns,
  picked,
  onPick,
}: {
  readonly row: MergeRowView;
  readonly plan: MergePlanView;
  readonly columns: readonly MergeRecordView[];
  readonly picked: string | undefined;
  readonly onPick: (field: MergeRowView['field'], record: string) => void;
}) {
  const { field, likeness, pick } = row;
  const { kept, removed } = plan.records;
  const stays = pick === null ? kept.id : (picked ?? plan.records[pick].id);
  const mark = likeness !== 'different' || !isStrict(row) ? likenessMarks[likeness] : isNotice(row, plan) ? notice : contradiction;
  const empty = row.kept === null && row.removed === null;
  return (
    <tr>
      <th scope="row">{words.fields[field]}</th>
      {columns.map((record) => {
        const value = mergedValue(field, record.id === kept.id ? row.kept : row.removed);
        const state = likeness === 'same' ? {} : record.id === stays ? { 'data-stays': true } : { 'data-goes': true };
        return (
          <td key={record.id} {...state}>
            {pick === null ? (
              value
            ) : (
              <label className="merge-choice">
                <input
                  type="radio"
                  name={`merge-${field}`}
                  checked={record.id === stays}
                  onChange={() => onPick(field, record.id)}
                  aria-label={words.pick(words.fields[field], record.ipp, value)}
                />
                <span>{value}</span>
              </label>
            )}
          </td>
        );
      })}
      <td>
        <span className="merge-outcome">
          {empty ? null : <MarkText mark={mark} />}
          {likeness === 'same' ? null : (
            <span>{pick === null && isStrict(row) ? words.follows : words.stays(stays === kept.id ? kept.ipp : removed.ipp)}</span>
          )}
        </span>
      </td>
    </tr>
  );
}
