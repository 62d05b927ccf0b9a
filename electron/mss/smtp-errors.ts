import type { PosteError } from '../../shared/errors.ts';
import { withoutMatricule } from './detail.ts';
import { mssError } from './errors.ts';

/** Which step of the submission an SMTP answer belongs to. */
export type SmtpStep = 'connect' | 'auth' | 'mail' | 'rcpt' | 'data';

/**
 * What an SMTP refusal means to the user (mss/README 11; enhanced codes of RFC 3463, which tell the two meanings of
 * 552 apart: full mailbox, message too big).
 *
 * @param response whole answer of the server, `550 5.1.1 ...`.
 */
export function smtpRefusal(step: SmtpStep, response: string): PosteError {
  const [, digits = '', enhanced = ''] = /^(\d{3})[ -](?:(\d\.\d{1,3}\.\d{1,3})\b)?/.exec(response) ?? [];
  const code = Number(digits);
  const detail = withoutMatricule(response);
  if (step === 'auth' || code === 530 || code === 535) {
    return mssError(code >= 400 && code < 500 && step === 'auth' ? 'MSS_BUSY' : 'MSS_AUTH', { detail });
  }
  if (/^\d\.2\.2$/.test(enhanced) || (code === 552 && step === 'rcpt' && enhanced === '')) return mssError('MSS_MAILBOX_FULL', { detail });
  if (/^5\.(3\.4|2\.3)$/.test(enhanced) || code === 523 || (code === 552 && step !== 'rcpt')) return mssError('MSS_TOO_LARGE', { detail });
  if (code >= 400 && code < 500) return mssError('MSS_BUSY', { detail });
  if (step === 'mail') return mssError('MSS_SENDER_REFUSED', { detail });
  if (step === 'rcpt') return mssError('MSS_RECIPIENT_REFUSED', { detail });
  return mssError('MSS_REFUSED', { detail });
}
