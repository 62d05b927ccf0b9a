import { describe, expect, it } from 'vitest';
import { withoutMatricule } from '../../../electron/mss/detail.ts';
import { smtpRefusal } from '../../../electron/mss/smtp-errors.ts';

describe('an SMTP refusal', () => {
  it.each([
    ['rcpt', '550 5.1.1 no such box', 'MSS_RECIPIENT_REFUSED'],
    ['rcpt', '550 no such box', 'MSS_RECIPIENT_REFUSED'],
    ['rcpt', '551 user not local', 'MSS_RECIPIENT_REFUSED'],
    ['rcpt', '553 mailbox name not allowed', 'MSS_RECIPIENT_REFUSED'],
    ['rcpt', '552 5.2.2 mailbox full', 'MSS_MAILBOX_FULL'],
    ['rcpt', '552 mailbox full', 'MSS_MAILBOX_FULL'],
    ['rcpt', '452 4.2.2 mailbox full', 'MSS_MAILBOX_FULL'],
    ['rcpt', '452 too many recipients', 'MSS_BUSY'],
    ['rcpt', '450 greylisted', 'MSS_BUSY'],
    ['mail', '553 not your box', 'MSS_SENDER_REFUSED'],
    ['mail', '552 5.3.4 too big', 'MSS_TOO_LARGE'],
    ['mail', '530 authentication required', 'MSS_AUTH'],
    ['data', '552 too big', 'MSS_TOO_LARGE'],
    ['data', '523 too big', 'MSS_TOO_LARGE'],
    ['data', '541 rejected', 'MSS_REFUSED'],
    ['data', '554 5.7.1 rejected', 'MSS_REFUSED'],
    ['data', '451 local error', 'MSS_BUSY'],
    ['data', '421 closing', 'MSS_BUSY'],
    ['auth', '535 5.7.8 bad token', 'MSS_AUTH'],
    ['auth', '454 4.7.0 temporary failure', 'MSS_BUSY'],
  ] as const)('at %s, « %s » is %s', (step, response, code) => {
    const error = smtpRefusal(step, response);
    expect(error.code).toBe(code);
    expect(error.detail).toBe(response);
    expect(error.action).not.toBe('');
  });

  it('shows no matricule of a citizen, whoever echoes it', () => {
    expect(withoutMatricule('550 <279035121518989@patient.mssante.fr> and 179022a12345678@patient.mssante.fr')).toBe(
      '550 <***@patient.mssante.fr> and ***@patient.mssante.fr',
    );
  });
});
