import { ArrowLeftRight, Equal, EqualApproximately, TriangleAlert, UserRound, Users } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent, type RefObject } from 'react';
import type { SimilarPatient } from '../../../shared/contract/identity.ts';
import { pathOf } from '../../client/router.ts';
import { newPatientText as words, patientsText } from './text.ts';
import { birthDay } from '../../ui/birth-day.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { identityMarks, type Mark } from '../../ui/marks.ts';
import { MarkText } from '../../ui/states.tsx';
import { summaryScreen } from '../patient/feature.ts';

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
 * Records that may be the person who is typed.
 * @param similar null before they were looked for. @param confirming the user wants to create although some are alike: they say that it is another person.
 * @param onBack they go back to what they were typing.
 */
export function Similar({
  similar,
  sexless,
  confirming,
  busy,
  onOther,
  onBack,
}: {
  readonly similar: readonly SimilarPatient[] | null;
  /** No sex is chosen yet. */
  readonly sexless: boolean;
  readonly confirming: boolean;
  readonly busy: boolean;
  readonly onOther: () => void;
  readonly onBack: () => void;
}) {
  const { question, giveBack } = useQuestionFocus(confirming);
  if (similar === null || similar.length === 0)
    return (
      <Panel title={words.near}>
        <p className="quiet">{similar === null ? words.nearNone : words.nearClear}</p>
      </Panel>
    );
  return (
    <Panel title={words.near}>
      <div
        onKeyDown={(event) => {
          moveAmong(event);
          if (!confirming || event.key !== 'Escape') return;
          // The form keeps what was typed, and is not left.
          event.stopPropagation();
          onBack();
          giveBack();
        }}
      >
        {confirming ? (
          <Question count={similar.length} box={question} />
        ) : (
          <p className="quiet">
            {words.nearHelp}
            {sexless ? ` ${words.nearNoSex}` : ''}
          </p>
        )}
        <ul className="near" aria-label={words.near}>
          {similar.map((one, rank) => (
            <Near key={one.row.id} one={one} open={confirming ? (rank === 0 ? 'primary' : 'secondary') : null} />
          ))}
        </ul>
        {similar.length < 2 ? null : <p className="near-keys quiet">{words.nearKeys}</p>}
        {confirming ? (
          <Button wide pending={busy} onPress={onOther}>
            {words.nearOther(similar.length)}
          </Button>
        ) : null}
      </div>
    </Panel>
  );
}

/** The question takes the focus when it comes; it can be given back to what had it. */
function useQuestionFocus(confirming: boolean): { readonly question: RefObject<HTMLDivElement | null>; readonly giveBack: () => void } {
  const question = useRef<HTMLDivElement>(null);
  const before = useRef<Element>(null);
  useEffect(() => {
    if (!confirming) return;
    before.current = document.activeElement;
    question.current?.focus();
  }, [confirming]);
  const giveBack = (): void => {
    if (before.current instanceof HTMLElement) before.current.focus();
  };
  return { question, giveBack };
}

function Question({ count, box }: { readonly count: number; readonly box: RefObject<HTMLDivElement | null> }) {
  return (
    <div className="notice" data-tone="warn" role="alert" tabIndex={-1} ref={box}>
      <TriangleAlert size={18} />
      <div>
        <p>
          <strong>{words.nearAsk(count)}</strong>
        </p>
        <p>{words.nearAskHelp(count)}</p>
      </div>
    </div>
  );
}

/** A record that is alike, and why. @param open how much its opening is offered; null: it is a link like another. */
function Near({ one: { row, kind, message }, open }: { readonly one: SimilarPatient; readonly open: 'primary' | 'secondary' | null }) {
  return (
    <li>
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
        {open === null ? null : (
          <span className="button" data-variant={open}>
            {words.nearOpen}
          </span>
        )}
      </a>
    </li>
  );
}
