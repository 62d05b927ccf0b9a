import type { Coded } from '../../shared/domain/types.ts';

/** What is in the reader, as the last poll saw it. */
export type CardPresence =
  | { readonly kind: 'no-module'; readonly detail: string }
  | { readonly kind: 'no-reader' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'foreign' }
  | { readonly kind: 'hung' }
  | { readonly kind: 'present'; readonly card: PublicCard };

/** What a card shows before the PIN. */
export interface PublicCard {
  /** Serial number of the card: two cards never share it. */
  readonly serial: string;
  /** `CPS3` cannot do RSA-PSS; `CPS4` can. `file` for the demonstration card's own generation see {@link generation}. */
  readonly generation: 'CPS3' | 'CPS4';
  /** True for the file card of the demonstration (refused in production). */
  readonly demonstration: boolean;
  /** CPS, CPF, CPE, CPA from extension 1.2.250.1.71.1.2.2. */
  readonly type: 'CPS' | 'CPF' | 'CPE' | 'CPA';
  readonly holder: CardHolder;
  readonly pin: PinState;
  /** DER certificates. */
  readonly authentication: CardCertificate;
  readonly signature: CardCertificate;
  /** Tested mechanisms: false on a CPS3. */
  readonly pss: boolean;
  /** Where the authentication key is, for a TLS engine (RFC 7512); null for the file card. */
  readonly pkcs11: { readonly tokenLabel: string; /** CKA_ID. */ readonly authenticationId: Uint8Array } | null;
}

export interface CardHolder {
  /** PS_IdNat (`8`+RPPS...). */
  readonly idNat: string;
  readonly family: string;
  readonly given: string | null;
  /** False: the card names its structure and nobody, what stands in for the names is no person's (PDT-INF-617). */
  readonly nominative: boolean;
  /** Profession (G15, `10`), or of a CPF the one that it trains for (G16); null for staff cards. */
  readonly profession: Coded | null;
  /** Skill R01 (`SM26`), null when the profession has none. */
  readonly skill: Coded | null;
}

export interface CardCertificate {
  readonly der: Uint8Array;
  /** Issuing CAs from leaf's issuer to root, DER, when known. */
  readonly chain: readonly Uint8Array[];
  /** Subject DN, RFC 2253. */
  readonly subject: string;
  /** Decimal serial number. */
  readonly serial: string;
  readonly issuer: string;
  /** ISO 8601 instants. */
  readonly notBefore: string;
  readonly notAfter: string;
  readonly keyUsage: readonly string[];
}

interface PinState {
  /** 3, 2, 1, 0 (locked), read from the token flags; null when the reader cannot say. */
  readonly triesLeft: number | null;
}

/** A situation of practice read from the card after the PIN (CPS_ACTIVITY_nn_PS). */
export interface CardSituation {
  /** 1..16, gaps allowed. */
  readonly index: number;
  readonly structureIdNat: string;
  readonly structureName: string;
  /** `SA07`; empty when the card says none. */
  readonly sector: string;
}

export type SignatureRole = 'signature' | 'authentication';

/**
 * The card, owned by one process. Errors: CARD_ABSENT, CARD_MODULE, CARD_FOREIGN, CARD_REMOVED, PIN_FORMAT,
 * PIN_WRONG (with tries left), PIN_FINAL_TRY, PIN_LOCKED, CARD_HUNG, CARD_NOT_LOGGED_IN.
 */
export interface CardService {
  presence(): CardPresence;
  /** Called on every change of presence, in order. Returns the unsubscribe function. */
  onPresence(listener: (presence: CardPresence) => void): () => void;
  /**
   * Called when the card refuses what it would do for whoever gave the PIN: it no longer knows it, though it has not
   * left (another program reset it). Returns the unsubscribe function.
   */
  onLoggedOut(listener: () => void): () => void;
  /** One call = at most one try spent. At FINAL_TRY refused with PIN_FINAL_TRY unless `lastTry`. */
  login(pin: string, options: { readonly lastTry: boolean }): Promise<void>;
  logout(): Promise<void>;
  /** Needs a login. */
  situations(): Promise<readonly CardSituation[]>;
  /** RSASSA-PKCS1-v1_5 over SHA-256 (or SHA-1) of `data`, computed by the card. Needs a login. */
  sign(role: SignatureRole, hash: 'sha256' | 'sha1', data: Uint8Array): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Signs bytes for XML signatures; the card's signature key or a structure's seal. */
export interface Signer {
  /** Leaf DER, then issuing CAs. */
  readonly certificates: readonly [Uint8Array, ...Uint8Array[]];
  /** RSASSA-PKCS1-v1_5 signature of `data`. */
  sign(hash: 'sha256' | 'sha1', data: Uint8Array): Promise<Uint8Array>;
}
