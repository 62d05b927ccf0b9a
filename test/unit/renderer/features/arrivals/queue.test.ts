import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  after,
  AT_ONCE,
  countsOf,
  EMPTY,
  hasRest,
  isOver,
  nextOf,
  sayingTheSame,
  wouldLose,
  type Candidate,
  type Happening,
  type Landed,
  type Line,
  type Owner,
  type Queue,
  type Step,
} from '../../../../../renderer/features/arrivals/queue.ts';
import { errorFacts, fail, type ErrorCode } from '../../../../../shared/errors.ts';

const TROIS: Owner = { id: 'p3', name: 'PAT-TROIS Dominique' };
const CAMILLE: Owner = { id: 'p5', name: 'BAC-A-SABLE Camille' };

const refusal = (code: ErrorCode) => errorFacts(fail(code));
const document = (id: string, state: Landed['reading']['state'] = 'read'): Landed => ({
  id,
  pages: 2,
  reading: { state, done: state === 'read' ? 2 : 0, pages: 2, scanned: state !== 'read' },
});
const candidate = ({ id, name }: Owner): Candidate => ({ patientId: id, name, birthDate: '1979-03-28', evidence: 'ins', read: '…' });
const whose = (...owners: readonly Owner[]) => ({ pages: 1, scanned: false, candidates: owners.map(candidate) });
const arrived = (to: Owner | null, ...ids: readonly number[]): Happening => ({
  kind: 'arrived',
  to,
  files: ids.map((id) => ({ id, name: `${id}.pdf`, refused: null })),
});
const RESUMED: Happening = { kind: 'resumed' };

const play = (...happenings: readonly Happening[]): Queue => happenings.reduce(after, EMPTY);
const kinds = (queue: Queue): readonly Step['kind'][] => queue.lines.map(({ step }) => step.kind);
const lineOf = (queue: Queue, id: number): Line => {
  const found = queue.lines.find((line) => line.id === id);
  if (found === undefined) throw new Error(`no line ${id}`);
  return found;
};

describe('the way of a file', () => {
  it('over a record: waits, is opened, is in it', () => {
    let queue = play(RESUMED, arrived(TROIS, 1));
    expect(kinds(queue)).toEqual(['waiting']);
    expect(nextOf(queue)?.id).toBe(1);
    queue = after(queue, { kind: 'opened', id: 1 });
    expect(kinds(queue)).toEqual(['opening']);
    queue = after(queue, { kind: 'landed', id: 1, document: document('d1') });
    expect(kinds(queue)).toEqual(['filed']);
    expect(nextOf(queue)).toBeNull();
  });

  it('elsewhere than where it landed, what is over and well is told no more; what was refused is, and all as long as one is on its way', () => {
    const opened = play(RESUMED, arrived(TROIS, 1), { kind: 'opened', id: 1 });
    const left = (queue: Queue): readonly string[] => kinds(after(queue, { kind: 'left' }));
    expect(left(opened)).toEqual(['opening']);
    expect(left(after(opened, { kind: 'landed', id: 1, document: document('d1', 'reading') }))).toEqual(['scan']);
    const filed = after(opened, { kind: 'landed', id: 1, document: document('d1') });
    expect(left(filed)).toEqual([]);
    const second = after(filed, arrived(TROIS, 2, 3));
    expect(left(second)).toEqual(kinds(second));
    const landed: Happening = { kind: 'landed', id: 1, document: document('d1') };
    const failed: Happening = { kind: 'failed', id: 2, error: refusal('PDF_INVALID') };
    const refused = [arrived(TROIS, 2), landed, { kind: 'opened', id: 2 } as const, failed].reduce(after, opened);
    expect(left(refused)).toEqual(['refused']);
  });

  it('a scan is in its record while its pages are read, and over once they are, or cannot be', () => {
    const opened = play(RESUMED, arrived(TROIS, 1), { kind: 'opened', id: 1 });
    for (const state of ['waiting', 'reading'] as const) {
      const read = after(opened, { kind: 'landed', id: 1, document: document('d1', state) });
      expect(kinds(read)).toEqual(['scan']);
      expect(read.lines.every(isOver)).toBe(false);
      for (const end of ['read', 'failed'] as const)
        expect(kinds(after(read, { kind: 'landed', id: 1, document: document('d1', end) }))).toEqual(['filed']);
    }
  });

  it('outside of a record: asks of whom it is, and goes nowhere before somebody said so', () => {
    const asked = play(RESUMED, arrived(null, 1), { kind: 'opened', id: 1 }, { kind: 'asked', id: 1, whose: whose(TROIS) });
    expect(kinds(asked)).toEqual(['unfiled']);
    expect(nextOf(asked)).toBeNull();
    const chosen = after(asked, { kind: 'chosen', ids: [1], to: CAMILLE });
    expect(nextOf(chosen)).toMatchObject({ id: 1, to: CAMILLE });
    expect(lineOf(chosen, 1)).toMatchObject({ asks: true, whose: whose(TROIS) });
  });

  it.each([
    ['PDF_ENCRYPTED', 'refused'],
    ['BRIDGE_LOST', 'refused'],
    ['DOCUMENT_ALREADY', 'already'],
    ['SESSION_CLOSED', 'waiting'],
  ] as const)('%s makes it %s', (code, kind) => {
    const queue = play(RESUMED, arrived(TROIS, 1), { kind: 'opened', id: 1 }, { kind: 'failed', id: 1, error: refusal(code) });
    expect(kinds(queue)).toEqual([kind]);
    expect(queue.held).toBe(code === 'SESSION_CLOSED');
  });

  it('what the session left waits, and starts again with the next one', () => {
    const closed = play(RESUMED, arrived(TROIS, 1), { kind: 'opened', id: 1 }, { kind: 'failed', id: 1, error: refusal('SESSION_CLOSED') });
    expect(nextOf(closed)).toBeNull();
    expect(nextOf(after(closed, RESUMED))?.id).toBe(1);
    expect(nextOf(after(after(closed, RESUMED), { kind: 'held' }))).toBeNull();
  });

  it('somebody else finds nothing of it', () => {
    const queue = play(RESUMED, arrived(null, 1, 2), { kind: 'forgotten' }, RESUMED, { kind: 'landed', id: 1, document: document('d') });
    expect(queue.lines).toEqual([]);
  });

  it('refused from the start is told, and never opened', () => {
    const queue = play(RESUMED, { kind: 'arrived', to: null, files: [{ id: 1, name: 'courrier', refused: refusal('FOLDER_EMPTY') }] });
    expect(kinds(queue)).toEqual(['refused']);
    expect(nextOf(queue)).toBeNull();
  });

  it('is tried again when asked, whatever was refused or cancelled, and nothing else is', () => {
    const ended = play(
      RESUMED,
      arrived(TROIS, 1),
      arrived(CAMILLE, 2, 3),
      { kind: 'opened', id: 1 },
      { kind: 'failed', id: 1, error: refusal('PDF_LOST') },
      { kind: 'rest-cancelled' },
    );
    expect(kinds(ended)).toEqual(['refused', 'cancelled', 'cancelled']);
    const again = [1, 2].reduce((queue, id) => after(queue, { kind: 'retried', id }), ended);
    expect(kinds(again)).toEqual(['waiting', 'waiting', 'cancelled']);
    // A double click: the second press meets a file that already waits, or is under way.
    expect(kinds(after(after(again, { kind: 'opened', id: 1 }), { kind: 'retried', id: 1 }))).toEqual(['opening', 'waiting', 'cancelled']);
  });

  it('already in the record: added all the same once asked, and once only', () => {
    const already = play(
      RESUMED,
      arrived(TROIS, 1),
      { kind: 'opened', id: 1 },
      { kind: 'failed', id: 1, error: refusal('DOCUMENT_ALREADY') },
    );
    expect(kinds(after(already, { kind: 'retried', id: 1 }))).toEqual(['already']);
    const again = after(already, { kind: 'repeated', id: 1 });
    expect(nextOf(again)).toMatchObject({ id: 1, again: true });
    const done = [
      { kind: 'opened', id: 1 },
      { kind: 'landed', id: 1, document: document('d2') },
    ] as const;
    expect(kinds(after(done.reduce(after, again), { kind: 'repeated', id: 1 }))).toEqual(['filed']);
  });
});

describe('cancelling what is left', () => {
  const mixed = play(RESUMED, arrived(TROIS, 1, 2), arrived(null, 3, 4), { kind: 'opened', id: 1 }, { kind: 'opened', id: 3 });

  it('stops what waits and what only is looked at; what is being added ends by itself', () => {
    const cancelled = after(mixed, { kind: 'rest-cancelled' });
    expect(kinds(cancelled)).toEqual(['opening', 'cancelled', 'cancelled', 'cancelled']);
    expect(hasRest(mixed)).toBe(true);
    expect(hasRest(cancelled)).toBe(false);
    const answered = [
      { kind: 'landed', id: 1, document: document('d1') },
      { kind: 'asked', id: 3, whose: whose(TROIS) },
    ] as const;
    expect(kinds(answered.reduce(after, cancelled))).toEqual(['filed', 'cancelled', 'cancelled', 'cancelled']);
  });

  it('stops what nobody filed', () => {
    const unfiled = after(mixed, { kind: 'asked', id: 3, whose: whose() });
    expect(kinds(after(unfiled, { kind: 'rest-cancelled' }))[2]).toBe('cancelled');
  });
});

describe('what the queue tells', () => {
  it('goes on counting while files are added to it; once all is over and well, the next ones begin a count of their own', () => {
    const first = play(RESUMED, arrived(TROIS, 1, 2), { kind: 'opened', id: 1 }, { kind: 'landed', id: 1, document: document('d1') });
    expect(countsOf(after(first, arrived(TROIS, 3)))).toMatchObject({ all: 3, over: 1 });
    const over = [
      { kind: 'opened', id: 2 },
      { kind: 'failed', id: 2, error: refusal('PDF_INVALID') },
    ] as const;
    const next = after(over.reduce(after, first), arrived(TROIS, 3));
    expect(next.lines.map(({ id }) => id)).toEqual([2, 3]);
    expect(countsOf(next)).toEqual({ all: 2, over: 1, refused: 1, unfiled: 0 });
  });

  it('clears what is over, and nothing else', () => {
    const queue = play(RESUMED, arrived(TROIS, 1, 2), { kind: 'opened', id: 1 }, { kind: 'landed', id: 1, document: document('d1') });
    expect(after(queue, { kind: 'cleared' }).lines.map(({ id }) => id)).toEqual([2]);
  });

  it('is told to wait before the window closes as long as a file is in no record', () => {
    const to = play(RESUMED, arrived(TROIS, 1));
    expect(wouldLose(to)).toBe(true);
    expect(wouldLose(after(to, { kind: 'opened', id: 1 }))).toBe(true);
    const scan = play(RESUMED, arrived(TROIS, 1), { kind: 'opened', id: 1 }, { kind: 'landed', id: 1, document: document('d', 'reading') });
    expect(wouldLose(scan)).toBe(false);
    const unfiled = play(RESUMED, arrived(null, 1), { kind: 'opened', id: 1 }, { kind: 'asked', id: 1, whose: whose() });
    expect(wouldLose(unfiled)).toBe(true);
    expect(wouldLose(after(unfiled, { kind: 'rest-cancelled' }))).toBe(false);
  });

  it('counts what waits for a choice', () => {
    const queue = play(RESUMED, arrived(null, 1, 2), { kind: 'opened', id: 1 }, { kind: 'asked', id: 1, whose: whose(TROIS) });
    expect(countsOf(queue)).toEqual({ all: 2, over: 0, refused: 0, unfiled: 1 });
  });

  it('a file that came alone says so, whatever comes next', () => {
    expect(play(arrived(TROIS, 1), arrived(TROIS, 2, 3)).lines.map(({ alone }) => alone)).toEqual([true, false, false]);
  });
});

describe('one choice for the files that say the same person', () => {
  const says = (id: number, ...owners: readonly Owner[]): readonly Happening[] => [
    { kind: 'opened', id },
    { kind: 'asked', id, whose: whose(...owners) },
  ];
  const queue = play(
    RESUMED,
    arrived(null, 1, 2, 3, 4, 5, 6),
    ...says(1, TROIS),
    ...says(2, CAMILLE),
    ...says(3, TROIS, CAMILLE),
    ...says(4),
    ...says(5, TROIS),
  );
  const same = (id: number): readonly number[] => sayingTheSame(queue, lineOf(queue, id)).map((line) => line.id);

  it('takes those whose only person is the same', () => {
    expect(same(5)).toEqual([5, 1]);
    expect(same(2)).toEqual([2]);
  });

  it('leaves alone what may be of two persons, or of nobody', () => {
    expect(same(3)).toEqual([3]);
    expect(same(4)).toEqual([4]);
    expect(same(6)).toEqual([6]);
  });

  it('files them all, each once', () => {
    const chosen = after(queue, { kind: 'chosen', ids: same(1), to: TROIS });
    expect(chosen.lines.filter(({ to }) => to?.id === TROIS.id).map(({ id }) => id)).toEqual([1, 5]);
    // A second press says another person: what is filed is filed.
    expect(lineOf(after(chosen, { kind: 'chosen', ids: [1], to: CAMILLE }), 1).to).toEqual(TROIS);
    expect(same(1)).toEqual([1, 5]);
    expect(sayingTheSame(chosen, lineOf(chosen, 1)).map(({ id }) => id)).toEqual([1]);
  });
});

/** A file's fate: what its record answers, and whether somebody has to say of whom it is. */
const fate = fc.record({
  to: fc.constantFrom(null, TROIS, CAMILLE),
  end: fc.constantFrom<ErrorCode | 'read' | 'reading'>('read', 'reading', 'PDF_INVALID', 'DOCUMENT_ALREADY'),
  /** Times that the session ends under it first. */
  closed: fc.nat({ max: 2 }),
});

describe('any files, in any order', () => {
  it('all end, each in exactly one final state, two at most at a time and one for a record', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fate, { minLength: 1, maxLength: 6 }), { maxLength: 5 }),
        fc.infiniteStream(fc.nat()),
        (drops, random) => {
          const fates = drops.flat();
          const pick = (n: number): number => Number(random.next().value ?? 0) % n;
          const closings = fates.map(({ closed }) => closed);
          let queue = play(RESUMED);
          let id = 0;
          const waiting = drops.map((drop) => drop.map(({ to }) => [(id += 1), to] as const));
          const started: number[] = [];
          for (let turn = 0; turn < 2000; turn += 1) {
            const drop = pick(2) === 0 ? waiting.shift() : undefined;
            if (drop !== undefined) for (const [file, to] of drop) queue = after(queue, arrived(to, file));
            if (queue.held) queue = after(queue, RESUMED);
            for (let next = nextOf(queue); next !== null; next = nextOf(queue)) {
              started.push(next.id);
              queue = after(queue, { kind: 'opened', id: next.id });
            }
            const opening = queue.lines.filter(({ step }) => step.kind === 'opening');
            expect(opening.length).toBeLessThanOrEqual(AT_ONCE);
            const records = opening.flatMap(({ to }) => to?.id ?? []);
            expect(new Set(records).size).toBe(records.length);
            const line = queue.lines.filter((one) => !isOver(one) && one.step.kind !== 'waiting')[pick(3)];
            if (line === undefined) continue;
            const { end } = fates[line.id - 1] ?? { end: 'read' };
            const error = (code: ErrorCode): Happening => ({ kind: 'failed', id: line.id, error: refusal(code) });
            if (line.step.kind === 'unfiled') queue = after(queue, { kind: 'chosen', ids: [line.id], to: TROIS });
            else if (line.step.kind === 'scan') queue = after(queue, { kind: 'landed', id: line.id, document: document('d') });
            else if ((closings[line.id - 1] ?? 0) > 0) {
              closings[line.id - 1] = 0;
              queue = after(queue, error('SESSION_CLOSED'));
            } else if (line.to === null) queue = after(queue, { kind: 'asked', id: line.id, whose: whose(TROIS) });
            else
              queue = after(
                queue,
                end === 'read' || end === 'reading' ? { kind: 'landed', id: line.id, document: document('d', end) } : error(end),
              );
            if (waiting.length === 0 && queue.lines.every(isOver)) break;
          }
          const told = new Set(queue.lines.map((line) => line.id));
          expect(queue.lines.every(isOver)).toBe(true);
          expect(told.size).toBe(queue.lines.length);
          // What is told no more ended well; every file was tried.
          expect(new Set(started).size).toBe(fates.length);
          for (const [index, { end }] of fates.entries()) {
            const line = queue.lines.find((one) => one.id === index + 1);
            const well = end === 'read' || end === 'reading';
            if (line === undefined) expect(well).toBe(true);
            else expect(line.step.kind).toBe(well ? 'filed' : end === 'DOCUMENT_ALREADY' ? 'already' : 'refused');
          }
        },
      ),
      { numRuns: 200 },
    );
  });

  it('keep their order, whatever happens to them', () => {
    const happening: fc.Arbitrary<Happening> = fc.oneof(
      fc.record({ kind: fc.constantFrom('opened', 'retried', 'repeated'), id: fc.integer({ min: 1, max: 8 }) }),
      fc.record({ kind: fc.constant('asked'), id: fc.integer({ min: 1, max: 8 }), whose: fc.constant(whose(TROIS)) }),
      fc.record({ kind: fc.constant('landed'), id: fc.integer({ min: 1, max: 8 }), document: fc.constant(document('d')) }),
      fc.record({ kind: fc.constant('failed'), id: fc.integer({ min: 1, max: 8 }), error: fc.constant(refusal('PDF_INVALID')) }),
      fc.constantFrom<Happening>({ kind: 'rest-cancelled' }, { kind: 'held' }, RESUMED),
    );
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 60 }), (happenings) => {
        const queue = happenings.reduce(after, play(arrived(TROIS, 1, 2, 3, 4), arrived(null, 5, 6, 7, 8)));
        expect(queue.lines.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
      }),
    );
  });
});
