import { fail } from '../../shared/errors.ts';
import type { Command, Commands } from '../../electron/cli/run.ts';

const SANDBOX_CARD = 'sandbox card --out dir [--generation CPS3|CPS4] [--json]';

const sandboxCard: Command = {
  usage: SANDBOX_CARD,
  values: ['out', 'generation'],
  flags: [],
  async run(given) {
    const generation = given.option('generation') ?? 'CPS3';
    if (generation !== 'CPS3' && generation !== 'CPS4') throw fail('USAGE', { values: { usage: SANDBOX_CARD } });
    const { sandboxCard: make } = await import('./sandbox-card.ts');
    return { result: await make({ out: given.required('out'), generation }), positive: true };
  },
};

/** Commands of the sources only. */
export const commands: Commands = {
  'sandbox card': () => Promise.resolve(sandboxCard),
  'main-job': async () => (await import('./main-job.ts')).mainJob,
};
