import { describe, expect, it } from 'vitest';
import { outcomeOf, type Outcome } from '../../../electron/outbox/outcome.ts';
import { errorFromFacts } from '../../../shared/errors.ts';

const decided: Readonly<Record<Outcome, readonly string[]>> = {
  retry: [
    'DMP_UNREACHABLE',
    'DMP_BUSY',
    'MSS_DNS',
    'MSS_DOWN',
    'MSS_BUSY',
    'PSC_DOWN',
    'NET_REFUSED',
    'NET_TIMEOUT',
    'STORE_FULL',
    'STORE_UNAVAILABLE',
  ],
  wait: [
    'SESSION_CLOSED',
    'CARD_ABSENT',
    'CARD_REMOVED',
    'CARD_FOREIGN',
    'CARD_NO_READER',
    'CARD_MODULE',
    'CARD_CERT_NOT_IN_STORE',
    'CARD_HUNG',
    'CARD_NOT_LOGGED_IN',
    'NET_LOCKED',
    'MSS_LOGIN_NEEDED',
    'MSS_AUTH',
    'PSC_SESSION_ENDED',
  ],
  unknown: ['DMP_NO_ANSWER', 'DMP_GARBAGE', 'DMP_INTERNAL', 'MSS_UNKNOWN_OUTCOME'],
  failed: [
    'DMP_ABSENT',
    'DMP_BLOCKED',
    'DMP_METADATA',
    'DMP_FEEDING_OPPOSED',
    'MSS_RECIPIENT_REFUSED',
    'MSS_MAILBOX_FULL',
    'MSS_TOO_LARGE',
    'SERVICE_UNSET',
    'CARD_FAILED',
    'NET_KEY',
    'CERT_EXPIRED',
    'CERT_REVOKED',
    'CERT_UNTRUSTED',
    'A_CODE_OF_TOMORROW',
  ],
};

describe('what becomes of a send', () => {
  it.each(Object.entries(decided).flatMap(([outcome, codes]) => codes.map((code) => [code, outcome])))(
    'after %s is decided by the code alone: %s',
    (code, outcome) => {
      expect(outcomeOf(errorFromFacts({ code, message: 'peu importe', action: 'peu importe', path: null, detail: null }))).toBe(outcome);
    },
  );
});
