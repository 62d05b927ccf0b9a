import { describe, expect, it } from 'vitest';
import { run } from '../../sandbox/common/run.ts';

describe('a program of the sandbox', () => {
  it('is given its input, and tells its output, its complaints and its code', async () => {
    const text = 'é'.repeat(300_000);
    const ran = await run('sh', ['-c', 'cat; echo "no" >&2; exit 3'], text);
    expect([ran.code, ran.stdout.toString(), ran.stderr]).toEqual([3, text, 'no\n']);
  });

  it('runs beside others, each with its own answer', async () => {
    const all = await Promise.all(['a', 'b', 'c'].map((word) => run('cat', [], Buffer.from(word))));
    expect(all.map(({ stdout }) => stdout.toString())).toEqual(['a', 'b', 'c']);
  });

  it('that ends before it has read its input is no fault', async () => {
    expect((await run('true', [], 'x'.repeat(1_000_000))).code).toBe(0);
  });

  it('that is not there is said by the code of the system', async () => {
    await expect(run('no-such-program', [])).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
