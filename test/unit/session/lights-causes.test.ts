import { describe, expect, it } from 'vitest';
import { causeOf } from '../../../electron/session/causes.ts';
import { insiError } from '../../../electron/insi/errors.ts';
import { dmpError } from '../../../electron/dmp/errors.ts';
import { mssError } from '../../../electron/mss/errors.ts';
import { netError, netErrorOf, stageOf, type Stage } from '../../../electron/net/errors.ts';
import { pscError } from '../../../electron/psc/errors.ts';
import type { LightCause } from '../../../shared/contract/services.ts';
import { errors, isErrorCode } from '../../../shared/errors/index.ts';
import { errorFacts, errorFromFacts, fail, PosteError, type ErrorCode } from '../../../shared/errors.ts';

/** Every code that tells of an exchange with a service, or of what is asked of one. */
const CODES = Object.keys(errors)
  .filter(isErrorCode)
  .filter((code) => /^(NET|INSI|DMP|MSS|PSC|SERVICE)_/.test(code));
const OUTAGES = CODES.filter((code) => ![undefined, 'answer'].includes(errors[code].health));

/** Those that say nothing of the service: the card, the configuration, the user, the document or the message at hand. */
const OF_THE_WORKSTATION: readonly ErrorCode[] = [
  'NET_KEY',
  'NET_LOCKED',
  'NET_ABORTED',
  'SERVICE_UNSET',
  'INSI_IDAM',
  'INSI_BIRTH_DATE',
  'INSI_CARD_DATA',
  'INSI_CERTIFICATE',
  'INSI_BILLING_ID',
  'INSI_SPECIALITY',
  'INSI_SECTOR',
  'INSI_PSC_LOGIN',
  'INSI_DISCORDANT',
  'INSI_INCOMPLETE',
  'INSI_MATRICULE',
  'DMP_INPUT',
  'DMP_ALTERED',
  'DMP_DOCUMENT_TOO_LARGE',
  'DMP_OTHER_PATIENT',
  'DMP_INCOMPLETE',
  'DMP_SEARCH',
  'DMP_MESSAGE_UNKNOWN',
  'DMP_PARAMETERS',
  'DMP_PROFESSIONALS_ONLY',
  'DMP_TYPE',
  'DMP_FEEDING_EARLIER',
  'DMP_FEEDING_OPPOSED',
  'DMP_FEEDING_RECEIVED',
  'DMP_INS_NOT_QUALIFIED',
  'MSS_NIL',
  'MSS_DOMAIN',
  'MSS_WHITE_LIST',
  'MSS_ADDRESS',
  'MSS_HEADER',
  'MSS_NO_RECIPIENT',
  'MSS_TWO_PATIENTS',
  'MSS_OPPOSED_EARLIER',
  'MSS_OTHER_CITIZEN',
  'MSS_INVISIBLE_PATIENT',
  'MSS_INVISIBLE_REPRESENTATIVES',
  'MSS_MIXED_RECIPIENTS',
  'MSS_INS_NOT_QUALIFIED',
  'MSS_FLAGS',
  'MSS_DOCUMENT_INCOMPLETE',
  'MSS_PDF_MISSING',
  'MSS_UNKNOWN_OUTCOME',
  'MSS_NO_DOCTOR',
  'MSS_NO_BOX',
  'MSS_SELF',
  'MSS_NO_MAILBOX',
  'MSS_LOGIN_NEEDED',
  'MSS_PROFESSIONALS_ONLY',
  'PSC_REFUSED',
  'PSC_EXPIRED',
  'PSC_UNKNOWN_USER',
  'PSC_OTHER_USER',
  'PSC_CANCELLED',
];

const at = (stage: Stage): PosteError => netError('NET_TIMEOUT', false, '8000 ms', undefined, stage);

describe('the cause of an outage', () => {
  it('is decided for every code of the gateways, or the code is known to say nothing', () => {
    expect(CODES.length).toBeGreaterThan(70);
    // A new code is an outage (with its cause), an answer of a service that works (both: its `health`), or the
    // workstation's own (here).
    const silent = CODES.filter((code) => errors[code].health === undefined);
    expect(silent.toSorted()).toEqual(OF_THE_WORKSTATION.toSorted());
    expect(
      Object.keys(errors)
        .filter(isErrorCode)
        .filter((code) => errors[code].health !== undefined && !CODES.includes(code)),
    ).toEqual([]);
  });

  it.each<readonly [ErrorCode, LightCause | null]>([
    ['NET_DNS', 'dns'],
    ['NET_REFUSED', 'tcp'],
    ['NET_TLS', 'tls'],
    ['NET_CERTIFICATE', 'authentication'],
    ['NET_TOO_LARGE', 'service'],
    ['SERVICE_BROKEN', 'service'],
    ['INSI_UNAVAILABLE', 'service'],
    ['INSI_GARBAGE', 'service'],
    ['INSI_REFUSED', 'authentication'],
    ['DMP_GARBAGE', 'service'],
    ['DMP_BUSY', 'service'],
    ['DMP_INTERNAL', 'service'],
    ['DMP_CERTIFICATE', 'authentication'],
    ['MSS_DNS', 'dns'],
    ['MSS_TLS', 'tls'],
    ['MSS_NO_XOAUTH2', 'authentication'],
    ['MSS_AUTH', 'authentication'],
    ['MSS_BUSY', 'service'],
    ['PSC_TLS', 'tls'],
    ['PSC_GARBAGE', 'service'],
    ['PSC_SESSION_ENDED', 'authentication'],
    ['PSC_CLIENT_UNKNOWN', 'authentication'],
    // No stage is told, and nothing beneath.
    ['NET_TIMEOUT', 'service'],
    ['NET_CUT', 'service'],
    ['INSI_UNREACHABLE', 'service'],
    ['DMP_UNREACHABLE', 'service'],
    ['DMP_NO_ANSWER', 'service'],
    ['MSS_DOWN', 'service'],
    ['PSC_DOWN', 'service'],
    ['DMP_METADATA', null],
    ['NET_LOCKED', null],
  ])('%s: %s', (code, cause) => {
    expect(causeOf(new PosteError(code, 'Peu importe.', 'Peu importe.'))).toBe(cause);
  });

  it('is the table, whole: each of its codes is above', () => {
    const told = OUTAGES.map((code) => [code, causeOf(new PosteError(code, '', ''))]);
    expect(told).toHaveLength(29);
    expect(told.filter(([, cause]) => cause === null)).toEqual([]);
  });

  it.each<readonly [Stage, LightCause]>([
    ['dns', 'dns'],
    ['tcp', 'tcp'],
    ['tls', 'tls'],
    ['service', 'service'],
  ])('of a timeout or a cut at the stage %s is that stage, across a process too', (stage, cause) => {
    for (const error of [
      at(stage),
      netErrorOf(Object.assign(new Error('x'), { code: 'ECONNRESET' }), false, stage),
      mssError('MSS_DOWN', { detail: `at=${stage} ETIMEDOUT` }),
    ]) {
      expect(stageOf(error)).toBe(stage);
      expect(causeOf(errorFromFacts(errorFacts(error)))).toBe(cause);
    }
  });

  it('is that of what the gateway met beneath', () => {
    expect(causeOf(insiError('INSI_UNREACHABLE', { cause: at('tls') }))).toBe('tls');
    expect(
      causeOf(insiError('INSI_UNREACHABLE', { cause: netErrorOf(Object.assign(new Error('x'), { code: 'ENOTFOUND' }), false, 'dns') })),
    ).toBe('dns');
    expect(causeOf(dmpError('DMP_UNREACHABLE', { cause: at('tcp') }))).toBe('tcp');
    expect(causeOf(dmpError('DMP_NO_ANSWER', { cause: at('service') }))).toBe('service');
    expect(causeOf(dmpError('DMP_NO_ANSWER', { detail: 'HTTP 503' }))).toBe('service');
    expect(
      causeOf(pscError('PSC_DOWN', { cause: netErrorOf(Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), false, 'tcp') })),
    ).toBe('tcp');
  });

  it('is none for what is not an outage, nor an error of ours', () => {
    expect([causeOf(null), causeOf(new Error('x')), causeOf(fail('SERVICE_UNSET'))]).toEqual([null, null, null]);
    expect(causeOf(errorFromFacts({ code: 'toString', message: '', action: '', path: null, detail: null }))).toBeNull();
  });

  it('a code of OpenSSL or the system does not carry a stage it cannot have', () => {
    const tls = netErrorOf(Object.assign(new Error('x'), { code: 'CERT_HAS_EXPIRED' }), false, 'tls');
    expect([tls.code, tls.detail, stageOf(tls)]).toEqual(['NET_TLS', 'sent=no CERT_HAS_EXPIRED', null]);
  });
});
