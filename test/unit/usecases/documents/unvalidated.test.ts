import fc from 'fast-check';
import { expect, it } from 'vitest';
import { revokeDelegation } from '../../../../electron/usecases/delegations/revoke-delegation.ts';
import { PosteError } from '../../../../shared/errors.ts';
import { ALIX, LUC, PAULE } from '../workplace.ts';
import { practice } from './prepared.ts';

const PEOPLE = { alix: ALIX, paule: PAULE, luc: LUC };
const ACTS = ['prepare', 'validate', 'takeBack', 'giveBack', 'feedFor', 'revokePrepare', 'revokeFeed', 'wait'] as const;
const step = fc.tuple(fc.constantFrom('alix', 'paule', 'luc'), fc.constantFrom(...ACTS), fc.constantFrom('11488-4', '18748-4'));

it('R-142 nothing leaves unvalidated: by whom it was prepared for, or by staff under a delegation that names its type', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      const place = await practice([{}, { acts: ['TD2.2'], types: ['11488-4'], until: '2026-11-21T10:30:00.000Z' }]);
      const revoke = revokeDelegation(place.common);
      const revoked = new Set<string>();
      let minutes = 0;
      for (const [who, act, type] of steps) {
        place.logged(PEOPLE[who]);
        const fedUnder = act === 'feedFor' && !revoked.has('g2') && minutes < 30 && type === '11488-4';
        const before = await place.draft();
        try {
          if (act === 'wait') {
            place.wait(20);
            minutes += 20;
          } else if (act === 'revokePrepare' || act === 'revokeFeed') {
            const id = act === 'revokePrepare' ? 'g1' : 'g2';
            await revoke({ id });
            revoked.add(id);
            expect(who).toBe('paule');
          } else if (act === 'takeBack' || act === 'giveBack') await place[act]();
          else await place[act]({ type });
        } catch (thrown) {
          if (!(thrown instanceof PosteError)) throw thrown;
        }
        const document = await place.draft();
        const leaving = await place.sends();
        if (document?.status !== 'validated') expect(leaving).toEqual([]);
        if (before?.status !== 'draft' || document?.status !== 'validated') continue;
        const by = document.validated?.by.idNat;
        expect(by).toBe(PEOPLE[who].pro.idNat);
        expect(leaving.every(({ bound }) => bound.actor.idNat === by)).toBe(true);
        if (who === 'alix') expect(fedUnder).toBe(true);
        else if (before.prepared !== null) expect([by, revoked.has('g1')]).toEqual([before.prepared.for.idNat, false]);
      }
    }),
    { numRuns: 60 },
  );
});
