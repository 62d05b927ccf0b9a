import { expect, it } from 'vitest';
import { defaults } from '../../../electron/config/defaults.ts';
import { AGREEMENT_MS } from '../../../shared/domain/consent/agreement.ts';
import { CODE_TRIES } from '../../../shared/domain/people/personal-code.ts';

it('what is promised to professionals and patients is the default: durations, tries, and nothing given that nobody decided', () => {
  expect(defaults).toMatchObject({
    dmp: { ageOfMajority: 18, parametersMs: 24 * 3_600_000, regulationCentre: false, staffAuthenticator: 'delegator' },
    episodes: { followUpMonths: 12 },
    structure: { administrators: [] },
  });
  expect([AGREEMENT_MS, CODE_TRIES]).toEqual([2 * 3_600_000, 5]);
});
