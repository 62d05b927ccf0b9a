import { describe, expect, it } from 'vitest';
import type { IdentityStatus } from '../../../../../shared/domain/types.ts';
import { agreementWords, isNotice, proposalWords } from '../../../../../renderer/features/identity/merge-agreement.ts';

const different = { likeness: 'different' } as const;

describe('a line of the comparison of two records', () => {
  it.each([
    ['birthPlace', ['birthDate'], true],
    ['birthDate', ['birthDate'], false],
    ['birthFirstNames', [], true],
    ['firstBirthFirstName', [], true],
    ['firstBirthFirstName', ['birthFirstNames'], false],
    ['phone', [], false],
  ] as const)('of %s, when %j contradict each other, is only to be looked at: %s', (field, contradicted, notice) => {
    expect(isNotice({ field, ...different }, { contradicted: [...contradicted] })).toBe(notice);
  });

  it('says nothing of what is not different', () => {
    expect(isNotice({ field: 'birthPlace', likeness: 'missing' }, { contradicted: [] })).toBe(false);
  });
});

describe('the sentence above the lines', () => {
  it('names the details when a line has some, and only then', () => {
    const date = { field: 'birthDate', ...different } as const;
    const place = { field: 'birthPlace', ...different } as const;
    const near = { agreement: 'near', contradicted: ['birthDate'] } as const;
    expect(agreementWords({ ...near, contradicted: ['birthDate'], rows: [date] })).toMatch(/: date de naissance\.$/);
    expect(agreementWords({ ...near, contradicted: ['birthDate'], rows: [date, place] })).toMatch(
      /: date de naissance ; et des détails à regarder\.$/,
    );
    expect(agreementWords({ agreement: 'identical', contradicted: [], rows: [place] })).toContain('avec des détails à regarder');
    expect(agreementWords({ agreement: 'identical', contradicted: [], rows: [] })).toBe(
      'Les deux dossiers portent les mêmes traits d’identité.',
    );
  });
});

describe('the record that is proposed to stay', () => {
  const of = (status: IdentityStatus, doubtful = false) => ({ status, attributes: { homonym: false, doubtful, fictive: false } });

  it('is not called the surer one when neither is', () => {
    expect(proposalWords({ kept: of('PROV'), removed: of('PROV') })).toContain('se valent');
    expect(proposalWords({ kept: of('QUAL'), removed: of('PROV') })).toContain('la plus sûre');
    expect(proposalWords({ kept: of('PROV'), removed: of('PROV', true) })).toContain('la plus sûre');
  });
});
