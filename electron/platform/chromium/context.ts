import { chromium, type BrowserContext } from 'playwright-core';
import { NO_NETWORK } from './no-network.ts';
import { temporaryProfile } from './profile.ts';

interface ContextOptions {
  readonly executablePath: string;
  readonly headless: boolean;
  /** In CSS pixels. */
  readonly size: { readonly width: number; readonly height: number };
  readonly acceptDownloads: boolean;
}

/** A browser of its own in application mode, on a throw-away profile. */
export interface Context {
  readonly context: BrowserContext;
  /** Resolves once the browser and its profile are gone. */
  readonly gone: Promise<void>;
}

/** Nothing is answered yet: the caller serves the private origin. */
export async function openContext({ executablePath, headless, size, acceptDownloads }: ContextOptions): Promise<Context> {
  const profile = temporaryProfile();
  let context: BrowserContext;
  try {
    context = await chromium.launchPersistentContext(profile.path, {
      executablePath,
      headless,
      viewport: headless ? size : null,
      locale: 'fr-FR',
      serviceWorkers: 'block',
      acceptDownloads,
      // On its way to the user's folder: it goes with the profile, whatever happens.
      downloadsPath: profile.path,
      // Chromium's sandbox cannot be had as root (containers, tests).
      chromiumSandbox: process.getuid?.() !== 0,
      ignoreDefaultArgs: ['--enable-automation'],
      // The application ends in its own order: playwright would leave the process first.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      args: [
        // Not our page yet: nothing answers it before we do, and a page that failed to load now and then never lets the launch end.
        // Nor about:blank, of a scheme that opens no application window: tabs and an address bar would be there.
        '--app=data:text/html,',
        '--disk-cache-dir=/dev/null',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--disable-breakpad',
        ...NO_NETWORK.names,
        ...NO_NETWORK.proxy,
        ...NO_NETWORK.webRtc,
        '--no-first-run',
        `--window-size=${size.width},${size.height}`,
        // Spares the bar that warns of the names' rule (and of the sandbox, as root).
        '--test-type',
      ],
    });
  } catch (cause) {
    await profile.forget();
    throw cause;
  }
  const gone = new Promise<void>((resolve) => {
    context.on('close', () => void profile.forget().then(resolve));
  });
  return { context, gone };
}
