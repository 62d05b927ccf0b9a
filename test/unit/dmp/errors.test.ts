import { describe, expect, it } from 'vitest';
import { masked, refusal, told } from '../../../electron/dmp/errors.ts';

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

  it.each([
    ['DMP_CERTIFICATE', 'Carte ou certificat non accepté par le DMP.', ['DMPInvalidCertificate']],
    ['DMP_RIGHTS', 'Votre profil ne permet pas cette action.', ['DMPAccessDeniedByRightsService']],
    ['DMP_UNKNOWN_PATIENT', 'DMP introuvable pour cet INS.', ['XDSUnknownPatientId']],
    ['DMP_METADATA', 'Document refusé : métadonnées non conformes.', ['XDSRegistryMetadataError', 'XDSRepositoryMetadataError']],
    ['DMP_CONTENT', 'Document refusé : contenu non conforme.', ['InvalidDocumentContent']],
    [
      'DMP_DUPLICATE',
      'Ce document est déjà dans le DMP.',
      ['XDSDuplicateUniqueIdInRegistry', 'XDSRegistryDuplicateUniqueIdInMessage', 'XDSRepositoryDuplicateUniqueIdInMessage'],
    ],
    ['DMP_OTHER_HASH', 'Un autre document porte le même identifiant.', ['XDSNonIdenticalHash', 'XDSNonIdenticalSize']],
    ['DMP_DOCUMENT_UNKNOWN', 'Document introuvable ou supprimé.', ['XDSDocumentUniqueIdError']],
    [
      'DMP_TECHNICAL',
      null,
      [
        'XDSPatientIdDoesNotMatch',
        'XDSMissingDocument',
        'XDSMissingDocumentMetadata',
        'XDSUnknownRepositoryId',
        'XDSStoredQueryMissingParam',
        'XDSStoredQueryParamNumber',
        'XDSUnknownStoredQuery',
      ],
    ],
    ['DMP_TOO_MANY', 'Trop de documents : précisez la période.', ['XDSTooManyResults']],
    ['DMP_REPLACED', 'Ce document a déjà été remplacé.', ['XDSRegistryDeprecatedDocumentError', 'XDSReplaceFailed']],
    ['DMP_VERSION', 'Le document a changé depuis sa lecture.', ['XDSMetadataVersionError']],
    [
      'DMP_CHANGE_REFUSED',
      'Modification refusée.',
      ['XDSMetadataUpdateError', 'XDSMetadataUpdateOperationError', 'UnmodifiableMetadataError'],
    ],
    [
      'DMP_BUSY',
      'DMP momentanément indisponible.',
      ['XDSRegistryBusy', 'XDSRepositoryBusy', 'XDSRegistryOutOfResources', 'XDSRepositoryOutOfResources'],
    ],
    ['DMP_INTERNAL', 'Le DMP a rencontré une erreur.', ['XDSRegistryError', 'XDSRepositoryError']],
  ] as const)('EX_GEN-1145: %s has one sentence, what to do and the raw code, for each of its codes', (code, message, raws) => {
    for (const raw of raws) {
      expect(refusal(raw, 'contexte')).toMatchObject({
        code,
        message: message ?? `Erreur technique (${raw}).`,
        action: expect.stringMatching(/\.$/),
        detail: `${raw} : contexte`,
      });
    }
  });

  it('says what to do about a send, a reading and a change', async () => {
    const met = (what: 'read' | 'change', code: string): Promise<unknown> =>
      told(what, () => Promise.reject(refusal(code, 'contexte'))).catch((cause: unknown) => cause);
    const detail = 'XDSRegistryError : contexte';
    expect(refusal('XDSRegistryError', 'contexte').action).toMatch(/^Le logiciel demande de lui-même au DMP s’il l’a reçu/);
    expect(await met('read', 'XDSRegistryError')).toMatchObject({
      code: 'DMP_INTERNAL',
      detail,
      action: 'Réessayez dans quelques minutes.',
    });
    expect(await met('change', 'XDSRegistryError')).toMatchObject({
      code: 'DMP_INTERNAL',
      detail,
      action: 'Actualisez la liste avant de recommencer : le changement est peut-être déjà fait.',
    });
    // Nothing was done: there is nothing to look for.
    expect(await met('change', 'XDSRegistryBusy')).toMatchObject({ code: 'DMP_BUSY', action: 'Réessayez dans quelques minutes.' });
    expect(await met('change', 'XDSMetadataVersionError')).toMatchObject({ action: 'Actualisez la liste, puis recommencez.' });
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
