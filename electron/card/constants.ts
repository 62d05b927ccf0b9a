/**
 * Wire constants of the CPS family. Source: electron/card/README.md, whose sections are named below; it gives the public documents
 * that its values come from.
 */

/** Extensions of person certificates (card/README 8). */
export const EXTENSION = {
  /** Card type, nomenclature G02. */
  cardType: '1.2.250.1.71.1.2.2',
  /** Profession, nomenclature G15; also the OID of the list itself. */
  profession: '1.2.250.1.71.1.2.7',
  /** Profession that somebody is trained for, nomenclature G16; the OID of the list itself, as for the profession. */
  training: '1.2.250.1.71.1.2.8',
  /** Skill, nomenclature R01; also the OID of the list itself. */
  skill: '1.2.250.1.71.4.2.5',
} as const;

/** G02 (card/README 1). */
export const CARD_TYPE = { 0: 'CPS', 1: 'CPF', 2: 'CPE', 3: 'CPA' } as const;

/** RFC 5280, 4.2.1. */
export const X509 = {
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  extendedKeyUsage: '2.5.29.37',
  clientAuth: '1.3.6.1.5.5.7.3.2',
} as const;

/** Attributes of a subject: short names of RFC 2253 (2.3) and of OpenSSL for the others; any other is shown as its OID. */
export const ATTRIBUTE: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'title',
  '2.5.4.42': 'GN',
  '2.5.4.65': 'pseudonym',
};

/** Labels of the certificates and data objects (card/README 5). */
export const LABEL = {
  authentication: "Certificat d'Authentification CPS",
  signature: 'Certificat de Signature CPS',
  info: 'CPS_INFO_PS',
  /** CPS_ACTIVITY_01_PS ... _16_PS. */
  activity: (index: number): string => `CPS_ACTIVITY_${String(index).padStart(2, '0')}_PS`,
} as const;

export const SITUATIONS = 16;

/** Tags of CPS_ACTIVITY_nn_PS (card/README 5); others exist and are skipped. */
export const ACTIVITY_TAG = { container: 0xee, name: 0x84, idNat: 0x85, sector: 0x86 } as const;

/** Holder code (card/README 6). */
export const PIN_FORMAT = /^\d{4,8}$/;

/**
 * Milliseconds without an answer to a look at a card already read, nothing else being asked of it, before its driver
 * counts as hung: no session goes on for long beside a card that cannot be seen to leave. A look takes 0.6 s at worst
 * (card/README 7); another program's login and signature may hold the card before it, 2 s each.
 */
export const LOOK_HUNG_MS = 5_500;

/** Milliseconds between two words of a service that looks at a card: such a look may begin that long after the last one. */
export const ALIVE_MS = 500;

/**
 * Milliseconds after which a driver without reader is initialised afresh, doubled each time up to the second: a reader
 * plugged in while the driver is blind (card/README 9) is seen that late at most.
 */
export const REVIVE_MS = 2_000;
export const REVIVE_MAX_MS = 30_000;
