import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { agreementOf, judgeClaim, mayMergeAlone, type Agreement, type Claim } from '../../../shared/domain/identity/claim.ts';
import { UNKNOWN_BIRTH_DATE } from '../../../shared/domain/ins/dates.ts';
import type { StrictTraits } from '../../../shared/domain/types.ts';

const anne: StrictTraits = { birthName: 'ALPHAND', birthFirstNames: 'ANNE MARIE', sex: 'F', birthDate: '1979-03-12', birthPlace: '51215' };

describe('what came, beside a record', () => {
  it.each<readonly [string, Partial<StrictTraits>, Agreement]>([
    ['the same', {}, 'identical'],
    ['another spelling', { birthName: 'alphand' }, 'identical'],
    ['without its place', { birthPlace: null }, 'identical'],
    ['without its further first names', { birthFirstNames: 'ANNE' }, 'identical'],
    ['an undetermined sex', { sex: 'I' }, 'identical'],
    ['a letter of the name', { birthName: 'ALPHANT' }, 'near'],
    ['the birth name corrected', { birthName: 'ZOLAND' }, 'near'],
    ['a letter of the first name', { birthFirstNames: 'ANNA' }, 'near'],
    ['another spelling of the first name', { birthFirstNames: 'HANE' }, 'near'],
    ['first names run together', { birthFirstNames: 'ANNEMARIE' }, 'near'],
    ['first names run together, and a letter of them', { birthFirstNames: 'ANNEMARI' }, 'near'],
    ['a day', { birthDate: '1979-03-13' }, 'near'],
    ['two digits of the day', { birthDate: '1979-03-21' }, 'near'],
    ['day and month swapped', { birthDate: '1979-12-03' }, 'near'],
    ['the unit of the year', { birthDate: '1978-03-12' }, 'near'],
    ['a decade: a parent of the same name', { birthDate: '1989-03-12' }, 'discordant'],
    ['three digits of the day', { birthDate: '1978-04-13' }, 'discordant'],
    ['a day, and more first names', { birthDate: '1979-03-13', birthFirstNames: 'ANNE LISE' }, 'discordant'],
    ['a day, and another commune', { birthDate: '1979-03-13', birthPlace: '51454' }, 'discordant'],
    ['a day, without its place', { birthDate: '1979-03-13', birthPlace: null }, 'near'],
    ['another commune of the département alone', { birthPlace: '51454' }, 'identical'],
    ['the sex', { sex: 'M' }, 'near'],
    ['the place', { birthPlace: '99350' }, 'near'],
    ['another first name: a twin', { birthFirstNames: 'PAULINE' }, 'discordant'],
    ['day and month swapped, and another year', { birthDate: '1985-12-03' }, 'discordant'],
    ['three digits of the date', { birthDate: '1969-04-13' }, 'discordant'],
    ['another date: a homonym', { birthDate: '1985-06-20' }, 'discordant'],
    ['name and sex', { birthName: 'ZOLAND', sex: 'M' }, 'discordant'],
    ['a letter of the name and a day', { birthName: 'ALPHANT', birthDate: '1979-03-13' }, 'discordant'],
    ['name and first name', { birthName: 'ZOLAND', birthFirstNames: 'MARC' }, 'discordant'],
    ['an unknown date', { birthDate: UNKNOWN_BIRTH_DATE }, 'discordant'],
    ['another name, and a sex that nobody knows', { birthName: 'ZOLAND', sex: 'I' }, 'discordant'],
  ])('agrees or not: %s', (_what, changed, agreement) => {
    expect(agreementOf(anne, { ...anne, ...changed })).toBe(agreement);
  });

  it('is told by nothing when the record is that of an unknown person', () => {
    const unknown = { ...anne, birthDate: UNKNOWN_BIRTH_DATE };
    expect(agreementOf(unknown, anne)).toBe('unknown');
    expect(agreementOf(unknown, unknown)).toBe('unknown');
  });
});

const claims = fc.record<Claim>({
  foundBy: fc.constantFrom('number', 'matricule', 'traits', 'scan'),
  domain: fc.constantFrom('own', 'foreign', 'undeclared'),
  status: fc.constantFrom('PROV', 'VALI', 'RECUP', 'QUAL'),
  agreement: fc.constantFrom('identical', 'near', 'discordant', 'unknown'),
  matricule: fc.constantFrom('same', 'other', 'none'),
});
const claim: Claim = { foundBy: 'number', domain: 'own', status: 'PROV', agreement: 'identical', matricule: 'none' };

describe('what may be taken of a claim', () => {
  it.each<readonly [string, Partial<Claim>, string]>([
    ['the same person, provisional', {}, 'all'],
    ['a correction under the number of a provisional record', { agreement: 'near' }, 'all'],
    ['a correction by another domain', { agreement: 'near', domain: 'foreign' }, 'FOREIGN_CORRECTION'],
    ['a correction where the structure declared no domain', { agreement: 'near', domain: 'undeclared' }, 'all'],
    ['the name of an unknown person', { agreement: 'unknown' }, 'all'],
    ['the same person, verified', { status: 'VALI' }, 'complementary'],
    ['the same person, qualified, by another domain', { status: 'QUAL', domain: 'foreign', matricule: 'same' }, 'complementary'],
    ['the same person, recovered', { status: 'RECUP' }, 'complementary'],
    ['the same traits', { foundBy: 'traits' }, 'all'],
    ['the same matricule and traits', { foundBy: 'matricule', matricule: 'same' }, 'all'],
    ['a datamatrix of the same person, provisional', { foundBy: 'scan' }, 'all'],
    ['somebody else under the number', { agreement: 'discordant' }, 'NUMBER_REUSED'],
    ['somebody else under the number of a verified record', { agreement: 'discordant', status: 'RECUP' }, 'CONTRADICTION'],
    ['a correction of a verified record', { agreement: 'near', status: 'VALI' }, 'CONTRADICTION'],
    ['another matricule, whatever else agrees', { status: 'QUAL', matricule: 'other' }, 'OTHER_INS'],
    ['the same matricule with other traits', { foundBy: 'matricule', status: 'QUAL', agreement: 'near', matricule: 'same' }, 'SAME_INS'],
    ['the same matricule with somebody else’s traits', { foundBy: 'matricule', agreement: 'discordant', matricule: 'same' }, 'SAME_INS'],
    ['the matricule of an unknown person', { foundBy: 'matricule', agreement: 'unknown', matricule: 'same' }, 'SAME_INS'],
    ['an unknown person found otherwise than by the number', { foundBy: 'traits', agreement: 'unknown' }, 'CONTRADICTION'],
    [
      'what INSi says of the same person, even another matricule',
      { foundBy: 'insi', status: 'QUAL', domain: 'foreign', matricule: 'other' },
      'all',
    ],
    [
      'what a card says of the same person, even another matricule',
      { foundBy: 'card', status: 'QUAL', domain: 'foreign', matricule: 'other' },
      'all',
    ],
    ['what INSi says of somebody near', { foundBy: 'insi', agreement: 'near', domain: 'foreign' }, 'CONTRADICTION'],
    ['what a card says of an unknown person', { foundBy: 'card', agreement: 'unknown', domain: 'foreign' }, 'CONTRADICTION'],
    ['a datamatrix of somebody near', { foundBy: 'scan', agreement: 'near', domain: 'foreign' }, 'CONTRADICTION'],
    ['a datamatrix of the same person', { foundBy: 'scan', status: 'QUAL', domain: 'foreign', matricule: 'same' }, 'complementary'],
  ])('%s', (_what, changed, expected) => {
    const verdict = judgeClaim({ ...claim, ...changed });
    expect(verdict.conflict ?? verdict.take).toBe(expected);
  });

  it('never everything of what differs from a verified identity, nor anything of somebody else', () => {
    fc.assert(
      fc.property(claims, (one) => {
        const { take } = judgeClaim(one);
        if (one.agreement === 'discordant' || one.matricule === 'other') expect(take).toBe('nothing');
        if (one.status !== 'PROV') expect(take).not.toBe('all');
        if (take === 'complementary') expect(one.agreement).toBe('identical');
      }),
    );
  });
});

describe('a merge that a message asks for', () => {
  it.each([
    ['own', 'identical', 2, false, true],
    ['own', 'near', 1, false, true],
    ['own', 'near', 2, false, false],
    ['own', 'identical', 0, true, false],
    ['own', 'discordant', 0, false, false],
    ['own', 'unknown', 0, false, false],
    ['foreign', 'identical', 0, false, true],
    ['foreign', 'identical', 1, false, false],
    ['foreign', 'near', 0, false, false],
    ['foreign', 'discordant', 0, false, false],
  ] as const)('of the %s domain, %s, %i verified, homonym %s: made alone %s', (domain, agreement, verified, homonym, alone) => {
    expect(mayMergeAlone({ domain, agreement, verified, homonym })).toBe(alone);
  });
});
