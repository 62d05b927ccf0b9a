import { describe, expect, it } from 'vitest';
import { handedRefusal, stateOf, validationRefusal } from '../../../../shared/domain/delegation/prepared.ts';
import type { ErrorCode } from '../../../../shared/errors.ts';
import { AT, delegation, document, later, paule, prepared, validated } from '../../../integration/store/samples.ts';

const { to, structure } = delegation();
const OTHER = '899900000025';

describe('the state of a document', () => {
  it('is « à valider » once it is handed over, and until it is validated', () => {
    expect([document(), document({ prepared }), document({ prepared, status: 'validated', validated })].map(stateOf)).toEqual([
      'draft',
      'to-validate',
      'validated',
    ]);
  });
});

describe('R-142 what was handed over', () => {
  it.each<[who: string, person: string, code: ErrorCode | null]>([
    ['its delegate takes it back first', to.idNat, 'DOCUMENT_HANDED'],
    ['the professional decides', paule.idNat, null],
    ['nobody else does', OTHER, 'DOCUMENT_PREPARED_OTHER'],
  ])('is changed by one person: %s', (_who, person, code) => {
    expect(handedRefusal({ prepared }, person)?.code ?? null).toBe(code);
    expect(handedRefusal({ prepared: null }, person)).toBeNull();
  });

  const mine = { person: paule.idNat, structure };
  it.each<
    [said: string, changed: Parameters<typeof delegation>[0] | null, asking: Partial<typeof mine>, at: string, code: ErrorCode | null]
  >([
    ['by the professional it was prepared for', {}, {}, AT, null],
    ['by nobody else', {}, { person: OTHER }, AT, 'DOCUMENT_PREPARED_OTHER'],
    ['not by who prepared it', {}, { person: to.idNat }, AT, 'DOCUMENT_PREPARED_OTHER'],
    ['not for another structure', {}, { structure: '10B0999997' }, AT, 'DOCUMENT_PREPARED_ELSEWHERE'],
    ['not once the delegation was revoked', { revokedAt: later(1) }, {}, later(2), 'DOCUMENT_DELEGATION_ENDED'],
    ['not past the end of the delegation', { until: later(1) }, {}, later(1), 'DOCUMENT_DELEGATION_ENDED'],
    ['not by a clock set back before the delegation', {}, {}, later(-1), 'DOCUMENT_DELEGATION_ENDED'],
    ['not under a delegation that nobody knows', null, {}, AT, 'DOCUMENT_DELEGATION_ENDED'],
  ])('is validated %s', (_said, changed, asking, at, code) => {
    const under = changed === null ? null : delegation(changed);
    expect(validationRefusal({ prepared }, under, { ...mine, ...asking }, at)?.code ?? null).toBe(code);
    expect(validationRefusal({ prepared: null }, null, { ...mine, ...asking }, at)).toBeNull();
  });
});
