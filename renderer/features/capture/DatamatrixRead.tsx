import { FolderOpen, TriangleAlert, UserPlus } from 'lucide-react';
import type { DatamatrixView } from '../../../shared/contract/identity.ts';
import type { PatientRow } from '../../../shared/contract/patients.ts';
import { go } from '../../client/router.ts';
import { insKindWords } from '../../text/common.ts';
import { captureText as words } from './text.ts';
import { traitWords } from '../../text/traits.ts';
import { Button } from '../../ui/Button.tsx';
import { frenchDate } from '../../ui/format.ts';
import { MarkText } from '../../ui/states.tsx';
import { identityScreen } from '../identity/feature.ts';
import { newPatientScreen } from '../patients/feature.ts';
import { keepPatientDraft, keptPatientDraft } from '../patients/public.ts';
import { scannedTraits } from './scanned-traits.ts';

/** What a datamatrix says, the records that may be of this person, or a new one. @param onClose called before another screen opens. */
export function DatamatrixRead({ view, onClose }: { readonly view: DatamatrixView; readonly onClose: () => void }) {
  const { ins, matches, contradictions } = view;
  const open = (record: string): void => {
    onClose();
    go(identityScreen, record);
  };
  const create = (): void => {
    onClose();
    keepPatientDraft({ ...keptPatientDraft(), ...scannedTraits(view) });
    go(newPatientScreen);
  };
  return (
    <div className="stack">
      <Said view={view} />
      {ins.keyRight ? null : (
        <p className="notice" data-tone="bad">
          <TriangleAlert size={18} />
          <span>{words.datamatrixKey}</span>
        </p>
      )}
      <p className="quiet">{words.datamatrixHelp}</p>
      <h3 className="field-title">{words.matches}</h3>
      {matches.length === 0 ? (
        <p className="quiet">{words.noMatch}</p>
      ) : (
        <ul className="near">
          {matches.map((row) => (
            <Match key={row.id} row={row} against={contradictions.find(({ id }) => id === row.id)?.message ?? null} onOpen={open} />
          ))}
        </ul>
      )}
      <div>
        <Button icon={UserPlus} variant={matches.length === 0 ? 'primary' : 'secondary'} onPress={create}>
          {words.datamatrixCreate}
        </Button>
      </div>
    </div>
  );
}

function Said({ view: { traits, ins } }: { readonly view: DatamatrixView }) {
  return (
    <dl className="facts">
      <dt>{traitWords.birthName}</dt>
      <dd>
        <strong>{traits.birthName}</strong>
      </dd>
      <dt>{traitWords.birthFirstNames}</dt>
      <dd>{traits.birthFirstNames}</dd>
      <dt>{traitWords.sex}</dt>
      <dd>{traits.sex}</dd>
      <dt>{traitWords.birthDate}</dt>
      <dd className="tabular">{frenchDate(traits.birthDate)}</dd>
      <dt>{traitWords.birthPlace}</dt>
      <dd className="tabular">{traits.birthPlace ?? '–'}</dd>
      <dt>{ins.kind === null ? ins.oid : (insKindWords[ins.kind] ?? ins.kind)}</dt>
      <dd className="tabular">{ins.matricule}</dd>
    </dl>
  );
}

/** A record that may be of this person. @param against what makes it somebody else's; null: nothing. */
function Match({
  row,
  against,
  onOpen,
}: {
  readonly row: PatientRow;
  readonly against: string | null;
  readonly onOpen: (record: string) => void;
}) {
  const name = `${row.birthName} ${row.firstName}`;
  return (
    <li className="beneficiary">
      <span className="two-lines">
        <strong>{name}</strong>
        <span className="tabular">
          {frenchDate(row.birthDate)} · {row.ipp}
        </span>
        {against === null ? null : <MarkText mark={{ icon: TriangleAlert, word: against, tone: 'warn' }} />}
      </span>
      <Button icon={FolderOpen} aria-label={`${words.datamatrixOpen} : ${name}`} onPress={() => onOpen(row.id)}>
        {words.datamatrixOpen}
      </Button>
    </li>
  );
}
