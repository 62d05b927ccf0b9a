import { describe, expect, it } from 'vitest';
import { onceRead } from '../../../electron/ipc/handlers/once-read.ts';
import type { OpenSession } from '../../../electron/session/session.ts';
import { refusal } from '../usecases/refusal.ts';
import { COLLEAGUE, PAULE } from '../usecases/workplace.ts';

describe('an act that waits for the first page of a scan', () => {
  /** @param next who is there once the page is read. */
  const asked = (next: OpenSession) => {
    const done: string[] = [];
    const order: string[] = [];
    const run = onceRead(
      { session: () => next, firstPage: (id) => Promise.resolve(void order.push(`read ${id}`)) },
      ({ id }: { readonly id: string }) => Promise.resolve(done.push(id)),
    );
    return { order, done, acted: run({ id: 'd1' }, PAULE) };
  };

  it('is done once it is read, by whoever asked', async () => {
    const { acted, order, done } = asked(PAULE);
    await acted;
    expect([order, done]).toEqual([['read d1'], ['d1']]);
  });

  it('R-142, R-146: is not done in the name of somebody who came meanwhile', async () => {
    const { acted, done } = asked(COLLEAGUE);
    await expect(acted).rejects.toEqual(refusal('SESSION_CLOSED'));
    expect(done).toEqual([]);
  });
});
