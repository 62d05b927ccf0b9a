import { fail } from '../../shared/errors.ts';
import type { Command, Commands } from '../../electron/cli/run.ts';
import { WHO } from '../sandbox/identities.ts';

const SANDBOX_CARD = `sandbox card --out dir [--who ${Object.keys(WHO).join('|')}] [--generation CPS3|CPS4] [--json]`;

const sandboxCard: Command = {
  usage: SANDBOX_CARD,
  values: ['out', 'generation', 'who'],
  flags: [],
  async run(given) {
    const generation = given.option('generation') ?? 'CPS3';
    const who = given.option('who') ?? 'doctor';
    const holder = Object.hasOwn(WHO, who) ? WHO[who] : undefined;
    if ((generation !== 'CPS3' && generation !== 'CPS4') || holder === undefined) throw fail('USAGE', { values: { usage: SANDBOX_CARD } });
    const { sandboxCard: make } = await import('./sandbox-card.ts');
    return { result: await make({ out: given.required('out'), generation, holder }), positive: true };
  },
};

/** Commands of the sources only. */
export const commands: Commands = {
  'sandbox card': () => Promise.resolve(sandboxCard),
  'main-job': async () => (await import('./main-job.ts')).mainJob,
  'practice-job': async () => (await import('./practice-job.ts')).practiceJob,
};
