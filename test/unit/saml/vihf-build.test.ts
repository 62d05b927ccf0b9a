import { beforeAll, describe, expect, it } from 'vitest';
import type { CardSituation, PublicCard } from '../../../electron/card/types.ts';
import { vihfBuild, type VihfMaker } from '../../../electron/cli/vihf-build.ts';
import { readVihf } from '../../../electron/saml/vihf.ts';
import { parseXml } from '../../../electron/xml/read.ts';
import { throwawaySigner } from './throwaway.ts';

const speciality = {
  code: 'G15_10/SM26',
  displayName: 'Médecin - Qualifié en Médecine Générale (SM)',
  codeSystem: '1.2.250.1.213.1.1.4.5',
};
const structure = { idNat: '499900000017001', name: 'Cabinet du Port', sector: 'SA07', practiceSetting: 'AMBULATOIRE' };
const professional = { idNat: '899900000017', family: 'DURAND', given: 'Paule', prefix: 'MME', suffix: 'DR', speciality, structure };
const input = {
  authentication: 'DIRECTE',
  mode: 'normal',
  patient: { matricule: '279035121518989', oid: '1.2.250.1.213.1.4.10' },
  lps: { id: '01.02', name: 'Poste Santé', version: '0.1.0', approval: 'TEST-0001' },
};
const situations: CardSituation[] = [
  { index: 3, structureIdNat: '10B0999997', structureName: 'CH des Essais', sector: 'SA01' },
  { index: 1, structureIdNat: '499900000017001', structureName: 'Cabinet du Port', sector: 'SA07' },
];
const roles = [
  { code: '10', displayName: 'Médecin', codeSystem: '1.2.250.1.71.1.2.7' },
  { code: 'SM26', displayName: 'Qualifié en Médecine Générale (SM)', codeSystem: '1.2.250.1.71.4.2.5' },
];

describe('vihf build', () => {
  let made: ReturnType<typeof throwawaySigner>;
  let card: VihfMaker;
  let seal: VihfMaker;
  beforeAll(() => {
    made = throwawaySigner();
    seal = {
      kind: 'p12',
      signer: throwawaySigner('nonRepudiation', '/C=FR/O=CABINET DU PORT/OU=499900000017001/CN=CACHET DES ESSAIS').signer,
    };
    const certificate = {
      der: made.signer.certificates[0],
      chain: [],
      subject: made.subject,
      serial: '1',
      issuer: 'C=FR',
      notBefore: '',
      notAfter: '',
      keyUsage: ['nonRepudiation'],
    };
    const publicCard: PublicCard = {
      serial: '2600000017',
      generation: 'CPS4',
      demonstration: true,
      type: 'CPS',
      holder: {
        idNat: '899900000017',
        family: 'DURAND',
        given: 'PAULE',
        nominative: true,
        profession: roles[0] ?? null,
        skill: roles[1] ?? null,
      },
      pin: { triesLeft: 3 },
      authentication: certificate,
      signature: certificate,
      pss: true,
      pkcs11: null,
    };
    card = { kind: 'card', card: publicCard, situations, signer: made.signer };
  });
  const build = async (given: object, maker: VihfMaker) => {
    let count = 0;
    return await vihfBuild({
      input: { ...input, ...given },
      maker,
      now: new Date('2026-03-02T08:15:30.120Z'),
      uuid: () => `0000-${++count}`,
    });
  };

  it('takes person and situation from the card', async () => {
    const { result, bytes } = await build({}, card);
    expect(result).toMatchObject({
      issuer: made.subject,
      nameId: '899900000017',
      structure: '499900000017001',
      sector: 'SA07',
      roles,
      signed: true,
      algorithm: 'rsa-sha256',
      certificate: { subject: made.subject },
    });
    expect(readVihf(parseXml(bytes))).toEqual(result);
  });

  it('takes the situation that the input names among those of the card', async () => {
    const { result } = await build({ professional: { ...professional, structure: { idNat: '10B0999997', sector: 'SA01' } } }, card);
    expect(result).toMatchObject({ structure: '10B0999997', sector: 'SA01' });
  });

  it.each([
    ['another person', { idNat: '899900000025' }, '/professional/idNat'],
    ['another name', { family: 'AUBERT' }, '/professional/family'],
    ['another speciality', { speciality: 'G15_10/SM54' }, '/professional/speciality'],
    ['a structure that the card does not hold', { structure: { idNat: '499900000025001', sector: 'SA07' } }, '/professional/structure'],
    ['the sector of another situation', { structure: { idNat: '499900000017001', sector: 'SA01' } }, '/professional/structure'],
  ])('refuses a context that names %s than the card', async (_, change, path) => {
    await expect(build({ professional: { ...professional, ...change } }, card)).rejects.toMatchObject({ code: 'VIHF_CONTEXT', path });
  });

  it('seals an indirect VIHF with the structure only', async () => {
    await expect(build({ authentication: 'INDIRECTE', professional }, card)).rejects.toMatchObject({ code: 'VIHF_CONTEXT' });
    await expect(build({ authentication: 'INDIRECTE', professional }, { kind: 'unsigned' })).rejects.toMatchObject({
      code: 'VIHF_CONTEXT',
    });
    const { result } = await build({ authentication: 'INDIRECTE', professional }, seal);
    expect(result).toMatchObject({
      authentication: 'INDIRECTE',
      issuer: 'CN=CACHET DES ESSAIS,OU=499900000017001,O=CABINET DU PORT,C=FR',
      nameId: '899900000017',
      signed: true,
      roles,
    });
  });

  it.each(['INDIRECTE', 'INDIRECTE_RENFORCEE'])(
    'seals a VIHF %s with the seal of the structure that it names, and with no other (R-162)',
    async (authentication) => {
      const elsewhere = { ...professional, structure: { idNat: '10B0999997', sector: 'SA01' } };
      await expect(build({ authentication, professional: elsewhere }, seal)).rejects.toMatchObject({
        code: 'VIHF_CONTEXT',
        path: '/professional/structure/idNat',
      });
      // The certificate of a person is no seal.
      await expect(build({ authentication, professional }, { kind: 'p12', signer: made.signer })).rejects.toMatchObject({
        code: 'VIHF_CONTEXT',
        path: '/professional/structure/idNat',
      });
      expect((await build({ authentication, professional }, seal)).result.structure).toBe('499900000017001');
    },
  );

  it('R-087: breaks the glass with a card or a strong login, never in plain indirect mode', async () => {
    const urgent = { mode: 'bris_de_glace', reason: 'Patient inconscient', professional };
    await expect(build({ ...urgent, authentication: 'INDIRECTE' }, seal)).rejects.toMatchObject({
      code: 'VIHF_BREAK_GLASS',
      path: '/authentication',
    });
    expect((await build({ ...urgent, authentication: 'INDIRECTE_RENFORCEE' }, seal)).result).toMatchObject({
      mode: 'bris_de_glace',
      reason: 'Patient inconscient',
    });
    expect((await build(urgent, card)).result.mode).toBe('bris_de_glace');
    expect((await build({ ...urgent, authentication: 'INDIRECTE', mode: 'centre_15', reason: null }, seal)).result.mode).toBe('centre_15');
  });

  it('lets a .p12 sign a direct VIHF only for its own holder', async () => {
    const p12 = { kind: 'p12', signer: made.signer } as const;
    expect((await build({ professional }, p12)).result.authentication).toBe('DIRECTE');
    await expect(build({ professional: { ...professional, idNat: '899900000025' } }, p12)).rejects.toMatchObject({ code: 'VIHF_CONTEXT' });
  });

  it('unsigned, needs the professional and names the subject of the card they would have', async () => {
    await expect(build({}, { kind: 'unsigned' })).rejects.toMatchObject({ code: 'VIHF_CONTEXT', path: '/professional' });
    const { result } = await build(
      { professional: { ...professional, family: 'DURAND, DIT "LE GRAND"', speciality: speciality.code } },
      { kind: 'unsigned' },
    );
    expect(result).toMatchObject({
      issuer: 'CN=899900000017+SN=DURAND\\, DIT \\"LE GRAND\\"+GN=Paule,title=Médecin,C=FR',
      roles,
      signed: false,
      algorithm: null,
      certificate: null,
    });
  });

  it('refuses a speciality that JDV_J01 does not hold', async () => {
    await expect(build({ professional: { ...professional, speciality: 'G15_10/SM99' } }, { kind: 'unsigned' })).rejects.toMatchObject({
      code: 'VIHF_CONTEXT',
      path: '/professional/speciality',
    });
  });

  it('gives equal bytes for equal instants and identifiers', async () => {
    expect((await build({ professional }, { kind: 'unsigned' })).bytes).toEqual(
      (await build({ professional }, { kind: 'unsigned' })).bytes,
    );
  });

  it('demands a reason for a bris de glace', async () => {
    await expect(build({ mode: 'bris_de_glace' }, card)).rejects.toMatchObject({ code: 'REASON_REQUIRED' });
  });

  it.each(['Arrêt\u202E', 'Arrêt\u200B', 'Arrêt\u0000cardiaque', '\u00ADArrêt'])(
    'refuses a reason that reads otherwise than it is written: %j',
    async (reason) => {
      await expect(build({ mode: 'bris_de_glace', reason }, card)).rejects.toMatchObject({ code: 'VIHF_CONTEXT', path: '/reason' });
    },
  );

  it('writes a reason typed on several lines on one', async () => {
    expect((await build({ mode: 'bris_de_glace', reason: ' Arrêt\r\n\tcardiaque\u2028 ' }, card)).result.reason).toBe('Arrêt cardiaque');
  });

  it.each([
    [{ mode: 'urgence' }, '/mode'],
    [{ patient: { matricule: '27903512151', oid: '1.2' } }, '/patient/matricule'],
    [{ lps: { ...input.lps, approval: '' } }, '/lps/approval'],
    [{ authentication: undefined }, '/authentication'],
  ])('points at the wrong field of the input (%j)', async (change, path) => {
    await expect(build(change, card)).rejects.toMatchObject({ code: 'INPUT_INVALID', path });
  });
});
