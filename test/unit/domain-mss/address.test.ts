import { describe, expect, it } from 'vitest';
import { parseAddress } from '../../../shared/domain/mss/address.ts';

describe('parseAddress', () => {
  it('reads a professional address and lowers its domain', () => {
    expect(parseAddress(' Lea.Martin@Medecin.Formation.MSSante.fr ')).toEqual({
      address: 'Lea.Martin@medecin.formation.mssante.fr',
      local: 'Lea.Martin',
      domain: 'medecin.formation.mssante.fr',
      kind: 'professional',
      matricule: null,
    });
  });

  it.each(['dr.martin@medical.apicrypt.org', 'accueil@clinique-essai.fr', 'dossier@santé-essai.fr'])(
    'accepts a trusted domain that does not end in mssante.fr: %s',
    (address) => {
      expect(parseAddress(address)?.kind).toBe('professional');
    },
  );

  it('reads the matricule of a citizen address', () => {
    expect(parseAddress('279035121518989@patient.mssante.fr')).toMatchObject({ kind: 'citizen', matricule: '279035121518989' });
  });

  it('reads a Corsican matricule typed in lower case', () => {
    expect(parseAddress('179022a12345678@patient.mssante.fr')?.matricule).toBe('179022A12345678');
    expect(parseAddress('17902a212345678@patient.mssante.fr')).toBeNull();
  });

  it('takes the test domains of citizens for citizens', () => {
    expect(parseAddress('279035121518989@patient.formation.mssante.fr')?.kind).toBe('citizen');
  });

  it('knows the robot that answers tests, and no other citizen without a matricule', () => {
    expect(parseAddress('reponse.automatique-test@patient.mssante.fr')).toMatchObject({ kind: 'citizen', matricule: null });
    expect(parseAddress('paule.durand@patient.mssante.fr')).toBeNull();
    expect(parseAddress('2790351215189@patient.mssante.fr')).toBeNull();
  });

  it('does not take a professional of a look-alike domain for a citizen', () => {
    expect(parseAddress('secretariat@patient.chu-essai.fr')?.kind).toBe('professional');
    expect(parseAddress('a@patientele.mssante.fr')?.kind).toBe('professional');
  });

  it('accepts an address as long as the network carries', () => {
    expect(parseAddress(`${'a'.repeat(60)}@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.fr`)?.kind).toBeUndefined();
    expect(parseAddress(`${'a'.repeat(58)}@${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(63)}.fr`)?.address).toHaveLength(253);
    expect(parseAddress(`${'a'.repeat(64)}@medecin.mssante.fr`)?.kind).toBe('professional');
  });

  it.each([
    '',
    'paule',
    'paule@',
    '@medecin.mssante.fr',
    'paule@localhost',
    'paule durand@medecin.mssante.fr',
    'paule@@medecin.mssante.fr',
    'paule..durand@medecin.mssante.fr',
    'paule@medecin.mssante.fr\r\nBcc: x@y.fr',
    '<paule@medecin.mssante.fr>',
    '"paule"@medecin.mssante.fr',
    `${'a'.repeat(65)}@medecin.mssante.fr`,
    'paule@-medecin.mssante.fr',
    'paule@[127.0.0.1]',
    'paule@127.0.0.1',
    'paule@medecin.mssante.fr@ailleurs.fr',
    '.paule@medecin.mssante.fr',
    'paule.@medecin.mssante.fr',
    'paule@.medecin.mssante.fr',
    'paule@medecin.mssante.fr.',
    'paule@medecin..mssante.fr',
    'paule@medecin-.mssante.fr',
    'paule@medecin_1.mssante.fr',
    'paule@mede cin.mssante.fr',
    'paule\u200B@medecin.mssante.fr',
    'paule@medecin\u00AD.mssante.fr',
    '\u202Epaule@medecin.mssante.fr',
    'paule@medecin.mssante.fr,luc@medecin.mssante.fr',
    'paule@medecin.mssante.fr;luc@medecin.mssante.fr',
    `paule@${'a'.repeat(64)}.mssante.fr`,
    `${'a'.repeat(61)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.mssante.fr`,
  ])('refuses %j', (text) => {
    expect(parseAddress(text)).toBeNull();
  });
});
