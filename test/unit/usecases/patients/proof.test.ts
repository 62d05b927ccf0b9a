import { describe, expect, it } from 'vitest';
import { proofOf } from '../../../../electron/usecases/patients/proof.ts';
import { refusal } from '../refusal.ts';

describe('the document that proves an identity', () => {
  const rules = { ageOfMajority: () => 18, identityDocuments: ['CN', 'LE'] } as const;
  const now = new Date(2026, 10, 21, 0, 1);

  it.each([
    ['CN', '1979-03-28'],
    ['LE', '2008-11-22'],
  ])('%s is accepted for somebody born on %s', (code, birthDate) => {
    expect(proofOf(rules, code, birthDate, now).code).toBe(code);
  });

  it.each([
    ['LE', '2008-11-21', 'IDENTITY_DOCUMENT_MINOR'],
    ['PA', '1979-03-28', 'IDENTITY_DOCUMENT_TYPE'],
    ['??', '1979-03-28', 'IDENTITY_DOCUMENT_TYPE'],
  ] as const)('%s is refused for somebody born on %s', (code, birthDate, refused) => {
    expect(() => proofOf(rules, code, birthDate, now)).toThrow(refusal(refused));
  });
});
