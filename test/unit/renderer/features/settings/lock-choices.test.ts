import { describe, expect, it } from 'vitest';
import { lockChoices } from '../../../../../renderer/features/settings/lock-choices.ts';

describe('the delays before the lock', () => {
  it('are those shorter than the longest, and the one that was chosen, in order', () => {
    expect(lockChoices(null, 120)).toEqual([5, 10, 15, 30, 60]);
    expect(lockChoices(null, 30)).toEqual([5, 10, 15]);
    expect(lockChoices(20, 120)).toEqual([5, 10, 15, 20, 30, 60]);
    expect(lockChoices(15, 120)).toEqual([5, 10, 15, 30, 60]);
    expect(lockChoices(90, 60)).toEqual([5, 10, 15, 30]);
  });
});
