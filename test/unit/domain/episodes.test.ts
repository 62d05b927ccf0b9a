import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AGREEMENT_MS, agreementHolds } from '../../../shared/domain/consent/agreement.ts';
import { isOfTeam, teamName } from '../../../shared/domain/consent/care-team.ts';
import { endsAt, episodeLabels, roleLabels } from '../../../shared/domain/consent/episodes.ts';
import { legalMinimum, LEGAL_VERSION, noticeOf } from '../../../shared/domain/consent/notice.ts';
import { instant } from '../../../shared/contract/define.ts';
import { correspondentRoles, episodeKinds, type CareTeam } from '../../../shared/domain/record/episode.ts';

describe('the end of a follow-up', () => {
  it.each([
    ['2026-03-12T10:35:00.000Z', 12, '2027-03-12T10:35:00.000Z'],
    ['2026-11-21T00:00:00.000Z', 1, '2026-12-21T00:00:00.000Z'],
    ['2026-12-21T00:00:00.000Z', 1, '2027-01-21T00:00:00.000Z'],
    ['2026-01-21T00:00:00.000Z', -1, '2025-12-21T00:00:00.000Z'],
    ['2028-02-29T08:30:00.000Z', 12, '2029-02-28T08:30:00.000Z'],
    ['2028-02-29T08:30:00.000Z', 48, '2032-02-29T08:30:00.000Z'],
    ['2026-08-31T08:30:00.000Z', 1, '2026-09-30T08:30:00.000Z'],
  ])('of %s comes %i months later, at %s', (actedAt, months, expected) => {
    expect(endsAt({ actedAt }, months)).toBe(expected);
  });

  it('is after the last act, whatever the setting, and an instant that screens are told', () => {
    const instants = fc.date({ min: new Date('2000-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 120 }), (date, months) => {
        const end = endsAt({ actedAt: date.toISOString() }, months);
        expect(end > date.toISOString() && instant.safeParse(end).success).toBe(true);
      }),
    );
  });

  it('has a word for every kind and every role', () => {
    expect([Object.keys(episodeLabels), Object.keys(roleLabels)]).toEqual([[...episodeKinds], [...correspondentRoles]]);
  });
});

describe('the care team (R-057)', () => {
  const whole: CareTeam = { structure: 's1', structureName: 'Cabinet du Port', name: null, members: [] };
  const named: CareTeam = { ...whole, name: 'Équipe du plateau', members: [{ idNat: '8999', name: 'Mme Claire SABLE' }] };
  const me = { person: '8991', structure: 's1' };

  it.each([
    ['of no episode yet', null, me, true],
    ['of before teams were kept', { ...whole, structure: null }, { person: 'x', structure: 'other' }, true],
    ['of the same structure', whole, me, true],
    ['of another structure', whole, { ...me, structure: 's2' }, false],
    ['of a named team, not named', named, me, false],
    ['of a named team, from another structure', named, { person: '8999', structure: 's2' }, true],
  ])('R-053: %s', (_what, team, person, member) => {
    expect(isOfTeam(team, person)).toBe(member);
  });

  it('has a name', () => {
    expect([teamName(whole), teamName(named), teamName({ ...whole, structureName: null })]).toEqual([
      'Cabinet du Port',
      'Équipe du plateau',
      'Équipe de ce poste',
    ]);
  });
});

describe('an agreement outside of the team', () => {
  const at = '2026-11-21T10:00:00.000Z';
  it.each([
    [0, true],
    [AGREEMENT_MS, true],
    [AGREEMENT_MS + 1, false],
    [-1, false],
  ])('R-051: opens %i ms later? %s', (later, holds) => {
    expect(agreementHolds({ at }, new Date(Date.parse(at) + later).toISOString())).toBe(holds);
  });
});

describe('the notice', () => {
  it('says the legal minimum, whatever the structure’s words', () => {
    expect(noticeOf(null)).toEqual({ version: LEGAL_VERSION, before: '', legal: legalMinimum, after: '' });
    expect(noticeOf({ version: 3, before: 'Bienvenue', after: 'Accueil' })).toEqual({
      version: `${LEGAL_VERSION}.3`,
      before: 'Bienvenue',
      legal: legalMinimum,
      after: 'Accueil',
    });
  });

  it('R-005, R-052: tells of opposing feeding for a legitimate motive, and consultation without giving any', () => {
    const text = legalMinimum.map((part) => part.text).join(' ');
    expect(text).toContain('pour un motif légitime');
    expect(text).toContain('sans donner de raison');
  });
});
