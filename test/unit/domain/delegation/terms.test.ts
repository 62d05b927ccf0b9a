import { describe, expect, it } from 'vitest';
import { termsProblem, type DelegationTerms } from '../../../../shared/domain/delegation/terms.ts';
import type { ErrorCode } from '../../../../shared/errors.ts';
import { delegation, later, paule } from '../../../integration/store/samples.ts';

const { from, to, since } = delegation();
const TERMS: DelegationTerms = { from, to: { ...to, staff: true }, acts: ['prepare'], types: [], since, until: null };
const feeding = { acts: ['TD2.2'], types: ['11488-4'] } as const;
const inSector = (sector: string): Partial<DelegationTerms> => ({
  from: { ...from, structure: from.structure === null ? null : { ...from.structure, sector } },
});

describe('a delegation that is asked for', () => {
  it.each<[said: string, changed: Partial<DelegationTerms>, code: ErrorCode | null]>([
    ['is made for a secretary who prepares', {}, null],
    ['is made for a colleague who prepares', { to: { ...to, staff: false } }, null],
    ['is made until a later hour', { until: later(1) }, null],
    ['is made for a secretary who feeds, by named types, in a practice (R-140)', feeding, null],
    ['comes from a professional', { from: { ...from, speciality: null } }, 'DELEGATION_PROFESSIONAL'],
    ['is for somebody else', { to: { ...paule, staff: false } }, 'DELEGATION_SELF'],
    ['says what it allows', { acts: [] }, 'DELEGATION_ACTS'],
    ['ends after it begins', { until: since }, 'DELEGATION_UNTIL'],
    ['lets staff alone feed (R-140)', { ...feeding, to: { ...to, staff: false } }, 'DELEGATION_STAFF'],
    ['names the types that are fed (R-142)', { ...feeding, types: [] }, 'DELEGATION_TYPES'],
    ['lets nobody feed in a hospital (R-140)', { ...feeding, ...inSector('SA01') }, 'RIGHTS_PRACTICE'],
    ['lets staff of a practice company feed (R-140)', { ...feeding, ...inSector('SA09') }, null],
  ])('%s', (_said, changed, code) => {
    expect(termsProblem({ ...TERMS, ...changed })?.code ?? null).toBe(code);
  });
});
