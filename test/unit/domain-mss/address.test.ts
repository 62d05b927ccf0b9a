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
  ])('refuses %j', (text) => {
    expect(parseAddress(text)).toBeNull();
  });
});
