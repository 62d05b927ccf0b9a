import { describe, expect, it } from 'vitest';
import { ByteQueue } from '../../../../electron/usecases/imports/byte-queue.ts';

const piece = (text: string): Uint8Array => Buffer.from(text);
const soon = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the pieces of a file', () => {
  it('are read in order, each answered when it was read, and counted', async () => {
    const feed = new ByteQueue();
    const read: string[] = [];
    const reading = (async () => {
      for await (const bytes of feed) {
        read.push(Buffer.from(bytes).toString());
        await soon();
      }
    })();
    await feed.push(piece('ab'));
    expect([read, feed.bytesTaken]).toEqual([['ab'], 2]);
    await feed.push(piece('cde'));
    feed.end();
    await reading;
    expect([read, feed.bytesTaken]).toEqual([['ab', 'cde'], 5]);
  });

  it('given before anybody reads waits', async () => {
    const feed = new ByteQueue();
    let taken = false;
    const pushed = feed.push(piece('a')).then(() => (taken = true));
    await soon();
    expect([taken, feed.bytesTaken]).toEqual([false, 0]);
    feed.end();
    const read: number[] = [];
    for await (const bytes of feed) read.push(bytes.byteLength);
    await pushed;
    expect([taken, read, feed.bytesTaken]).toEqual([true, [1], 1]);
  });

  it('are held one at a time, while it waits and while it is read', async () => {
    const feed = new ByteQueue();
    const first = feed.push(piece('a'));
    await expect(feed.push(piece('b'))).rejects.toMatchObject({ code: 'IMPORT_BUSY' });
    const pieces = feed[Symbol.asyncIterator]();
    await pieces.next();
    await expect(feed.push(piece('c'))).rejects.toMatchObject({ code: 'IMPORT_BUSY' });
    const next = pieces.next();
    await first;
    feed.end();
    expect((await next).done).toBe(true);
  });

  it('given after the end are not taken, and keep nobody waiting', async () => {
    const feed = new ByteQueue();
    feed.end();
    await feed.push(piece('a'));
    expect((await feed[Symbol.asyncIterator]().next()).done).toBe(true);
    expect(feed.bytesTaken).toBe(0);
  });

  it('keep nobody waiting once the reader has left, and are not counted', async () => {
    const feed = new ByteQueue();
    const pushed = feed.push(piece('ab'));
    const pieces = feed[Symbol.asyncIterator]();
    await pieces.next();
    await pieces.return?.(undefined);
    await pushed;
    await feed.push(piece('c'));
    expect(feed.bytesTaken).toBe(0);
  });
});
