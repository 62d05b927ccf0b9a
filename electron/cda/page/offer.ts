import type { CdaPage } from './render.ts';
import { PAGE_HEADERS } from './style.ts';

/**
 * The page as a resource of the window, for one GET by a frame: `<iframe sandbox src={address}>`.
 *
 * @param offer gives its address on the private origin.
 */
export const offerPage = (
  { html }: Pick<CdaPage, 'html'>,
  offer: (resource: { readonly type: string; readonly bytes: Uint8Array; readonly headers: Readonly<Record<string, string>> }) => string,
): string => offer({ type: 'text/html; charset=utf-8', bytes: html, headers: PAGE_HEADERS });
