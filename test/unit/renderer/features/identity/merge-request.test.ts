import { describe, expect, it } from 'vitest';
import { mayMerge, mergeRequest } from '../../../../../renderer/features/identity/merge-request.ts';

describe('a plan', () => {
  it.each([
    [true, 'identical', false, true],
    [true, 'near', false, true],
    [true, 'discordant', false, false],
    [true, 'unknown', false, false],
    [true, 'discordant', true, true],
    [false, 'identical', true, false],
    [false, 'discordant', true, false],
  ] as const)('allowed: %s, of %s traits, said to be one person’s: %s, may be carried out: %s', (allowed, agreement, samePerson, may) => {
    expect(mayMerge({ allowed, agreement }, samePerson)).toBe(may);
  });
});

describe('what is asked for', () => {
  const plan = {
    kept: 'a',
    lessProven: true,
    records: { kept: { id: 'a', revision: 3 }, removed: { id: 'b', revision: 7 } },
    rows: [
      { field: 'birthName', pick: null },
      { field: 'phone', pick: 'removed' },
      { field: 'usedName', pick: 'kept' },
      { field: 'usedFirstName', pick: 'kept' },
      { field: 'address', pick: 'removed' },
    ],
  } as const;

  it('is each value as it is picked, or else as it is proposed; where nobody may pick, nothing', () => {
    const { take } = mergeRequest(plan, { usedName: 'b', usedFirstName: 'a', address: 'a', birthName: 'b' }, false);
    expect(take).toEqual({ phone: 'removed', usedName: 'removed', usedFirstName: 'kept', address: 'kept' });
  });

  it('names the records as they were compared, and what was said of them', () => {
    expect(mergeRequest(plan, {}, true)).toMatchObject({
      kept: 'a',
      removed: 'b',
      revisions: { kept: 3, removed: 7 },
      samePerson: true,
      lessProven: true,
    });
    expect(mergeRequest({ ...plan, lessProven: false }, {}, false)).toMatchObject({ samePerson: false, lessProven: false });
  });
});
