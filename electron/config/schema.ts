import { z } from 'zod';
import { authorSpecialty } from '../../shared/codes/index.ts';
import { identityDocumentCodes } from '../../shared/domain/identity/documents.ts';

const path = z.string().min(1).max(4096);
const url = z.url().max(2048);
const milliseconds = z.int().min(0).max(86_400_000);
const oid = z
  .string()
  .regex(/^[0-2](\.(0|[1-9]\d*))+$/)
  .max(64);
/** PS_IdNat or Struct_IdNat (card/README 8). */
const nationalId = z.string().regex(/^[0-9][0-9A-Z/]{5,40}$/);
const unset = <T extends z.ZodType>(schema: T) => schema.nullable();

/**
 * The whole configuration. Every endpoint, identifier, profile and timing is here, none in code
 * (electron/README 10). Names in French comments are the ones editors receive them under.
 */
export const configSchema = z.strictObject({
  /**
   * `production` refuses test OIDs, the file card, a file key, an address that is not https, a service without authorities,
   * and at its use any service whose identifier is unset. Who may choose it: `loadConfig`.
   */
  profile: z.enum(['production', 'sandbox']),
  /** Folder of the store, its key and the installation's identifiers. */
  dataFolder: path,
  /** Where this workstation keeps what tells its data from a copy of them, apart from them; null: nowhere. */
  stateFolder: unset(path),
  window: z.strictObject({ chromium: unset(path), headless: z.boolean() }),
  card: z.strictObject({
    adapter: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('pkcs11'),
        /** Library path; null = the usual place of the system (card/README 2). */
        module: unset(path),
        tokenLabel: unset(z.string()),
        /** OpenSSL engine that lends the card's key to TLS (Linux). */
        engine: unset(path),
        env: z.record(z.string(), z.string()),
      }),
      z.strictObject({ kind: z.literal('file'), folder: path }),
    ]),
    /**
     * What does TLS with the card's authentication key: the system's certificate store (`os-store`: Electron alone),
     * OpenSSL's engine (`engine`: Node alone), or what the host has (`auto`). The file card holds its key itself.
     */
    mutualTls: z.enum(['auto', 'os-store', 'engine']),
    pollMs: milliseconds.min(50),
    /** Without any word from the driver for that long, it counts as hung: its process is killed and started again. */
    hungMs: milliseconds.min(1000),
    /** The end of the card's certificates is announced that many days before. */
    expiryWarningDays: z.int().min(0).max(1095),
  }),
  /** PEM file of the IGC-Santé roots and issuing CAs: the only trust. Null: no card and no service is trusted. */
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
    /** Publisher and where it answers, as the README.TXT of an archive tells (IHE ITI TF-2 3.32.4.1.2.2). */
    vendor: unset(z.strictObject({ name: z.string().min(1).max(200), contact: z.string().min(1).max(200) })),
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
    /** `card`: signed assertion over one-way TLS; `certificate`: mutual TLS with a structure certificate; `psc`: Pro Santé Connect. */
    mode: z.enum(['card', 'certificate', 'psc']),
    url: unset(url),
    /** PKCS#12 ORG AUTH_CLI, a 0600 file with its passphrase, and the subject's OU (`Emetteur`). */
    certificate: unset(z.strictObject({ file: path, passphraseFile: path, emitter: z.string() })),
    /** AM billing number (`identifiantFacturation`) of liberal practice; an establishment has its FINESS. */
    billingId: unset(z.string()),
    /** AM speciality code (`codeSpecialite`), sent for doctors alone. */
    speciality: unset(z.string()),
    /** Profession to act under (`gipProfessionCode`), for a person who has several in Pro Santé Connect. */
    pscProfession: unset(z.string()),
    /** Where the Pro Santé Connect token travels: no public text says (saml/README 5). `kind: header` sends `<scheme> <token>`. */
    pscToken: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('none') }),
      z.strictObject({
        kind: z.literal('header'),
        name: z.string().regex(/^[A-Za-z][\w-]{0,63}$/),
        scheme: z.string().regex(/^[\w-]{0,32}$/),
      }),
      z.strictObject({ kind: z.literal('attribute'), name: z.string().min(1).max(128) }),
    ]),
    /** Answers `.8` are kept as `.10`: for the integration platform only, refused in production (insi/README 9). */
    substituteTestOid: z.boolean(),
    /** `simulated`: the sandbox's own verification, refused in production; the real one is not public (insi/README 8). */
    verification: z.enum(['off', 'simulated']),
    /** Life of a signed assertion (about 1 h: saml/README 4). */
    assertionMs: milliseconds,
    timeoutMs: milliseconds,
  }),
  dmp: z.strictObject({
    patientsUrl: unset(url),
    repositoryUrl: unset(url),
    registryUrl: unset(url),
    habilitationsUrl: unset(url),
    patientsSpecificUrl: unset(url),
    patientsPdqUrl: unset(url),
    timeoutMs: milliseconds,
    signVihf: z.boolean(),
    vihfVersion: z.enum(['3.0', '4.0']),
    /** Hash of the XAdES signature of a lot; the public samples are SHA-1. */
    xadesHash: z.enum(['sha256', 'sha1']),
    cumulInvisiblePatientMasquePs: z.boolean(),
    ageOfMajority: z.int(),
    /** File of the DMP's own rules (age of majority...); null: never asked. */
    parametersUrl: unset(url),
    parametersMs: milliseconds.min(60_000),
    /** This workstation is one of a medical regulation centre (SAMU, centre 15): its mode of access is offered. */
    regulationCentre: z.boolean(),
    /** Legal authenticator of what staff feed by delegation, validated by nobody: no public text says (dmp/README 9). */
    staffAuthenticator: z.enum(['delegator', 'delegate']),
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
    /** White list of the trust space (mss/README 1); null: the operator alone decides who may receive. */
    whiteListUrl: unset(url),
    whiteListMs: milliseconds.min(60_000),
  }),
  psc: z.strictObject({
    /** The editor's proxy; the desktop never speaks to Pro Santé Connect itself. */
    proxyUrl: unset(url),
    clientId: unset(z.string()),
    channel: z.enum(['MOBILE', 'CARD']),
    /** Of one call to the proxy, the wait for the user's own answer not counted. */
    timeoutMs: milliseconds,
    /** How long a login waits, unused, for its person once their session is locked: 2 h at most; 0: it ends with the session. */
    parkMaxMs: milliseconds.max(7_200_000),
  }),
  documents: z.strictObject({ /** Longest PDF accepted, in pages. */ maxPdfPages: z.int().min(1).max(100_000) }),
  /** Identity vigilance. */
  identity: z.strictObject({
    /** Years after which a qualified identity is proposed for a check (UNSURE in the texts: 3 to 5). */
    recheckYears: z.int().min(1).max(20),
    /**
     * The structure's own identity domain, OID of its authority (or its name, for a sender that gives no OID): VALI and matricules that it sends are trusted,
     * its numbers are the local ones, its merges are made. Null: nobody is trusted.
     */
    localAuthority: unset(z.string().min(1).max(200)),
    /**
     * What that domain must send to qualify an identity: when INSi answered and the document seen (ZFD of PAM.FR 2.11), or
     * its word alone (`trusted`), for senders of before.
     */
    proof: z.enum(['required', 'trusted']),
    /** High-trust documents that are accepted, in the order of the list (FR Core codes; identity/README 3). */
    documents: z
      .array(z.enum(identityDocumentCodes))
      .min(1)
      .refine((codes) => new Set(codes).size === codes.length),
    /** INSi questions asked again by themselves: at most that many a local day, that far apart, and after a failure not before. */
    queueMax: z.int().min(0).max(500),
    queuePauseMs: milliseconds.min(50),
    queueRetryMs: milliseconds.min(50),
  }),
  /** Episodes of care: a follow-up ends by itself after so many calendar months without act. */
  episodes: z.strictObject({ followUpMonths: z.int().min(1).max(120) }),
  /** Files of patients and stays. */
  imports: z.strictObject({
    /** Authority (OID or name) of the patient numbers of files that name none: CSV. */
    authority: z.string().min(1).max(200),
    /** Authority of the IPP among the numbers of an ADT message (PID-3.4); null: the only local number. */
    ippAuthority: unset(z.string().min(1).max(200)),
    /** Encoding of ADT messages that do not tell theirs; null refuses their accented letters. */
    hl7Charset: unset(z.enum(['utf-8', 'windows-1252', 'iso-8859-15'])),
    /** Senders of ADT messages (MSH-3 or MSH-4) whose XPN.3 holds the first names after the first one, not the whole list. */
    hl7OtherFirstNames: z.array(z.string().min(1).max(200)).max(64),
    /** Nature of the matricules of a CSV file without OID; null keeps them without nature, to be verified. */
    insOid: unset(oid),
  }),
  /** Where the carte Vitale reader hands its readings over (electron/vitale/README.md). */
  vitale: z.strictObject({
    dropFolder: unset(path),
    /** UNIX socket or Windows named pipe. */
    pipe: unset(path),
    /** A reading older than that is refused, and one held is forgotten. */
    maxAgeMs: milliseconds.min(1000),
  }),
  session: z.strictObject({ idleLockMs: milliseconds }),
  /** The structure that this workstation works for. */
  structure: z.strictObject({
    /** Struct_IdNat: staff cards of another structure are refused. None: any is taken. */
    ids: z.array(nationalId).max(64),
    /** PS_IdNat of those who administer it: who declares the people of a card that names nobody, and what else a structure declares. */
    administrators: z.array(nationalId).max(64),
    /** Section of the Order (TRE_G05) of each pharmacist, or of all of a structure's: the DMP asks for it, no card carries it. */
    pharmacistSections: z.record(nationalId, z.string().regex(/^[A-Z]$/)),
    /** What staff are in a VIHF: a role of JDV_J01 (TRE_R85), since their card says none. */
    staffRole: z.string().refine((code) => authorSpecialty(code) !== null),
  }),
  /** The lights of the national services. */
  lights: z.strictObject({
    /** Of a whole probe: its verdict is shown within 10 s. */
    timeoutMs: milliseconds.min(100).max(9_000),
    /** Between two rounds while a session is open; 0: never by itself. */
    pollMs: z.union([z.literal(0), milliseconds.min(1000)]),
  }),
  outbox: z.strictObject({
    pollMs: milliseconds.min(50),
    retryMs: z.array(milliseconds).min(1),
    /** How long a validated document waits before it leaves, until the user chooses otherwise. */
    undoMs: z.int().min(0).max(60_000),
  }),
});

export type Config = z.infer<typeof configSchema>;
export type MailboxConfig = Config['mss']['mailboxes'][number];
