import { describe, expect, it } from 'vitest';
import { masked, refusal } from '../../../electron/dmp/errors.ts';

describe('a refusal of the DMP', () => {
  it('EX_GEN-1145: is said in French, its code kept as detail', () => {
    expect(refusal('XDSDuplicateUniqueIdInRegistry', '2.25.1')).toMatchObject({
      code: 'DMP_DUPLICATE',
      message: 'Ce document est déjà dans le DMP.',
      detail: 'XDSDuplicateUniqueIdInRegistry : 2.25.1',
    });
    expect(refusal('DMPInvalidCertificate', null)).toMatchObject({
      code: 'DMP_CERTIFICATE',
      message: 'Carte ou certificat non accepté par le DMP.',
      detail: 'DMPInvalidCertificate',
    });
  });

  it('of an unknown code is generic and shows the code', () => {
    expect(refusal('DMPSomethingNew', 'motif')).toMatchObject({
      code: 'DMP_REFUSED',
      message: 'Le DMP a refusé la demande (DMPSomethingNew).',
      detail: 'DMPSomethingNew : motif',
    });
    expect(refusal('constructor', null).code).toBe('DMP_REFUSED');
  });

  it.each([
    'Structure introuvable ou Inactive',
    'PS et Structure non liés',
    "Aucun AuthorInstitution ne correspond à l'utilisateur du VIHF",
  ])('is known by its text: %s', (reason) => {
    expect(refusal('DMPError', reason).code).toBe('DMP_STRUCTURE');
  });
});

describe('masking', () => {
  it('hides matricules, with or without key, and nothing else', () => {
    expect(masked('patient 279035121518989 inconnu')).toBe('patient *** inconnu');
    expect(masked('279035121518989^^^&1.2.250.1.213.1.4.10&ISO^NH')).toBe('***^^^&1.2.250.1.213.1.4.10&ISO^NH');
    expect(masked('2 79')).toBe('2 79');
    expect(masked('101072B999001 14 et 2790351215189')).toBe('*** et ***');
    for (const kept of ['2.25.279035121518989', '899900000017', '1.2.250.1.999.1.1.7898.3.1622814651504', 'Document01'])
      expect(masked(kept)).toBe(kept);
  });
});
