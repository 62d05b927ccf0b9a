import { ArrowLeftRight, Equal, EqualApproximately, TriangleAlert, UserRound, Users } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { SimilarPatient } from '../../../shared/contract/identity.ts';
import { useAnswer } from '../../client/queries.ts';
import { pathOf } from '../../client/router.ts';
import { newPatientText as words, patientsText } from './text.ts';
import { birthDay } from '../../ui/birth-day.ts';
import { Button } from '../../ui/Button.tsx';
import { isoDate } from '../../ui/format.ts';
import { Panel } from '../../ui/Panel.tsx';
import { identityMarks, type Mark } from '../../ui/marks.ts';
import { MarkText } from '../../ui/states.tsx';
import { useLater } from '../../ui/useLater.ts';
import { summaryScreen } from '../patient/feature.ts';
import type { PatientDraft } from './draft.ts';

/**
 * Records that may be the same person, asked while it is typed: the duplicate is seen before it exists. A sex that is not
 * chosen yet is as one that is not known. Null: not enough is typed, or the answer is awaited.
 */
export function useSimilar(draft: PatientDraft): readonly SimilarPatient[] | null {
  const typed = useLater(draft, 200);
  const birthDate = isoDate(typed.birthDate);
  const enough = typed.birthName.trim().length >= 2 && typed.birthFirstNames.trim() !== '' && birthDate !== null;
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
  return enough ? (answer.data ?? null) : null;
}

/** How each kind shows, beside its reasons: what needs the most attention in the warmest colour. */
const kindMarks: Readonly<Record<SimilarPatient['kind'], Omit<Mark, 'word'>>> = {
  same: { icon: Equal, tone: 'bad' },
  inverted: { icon: ArrowLeftRight, tone: 'warn' },
  close: { icon: EqualApproximately, tone: 'warn' },
  used: { icon: UserRound, tone: 'warn' },
  twin: { icon: Users, tone: 'wait' },
};

/** Arrows, Home and End go from one record to another, from the question to the first one. */
function moveAmong(event: KeyboardEvent<HTMLElement>): void {
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('.near a')];
  const at = links.findIndex((link) => link === document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: links.length - 1 }[event.key];
  const link = to === undefined ? undefined : links[to];
  if (link === undefined) return;
  event.preventDefault();
  link.focus();
}

/**
 * @param similar null before they were looked for. @param asked the user wants to create although some are alike: they say that it is another person.
 * @param onBack they go back to what they were typing.
 */
export function Similar({
  similar,
  sexless,
  asked,
  busy,
  onOther,
  onBack,
}: {
  readonly similar: readonly SimilarPatient[] | null;
  /** No sex is chosen yet. */
  readonly sexless: boolean;
  readonly asked: boolean;
  readonly busy: boolean;
  readonly onOther: () => void;
  readonly onBack: () => void;
}) {
  const question = useRef<HTMLDivElement>(null);
  /** What had the focus when the question came. */
  const before = useRef<Element | null>(null);
  useEffect(() => {
    if (!asked) return;
    before.current = document.activeElement;
    question.current?.focus();
  }, [asked]);
  return (
    <Panel title={words.near}>
      {similar === null || similar.length === 0 ? (
        <p className="quiet">{similar === null ? words.nearNone : words.nearClear}</p>
      ) : (
        <div
          onKeyDown={(event) => {
            moveAmong(event);
            if (!asked || event.key !== 'Escape') return;
            // The form keeps what was typed, and is not left.
            event.stopPropagation();
            onBack();
            if (before.current instanceof HTMLElement) before.current.focus();
          }}
        >
          {asked ? (
            <div className="notice" data-tone="warn" role="alert" tabIndex={-1} ref={question}>
              <TriangleAlert size={18} />
              <div>
                <p>
                  <strong>{words.nearAsk(similar.length)}</strong>
                </p>
                <p>{words.nearAskHelp(similar.length)}</p>
              </div>
            </div>
          ) : (
            <p className="quiet">
              {words.nearHelp}
              {sexless ? ` ${words.nearNoSex}` : ''}
            </p>
          )}
          <ul className="near" aria-label={words.near}>
            {similar.map(({ row, kind, message }, rank) => (
              <li key={row.id}>
                <a
                  href={pathOf(summaryScreen, row.id)}
                  aria-label={`${words.nearOpen} : ${row.birthName} ${row.firstName}, ${birthDay(row.birthDate)}, ${row.ipp}. ${message}`}
                >
                  <strong>
                    {row.birthName} {row.firstName}
                  </strong>
                  <span className="near-facts tabular">
                    {birthDay(row.birthDate)} · {patientsText.sexes[row.sex]} · {row.ipp}
                  </span>
                  <MarkText mark={{ ...kindMarks[kind], word: message }} />
                  <MarkText mark={identityMarks[row.status]} />
                  {asked ? (
                    <span className="button" data-variant={rank === 0 ? 'primary' : 'secondary'}>
                      {words.nearOpen}
                    </span>
                  ) : null}
                </a>
              </li>
            ))}
          </ul>
          {similar.length < 2 ? null : <p className="near-keys quiet">{words.nearKeys}</p>}
          {asked ? (
            <Button wide pending={busy} onPress={onOther}>
              {words.nearOther(similar.length)}
            </Button>
          ) : null}
        </div>
      )}
    </Panel>
  );
}
