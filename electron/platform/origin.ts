/**
 * The private origin of the window. `.invalid` (RFC 6761) never resolves: nothing leaves the machine even when the
 * window is opened before the interception is in place.
 */
export const ORIGIN = 'https://poste-sante.invalid';

/**
 * Headers of every answer of the private origin. Nothing is cached, nothing foreign is loaded. WebRTC and the mere opening
 * of a connection are out of a policy's reach: `no-network.ts`.
 */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' blob: data:",
    "connect-src 'self'",
    "worker-src 'self'",
    // Pages of documents, each under a policy of its own (cda/README 5).
    "frame-src 'self'",
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': [
    'camera',
    'microphone',
    'geolocation',
    'usb',
    'serial',
    'hid',
    'bluetooth',
    'midi',
    'display-capture',
    'payment',
    'identity-credentials-get',
    'publickey-credentials-get',
    'publickey-credentials-create',
  ]
    .map((feature) => `${feature}=()`)
    .join(', '),
};
