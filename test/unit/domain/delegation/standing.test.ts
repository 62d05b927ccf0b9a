import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asRight, delegationsFor, standingOf, type Standing } from '../../../../shared/domain/delegation/standing.ts';
import { delegation, later } from '../../../integration/store/samples.ts';

const HERE = { person: delegation().to.idNat, structure: delegation().structure, at: later(5) };

describe('where a delegation stands', () => {
  it.each<[said: string, ends: { until?: string; revokedAt?: string }, at: string, standing: Standing]>([
    ['before it begins, though the clock may have been set back', {}, later(-1), 'to-come'],
    ['from its first instant on', {}, later(0), 'in-force'],
    ['just before its end', { until: later(10) }, later(9), 'in-force'],
    ['at its end', { until: later(10) }, later(10), 'ended'],
    ['once revoked, whatever its end', { until: later(10), revokedAt: later(3) }, later(3), 'revoked'],
    ['revoked, looked at past its end too', { until: later(4), revokedAt: later(3) }, later(9), 'revoked'],
    ['before it was revoked', { revokedAt: later(3) }, later(2), 'in-force'],
  ])('%s', (_said, ends, at, standing) => {
    expect(standingOf(delegation(ends), at)).toBe(standing);
  });
});

describe('R-142 what somebody may do in the name of another', () => {
  it.each<
    [
      said: string,
      changed: Parameters<typeof delegation>[0],
      act: 'prepare' | 'TD2.2',
      type: string | null,
      asked: object,
      allowed: boolean,
    ]
  >([
    ['prepares whatever the type when none is named', {}, 'prepare', '11488-4', {}, true],
    ['prepares the types that are named', { types: ['11488-4'] }, 'prepare', '11488-4', {}, true],
    ['prepares no other type', { types: ['18748-4'] }, 'prepare', '11488-4', {}, false],
    ['prepares nothing before its type is chosen', {}, 'prepare', null, {}, false],
    ['feeds no type that is not named', { acts: ['TD2.2'] }, 'TD2.2', '11488-4', {}, false],
    ['feeds the types that are named', { acts: ['TD2.2'], types: ['11488-4'] }, 'TD2.2', '11488-4', {}, true],
    ['does nothing else than what is delegated', { types: ['11488-4'] }, 'TD2.2', '11488-4', {}, false],
    ['not for another structure', {}, 'prepare', '11488-4', { structure: '10B0999997' }, false],
    ['not somebody else', {}, 'prepare', '11488-4', { person: '899900000025' }, false],
    ['not before it begins', {}, 'prepare', '11488-4', { at: later(-1) }, false],
    ['not once it is revoked', { revokedAt: later(1) }, 'prepare', '11488-4', {}, false],
    ['not past its end', { until: later(5) }, 'prepare', '11488-4', {}, false],
  ])('%s', (_said, changed, act, type, asked, allowed) => {
    expect(delegationsFor([delegation(changed)], act, type, { ...HERE, ...asked }).map(({ id }) => id)).toEqual(allowed ? ['g1'] : []);
  });

  it('nothing is fed but a type named by a delegation that counts at that instant', () => {
    const type = fc.constantFrom('11488-4', '18748-4', '11502-2');
    fc.assert(
      fc.property(fc.array(type), type, fc.integer({ min: -20, max: 20 }), (types, wanted, minutes) => {
        const one = delegation({ acts: ['prepare', 'TD2.2'], types, until: later(10) });
        const may = delegationsFor([one], 'TD2.2', wanted, { ...HERE, at: later(minutes) }).length > 0;
        expect(may).toBe(types.includes(wanted) && minutes >= 0 && minutes < 10);
      }),
    );
  });

  it('is told to the rights in their own words', () => {
    const { from, to, acts, types, since, until, revokedAt } = delegation();
    expect(asRight(delegation())).toEqual({ from: from.idNat, to: to.idNat, acts, types, since, until, revokedAt });
  });
});
