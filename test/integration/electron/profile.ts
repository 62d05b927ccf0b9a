import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decode, encode } from '../../../shared/contract/codec.ts';
import { calls, type CallInput, type CallName, type CallOutput } from '../../../shared/contract/index.ts';
import type { Page } from 'playwright-core';
import { launch, type Launched, type LaunchOptions } from '../../setup/electron-double/launch.ts';

/** A user's profile on a machine, and the applications launched on it. */
export class Profile {
  readonly folder: string;
  /** Of the settings; null: nobody is trusted, no card opens. */
  trustFile: string | null = null;
  readonly #launched: Launched[] = [];

  private constructor(folder: string) {
    this.folder = folder;
  }

  static async create(): Promise<Profile> {
    return new Profile(await mkdtemp(join(tmpdir(), 'poste-double-')));
  }

  get data(): string {
    return join(this.folder, 'data');
  }

  get card(): string {
    return join(this.folder, 'card');
  }

  async launch(options: Partial<LaunchOptions> = {}): Promise<Launched> {
    const config = join(this.folder, 'settings.json');
    await writeFile(
      config,
      JSON.stringify({
        profile: 'sandbox',
        dataFolder: this.data,
        trustFile: this.trustFile,
        card: { adapter: { kind: 'file', folder: this.card } },
      }),
    );
    const launched = await launch({ config, folder: join(this.folder, 'system'), ...options });
    this.#launched.push(launched);
    return launched;
  }

  async close(): Promise<void> {
    await Promise.all(this.#launched.map((one) => one.close()));
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** Calls the application as the page's own code does. */
export async function call<N extends CallName>(page: Page, name: N, input: CallInput<N>): Promise<CallOutput<N>> {
  const answer = decode(await page.evaluate(([n, payload]) => window.poste.invoke(n, payload), [name, encode(input)] as const));
  if (typeof answer !== 'object' || answer === null || !('value' in answer)) throw new Error(JSON.stringify(answer));
  // The schema of this very call reads its own answer.
  return calls[name].output.parse(answer.value) as CallOutput<N>;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
