import { describe, expect, it } from 'vitest';
import { beforeLock, draftsOf, flushDrafts, onOtherUser } from '../../../../renderer/client/drafts.ts';

describe('input that is not saved yet', () => {
  it('is written before the lock, every one even when one fails', async () => {
    const saved: string[] = [];
    const stop = [
      beforeLock(() => Promise.reject(new Error('refused'))),
      beforeLock(async () => {
        saved.push('form');
      }),
    ];
    await flushDrafts();
    for (const forget of stop) forget();
    await flushDrafts();
    expect(saved).toEqual(['form']);
  });

  it('waits for the same user and is dropped for another', () => {
    let drafts = 1;
    onOtherUser(() => {
      drafts = 0;
    });
    draftsOf('899900000017');
    draftsOf('899900000017');
    expect(drafts).toBe(1);
    draftsOf('899900000025');
    expect(drafts).toBe(0);
  });
});
