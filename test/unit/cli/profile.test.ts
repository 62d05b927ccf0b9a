import { describe, expect, it } from 'vitest';
import { commandActing } from '../../../electron/cli/profile.ts';
import { OFFICE_ACTS } from '../../../shared/domain/rights/office.ts';

describe('a command', () => {
  it.each(['read', 'record', 'import', 'administer'] as const)('acts to %s, under its account', (right) => {
    expect(commandActing(right).command).toMatchObject({ idNat: '', name: expect.stringMatching(/^Ligne de commande \(.+\)$/) });
  });

  it.each(OFFICE_ACTS.filter((act) => !['read', 'record', 'import', 'administer'].includes(act)))('does not act to %s', (right) => {
    expect(() => commandActing(right)).toThrow(expect.objectContaining({ code: 'RIGHTS_NOBODY' }));
  });
});
