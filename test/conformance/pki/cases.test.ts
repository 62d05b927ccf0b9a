import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { compose } from '../../../electron/compose.ts';
import { checkConfig, merge } from '../../../electron/config/load.ts';
import { defaults } from '../../../electron/config/defaults.ts';
import { needs } from '../../setup/needs.ts';
import { windowless } from '../../setup/windowless.ts';

/** Trust files that administrators really install, given to the whole application. */
const folder = mkdtempSync(join(tmpdir(), 'poste-trust-cases-'));
afterAll(() => rmSync(folder, { recursive: true }));

const NAME = 'trust-file-broken-block/trust.pem';
const CONTENT = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';

const shared = needs.shared('cases');
test.skipIf(shared === null)('the case is as it was received', () => {
  expect(CONTENT).toBe(readFileSync(join(shared ?? '', NAME), 'utf8'));
});

test('one broken block: the application does not start, and says which block of which file', async () => {
  const trustFile = join(folder, 'trust.pem');
  writeFileSync(trustFile, CONTENT);
  const dataFolder = join(folder, 'data');
  const config = checkConfig(merge(defaults, { profile: 'sandbox', dataFolder, trustFile }), 'essai');
  await expect(compose(config, windowless(dataFolder))).rejects.toMatchObject({
    code: 'TRUST_FILE_BLOCK',
    message: `Le bloc 1 du fichier des autorités de confiance n’est pas un certificat lisible (${trustFile}).`,
    action: expect.stringMatching(/\S/),
  });
});
