import { fail } from '../shared/errors.ts';

/** What a second start on the same data says. */
export const ALREADY_OPEN = 'Poste Santé est déjà ouvert sur ces données : sa fenêtre passe au premier plan.';

/** A window that nobody sees is closed by nobody. @throws PosteError DISPLAY_MISSING */
export function requireDisplay(platform: NodeJS.Platform = process.platform, env: NodeJS.ProcessEnv = process.env): void {
  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) throw fail('DISPLAY_MISSING');
}
