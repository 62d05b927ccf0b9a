import { createPrivateKey, X509Certificate } from 'node:crypto';
import pkcs11js from 'pkcs11js';
import type { CardKey } from './content.ts';
import type { TokenOrder } from './softhsm.ts';

/** Entry of the process that fills a SoftHSM2 token: one order by message, then it ends. */
process.once('message', (message) => {
  // The only sender is softhsm.ts.
  writeToken(message as TokenOrder);
  process.disconnect();
});

function writeToken({ module, tokenLabel, pin, content }: TokenOrder): void {
  const { PKCS11 } = pkcs11js;
  const p11 = new PKCS11();
  p11.load(module);
  p11.C_Initialize();
  const slot = p11.C_GetSlotList(true).find((s) => (p11.C_GetTokenInfo(s).flags & pkcs11js.CKF_TOKEN_INITIALIZED) === 0);
  if (slot === undefined) throw new Error('no free slot');
  const soPin = '87654321';
  // The label of a token is 32 bytes, blank-padded.
  p11.C_InitToken(slot, soPin, tokenLabel.padEnd(32));
  // SoftHSM2 moves the token to a slot of its own at the next listing.
  const own = p11.C_GetSlotList(true).find((s) => p11.C_GetTokenInfo(s).label.trim() === tokenLabel);
  if (own === undefined) throw new Error('token not found after its creation');
  const session = p11.C_OpenSession(own, pkcs11js.CKF_SERIAL_SESSION | pkcs11js.CKF_RW_SESSION);
  p11.C_Login(session, pkcs11js.CKU_SO, soPin);
  p11.C_InitPIN(session, pin);
  p11.C_Logout(session);
  p11.C_Login(session, pkcs11js.CKU_USER, pin);
  const create = (template: Readonly<Record<number, number | boolean | string | Buffer>>): void => {
    p11.C_CreateObject(
      session,
      Object.entries(template).map(([type, value]) => ({ type: Number(type), value })),
    );
  };
  for (const key of content.keys) for (const template of keyTemplates(key)) create(template);
  for (const object of content.data) {
    create({
      [pkcs11js.CKA_CLASS]: pkcs11js.CKO_DATA,
      [pkcs11js.CKA_TOKEN]: true,
      [pkcs11js.CKA_PRIVATE]: object.private,
      [pkcs11js.CKA_MODIFIABLE]: false,
      [pkcs11js.CKA_APPLICATION]: 'CPS',
      [pkcs11js.CKA_LABEL]: object.label,
      [pkcs11js.CKA_VALUE]: Buffer.from(object.value),
    });
  }
  p11.C_CloseSession(session);
  p11.C_Finalize();
}

function keyTemplates(key: CardKey): Record<number, number | boolean | string | Buffer>[] {
  const certificate = new X509Certificate(key.certPem);
  const jwk = createPrivateKey(key.keyPem).export({ format: 'jwk' });
  const part = (name: 'n' | 'e' | 'd' | 'p' | 'q' | 'dp' | 'dq' | 'qi'): Buffer => Buffer.from(String(jwk[name]), 'base64url');
  const id = Buffer.from(key.id);
  const name = derName(certificate.raw);
  return [
    {
      [pkcs11js.CKA_CLASS]: pkcs11js.CKO_CERTIFICATE,
      [pkcs11js.CKA_CERTIFICATE_TYPE]: pkcs11js.CKC_X_509,
      [pkcs11js.CKA_TOKEN]: true,
      [pkcs11js.CKA_PRIVATE]: false,
      [pkcs11js.CKA_LABEL]: key.certificateLabel,
      [pkcs11js.CKA_ID]: id,
      [pkcs11js.CKA_SUBJECT]: name.subject,
      [pkcs11js.CKA_ISSUER]: name.issuer,
      [pkcs11js.CKA_SERIAL_NUMBER]: name.serial,
      [pkcs11js.CKA_VALUE]: certificate.raw,
    },
    {
      [pkcs11js.CKA_CLASS]: pkcs11js.CKO_PUBLIC_KEY,
      [pkcs11js.CKA_KEY_TYPE]: pkcs11js.CKK_RSA,
      [pkcs11js.CKA_TOKEN]: true,
      [pkcs11js.CKA_PRIVATE]: false,
      [pkcs11js.CKA_LABEL]: `Cle publique - ${key.certificateLabel}`,
      [pkcs11js.CKA_ID]: id,
      [pkcs11js.CKA_VERIFY]: true,
      [pkcs11js.CKA_MODULUS]: part('n'),
      [pkcs11js.CKA_PUBLIC_EXPONENT]: part('e'),
    },
    {
      [pkcs11js.CKA_CLASS]: pkcs11js.CKO_PRIVATE_KEY,
      [pkcs11js.CKA_KEY_TYPE]: pkcs11js.CKK_RSA,
      [pkcs11js.CKA_TOKEN]: true,
      [pkcs11js.CKA_PRIVATE]: true,
      [pkcs11js.CKA_SENSITIVE]: true,
      [pkcs11js.CKA_EXTRACTABLE]: false,
      [pkcs11js.CKA_LABEL]: key.privateLabel,
      [pkcs11js.CKA_ID]: id,
      [pkcs11js.CKA_SIGN]: true,
      [pkcs11js.CKA_DECRYPT]: false,
      [pkcs11js.CKA_UNWRAP]: false,
      [pkcs11js.CKA_MODULUS]: part('n'),
      [pkcs11js.CKA_PUBLIC_EXPONENT]: part('e'),
      [pkcs11js.CKA_PRIVATE_EXPONENT]: part('d'),
      [pkcs11js.CKA_PRIME_1]: part('p'),
      [pkcs11js.CKA_PRIME_2]: part('q'),
      [pkcs11js.CKA_EXPONENT_1]: part('dp'),
      [pkcs11js.CKA_EXPONENT_2]: part('dq'),
      [pkcs11js.CKA_COEFFICIENT]: part('qi'),
    },
  ];
}

/** Serial, issuer and subject as they stand in a certificate's DER. */
function derName(der: Buffer): { readonly serial: Buffer; readonly issuer: Buffer; readonly subject: Buffer } {
  const at = (offset: number): { readonly start: number; readonly end: number } => {
    const first = der.readUInt8(offset + 1);
    const count = first < 0x80 ? 0 : first & 0x7f;
    const start = offset + 2 + count;
    return { start, end: start + (count === 0 ? first : der.readUIntBE(offset + 2, count)) };
  };
  // TBSCertificate: [0] version, serial, signature, issuer, validity, subject.
  const fields: Buffer[] = [];
  for (let offset = at(at(0).start).start; fields.length < 6; offset = at(offset).end) fields.push(der.subarray(offset, at(offset).end));
  const [, serial = Buffer.alloc(0), , issuer = Buffer.alloc(0), , subject = Buffer.alloc(0)] = fields;
  return { serial, issuer, subject };
}
