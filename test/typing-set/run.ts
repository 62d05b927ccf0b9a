import { numbersGiven } from '../setup/options.ts';
import { figuresOf, judgeSet, type Figures, type Judged, type Share } from './judge.ts';

/**
 * What is proposed of a labelled set of documents, made by a seed: `npm run -s typing-set -- [--seed 1] [--seeds 1] [--size 60]
 * [--json]`. `seeds`: so many sets, of the seeds that follow. Texts and scans apart; each document that is not right is named.
 */
const { seed, seeds, size, json } = numbersGiven(
  'Usage : npm run -s typing-set -- [--seed n] [--seeds n] [--size n] [--json]',
  { seed: 1, seeds: 1, size: 60 },
  { seed: Number.isInteger, seeds: (n) => Number.isInteger(n) && n > 0, size: (n) => Number.isInteger(n) && n > 0 },
);

const faulty = ({ typeRight, dateRight, titleRight, wrong, warned }: Judged): boolean =>
  !typeRight || !dateRight || !titleRight || wrong !== warned;
const all: Judged[] = [];
for (let n = seed; n < seed + seeds; n++)
  all.push(
    ...(await judgeSet(n, size, (one) => {
      if (!json && faulty(one)) process.stdout.write(`${lineOf(n, one)}\n`);
    })),
  );

const kinds = ['text', 'scan'] as const;
const figures = kinds.map((kind) => ({ kind, ...figuresOf(all.filter((one) => one.kind === kind)) }));
if (json) process.stdout.write(`${JSON.stringify({ seed, seeds, size, figures: figures.map((one) => ({ ...one, met: metBy(one) })) })}\n`);
else for (const one of figures) process.stdout.write(`${wordsOf(one.kind, one)}\n`);
process.exit(figures.every((one) => Object.values(metBy(one)).every(Boolean)) ? 0 : 1);

/** Against the goals: 90 %, 80 %, 95 %, at most 1 %. */
function metBy({ type, dateAndTitle, warned, falselyWarned }: Figures): Readonly<Record<keyof Figures, boolean>> {
  return {
    type: part(type) >= 0.9,
    dateAndTitle: part(dateAndTitle) >= 0.8,
    warned: part(warned) >= 0.95,
    falselyWarned: part(falselyWarned, 0) <= 0.01,
  };
}

/** @param none of nothing. */
function part({ right, of }: Share, none = 1): number {
  return of === 0 ? none : right / of;
}

function wordsOf(kind: string, { type, dateAndTitle, warned, falselyWarned }: Figures): string {
  const shown = (share: Share): string => `${share.right}/${share.of} (${(part(share, 0) * 100).toFixed(1)} %)`;
  return `${kind}: type among three ${shown(type)}, date and title ${shown(dateAndTitle)}, wrong patient warned ${shown(warned)}, falsely warned ${shown(falselyWarned)}`;
}

function lineOf(of: number, { kind, letter, document, typeRight, dateRight, titleRight, wrong, warned }: Judged): string {
  const faults = [
    ...(typeRight ? [] : [`type ${letter.type} read ${document.proposal?.types.join(' ') ?? ''}`]),
    ...(dateRight ? [] : [`date ${letter.dates.join(' ')} read ${document.form.date}`]),
    ...(titleRight ? [] : [`title « ${letter.title} » read « ${document.form.title} »`]),
    ...(wrong === warned ? [] : [warned ? `falsely warned of ${document.otherPerson?.name ?? ''}` : 'wrong patient not warned']),
  ];
  return `seed ${of} ${kind} ${letter.type}: ${faults.join('; ')}`;
}
