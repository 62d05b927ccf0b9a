import { app, type Certificate } from 'electron';
import { X509Certificate } from 'node:crypto';

/** Who lends a card's certificate: at most one at a time. */
export interface Lender {
  /** The one certificate to present to `host`, among those offered; null = none. @param host `name:port` */
  choose(host: string, offered: readonly Certificate[]): Certificate | null;
  /** The PIN for that token, or `''` to give up. */
  pinFor(token: string, isRetry: boolean): string;
}

let lender: Lender | null = null;

/** Puts this lender in charge. */
export function lend(by: Lender): void {
  lender = by;
}

/** Takes it back, unless another one is in charge by now. */
export function takeBack(from: Lender): void {
  if (lender === from) lender = null;
}

/**
 * To be called once, before any window: without it Electron presents **the first certificate of the store** to whoever
 * asks for one. A page never presents any.
 */
export function guardClientCertificates(): void {
  app.on('select-client-certificate', (event, contents, url, offered, answer) => {
    event.preventDefault();
    const chosen = contents === null ? (lender?.choose(hostOf(url), offered) ?? null) : null;
    if (chosen === null) answer();
    else answer(chosen);
  });
  // Linux alone has no PIN dialog of its own. An empty answer gives up; a promise that fails would block a thread for ever.
  if (process.platform === 'linux')
    app.setClientCertRequestPasswordHandler(({ tokenName, isRetry }) => Promise.resolve(lender?.pinFor(tokenName, isRetry) ?? ''));
}

/** `name:port` of a URL, or of what Electron gives in its place: the host and port alone. */
export function hostOf(url: string): string {
  const { hostname, port } = new URL(url.includes('://') ? url : `https://${url}`);
  return `${hostname}:${port === '' ? '443' : port}`;
}

/** The offered certificate whose DER is this one. */
export function sameCertificate(der: Uint8Array, offered: readonly Certificate[]): Certificate | null {
  return offered.find(({ data }) => new X509Certificate(data).raw.equals(der)) ?? null;
}
