import type { ReactNode } from 'react';
import type { PatientRow } from '../../../shared/contract/patients.ts';
import type { ConflictView } from '../../../shared/contract/worklists.ts';
import { checkMatricule } from '../../../shared/domain/ins/matricule.ts';
import { traitWords } from '../../text/traits.ts';
import { identityMarks } from '../../ui/marks.ts';
import { MarkText } from '../../ui/states.tsx';
import { outcomeMarks, shownTrait } from '../identity/public.ts';
import { conflictText as words } from './text.ts';

/** What no outcome is said of: it tells the two sides apart, and decides nothing. Null: not known. */
interface Facts {
  readonly heading: string;
  readonly usedName: string | null;
  readonly numbers: string | null;
  readonly matricule: string | null;
  readonly status: PatientRow['status'] | null;
}

const ofRecord = (row: PatientRow, held: ConflictView['held'][number] | undefined): Facts => ({
  heading: words.record(row.ipp),
  usedName: row.usedName,
  numbers: [...new Set([row.ipp, ...(held?.numbers ?? [])])].join(', '),
  matricule: held?.matricule ?? null,
  status: row.status,
});

/** Groups and key when its form is right; as received otherwise. */
const matriculeOf = (received: string): string => checkMatricule(received, null, { test: true }).display ?? received;

const ofReceived = ({ usedName, ipp, matricule }: NonNullable<ConflictView['incoming']>): Facts => ({
  heading: words.received,
  usedName,
  numbers: ipp,
  matricule: matricule === null ? null : matriculeOf(matricule),
  status: null,
});

/** The record beside the other side, trait by trait with its outcome, then what else tells them apart. */
export function Comparison({ conflict: { rows, held, incoming, comparison } }: { readonly conflict: ConflictView }) {
  const [first, second] = rows;
  const here = first === undefined ? null : ofRecord(first, held[0]);
  const there = incoming !== null ? ofReceived(incoming) : second === undefined ? null : ofRecord(second, held[1]);
  if (here === null) return null;
  return (
    <table className="traits conflict-traits">
      <thead>
        <tr>
          <th scope="col">{words.trait}</th>
          <th scope="col">{here.heading}</th>
          <th scope="col">{there?.heading ?? words.record('')}</th>
          <th scope="col">{words.outcome}</th>
        </tr>
      </thead>
      <tbody>
        {comparison.map(({ trait, local, insi, outcome }) => (
          <tr key={trait} data-outcome={outcome}>
            <th scope="row">{traitWords[trait]}</th>
            <td>{shownTrait(trait, local)}</td>
            <td>
              <strong>{shownTrait(trait, insi)}</strong>
            </td>
            <td>
              <MarkText mark={outcomeMarks[outcome]} />
            </td>
          </tr>
        ))}
        <Fact word={words.usedName} here={here.usedName} there={there?.usedName} />
        <Fact word={words.number} here={here.numbers} there={there?.numbers} />
        <Fact word={words.matricule} here={here.matricule} there={there?.matricule} />
        <Fact word={words.status} here={<Status facts={here} />} there={<Status facts={there} />} />
      </tbody>
    </table>
  );
}

/** A line without an outcome; none when neither side knows it. */
function Fact({ word, here, there = null }: { readonly word: string; readonly here: ReactNode; readonly there?: ReactNode }) {
  return here === null && there === null ? null : (
    <tr>
      <th scope="row">{word}</th>
      <td>{here ?? '–'}</td>
      <td colSpan={2}>{there ?? '–'}</td>
    </tr>
  );
}

/** How sure an identity is; what only came is not verified. */
function Status({ facts }: { readonly facts: Facts | null }) {
  const status = facts?.status ?? null;
  return status === null ? words.unverified : <MarkText mark={identityMarks[status]} />;
}
