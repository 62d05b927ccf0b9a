import type { Handle, Mechanism, Template } from 'pkcs11js';
import { LABEL } from './constants.ts';
import { describeCard } from './describe.ts';
import { digestInfo, type CardHash } from './digest-info.ts';
import { isRemoval, quietly, type Cryptoki } from './pkcs11-calls.ts';
import { CKR, FLAG, MECHANISM_REFUSED, returnValue, triesFromFlags } from './pkcs11-codes.ts';
import type { PublicCard, SignatureRole } from './types.ts';

// PKCS#11 2.20, appendix A.
const CKF_SERIAL_SESSION = 0x4;
const CKU_USER = 1;
const CKA = { CLASS: 0x0, LABEL: 0x3, VALUE: 0x11, CERTIFICATE_TYPE: 0x80, ID: 0x102 } as const;
const CKO = { DATA: 0, CERTIFICATE: 1, PRIVATE_KEY: 3 } as const;
const CKM = { RSA_PKCS: 0x1, SHA1_RSA_PKCS: 0x6, SHA256_RSA_PKCS: 0x40, SHA256_RSA_PKCS_PSS: 0x43 } as const;
const HASH_MECHANISM: Readonly<Record<CardHash, number>> = { sha256: CKM.SHA256_RSA_PKCS, sha1: CKM.SHA1_RSA_PKCS };

/** The token in a slot. */
export interface Token {
  readonly p11: Cryptoki;
  readonly slot: Handle;
  /** Read-only session kept while the card is in: it becomes invalid at removal, even if the same card is back. */
  readonly session: Handle;
  readonly ids: ReadonlyMap<SignatureRole, Buffer>;
  /** Null until the PIN is given. */
  keys: ReadonlyMap<SignatureRole, Handle> | null;
}

/** Which tokens are cards, and what completes their chains. */
export interface TokenSelection {
  /** Only the token of this label; any card of the family otherwise. */
  readonly tokenLabel: string | null;
  /** DER of CAs that may complete the chains. */
  readonly issuers: readonly Uint8Array[];
}

/**
 * Reads the token in a slot and keeps a session on it; null when the slot holds nothing of interest.
 *
 * @throws the module's error, a removal apart.
 */
export function openToken(
  p11: Cryptoki,
  slot: Handle,
  { tokenLabel, issuers }: TokenSelection,
): { readonly token: Token; readonly card: PublicCard } | 'foreign' | null {
  let session: Handle | null = null;
  try {
    const info = p11.C_GetTokenInfo(slot);
    // SoftHSM2 always shows one free slot.
    if ((info.flags & FLAG.tokenInitialized) === 0) return null;
    if (tokenLabel !== null && trim(info.label) !== tokenLabel) return null;
    session = p11.C_OpenSession(slot, CKF_SERIAL_SESSION);
    const opened = session;
    const certificates = certificatesOf(p11, opened);
    const card = describeCard(
      {
        serial: trim(info.serialNumber),
        tokenLabel: trim(info.label),
        model: trim(info.model),
        pssMechanism: p11.C_GetMechanismList(slot).includes(CKM.SHA256_RSA_PKCS_PSS),
        demonstration: false,
        certificates,
        info: dataObject(p11, opened, LABEL.info),
        triesLeft: triesFromFlags(info.flags),
      },
      issuers,
    );
    if (card === null) {
      p11.C_CloseSession(opened);
      return 'foreign';
    }
    const idOf = (der: Uint8Array): Buffer => Buffer.from(certificates.find((one) => Buffer.compare(one.der, der) === 0)?.id ?? []);
    const ids = new Map<SignatureRole, Buffer>([
      ['signature', idOf(card.signature.der)],
      ['authentication', idOf(card.authentication.der)],
    ]);
    return { token: { p11, slot, session: opened, ids, keys: null }, card };
  } catch (cause) {
    if (session !== null) quietly(() => p11.C_CloseSession(session ?? Buffer.alloc(0)));
    if (returnValue(cause) === CKR.TOKEN_NOT_RECOGNIZED) return 'foreign';
    if (isRemoval(cause)) return null;
    throw cause;
  }
}

function certificatesOf(p11: Cryptoki, session: Handle): { readonly der: Buffer; readonly label: string; readonly id: Uint8Array }[] {
  return find(p11, session, [{ type: CKA.CLASS, value: CKO.CERTIFICATE }]).map((object) => ({
    der: attribute(p11, session, object, CKA.VALUE),
    label: attribute(p11, session, object, CKA.LABEL).toString('utf8'),
    id: Uint8Array.from(attribute(p11, session, object, CKA.ID)),
  }));
}

/** One C_Login, except when the token was left open by another login of ours: that answer looks at no PIN. */
export function presentPin({ p11, session }: Token, pin: Uint8Array): void {
  // pkcs11js takes text only: the string lives as long as this call, the bytes are erased by the caller.
  const text = Buffer.from(pin.buffer, pin.byteOffset, pin.byteLength).toString('latin1');
  try {
    p11.C_Login(session, CKU_USER, text);
  } catch (cause) {
    if (returnValue(cause) !== CKR.USER_ALREADY_LOGGED_IN) throw cause;
    p11.C_Logout(session);
    p11.C_Login(session, CKU_USER, text);
  }
}

/** Private keys are invisible before the PIN; each has the CKA_ID of its certificate. */
export function findKeys({ p11, session, ids }: Token): ReadonlyMap<SignatureRole, Handle> {
  const keys = new Map<SignatureRole, Handle>();
  for (const [role, id] of ids) {
    const [key] = find(p11, session, [
      { type: CKA.CLASS, value: CKO.PRIVATE_KEY },
      { type: CKA.ID, value: id },
    ]);
    if (key !== undefined) keys.set(role, key);
  }
  return keys;
}

/**
 * Mechanisms of card/README 4. Signature key: the card finishes the hash of the data, DigestInfo as the
 * fall-back. Authentication key: DigestInfo, the only way on a CPS3.
 */
export async function signOn({ p11, session }: Token, key: Handle, role: SignatureRole, hash: CardHash, data: Uint8Array): Promise<Buffer> {
  const signWith = (mechanism: number, input: Buffer): Promise<Buffer> => {
    const chosen: Mechanism = { mechanism };
    p11.C_SignInit(session, chosen, key);
    // RSA 4096 at most.
    return p11.C_SignAsync(session, input, Buffer.alloc(512));
  };
  if (role === 'signature') {
    try {
      return await signWith(HASH_MECHANISM[hash], Buffer.from(data));
    } catch (cause) {
      const code = returnValue(cause);
      if (code === null || !MECHANISM_REFUSED.has(code)) throw cause;
    }
  }
  return await signWith(CKM.RSA_PKCS, digestInfo(hash, data));
}

/** A DATA object by its label; null when the token has none. */
export function dataObject(p11: Cryptoki, session: Handle, label: string): Buffer | null {
  const [object] = find(p11, session, [
    { type: CKA.CLASS, value: CKO.DATA },
    { type: CKA.LABEL, value: label },
  ]);
  return object === undefined ? null : attribute(p11, session, object, CKA.VALUE);
}

function find(p11: Cryptoki, session: Handle, template: Template): Handle[] {
  p11.C_FindObjectsInit(session, template);
  try {
    return p11.C_FindObjects(session, 32);
  } finally {
    p11.C_FindObjectsFinal(session);
  }
}

function attribute(p11: Cryptoki, session: Handle, object: Handle, type: number): Buffer {
  return p11.C_GetAttributeValue(session, object, [{ type }])[0]?.value ?? Buffer.alloc(0);
}

/** Fields are blank-padded; the model of a CPS ends with a NUL (card/README 3). */
const trim = (field: string): string => field.split('\0')[0]?.trim() ?? '';
