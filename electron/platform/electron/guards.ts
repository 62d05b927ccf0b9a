import { app, type Session } from 'electron';
import { NO_BYPASS, NOWHERE_PROXY, WEBRTC_POLICY } from '../no-network.ts';

interface Departure {
  readonly url: string;
  readonly isMainFrame: boolean;
  preventDefault(): void;
}

/**
 * To be called before ready: whatever page there is, now or by mistake one day, stays where it is, opens no other and
 * has no UDP (Electron's security checklist, 12 to 14).
 *
 * @param entry the one address that the main frame may show again.
 */
export function guardContents(entry: string): void {
  const stay = (event: Departure): void => {
    const again = event.isMainFrame && event.url.split('#')[0] === entry;
    if (!again) event.preventDefault();
  };
  app.on('web-contents-created', (_event, contents) => {
    contents.setWebRTCIPHandlingPolicy(WEBRTC_POLICY);
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', stay);
    contents.on('will-frame-navigate', stay);
    contents.on('will-redirect', (event) => event.preventDefault());
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}

/**
 * Gives the window's session its own scheme and nothing else: no permission, no request, no connection. The national
 * services have sessions of their own (`store-tls.ts`).
 *
 * @param scheme without its colon
 */
export async function guardSession(session: Session, scheme: string): Promise<void> {
  // What the page makes of its own bytes asks nobody: blob and data.
  const own: ReadonlySet<string> = new Set([`${scheme}:`, 'blob:', 'data:']);
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: !own.has(new URL(url).protocol) }));
  // A connection that is only opened is no request.
  await session.setProxy({ mode: 'fixed_servers', proxyRules: NOWHERE_PROXY, proxyBypassRules: NO_BYPASS });
}
