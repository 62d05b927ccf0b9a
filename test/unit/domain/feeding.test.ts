import { describe, expect, it } from 'vitest';
import type { DmpExistence } from '../../../electron/dmp/existence.ts';
import { knowledgeOf } from '../../../electron/usecases/outbox/feed-document.ts';
import { recordRefusal } from '../../../shared/domain/sending/feeding.ts';

const open: DmpExistence = {
  exists: true,
  state: 'active',
  authorization: 'VALIDE',
  medecinTraitant: false,
  accountOpen: null,
  monEspaceSante: null,
  closedAt: null,
  closingReason: null,
  oppositionBrisDeGlace: null,
  oppositionAccesUrgence: null,
};

/** Why the DMP may not be fed, as its answer (TD0.2) says it. */
const refusalOf = (existence: DmpExistence) =>
  recordRefusal(knowledgeOf(existence, { pro: { idNat: '899900000017' } }, new Date('2026-11-21T10:00:00Z')), existence.closingReason);

describe('whether a record may be fed', () => {
  it.each(['VALIDE', 'EXPIRE', 'NON_EXISTE', 'UN_MOT_NOUVEAU', null])(
    'R-011: an open record may, with the authorisation %s',
    (authorization) => {
      expect(refusalOf({ ...open, authorization })).toBeNull();
    },
  );

  it.each([
    ['R-011: no record', { exists: false, state: null, authorization: null }, 'DMP_ABSENT', 'Ce dossier n’a pas de DMP.'],
    ['R-011: a closed record', { state: 'terminated' }, 'DMP_CLOSED', 'Ce DMP est fermé.'],
    ['R-012: a professional whom the patient blocked', { authorization: 'INTERDIT' }, 'DMP_BLOCKED', 'Votre accès à ce DMP a été bloqué.'],
  ] as const)('%s may not', (_case, change, code, message) => {
    expect(refusalOf({ ...open, ...change })).toMatchObject({ code, message });
  });

  it('says that a record is closed before saying that it is blocked', () => {
    expect(
      refusalOf({ ...open, state: 'terminated', authorization: 'INTERDIT', closingReason: 'FERMETURE_DEMANDE_PATIENT' }),
    ).toMatchObject({ code: 'DMP_CLOSED', detail: 'FERMETURE_DEMANDE_PATIENT' });
  });
});
