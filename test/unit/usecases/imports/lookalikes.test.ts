import { describe, expect, it } from 'vitest';
import { proposeLookalikes } from '../../../../electron/usecases/imports/lookalikes.ts';
import type { Lookalike } from '../../../../shared/domain/record/lookalike.ts';
import type { Store } from '../../../../electron/store/types.ts';
import { importDesk } from './kit.ts';

const alike = (id: string, other: string, kind: Lookalike['kind'] = 'same'): Lookalike => ({ id, other, kind, score: 90, reasons: [] });

const desk = async (pairs: (ids: readonly string[]) => Lookalike[], commit?: Store['commit']) => {
  const place = importDesk();
  await place.records({}, {}, {});
  const asked: (readonly string[])[] = [];
  const store: Store = {
    ...place.store,
    commit: commit ?? place.store.commit,
    patients: {
      ...place.store.patients,
      lookalikes: (ids) => {
        asked.push(ids);
        return Promise.resolve(pairs(ids));
      },
    },
  };
  const propose = (created: readonly string[], stopped: () => boolean = () => false) =>
    proposeLookalikes({ store, uuid: place.common.uuid, now: place.common.now, stopped }, created);
  return { ...place, asked, propose };
};
const ids = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `n${i}`);

describe('what an import created that looks like another record (EXI ID 17)', () => {
  it('waits in the work list, once; twins do not', async () => {
    const place = await desk(() => [alike('p1', 'p2'), alike('p1', 'p3', 'twin')]);
    expect(await place.propose(['p1'])).toBe(1);
    expect(await place.waiting()).toEqual(['IMPORT_LOOKALIKE p1 p2']);
    expect(await place.propose(['p1'])).toBe(0);
    expect(await place.waiting()).toHaveLength(1);
  });

  it('is looked for by steps, until somebody stops it', async () => {
    const place = await desk(() => []);
    await place.propose(ids(401));
    expect(place.asked.map((one) => one.length)).toEqual([200, 200, 1]);
    await place.propose(ids(401), () => place.asked.length >= 4);
    expect(place.asked).toHaveLength(4);
    await place.propose([]);
    expect(place.asked).toHaveLength(4);
  });

  it('is proposed a thousand times at most', async () => {
    let proposed = 0;
    const place = await desk(
      (step) => step.flatMap((id) => [1, 2, 3, 4].map((n) => alike(id, `${id}-${n}`))),
      ({ changes }) => {
        proposed += changes.length;
        return Promise.resolve();
      },
    );
    expect(await place.propose(ids(600))).toBe(1000);
    expect([proposed, place.asked.length]).toEqual([1000, 2]);
  });
});
