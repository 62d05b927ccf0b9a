import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { SearchedIdentity } from '../../../electron/insi/strategy.ts';
import { describeInsi } from './kit.ts';

const PATIENT: SearchedIdentity = { birthName: 'ADRUN', birthFirstNames: 'ZOE', firstBirthFirstName: 'ZOE', sex: 'F', birthDate: '1975-12-31', birthPlace: null };

describeInsi('INSi refuses a right request altered by one thing', (bench) => {
  it.each([
    ['without the number a practice bills under', { billingId: null }, 'attribut identifiantFacturation absent ou mal formé'],
    ['with a number that is not one', { billingId: 'inconnu' }, 'attribut identifiantFacturation absent ou mal formé'],
    ['of a doctor without speciality', { speciality: null }, 'attribut codeSpecialite absent ou mal formé'],
    ['of Pro Santé Connect, without that number', { mode: 'psc', billingId: null }, 'attribut identifiantFacturation absent ou mal formé'],
  ] as const)('an assertion %s', async (_what, settings, why) => {
    const { gateway, session, insi } = bench();
    await expect(gateway(settings).search(session(), PATIENT)).rejects.toMatchObject({ code: 'INSI_FAULT', detail: expect.stringContaining('simulateur_assertion') });
    expect(insi.journal.at(-1)?.why).toBe(why);
  });

  it('an assertion without attribute, or without the sector', async () => {
    const { gateway, session, insi, nurse } = bench();
    const without = gateway({ billingId: null, speciality: null });
    await expect(without.search(session(nurse(), { sector: '' }), PATIENT)).rejects.toMatchObject({ code: 'INSI_FAULT' });
    expect(insi.journal.at(-1)?.why).toBe('attribut identifiantFacturation absent ou mal formé');
    await expect(gateway().search(session(nurse(), { sector: '' }), PATIENT)).rejects.toMatchObject({ code: 'INSI_FAULT' });
    expect(insi.journal.at(-1)?.why).toBe('attribut secteurActivite absent ou mal formé');
  });

  it('the software certificate of a structure, once revoked', async () => {
    const { gateway, session, pki, insi } = bench();
    const structure = await pki.structure({ name: 'CENTRE DES ESSAIS', idNat: '10B0999997', cn: 'INSI-MANU', usage: 'AUTH_CLI', revoked: true });
    const folder = await mkdtemp(join(tmpdir(), 'insi-'));
    try {
      const [file, passphraseFile] = [join(folder, 'insi.p12'), join(folder, 'passphrase')];
      await writeFile(file, structure.pfx, { mode: 0o600 });
      await writeFile(passphraseFile, `${structure.passphrase}\n`, { mode: 0o600 });
      const made = gateway({ mode: 'certificate', url: insi.mutualUrl, certificate: { file, passphraseFile, emitter: '10B0999997' } });
      await expect(made.search(session(), PATIENT)).rejects.toMatchObject({ code: 'INSI_FAULT', detail: expect.stringContaining('simulateur_certificat') });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('the signer of an assertion, once revoked', async () => {
    const { gateway, session, pki, insi, nurse } = bench();
    expect(await gateway().search(session(nurse()), PATIENT)).toMatchObject({ code: '00' });
    await pki.revoke(nurse().sign.certPem);
    await expect(gateway().search(session(nurse()), PATIENT)).rejects.toMatchObject({ code: 'INSI_FAULT' });
    expect(insi.journal.at(-1)?.why).toBe('certificat révoqué');
  });
});
