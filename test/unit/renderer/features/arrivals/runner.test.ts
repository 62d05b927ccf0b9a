import { describe, expect, it } from 'vitest';
import type { Landed, Owner, Whose } from '../../../../../renderer/features/arrivals/queue.ts';
import { Arrivals, type RunnerPorts } from '../../../../../renderer/features/arrivals/runner.ts';
import { errorFacts, fail, type ErrorCode } from '../../../../../shared/errors.ts';

const TROIS: Owner = { id: 'p3', name: 'PAT-TROIS Dominique' };
const CAMILLE: Owner = { id: 'p5', name: 'BAC-A-SABLE Camille' };
const NOBODY: Whose = { pages: 1, scanned: false, candidates: [] };

const landed = (id: string, state: Landed['reading']['state'] = 'read', done = 0): Landed => ({
  id,
  pages: 3,
  reading: { state, done, pages: 3, scanned: state !== 'read' },
});

/** A desk whose application answers by the name of the file, when it is let. */
function desk(answers: Partial<Record<string, readonly (ErrorCode | Landed)[]>> = {}, over: Partial<RunnerPorts> = {}) {
  const left = new Map(Object.entries(answers).map(([name, all]) => [name, [...(all ?? [])]]));
  const seen = { read: [] as string[], added: [] as (readonly [string, string, boolean])[], atOnce: 0, most: 0, landed: [] as string[] };
  const arrivals = new Arrivals({
    read: async (file) => {
      seen.read.push(file.name);
      return new Uint8Array(await file.arrayBuffer());
    },
    whose: () => Promise.resolve(NOBODY),
    add: async (patientId, fileName, _bytes, again) => {
      seen.added.push([patientId, fileName, again]);
      seen.atOnce += 1;
      seen.most = Math.max(seen.most, seen.atOnce);
      await new Promise((resolve) => {
        setTimeout(resolve, 1);
      });
      seen.atOnce -= 1;
      const answer = left.get(fileName)?.shift() ?? landed(`d-${fileName}`);
      if (typeof answer === 'string') throw fail(answer);
      return answer;
    },
    look: (_patient, id) => Promise.resolve(landed(id)),
    onLanded: ({ name }) => void seen.landed.push(name),
    ...over,
  });
  const states = (): readonly string[] => arrivals.queue.lines.map(({ name, step }) => `${name} ${step.kind}`);
  const allOver = (): Promise<void> =>
    new Promise((resolve) => {
      const stop = arrivals.listen(() => {
        const { lines } = arrivals.queue;
        if (lines.length === 0 || !lines.every(({ step }) => ['filed', 'already', 'refused', 'cancelled', 'unfiled'].includes(step.kind)))
          return;
        stop();
        resolve();
      });
    });
  return { arrivals, seen, states, over: allOver };
}

const files = (...names: readonly string[]) => names.map((name) => ({ file: new File(['%PDF'], name) }));

describe('files that arrive', () => {
  it('are all tried: a bad one stops nothing, and says why', async () => {
    const { arrivals, states, over } = desk({ 'b.pdf': ['PDF_ENCRYPTED'], 'c.pdf': ['DOCUMENT_ALREADY'] });
    const done = over();
    arrivals.arrive(files('a.pdf', 'b.pdf', 'c.pdf', 'd.pdf'), TROIS);
    arrivals.tell({ kind: 'resumed' });
    await done;
    expect(states()).toEqual(['a.pdf filed', 'b.pdf refused', 'c.pdf already', 'd.pdf filed']);
  });

  it('200 at once: two at a time at most, each read when its turn comes', async () => {
    const { arrivals, seen, over } = desk();
    const done = over();
    const names = Array.from({ length: 200 }, (_, n) => `${n}.pdf`);
    arrivals.tell({ kind: 'resumed' });
    arrivals.arrive(files(...names.slice(0, 100)), TROIS);
    arrivals.arrive(files(...names.slice(100)), CAMILLE);
    expect(seen.read.length).toBeLessThanOrEqual(2);
    await done;
    expect(seen.most).toBe(2);
    expect(seen.read).toHaveLength(200);
    // Those of a record are added in their order.
    expect(seen.added.filter(([patient]) => patient === 'p3').map(([, name]) => name)).toEqual(names.slice(0, 100));
  });

  it('during others are added to them', async () => {
    const { arrivals, states, over } = desk();
    const done = over();
    arrivals.tell({ kind: 'resumed' });
    arrivals.arrive(files('a.pdf', 'b.pdf'), TROIS);
    arrivals.arrive(files('c.pdf'), TROIS);
    await done;
    expect(states()).toEqual(['a.pdf filed', 'b.pdf filed', 'c.pdf filed']);
  });

  it('outside of a record are in none until somebody says of whom they are', async () => {
    const { arrivals, seen, states, over } = desk();
    const asked = over();
    arrivals.tell({ kind: 'resumed' });
    arrivals.arrive(files('a.pdf', 'b.pdf'), null);
    await asked;
    expect(seen.added).toEqual([]);
    expect(states()).toEqual(['a.pdf unfiled', 'b.pdf unfiled']);
    const filed = over();
    arrivals.tell({ kind: 'chosen', ids: [1], to: CAMILLE });
    await filed;
    expect(seen.added).toEqual([['p5', 'a.pdf', false]]);
    expect(states()).toEqual(['a.pdf filed', 'b.pdf unfiled']);
  });

  it('wait behind the lock: what the end of the session cut is tried again with the next one', async () => {
    const { arrivals, seen, states, over } = desk({ 'a.pdf': ['SESSION_CLOSED'] });
    arrivals.tell({ kind: 'resumed' });
    const done = over();
    arrivals.arrive(files('a.pdf', 'b.pdf'), TROIS);
    await new Promise((resolve) => {
      const stop = arrivals.listen(() => {
        if (!arrivals.queue.held) return;
        stop();
        resolve(null);
      });
    });
    expect(states()).toEqual(['a.pdf waiting', 'b.pdf waiting']);
    expect(seen.added).toHaveLength(1);
    arrivals.tell({ kind: 'resumed' });
    await done;
    expect(states()).toEqual(['a.pdf filed', 'b.pdf filed']);
  });

  it('of somebody who left are asked of nobody, even read halfway', async () => {
    let read = (): void => undefined;
    const { arrivals, seen } = desk(
      {},
      {
        read: () =>
          new Promise((resolve) => {
            read = () => resolve(new Uint8Array());
          }),
      },
    );
    arrivals.tell({ kind: 'resumed' });
    arrivals.arrive(files('a.pdf'), TROIS);
    arrivals.tell({ kind: 'forgotten' });
    read();
    await Promise.resolve();
    await Promise.resolve();
    expect(seen.added).toEqual([]);
    expect(arrivals.queue.lines).toEqual([]);
  });

  it('already in the record are added again only when asked', async () => {
    const { arrivals, seen, states, over } = desk({ 'a.pdf': ['DOCUMENT_ALREADY'] });
    const first = over();
    arrivals.tell({ kind: 'resumed' });
    arrivals.arrive(files('a.pdf'), TROIS);
    await first;
    const second = over();
    arrivals.tell({ kind: 'repeated', id: 1 });
    arrivals.tell({ kind: 'repeated', id: 1 });
    await second;
    expect(seen.added).toEqual([
      ['p3', 'a.pdf', false],
      ['p3', 'a.pdf', true],
    ]);
    expect(states()).toEqual(['a.pdf filed']);
    expect(seen.landed).toEqual(['a.pdf']);
  });

  it('that cannot be taken at all are told under their name', () => {
    const { arrivals, states } = desk();
    arrivals.arrive([{ name: 'courrier du jour', refused: errorFacts(fail('FOLDER_EMPTY')) }], null);
    expect(states()).toEqual(['courrier du jour refused']);
    arrivals.arrive([], null);
    expect(states()).toEqual(['courrier du jour refused']);
  });

  it('keep the end of a name that is too long', () => {
    const { arrivals } = desk();
    arrivals.arrive(files(`${'a'.repeat(300)}.pdf`), null);
    expect(arrivals.queue.lines[0]?.name).toBe(`${'a'.repeat(251)}.pdf`);
  });
});

describe('a scan that is read after it is in its record', () => {
  it('is looked at again at each change of its record, until it is read', async () => {
    const answers = [landed('d1', 'reading', 1), landed('d1', 'reading', 2), landed('d1', 'read', 3)];
    let looks = 0;
    const { arrivals, states } = desk(
      { 'a.pdf': [landed('d1', 'waiting')] },
      {
        look: () => {
          looks += 1;
          return Promise.resolve(answers.shift() ?? null);
        },
      },
    );
    const settled = async (): Promise<void> => {
      await new Promise((resolve) => {
        setTimeout(resolve, 5);
      });
    };
    arrivals.tell({ kind: 'resumed' });
    arrivals.arrive(files('a.pdf'), TROIS);
    await settled();
    expect(states()).toEqual(['a.pdf scan']);
    arrivals.look((patient) => patient === 'p5');
    await settled();
    expect(looks).toBe(1);
    // The second change comes while the first one is looked at: it is not lost.
    arrivals.look((patient) => patient === 'p3');
    arrivals.look((patient) => patient === 'p3');
    await settled();
    expect(looks).toBe(3);
    expect(states()).toEqual(['a.pdf filed']);
    arrivals.look(() => true);
    expect(looks).toBe(3);
  });

  it('and is thrown away meanwhile has arrived all the same', async () => {
    const { arrivals, states, over } = desk({ 'a.pdf': [landed('d1', 'waiting')] }, { look: () => Promise.resolve(null) });
    const done = over();
    arrivals.tell({ kind: 'resumed' });
    arrivals.arrive(files('a.pdf'), TROIS);
    await done;
    expect(states()).toEqual(['a.pdf filed']);
  });
});
