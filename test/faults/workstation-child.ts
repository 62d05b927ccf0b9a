import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { compose } from '../../electron/compose.ts';
import { configSchema } from '../../electron/config/schema.ts';
import { clientOf } from '../setup/client.ts';
import { windowless } from '../setup/windowless.ts';

/**
 * A workstation in a process of its own, killed in the middle of a send. Reads what to do on stdin (a PIN has no place
 * on a command line), says each step on stdout, and never ends by itself.
 */
const task = z
  .object({ config: configSchema, pin: z.string(), traits: z.json(), recipient: z.string(), title: z.string(), pdf: z.base64() })
  .parse(JSON.parse(readFileSync(0, 'utf8')));

const application = await compose(task.config, windowless(task.config.dataFolder));
const client = clientOf(application);
await client.until('session.changed', async () => (await client.call('session.state', null)).card.generation);
await client.call('session.open', { pin: task.pin, lastTry: false, situation: 1 });
await client.call('session.connectMss', null);
await client.until('session.changed', async () => ((await client.call('session.state', null)).mss.state === 'open' ? true : null));
// The contract itself checks the traits.
const { id } = await client.call('patients.create', { traits: task.traits as never, usedName: null, usedFirstName: null });
const { proposal } = await client.call('patients.askInsi', { id });
await client.call('patients.acceptInsi', { id, proposal: proposal?.id ?? '' });
await client.call('patients.recordIdentityDocument', { id, type: 'CN' });
const draft = await client.call('documents.add', {
  patientId: id,
  fileName: 'document.pdf',
  bytes: new Uint8Array(Buffer.from(task.pdf, 'base64')),
});
await client.call('documents.validate', {
  id: draft.id,
  form: { ...draft.form, type: '11488-4', title: task.title, recipients: [task.recipient] },
});
process.stdout.write(`${draft.id}\n`);
setInterval(() => undefined, 60_000);
