import { describe, expect, it } from 'vitest';
import { mayFeed, type DmpExistence } from '../../../electron/dmp/existence.ts';

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

describe('whether a record may be fed', () => {
  it.each(['VALIDE', 'EXPIRE', 'NON_EXISTE', 'UN_MOT_NOUVEAU', null])('R-011: an open record may, with the authorisation %s', (authorization) => {
    expect(mayFeed({ ...open, authorization })).toEqual({ allowed: true });
  });

  it.each([
    ['R-011: no record', { exists: false, state: null, authorization: null }, 'DMP_ABSENT', 'Ce patient n’a pas de DMP.'],
    ['R-011: a closed record', { state: 'terminated' }, 'DMP_CLOSED', 'Le DMP de ce patient est fermé.'],
    ['R-012: a professional whom the patient blocked', { authorization: 'INTERDIT' }, 'DMP_BLOCKED', 'Le patient a bloqué votre accès.'],
  ] as const)('%s may not', (_case, change, code, message) => {
    expect(mayFeed({ ...open, ...change })).toMatchObject({ allowed: false, why: expect.objectContaining({ code, message }) });
  });

  it('says that a record is closed before saying that it is blocked', () => {
    expect(mayFeed({ ...open, state: 'terminated', authorization: 'INTERDIT' })).toMatchObject({ why: { code: 'DMP_CLOSED' } });
  });
});
