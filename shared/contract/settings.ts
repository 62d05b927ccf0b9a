import { z } from 'zod';
import { call, nothing, notKept } from './define.ts';

/** As many as one person keeps. */
export const MOST_FAVOURITES = 40;
export const MOST_RECIPIENTS = 10;

const names = (most: number, longest: number) => z.array(z.string().max(longest)).max(most).readonly();

/**
 * What a user chooses on this workstation; kept by the application (the browser profile is thrown away), for each person
 * apart. The theme and the rail that were last chosen are those of the lock screen too.
 */
export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  /** Left rail reduced to its icons. */
  railCollapsed: z.boolean(),
  /** How long a validated document waits before it leaves, in seconds; 0: it leaves at once. */
  undoSeconds: z.int().min(0).max(60),
  /** Without a key or a press for that long, in minutes, the session locks; null: as long as the workstation allows. */
  lockMinutes: z.int().min(1).max(1440).nullable(),
  /** Codes of types of document that come first when one is chosen. */
  favouriteTypes: names(MOST_FAVOURITES, 32),
  /** Codes of the types last chosen, latest first. */
  recentTypes: names(8, 32),
  /** Addresses that a new document leaves for, besides the médecin traitant. */
  defaultRecipients: names(MOST_RECIPIENTS, 320),
  /** Address of the mailbox that messages leave from, of those of this workstation; null: the first. */
  mailbox: z.string().max(320).nullable(),
  /** Columns that a list shows, by its name; a list that is not there shows its usual ones. */
  columns: z.record(z.string().max(40), names(40, 40)).readonly(),
});
export type SettingsView = z.infer<typeof settingsSchema>;

/** What a user may choose, and what is not theirs to choose. */
const settingsTerms = z.object({
  /** `fixed`: the machine's policy sets the delay. `mostMinutes`: nobody waits longer. */
  lock: z.object({ fixed: z.boolean(), mostMinutes: z.number() }),
  /** Addresses of the mailboxes of whoever is logged in. */
  mailboxes: names(100, 320),
});
export type SettingsTerms = z.infer<typeof settingsTerms>;

export const settingsCalls = {
  'settings.get': call(nothing, settingsSchema, { needs: 'nobody', audit: notKept.facts, shows: { session: true } }),
  'settings.terms': call(nothing, settingsTerms, { needs: 'nobody', audit: notKept.facts, shows: { session: true } }),
  /** What changes alone; a list's columns too. */
  'settings.save': call(settingsSchema.exactPartial(), settingsSchema, { needs: 'nobody', audit: { acts: ['settings.saved'] } }),
} as const;
