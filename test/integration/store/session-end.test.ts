import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { compose } from '../../../electron/compose.ts';
import { checkConfig, merge } from '../../../electron/config/load.ts';
import { defaults } from '../../../electron/config/defaults.ts';
import type { StoreMark } from '../../../electron/store/types.ts';
import { JournalMarks } from '../../../electron/wiring/journal-marks.ts';
import { writeFileCard } from '../../sandbox/cards/index.ts';
import { PAULE_DURAND } from '../../sandbox/identities.ts';
import { createPki } from '../../sandbox/pki/index.ts';
import { clientOf } from '../../setup/client.ts';
import { windowless } from '../../setup/windowless.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'poste-session-end-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('the end of a session is noted outside of the store at once, its own trace with it', async () => {
  const [data, card, trustFile] = [join(folder, 'data'), join(folder, 'card'), join(folder, 'ca.pem')];
  const pki = await createPki();
  await writeFileCard(card, await pki.person(PAULE_DURAND.person), { pin: PAULE_DURAND.pin, situations: PAULE_DURAND.situations });
  writeFileSync(trustFile, pki.trustPem);
  const config = checkConfig(
    merge(defaults, {
      profile: 'sandbox',
      dataFolder: data,
      stateFolder: null,
      trustFile,
      card: { adapter: { kind: 'file', folder: card } },
    }),
    'test',
  );
  const platform = windowless(data);
  /** What stands in the data folder as soon as the application asked for it: quiet moments come later, and ask nobody. */
  const noted: (StoreMark | null)[] = [];
  const application = await compose(config, platform, {
    over: (store) => ({
      ...store,
      async checkpoint() {
        await store.checkpoint();
        noted.push(new JournalMarks(data, null, platform.secrets).latest);
      },
    }),
  });
  try {
    const client = clientOf(application);
    await vi.waitFor(async () => expect((await client.call('session.state', null)).card.kind).toBe('present'), { timeout: 10_000 });
    await client.call('session.open', { pin: PAULE_DURAND.pin, lastTry: false, situation: 1 });
    expect(noted).toEqual([]);
    await client.call('session.lock', null);
    await vi.waitFor(() => expect(noted).toHaveLength(1), { timeout: 10_000 });
    await client.call('session.open', { pin: PAULE_DURAND.pin, lastTry: false, situation: 1 });
    const { entries } = await client.call('audit.list', { before: null, limit: 50 });
    const closed = entries.find(({ act }) => act === 'session.closed');
    expect(noted).toEqual([expect.objectContaining({ length: closed?.index, head: expect.stringMatching(/^[0-9a-f]{64}$/) as string })]);
  } finally {
    await application.close();
  }
}, 60_000);
