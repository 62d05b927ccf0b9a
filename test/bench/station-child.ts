import { z } from 'zod';
import { compose } from '../../electron/compose.ts';
import { configSchema } from '../../electron/config/schema.ts';
import { clientOf } from '../setup/client.ts';
import { windowless } from '../setup/windowless.ts';
import { pdfOf } from './growth.ts';
import { qualified, send } from './main-job.ts';

/** The workstation of the bench, in a process of its own: opens its session, then feeds as many documents as it is told. */
const task = z.union([
  z.object({ config: configSchema }),
  z.object({ feed: z.int(), strokes: z.int() }),
  z.object({ close: z.literal(true) }),
]);
const said = (message: object): Promise<void> => new Promise((resolve) => void process.send?.(message, () => resolve()));

let work: { feed(count: number, strokes: number): Promise<void>; close(): Promise<void> } | null = null;
process.on('message', (message) => void act(task.parse(message)));

async function act(asked: z.infer<typeof task>): Promise<void> {
  if ('config' in asked) {
    const application = await compose(asked.config, windowless(asked.config.dataFolder));
    const client = clientOf(application);
    await client.until('session.changed', async () => (await client.call('session.state', null)).card.generation);
    const patientId = await qualified(client);
    work = {
      async feed(count, strokes) {
        for (let i = 0; i < count; i += 1) await send(client, patientId, new Uint8Array(pdfOf(1, strokes)));
      },
      close: () => application.close(),
    };
  } else if ('feed' in asked) await work?.feed(asked.feed, asked.strokes);
  else await work?.close();
  await said({});
  if ('close' in asked) process.exit(0);
}
