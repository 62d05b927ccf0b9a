import type { Page, Route } from 'playwright-core';
import type { ErrorFacts } from '../../../shared/errors.ts';
import { failureText } from '../../failure-text.ts';
import { ORIGIN, SECURITY_HEADERS } from '../origin.ts';
import { findChromium } from './browser.ts';
import { openContext } from './context.ts';

export interface Notice {
  readonly page: Page;
  /** Resolves once it was read: by its button or as any window. */
  readonly closed: Promise<void>;
}

const SIZE = { width: 560, height: 320 } as const;
/** A page without script: its button is a form that goes there. */
const CLOSE = '/fermer';
const HEADERS = {
  ...SECURITY_HEADERS,
  'content-security-policy': "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
};
const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; padding: 28px 32px; }
h1 { margin: 0 0 12px; font-size: 18px; }
p { margin: 0 0 12px; overflow-wrap: anywhere; }
button { min-height: 36px; padding: 0 20px; font: inherit; }
`;

/**
 * A small window that says why the application did not open; Electron has `dialog.showErrorBox` for it.
 *
 * @throws PosteError CHROMIUM_MISSING
 */
export async function openNotice(
  facts: ErrorFacts,
  options: { readonly executable: string | null; readonly headless: boolean },
): Promise<Notice> {
  const executablePath = findChromium(options.executable);
  const { context, gone } = await openContext({ executablePath, headless: options.headless, size: SIZE, acceptDownloads: false });
  const [title = '', ...others] = failureText(facts);
  const html = `<!doctype html>
<html lang="fr">
<head><meta charset="utf-8"><meta name="google" content="notranslate"><title>Poste Santé</title><link rel="stylesheet" href="/notice.css"></head>
<body><main>
<h1>${escaped(title)}</h1>
${others.map((line) => `<p>${escaped(line)}</p>`).join('\n')}
<form action="${CLOSE}"><button autofocus>Fermer</button></form>
</main></body>
</html>`;
  const answer = (route: Route): Promise<void> => {
    const { origin, pathname } = new URL(route.request().url());
    if (origin !== ORIGIN) return route.abort('blockedbyclient');
    if (pathname === '/index.html')
      return route.fulfill({ headers: { ...HEADERS, 'content-type': 'text/html; charset=utf-8' }, body: html });
    if (pathname === '/notice.css')
      return route.fulfill({ headers: { ...HEADERS, 'content-type': 'text/css; charset=utf-8' }, body: STYLE });
    if (pathname === CLOSE) return context.close();
    return route.fulfill({ status: 404, headers: HEADERS, body: '' });
  };
  await context.route('**/*', answer);
  const page = context.pages()[0] ?? (await context.newPage());
  // The window itself may be closed before the browser is.
  page.on('close', () => void context.close());
  await page.goto(`${ORIGIN}/index.html`);
  return { page, closed: gone };
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, (found) => ENTITIES[found] ?? found);
