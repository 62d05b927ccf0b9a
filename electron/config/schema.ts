import { z } from 'zod';

const path = z.string().min(1).max(4096);
const url = z.url().max(2048);
const milliseconds = z.int().min(0).max(86_400_000);
const oid = z.string().regex(/^[0-2](\.(0|[1-9]\d*))+$/).max(64);
const unset = <T extends z.ZodType>(schema: T) => schema.nullable();

/**
 * The whole configuration. Every endpoint, identifier, profile and timing is here, none in code (architecture,
 * decision 10). Names in French comments are the ones editors receive them under.
 */
export const configSchema = z.strictObject({
  /** `production` refuses test OIDs, the file card, a file key and any service whose identifier is unset. */
  profile: z.enum(['production', 'sandbox']),
  /** Folder of the store, its key and the installation's identifiers. */
  dataFolder: path,
  window: z.strictObject({ chromium: unset(path), headless: z.boolean() }),
  card: z.strictObject({
    adapter: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('pkcs11'),
        /** Library path; null = the usual place of the system (cps-card.md, section 2). */
        module: unset(path),
        tokenLabel: unset(z.string()),
        /** OpenSSL engine that lends the card's key to TLS (Linux). */
        engine: unset(path),
        env: z.record(z.string(), z.string()),
      }),
      z.strictObject({ kind: z.literal('file'), folder: path }),
    ]),
    pollMs: milliseconds.min(50),
    /** The end of the card's certificates is announced that many days before. */
    expiryWarningDays: z.int().min(0).max(1095),
  }),
  /** PEM file of the IGC-Santé roots and issuing CAs: the only trust. */
  trustFile: unset(path),
  /** Revocation lists of those authorities. Without address, revocation is not checked. */
  crl: z.strictObject({
    /** Plain HTTP, as authorities publish them: a list is signed. */
    urls: z.array(z.url({ protocol: /^http$/ }).max(2048)).max(64),
    refreshMs: milliseconds.min(1000),
    timeoutMs: milliseconds.min(1),
    /**
     * Refuses a card or a service that no valid list covers. Off by default: a workstation cut from the authority's
     * addresses goes on, and says that revocation is not checked. What a list says revoked is refused either way.
     */
    required: z.boolean(),
  }),
  software: z.strictObject({
    name: z.string().min(1),
    /** `LPS_ID_HOMOLOGATION_DMP`. */
    dmpApproval: unset(z.string().min(1)),
    /** `IDAM`, CNDA authorisation number. */
    insiIdam: unset(z.string().min(1)),
    /** `X-MSS-NIL`. */
    mssNil: unset(z.string().min(1)),
    /** OID arc of the installation. */
    oidRoot: unset(oid),
  }),
  insi: z.strictObject({
    /** `card`: signed assertion over one-way TLS; `certificate`: mutual TLS with a structure certificate. */
    mode: z.enum(['card', 'certificate']),
    url: unset(url),
    /** PKCS#12 ORG AUTH_CLI, a 0600 file with its passphrase, and the subject's OU (`Emetteur`). */
    certificate: unset(z.strictObject({ file: path, passphraseFile: path, emitter: z.string() })),
    /** AM billing number (`identifiantFacturation`). */
    billingId: unset(z.string()),
    /** Life of a signed assertion (about 1 h: ins.md 1.2). */
    assertionMs: milliseconds,
    timeoutMs: milliseconds,
  }),
  dmp: z.strictObject({
    patientsUrl: unset(url),
    repositoryUrl: unset(url),
    registryUrl: unset(url),
    timeoutMs: milliseconds,
    signVihf: z.boolean(),
    vihfVersion: z.enum(['3.0', '4.0']),
    /** Hash of the XAdES signature of a lot; the public samples are SHA-1. */
    xadesHash: z.enum(['sha256', 'sha1']),
    cumulInvisiblePatientMasquePs: z.boolean(),
    ageOfMajority: z.int(),
  }),
  mss: z.strictObject({
    /** Mailboxes of the users of this workstation. */
    mailboxes: z.array(
      z.strictObject({
        /** PS_IdNat of the owner. */
        owner: z.string(),
        address: z.string(),
        host: z.string(),
        port: z.int().min(1).max(65535),
      }),
    ),
    maxBytes: z.int().min(1),
    timeoutMs: milliseconds,
  }),
  psc: z.strictObject({
    /** The editor's proxy; the desktop never speaks to Pro Santé Connect itself. */
    proxyUrl: unset(url),
    clientId: unset(z.string()),
    channel: z.enum(['MOBILE', 'CARD']),
  }),
  documents: z.strictObject({ /** Longest PDF accepted, in pages. */ maxPdfPages: z.int().min(1).max(100_000) }),
  session: z.strictObject({ idleLockMs: milliseconds }),
  outbox: z.strictObject({
    pollMs: milliseconds.min(50),
    retryMs: z.array(milliseconds).min(1),
    /** How long a validated document waits before it leaves, until the user chooses otherwise. */
    undoMs: z.int().min(0).max(60_000),
  }),
});

export type Config = z.infer<typeof configSchema>;
export type MailboxConfig = Config['mss']['mailboxes'][number];
