/**
 * A window needs no network: what it shows is served by the application itself. Beside the CSP, each host closes the
 * network stack under it, and takes from the page what would ask for a socket.
 */

/** A proxy to nowhere: TCP knows no broadcast (RFC 1122, 4.2.3.10), the system refuses before any packet. */
export const NOWHERE_PROXY = 'http://255.255.255.255:1';
/** By default the proxy is not asked for loopback. */
export const NO_BYPASS = '<-loopback>';
/** No UDP of WebRTC; its TCP goes through the proxy above. */
export const WEBRTC_POLICY = 'disable_non_proxied_udp';

/** Globals that open a connection of their own. WebRTC's is out of reach of any CSP. */
export const SOCKET_GLOBALS: readonly string[] = [
  'RTCPeerConnection',
  'webkitRTCPeerConnection',
  'WebTransport',
  'WebSocket',
  'WebSocketStream',
  'EventSource',
  'SharedWorker',
];

/** Runs in a page before its own scripts. Serialised: it must use nothing from outside itself. */
export function removeGlobals(names: readonly string[]): void {
  for (const name of names) Reflect.deleteProperty(globalThis, name);
}
