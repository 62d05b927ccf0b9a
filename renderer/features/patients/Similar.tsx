import { TriangleAlert, User } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { SimilarPatient } from '../../../shared/contract/identity.ts';
import { useAnswer } from '../../app/queries.ts';
import { pathOf } from '../../app/routes.ts';
import { newPatientText as words, patientsText } from '../../text/patients.ts';
import { Button } from '../../ui/Button.tsx';
import { frenchDate, isoDate } from '../../ui/format.ts';
import { Panel } from '../../ui/Panel.tsx';
import { identityMarks } from '../../ui/marks.ts';
import { Badge } from '../../ui/states.tsx';
import { useLater } from '../../ui/useLater.ts';
import type { PatientDraft } from './draft.ts';

/** Records that may be the same person, asked while it is typed: the duplicate is seen before it exists. */
export function useSimilar(draft: PatientDraft): readonly SimilarPatient[] {
  const typed = useLater(draft, 200);
  const birthDate = isoDate(typed.birthDate);
  const enough = typed.birthName.trim().length >= 2 && typed.birthFirstNames.trim() !== '' && birthDate !== null && typed.sex !== null;
  const answer = useAnswer(
    'patients.similar',
    {
      traits: {
        birthName: typed.birthName.trim(),
        birthFirstNames: typed.birthFirstNames.trim(),
        sex: typed.sex ?? 'I',
        birthDate: birthDate ?? '1900-01-01',
        birthPlace: typed.birthPlace === '' ? null : typed.birthPlace,
      },
      usedName: typed.usedName.trim() === '' ? null : typed.usedName.trim(),
    },
    { enabled: enough, placeholderData: (before) => before, gcTime: 10_000 },
  );
  return enough ? (answer.data ?? []) : [];
}

/** @param asked the user wants to create although some are alike: they say that it is another person. */
export function Similar({ similar, typed, asked, busy, onOther }: {
  readonly similar: readonly SimilarPatient[];
  readonly typed: boolean;
  readonly asked: boolean;
  readonly busy: boolean;
  readonly onOther: () => void;
}) {
  const question = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (asked) question.current?.focus();
  }, [asked]);
  return (
    <Panel title={words.near}>
      {similar.length === 0 ? <p className="quiet">{typed ? words.nearClear : words.nearNone}</p> : (
        <>
          {asked ? (
            <div className="notice" data-tone="warn" role="alert" tabIndex={-1} ref={question}>
              <TriangleAlert size={18} />
              <div>
                <p><strong>{words.nearAsk(similar.length)}</strong></p>
                <p>{words.nearAskHelp}</p>
              </div>
            </div>
          ) : <p className="quiet">{words.nearHelp}</p>}
          <ul className="near" aria-label={words.near}>
            {similar.slice(0, 8).map(({ row, kind, message }) => (
              <li key={row.id}>
                <a href={pathOf('patient-synthese', row.id)} aria-label={`${words.nearOpen} : ${row.birthName} ${row.firstName}`}>
                  <User size={16} />
                  <span className="two-lines">
                    <strong>{row.birthName} {row.firstName}</strong>
                    <span>{frenchDate(row.birthDate)} · {patientsText.sexes[row.sex]} · {words.nearKinds[kind]}</span>
                    <span className="near-why">{message}</span>
                  </span>
                  <Badge mark={identityMarks[row.status]} />
                </a>
              </li>
            ))}
          </ul>
          {asked ? <Button variant="primary" wide pending={busy} onPress={onOther}>{words.nearOther(similar.length)}</Button> : null}
        </>
      )}
    </Panel>
  );
}
