import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Resources } from '../../electron/ipc/resources.ts';
import { chromiumPlatform } from '../../electron/platform/chromium/index.ts';
import { encode } from '../../shared/contract/codec.ts';
import { item, type Benchmark } from './report.ts';

const KILOBYTE = 'x'.repeat(1024);
const FIVE_MB = 5 * 1024 * 1024;

/** The bridge between the window and the application: small calls, and 5 MB each way. */
export async function run(runs: number): Promise<Benchmark> {
  const folder = await mkdtemp(join(tmpdir(), 'poste-bench-'));
  const resources = new Resources(() => Date.now());
  const window = await chromiumPlatform({ dataFolder: folder, executable: null, headless: true, size: null }).openWindow({
    assets: fileURLToPath(new URL('../../renderer/dist', import.meta.url)),
    invoke: (name) =>
      Promise.resolve(
        name === 'offer'
          ? resources.offer({ type: 'application/pdf', bytes: new Uint8Array(FIVE_MB) })
          : encode({ ok: true, value: KILOBYTE }),
      ),
    resource: (path) => resources.take(path),
    closed: () => undefined,
  });
  try {
    const { page } = window;
    const call = (payload: string, times: number): Promise<number> =>
      page.evaluate(
        async ([text, count]) => {
          const { poste } = globalThis as unknown as { poste: { invoke(name: string, payload: string): Promise<string> } };
          const start = performance.now();
          for (let i = 0; i < count; i += 1) await poste.invoke('bench', text);
          return (performance.now() - start) / count;
        },
        [payload, times] as const,
      );
    const fetched = (): Promise<number> =>
      page.evaluate(async () => {
        const { poste } = globalThis as unknown as { poste: { invoke(name: string, payload: string): Promise<string> } };
        const path = await poste.invoke('offer', '');
        const start = performance.now();
        const bytes = await (await fetch(path)).arrayBuffer();
        if (bytes.byteLength !== 5 * 1024 * 1024) throw new Error('short');
        return performance.now() - start;
      });
    const small: number[] = [];
    const up: number[] = [];
    const down: number[] = [];
    const base64 = encode({ bytes: new Uint8Array(FIVE_MB) });
    await call(encode(KILOBYTE), 20);
    for (let turn = 0; turn < runs; turn += 1) {
      small.push(await call(encode(KILOBYTE), 100));
      up.push(await call(base64, 1));
      down.push(await fetched());
    }
    return {
      name: 'ipc',
      runs,
      items: [
        item('1 KB call, there and back', 'ms', small),
        item('5 MB from the window (tagged base64)', 'ms', up),
        item('5 MB to the window (single-use GET)', 'ms', down, { peer: { name: '5 MB by the bridge', values: up } }),
      ],
    };
  } finally {
    await window.close();
    await rm(folder, { recursive: true, force: true });
  }
}
