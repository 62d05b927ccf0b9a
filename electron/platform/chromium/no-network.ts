import { NO_BYPASS, NOWHERE_PROXY, WEBRTC_POLICY } from '../no-network.ts';

/** Switches that leave the browser no way out, for its page and for itself; the private origin is answered before. */
export const NO_NETWORK = {
  /** Neither names nor addresses resolve, that of the proxy included: no connection is even tried. */
  names: ['--host-resolver-rules=MAP * ~NOTFOUND'],
  proxy: [`--proxy-server=${NOWHERE_PROXY}`, `--proxy-bypass-list=${NO_BYPASS}`],
  /** Those of its addresses that need no name are reached by UDP, whatever the two above say. */
  webRtc: [`--webrtc-ip-handling-policy=${WEBRTC_POLICY}`],
} as const;
