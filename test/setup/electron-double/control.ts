import { z } from 'zod';

/** What a test decides before the application starts; handed over in the environment. */
const settingsSchema = z.strictObject({
  /** Folder of what Electron keeps outside the application: the lock of the single instance, the keychain. */
  folder: z.string(),
  chromium: z.string(),
  keychain: z.enum(['gnome_libsecret', 'basic_text', 'none']),
  /** As if the page had been taken over: no CSP stops it, every frame speaks to the main process without the preload. */
  compromised: z.boolean(),
});
export type Settings = z.infer<typeof settingsSchema>;

export const SETTINGS = 'POSTE_ELECTRON_DOUBLE';

/** What the double tells the test, as it happens. */
export type Fact =
  /** A window is there: where Playwright reaches its browser. */
  | { readonly fact: 'browser'; readonly endpoint: string }
  | { readonly fact: 'loaded'; readonly url: string }
  | { readonly fact: 'shown' | 'focused' | 'restored' | 'closed' }
  /** The last one: nothing of the application is left but its process. */
  | { readonly fact: 'ended' }
  | { readonly fact: 'error-box'; readonly title: string; readonly content: string }
  | { readonly fact: 'utility'; readonly pid: number; readonly entry: string; readonly serviceName: string }
  | { readonly fact: 'permission'; readonly asked: 'request' | 'check'; readonly name: string; readonly granted: boolean }
  | { readonly fact: 'navigation'; readonly url: string; readonly allowed: boolean }
  | { readonly fact: 'popup'; readonly url: string; readonly allowed: boolean }
  /** A request that is not for a scheme of the application. */
  | { readonly fact: 'foreign'; readonly url: string }
  /** Console errors and exceptions of the page. */
  | { readonly fact: 'complaint'; readonly text: string }
  /** The application used the double in a way Electron, or the double, does not know. */
  | { readonly fact: 'fault'; readonly text: string };

/** What a test may do from outside the application: the user's, the system's or an attacker's hand. */
const commandSchema = z.discriminatedUnion('command', [
  z.object({ command: z.literal('quit') }),
  z.object({ command: z.literal('close-window') }),
  z.object({ command: z.literal('minimize') }),
  /** A page that the application would never load. */
  z.object({ command: z.literal('load'), url: z.string() }),
]);
export type Command = z.infer<typeof commandSchema>;

const given = process.env[SETTINGS];
/** Null: nobody launched this process as an application (the double's own tests). */
export const settings: Settings | null = given === undefined ? null : settingsSchema.parse(JSON.parse(given));

export function required(): Settings {
  if (settings === null) throw new Error('the electron double runs an application only when launched by a test');
  return settings;
}

export function tell(fact: Fact): void {
  if (settings !== null) process.send?.(fact, undefined, undefined, () => undefined);
}

/** For what goes wrong where no caller is left to throw to. */
export function fault(thrown: unknown): void {
  const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  process.stderr.write(`[electron double] ${text}\n`);
  tell({ fact: 'fault', text });
}

/** Resolves once everything told has left this process. */
export function told(): Promise<void> {
  return new Promise((resolve) => {
    if (settings === null || process.send === undefined || !process.connected) resolve();
    else process.send({ fact: 'ended' } satisfies Fact, undefined, undefined, () => resolve());
  });
}

export function onCommand(listener: (command: Command) => void): void {
  if (settings === null) return;
  process.on('message', (message) => listener(commandSchema.parse(message)));
}
