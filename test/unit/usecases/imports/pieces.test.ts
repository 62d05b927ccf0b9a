import { describe, expect, it } from 'vitest';
import { downloadRefused } from '../../../../electron/usecases/imports/download-refused.ts';
import { pushPiece } from '../../../../electron/usecases/imports/push-piece.ts';
import type { ImportRun } from '../../../../shared/contract/imports.ts';

describe('an import', () => {
  it('is somebody’s work: each piece keeps the session open before it is taken', async () => {
    const order: string[] = [];
    const push = pushPiece({
      session: { touch: () => void order.push('touch') },
      imports: {
        push: (id, bytes) => {
          order.push(`${id} ${bytes.length}`);
          // Cast: the state of the import goes through as it is.
          return Promise.resolve({ id } as ImportRun);
        },
      },
    });
    expect(await push({ id: 'i1', bytes: new Uint8Array(3) })).toEqual({ id: 'i1' });
    expect(order).toEqual(['touch', 'i1 3']);
  });

  it('gives the lines that it refused as a file, or nothing when there are none', async () => {
    const bytes = Buffer.from('nom;prénom');
    const download = downloadRefused({
      imports: { refused: (id) => Promise.resolve(id === 'i1' ? { bytes, fileName: 'refus.csv', lines: 2 } : null) },
      offer: ({ type, bytes: given }) => `${type} ${given.length}`,
    });
    expect(await download('i1')).toEqual({ url: `application/octet-stream ${bytes.length}`, fileName: 'refus.csv', lines: 2 });
    expect(await download('i2')).toBeNull();
  });
});
