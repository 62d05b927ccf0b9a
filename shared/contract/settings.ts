import { z } from 'zod';
import { call, nothing, notKept } from './define.ts';

/** What a user chooses for this workstation; kept by the application (the browser profile is thrown away). */
export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  /** Left rail reduced to its icons. */
  railCollapsed: z.boolean(),
  /** How long a validated document waits before it leaves, in seconds; 0: it leaves at once. */
  undoSeconds: z.int().min(0).max(60),
});
export type SettingsView = z.infer<typeof settingsSchema>;

export const settingsCalls = {
  'settings.get': call(nothing, settingsSchema, { needs: 'nobody', audit: notKept.facts }),
  'settings.save': call(settingsSchema, settingsSchema, { needs: 'nobody', audit: { acts: ['settings.saved'] } }),
} as const;
