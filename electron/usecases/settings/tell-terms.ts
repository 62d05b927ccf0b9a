import type { SettingsTerms } from '../../../shared/contract/settings.ts';
import type { SettingsPorts } from './get-settings.ts';

export interface SettingsTermsPorts extends Pick<SettingsPorts, 'current' | 'lock'> {
  /** Addresses of the mailboxes of a professional on this workstation. */
  readonly mailboxesOf: (idNat: string) => readonly string[];
}

/** What the person logged in may choose. */
export function tellTerms({ current, lock, mailboxesOf }: SettingsTermsPorts) {
  return (): SettingsTerms => {
    const open = current();
    return { lock: { fixed: lock.fixed, mostMinutes: lock.ms / 60_000 }, mailboxes: open === null ? [] : mailboxesOf(open.pro.idNat) };
  };
}
