import { describe, expect, it } from 'vitest';
import { documentType, profession } from '../../../../shared/codes/index.ts';
import { can } from '../../../../shared/domain/rights/can.ts';
import access from '../../../../shared/domain/rights/document-access.json' with { type: 'json' };
import { facts, written } from './facts.ts';

const answer = (code: string, type: string | null): string => {
  const { answer: word, code: why } = can(
    facts({
      session: { profession: code, speciality: code === '21' ? 'A' : null },
      act: 'TD3.2',
      document: written('899900000999', { type: type ?? '' }),
    }),
    { ageOfMajority: 18 },
  );
  return why === null ? word : `${word} ${why}`;
};

describe('the table of documents by profession (rights/README 8)', () => {
  it('says where it comes from, of which version, and names professions and types that exist', () => {
    expect([access.source, access.version].every((text) => text.length > 0)).toBe(true);
    expect([...Object.keys(access.rest), ...Object.keys(access.excluded)].filter((code) => profession(code) === null)).toEqual([]);
    const types = Object.values(access.excluded).flat();
    expect(types.filter((type) => documentType(type) === null)).toEqual([]);
    for (const list of Object.values(access.excluded)) expect(new Set(list).size).toBe(list.length);
  });

  it.each(Object.entries(access.excluded).flatMap(([code, types]) => types.map((type) => [code, type] as const)))(
    'refuses to profession %s the type %s',
    (code, type) => {
      expect(answer(code, type)).toBe('no RIGHTS_TYPE');
    },
  );

  it.each(['21', '26', '40', '50', '60', '70', '80', '91', '98'])('leaves to the DMP what it does not know of profession %s', (code) => {
    expect(answer(code, '11488-4')).toBe('ask');
    expect(answer(code, 'UN-TYPE-NOUVEAU')).toBe('ask');
  });

  it('gives a doctor everything else', () => {
    expect([answer('10', '11488-4'), answer('10', 'ATTEST-RESID')]).toEqual(['yes', 'no RIGHTS_TYPE']);
  });
});
