import { describe, expect, test } from 'vitest';
import { MACHINE_ENTRIES, policySchema } from '../../../../../electron/config/policy.ts';
import { settingsText } from '../../../../../renderer/features/settings/text.ts';

describe('the entries of the configuration', () => {
  test('that a user may have written in vain have a French name', () => {
    expect(['/profile', '/outbox/undoMs', ...MACHINE_ENTRIES].filter((pointer) => !settingsText.entries.has(pointer))).toEqual([]);
  });

  test('that have a name are entries', () => {
    expect(policySchema.safeParse({ locked: [...settingsText.entries.keys()] }).success).toBe(true);
  });
});
