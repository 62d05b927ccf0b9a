import { describe, expect, it } from 'vitest';
import { standingOf } from '../../../../shared/domain/rights/decision.ts';

describe('what a screen does of a decision', () => {
  it.each([
    'RIGHTS_NOBODY',
    'RIGHTS_PROFESSION',
    'RIGHTS_ROLE',
    'RIGHTS_AIR',
    'RIGHTS_NO_STAFF',
    'RIGHTS_PRACTICE',
    'RIGHTS_EMERGENCY',
    'RIGHTS_REGULATION',
    'RIGHTS_VALIDATE',
  ])('%s: the role never has it, it is not shown', (code) => {
    expect(standingOf({ answer: 'no', code })).toBe('never');
    expect(standingOf({ answer: 'ask', code })).toBe('ask');
  });

  it.each(['RIGHTS_INFORM', 'RIGHTS_DELEGATION', 'DMP_FEEDING_OPPOSED', 'DMP_CLOSED', 'RIGHTS_SECTION', null])(
    '%s: it is shown with its reason, not possible now',
    (code) => {
      expect(standingOf({ answer: 'no', code })).toBe('no');
    },
  );

  it('what is allowed, or left to somebody, is offered', () => {
    expect(standingOf({ answer: 'yes', code: null })).toBe('yes');
    expect(standingOf({ answer: 'ask', code: 'MSS_INS_NOT_QUALIFIED' })).toBe('ask');
  });
});
