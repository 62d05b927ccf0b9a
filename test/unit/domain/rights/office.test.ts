import { describe, expect, it } from 'vitest';
import { canAtOffice, canByCommand, OFFICE_ACTS, type OfficeAct } from '../../../../shared/domain/rights/office.ts';
import { ROLES, type Role } from './roles.ts';

const CARE: readonly OfficeAct[] = ['read', 'record', 'identity', 'prepare', 'patient-word', 'send', 'import'];

/** What each may do here, and why they may not do the rest. */
const MAY: Readonly<Record<Role, { readonly acts: readonly OfficeAct[]; readonly otherwise: string }>> = {
  NM: { acts: [...CARE, 'validate'], otherwise: 'RIGHTS_ADMINISTER' },
  MD: { acts: [...CARE, 'validate'], otherwise: 'RIGHTS_ADMINISTER' },
  MTv: { acts: [...CARE, 'validate'], otherwise: 'RIGHTS_ADMINISTER' },
  MT: { acts: [...CARE, 'validate'], otherwise: 'RIGHTS_ADMINISTER' },
  CPE: { acts: CARE, otherwise: 'RIGHTS_VALIDATE' },
  PE: { acts: CARE, otherwise: 'RIGHTS_VALIDATE' },
  ES: { acts: [], otherwise: 'RIGHTS_ROLE' },
  'unknown profession': { acts: ['read', 'identity'], otherwise: 'RIGHTS_PROFESSION' },
  'unknown sector': { acts: ['read', 'identity'], otherwise: 'RIGHTS_PROFESSION' },
  anonymous: { acts: [], otherwise: 'RIGHTS_NOBODY' },
};

const roles = Object.entries(ROLES);

describe('what is done at the workstation', () => {
  it.each(roles)('%s may do what the table says, and nothing else', (role, session) => {
    const allowed = OFFICE_ACTS.filter((act) => canAtOffice({ session, administers: false }, act).answer === 'yes');
    expect(allowed.toSorted()).toEqual(MAY[role as Role].acts.toSorted());
  });

  it.each(roles)('%s is told why not, by the rule that says so', (role, session) => {
    const refused = canAtOffice({ session, administers: false }, MAY[role as Role].acts.includes('validate') ? 'administer' : 'validate');
    const expected = MAY[role as Role].otherwise === 'RIGHTS_ROLE' ? 'RIGHTS_VALIDATE' : MAY[role as Role].otherwise;
    expect({ answer: refused.answer, code: refused.code }).toEqual({ answer: 'no', code: expected });
    expect(refused.rule).toMatch(/^R-\d{3}$/);
    expect(refused.action).not.toBe('');
  });

  it('a structure’s certificate is told that its role does not allow it', () => {
    expect(canAtOffice({ session: ROLES.ES, administers: true }, 'read').code).toBe('RIGHTS_ROLE');
    expect(canAtOffice({ session: ROLES.ES, administers: true }, 'administer').code).toBe('RIGHTS_ROLE');
  });

  it('a command reads, takes files in and keeps the store; what needs somebody’s card is not for it', () => {
    expect(OFFICE_ACTS.filter((act) => canByCommand(act).answer === 'yes')).toEqual(['read', 'record', 'import', 'administer']);
    expect(canByCommand('validate').code).toBe('RIGHTS_NOBODY');
  });

  it.each(roles)('%s administers the structure when the policy names them, if they are somebody', (role, session) => {
    expect(canAtOffice({ session, administers: true }, 'administer').answer).toBe(role === 'anonymous' || role === 'ES' ? 'no' : 'yes');
  });
});
