import { createPrivateKey, createPublicKey, generateKeyPair, randomBytes, X509Certificate, type KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { isIPv4 } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { extension, issue, issueCrl, newSerial, santeExtension, type Extension, type Name, type Validity } from './certificate.ts';
import { packPfx } from './pfx.ts';

/** The authorities of the test hierarchy, shaped like IGC-Santé (card/README 8): one root per family. */
export type Authority =
  | 'FORT_RACINE'
  | 'FORT_PERSONNES'
  | 'STANDARD_RACINE'
  | 'STANDARD_PERSONNES'
  | 'ELEMENTAIRE_RACINE'
  | 'ELEMENTAIRE_PERSONNES'
  | 'ELEMENTAIRE_ORGANISATIONS';

/** Name after the `TEST ` prefix, name of its CRL and of the CRL it is listed in, and its parent. */
const AUTHORITIES: Readonly<Record<Authority, { readonly cn: string; readonly crl: string; readonly parent: Authority | null }>> = {
  FORT_RACINE: { cn: 'TEST AC RACINE IGC-SANTE FORT', crl: 'ACR-FO-TEST', parent: null },
  FORT_PERSONNES: { cn: 'TEST AC IGC-SANTE FORT PERSONNES', crl: 'ACI-FO-PP-TEST', parent: 'FORT_RACINE' },
  STANDARD_RACINE: { cn: 'TEST AC RACINE IGC-SANTE STANDARD', crl: 'ACR-ST-TEST', parent: null },
  STANDARD_PERSONNES: { cn: 'TEST AC IGC-SANTE STANDARD PERSONNES', crl: 'ACI-ST-PP-TEST', parent: 'STANDARD_RACINE' },
  ELEMENTAIRE_RACINE: { cn: 'TEST AC RACINE IGC-SANTE ELEMENTAIRE', crl: 'ACR-EL-TEST', parent: null },
  ELEMENTAIRE_PERSONNES: { cn: 'TEST AC IGC-SANTE ELEMENTAIRE PERSONNES', crl: 'ACI-EL-PP-TEST', parent: 'ELEMENTAIRE_RACINE' },
  ELEMENTAIRE_ORGANISATIONS: { cn: 'TEST AC IGC-SANTE ELEMENTAIRE ORGANISATIONS', crl: 'ACI-EL-ORG-TEST', parent: 'ELEMENTAIRE_RACINE' },
};

// The keys of a record typed by them.
const AUTHORITY_NAMES = Object.keys(AUTHORITIES) as readonly Authority[];

/** `expiring` = 10 days left; `expired` = for 30 days; `future` = valid in 30 days. */
export type Condition = 'valid' | 'expiring' | 'expired' | 'future';

export type CardType = 'CPS' | 'CPF' | 'CPE' | 'CPA';

export interface PersonRequest {
  /** PS_IdNat: `8` + RPPS, or a staff identifier. */
  readonly idNat: string;
  /** Both null for a card that is not directly nominative (CPE): then `structure` is needed. */
  readonly family: string | null;
  readonly given: string | null;
  /** Label of the profession, attribute `title` of the subject. */
  readonly title: string;
  /** G15 code, null for staff and for who is in training. */
  readonly profession: string | null;
  /** G16 code of the profession that somebody is trained for (CPF). */
  readonly training?: string;
  /** R01 code, null when the profession has none. */
  readonly skill: string | null;
  /** Ten digits. */
  readonly cardId: string;
  /** `LOGICIEL`: software certificate, issued by ELEMENTAIRE PERSONNES, without card extensions. */
  readonly type: CardType | 'LOGICIEL';
  readonly structure?: { readonly name: string; readonly idNat: string; readonly department: string };
  readonly condition?: Condition;
  /** Listed in the issuer's CRL at once. */
  readonly revoked?: boolean;
  /** False leaves the skill extension out (then the card says it, if at all). */
  readonly skillInCertificate?: boolean;
  /** Gives each certificate the key usage of the other one; their purposes stay. */
  readonly swappedUsages?: boolean;
}

export interface KeyedCertificate {
  /** PKCS#8. */
  readonly keyPem: string;
  /** The leaf alone. */
  readonly certPem: string;
}

export interface Person {
  readonly request: PersonRequest;
  readonly auth: KeyedCertificate;
  readonly sign: KeyedCertificate;
  /** Issuing CA, then its root. */
  readonly chainPem: string;
}

export interface StructureRequest {
  readonly name: string;
  /** Struct_IdNat: `1` + FINESS, `3` + SIRET... */
  readonly idNat: string;
  /** Free name or host; INSi asks for `INSI-AUTO` or `INSI-MANU`. */
  readonly cn: string;
  readonly usage: 'AUTH_CLI' | 'SIGN';
  /** `Rhône (69)` by default. */
  readonly department?: string;
  readonly condition?: Condition;
  readonly revoked?: boolean;
}

export interface Structure extends KeyedCertificate {
  /** Issuing CA, then its root. */
  readonly chainPem: string;
  /** PKCS#12 with key, leaf and chain. */
  readonly pfx: Buffer;
  readonly passphrase: string;
}

export interface Pki {
  /** Roots and issuing CAs of the three families. */
  readonly trustPem: string;
  /** ELEMENTAIRE: AC ORGANISATIONS and root (TLS servers, structures). */
  readonly organisationsTrustPem: string;
  /** FORT, then STANDARD: AC PERSONNES and root (cards of professionals, cards of staff). */
  readonly personsTrustPem: string;
  /** A TLS server certificate for `host` (name or IPv4; `localhost` also answers to 127.0.0.1). certPem = leaf, CA. */
  server(host: string, options?: { readonly condition?: Condition }): Promise<KeyedCertificate>;
  person(request: PersonRequest): Promise<Person>;
  structure(request: StructureRequest): Promise<Structure>;
  /** Lists a certificate of ours in its issuer's next CRL. */
  revoke(certPem: string): Promise<void>;
  /** A fresh CRL; FORT_PERSONNES by default, until 7 days from now. A check of a whole chain needs the roots' CRLs too. */
  crlPem(authority?: Authority, until?: Date | null): string;
  /** A fresh CRL of every authority, one PEM after the other: what services read before they trust a certificate. */
  crlsPem(): string;
}

interface Ca {
  readonly authority: Authority;
  readonly name: Name;
  readonly key: KeyObject;
  readonly certPem: string;
}

interface Revocation {
  readonly authority: Authority;
  /** Decimal. */
  readonly serial: string;
  readonly at: string;
}

// Nothing is ever fetched: `.invalid` (RFC 6761) keeps the shape of the real addresses and cannot be reached.
const BASE = 'http://igc-sante.sandbox.invalid';
const TEST_POLICY = '1.2.250.1.213.1.7.2.1.1.1.1';
const ANY_POLICY = '2.5.29.32.0';
const DAY = 24 * 3600 * 1000;
const CARD_TYPES: readonly CardType[] = ['CPS', 'CPF', 'CPE', 'CPA'];
/** Who issues the certificates of a person, by what holds them (card/README 8). */
const PERSON_ISSUER = {
  CPS: 'FORT_PERSONNES',
  CPF: 'FORT_PERSONNES',
  CPE: 'STANDARD_PERSONNES',
  CPA: 'STANDARD_PERSONNES',
  LOGICIEL: 'ELEMENTAIRE_PERSONNES',
} as const satisfies Readonly<Record<PersonRequest['type'], Authority>>;
const CATEGORY = { card: 0x80, software: 0x83 } as const;

/**
 * A test PKI in the shape of IGC-Santé TEST: same names, extensions and hierarchy, unmistakably fake keys.
 *
 * @param options.dir keeps the authorities and the revocations there between runs (0600 keys); memory only without it.
 * @param options.now instant of issue of what is made (real time by default).
 */
export async function createPki(options: { readonly dir?: string; readonly now?: () => Date } = {}): Promise<Pki> {
  const now = options.now ?? ((): Date => new Date());
  const { dir } = options;
  const saved = dir === undefined ? null : await load(dir);
  const authorities = saved?.authorities ?? (await createAuthorities());
  const revoked: Revocation[] = [...(saved?.revoked ?? [])];
  if (dir !== undefined && saved === null) await save(dir, authorities, revoked);
  let crlNumber = 1;

  const ca = (authority: Authority): Ca => authorities[authority];
  const pems = (...list: readonly Authority[]): string => list.map((authority) => ca(authority).certPem).join('');

  const listRevoked = async (authority: Authority, serials: readonly bigint[]): Promise<void> => {
    for (const serial of serials) revoked.push({ authority, serial: serial.toString(), at: now().toISOString() });
    if (dir !== undefined) await saveRevoked(dir, revoked);
  };

  const leaf = async (
    authority: Authority,
    subject: Name,
    validity: Validity,
    extensions: readonly Extension[],
  ): Promise<KeyedCertificate & { readonly serial: bigint }> => {
    const issuer = ca(authority);
    const { crl } = AUTHORITIES[authority];
    const { publicKey, privateKey } = await newKey();
    const serial = newSerial();
    // The CPS extensions come last, as on the real cards.
    const [standard, sante] = [
      extensions.filter((e) => !e.oid.startsWith('1.2.250.')),
      extensions.filter((e) => e.oid.startsWith('1.2.250.')),
    ];
    const certPem = issue({
      ...validity,
      serial,
      subject,
      publicKey,
      issuer: issuer.name,
      issuerKey: issuer.key,
      extensions: [
        extension.basicConstraints(null),
        ...standard,
        extension.subjectKeyIdentifier(publicKey),
        extension.authorityKeyIdentifier(createPublicKey(issuer.key)),
        extension.policy(TEST_POLICY, `${BASE}/PC%20TEST`),
        extension.crlDistribution(
          `${BASE}/CRL/${crl}.crl`,
          `ldap://igc-sante.sandbox.invalid/cn=${encodeURIComponent(AUTHORITIES[authority].cn)},o=ASIP-SANTE,c=FR?certificaterevocationlist;binary?base?objectClass=pkiCA`,
        ),
        extension.authorityInformation('http://ocsp.sandbox.invalid', `${BASE}/AC%20TEST/${crl.replace(/-TEST$/, '')}.cer`),
        ...sante,
      ],
    });
    return { keyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), certPem, serial };
  };

  const crl = (authority: Authority = 'FORT_PERSONNES', until: Date | null = null): string =>
    issueCrl({
      issuer: ca(authority).name,
      issuerKey: ca(authority).key,
      number: crlNumber++,
      thisUpdate: new Date(now().getTime() - 60_000),
      nextUpdate: until ?? new Date(now().getTime() + 7 * DAY),
      revoked: revoked.filter((one) => one.authority === authority).map((one) => ({ serial: BigInt(one.serial), at: new Date(one.at) })),
    });

  return {
    trustPem: pems(...AUTHORITY_NAMES),
    organisationsTrustPem: pems('ELEMENTAIRE_ORGANISATIONS', 'ELEMENTAIRE_RACINE'),
    personsTrustPem: pems('FORT_PERSONNES', 'FORT_RACINE', 'STANDARD_PERSONNES', 'STANDARD_RACINE'),

    async server(host, { condition = 'valid' } = {}) {
      const ip = isIPv4(host) ? [host] : host === 'localhost' ? ['127.0.0.1'] : [];
      const { keyPem, certPem } = await leaf(
        'ELEMENTAIRE_ORGANISATIONS',
        [{ C: 'FR' }, { ST: 'Rhône (69)' }, { O: 'TEST SERVICES NATIONAUX SIMULES' }, { OU: '318751275100020' }, { CN: host }],
        validityOf(condition, now()),
        [
          extension.keyUsage('digitalSignature', 'keyEncipherment'),
          extension.extendedKeyUsage('serverAuth'),
          extension.subjectAlternativeName({
            dns: isIPv4(host) ? [] : [host],
            ip: ip.map((text) => Buffer.from(text.split('.').map(Number))),
          }),
        ],
      );
      return { keyPem, certPem: certPem + ca('ELEMENTAIRE_ORGANISATIONS').certPem };
    },

    async person(request) {
      const authority = PERSON_ISSUER[request.type];
      const validity = validityOf(request.condition ?? 'valid', now());
      const subject = personName(request);
      const sante = personExtensions(request);
      const [auth, sign] = await Promise.all([
        leaf(authority, subject, validity, [
          extension.keyUsage(request.swappedUsages === true ? 'nonRepudiation' : 'digitalSignature'),
          extension.extendedKeyUsage('clientAuth', 'smartcardLogon'),
          ...sante,
        ]),
        leaf(authority, subject, validity, [
          extension.keyUsage(request.swappedUsages === true ? 'digitalSignature' : 'nonRepudiation'),
          extension.extendedKeyUsage('emailProtection'),
          extension.privateKeyUsagePeriod(validity),
          ...sante,
        ]),
      ]);
      if (request.revoked === true) await listRevoked(authority, [auth.serial, sign.serial]);
      return { request, auth: keyed(auth), sign: keyed(sign), chainPem: chainOf(authority, ca) };
    },

    async structure(request) {
      const authority = 'ELEMENTAIRE_ORGANISATIONS';
      const purposes =
        request.usage === 'AUTH_CLI'
          ? [extension.keyUsage('digitalSignature'), extension.extendedKeyUsage('clientAuth')]
          : [extension.keyUsage('digitalSignature', 'nonRepudiation'), extension.extendedKeyUsage('emailProtection')];
      const made = await leaf(
        authority,
        [{ C: 'FR' }, { ST: request.department ?? 'Rhône (69)' }, { O: request.name }, { OU: request.idNat }, { CN: request.cn }],
        validityOf(request.condition ?? 'valid', now()),
        [...purposes, santeExtension.category(CATEGORY.software)],
      );
      if (request.revoked === true) await listRevoked(authority, [made.serial]);
      const chainPem = chainOf(authority, ca);
      const passphrase = randomBytes(18).toString('base64url');
      return {
        ...keyed(made),
        chainPem,
        passphrase,
        pfx: await packPfx({ keyPem: made.keyPem, certPem: made.certPem, chainPem, passphrase }),
      };
    },

    async revoke(certPem) {
      const certificate = new X509Certificate(certPem);
      const issuer = Object.values(authorities).find((one) => certificate.checkIssued(new X509Certificate(one.certPem)));
      if (issuer === undefined) throw new Error('not a certificate of this PKI');
      await listRevoked(issuer.authority, [BigInt(`0x${certificate.serialNumber}`)]);
    },

    crlPem: crl,
    crlsPem: () => AUTHORITY_NAMES.map((authority) => crl(authority)).join(''),
  };
}

const keyed = ({ keyPem, certPem }: KeyedCertificate): KeyedCertificate => ({ keyPem, certPem });

const generate = promisify(generateKeyPair);
const newKey = (): Promise<{ publicKey: KeyObject; privateKey: KeyObject }> => generate('rsa', { modulusLength: 2048 });

function chainOf(authority: Authority, ca: (authority: Authority) => Ca): string {
  const { parent } = AUTHORITIES[authority];
  return ca(authority).certPem + (parent === null ? '' : ca(parent).certPem);
}

function personName(request: PersonRequest): Name {
  const { family, given, structure, idNat: CN } = request;
  if (request.type !== 'CPE' && request.type !== 'CPA') {
    if (family === null || given === null) throw new Error('only a staff card may be without a name');
    // One RDN of three attributes: DER sorts it by encoded length.
    return [{ C: 'FR' }, { title: request.title }, { GN: given, SN: family, CN }];
  }
  if (structure === undefined) throw new Error('a staff card names its structure');
  const place: Name = [{ C: 'FR' }, { ST: structure.department }, { O: structure.name }, { OU: structure.idNat }, { title: request.title }];
  return family === null || given === null ? [...place, { pseudonym: `EMPLOYE ${CN}` }, { CN }] : [...place, { GN: given, SN: family, CN }];
}

function personExtensions(request: PersonRequest): Extension[] {
  const { type, profession, skill } = request;
  return [
    santeExtension.category(type === 'LOGICIEL' ? CATEGORY.software : CATEGORY.card),
    ...(type === 'LOGICIEL' ? [] : [santeExtension.cardType(CARD_TYPES.indexOf(type)), santeExtension.cardId(request.cardId)]),
    ...(profession === null ? [] : [santeExtension.profession(Number(profession))]),
    ...(request.training === undefined ? [] : [santeExtension.training(Number(request.training))]),
    ...(skill === null || request.skillInCertificate === false ? [] : [santeExtension.skill(skill)]),
  ];
}

/** Three years, as on the cards. */
function validityOf(condition: Condition, now: Date): Validity {
  const left = { valid: 3 * 365 - 1, expiring: 10, expired: -30, future: 3 * 365 + 30 }[condition] * DAY;
  // Certificates count whole seconds.
  const notAfter = new Date(Math.floor((now.getTime() + left) / 1000) * 1000);
  return { notBefore: new Date(notAfter.getTime() - 3 * 365 * DAY), notAfter };
}

async function createAuthorities(): Promise<Readonly<Record<Authority, Ca>>> {
  const keys = new Map(await Promise.all(AUTHORITY_NAMES.map(async (name) => [name, await newKey()] as const)));
  const keyOf = (name: Authority) => {
    const key = keys.get(name);
    if (key === undefined) throw new Error(`no key for ${name}`);
    return key;
  };
  // Roots are 2013 to 2033 in the real hierarchy; ours outlive every test clock.
  const notBefore = new Date('2015-01-01T00:00:00Z');
  const notAfter = new Date('2049-12-31T00:00:00Z');
  const made = AUTHORITY_NAMES.map((authority): [Authority, Ca] => {
    const { parent } = AUTHORITIES[authority];
    const issuer = parent ?? authority;
    const { publicKey, privateKey } = keyOf(authority);
    const certPem = issue({
      serial: newSerial(),
      notBefore,
      notAfter,
      subject: authorityName(authority),
      publicKey,
      issuer: authorityName(issuer),
      issuerKey: keyOf(issuer).privateKey,
      extensions: [
        extension.basicConstraints({ pathLength: parent === null ? null : 0 }),
        extension.keyUsage('keyCertSign', 'cRLSign'),
        extension.subjectKeyIdentifier(publicKey),
        extension.authorityKeyIdentifier(keyOf(issuer).publicKey),
        extension.policy(ANY_POLICY, `${BASE}/PC`),
        extension.crlDistribution(`${BASE}/CRL/${AUTHORITIES[issuer].crl}.crl`),
      ],
    });
    return [authority, { authority, name: authorityName(authority), key: privateKey, certPem }];
  });
  return byAuthority(new Map(made));
}

const authorityName = (authority: Authority): Name => [
  { C: 'FR' },
  { O: 'ASIP-SANTE' },
  { OU: '0002 187512751' },
  { OU: 'IGC-SANTE TEST' },
  { CN: AUTHORITIES[authority].cn },
];

function byAuthority(found: ReadonlyMap<Authority, Ca>): Readonly<Record<Authority, Ca>> {
  const get = (authority: Authority): Ca => {
    const one = found.get(authority);
    if (one === undefined) throw new Error(`missing authority ${authority}`);
    return one;
  };
  return {
    FORT_RACINE: get('FORT_RACINE'),
    FORT_PERSONNES: get('FORT_PERSONNES'),
    STANDARD_RACINE: get('STANDARD_RACINE'),
    STANDARD_PERSONNES: get('STANDARD_PERSONNES'),
    ELEMENTAIRE_RACINE: get('ELEMENTAIRE_RACINE'),
    ELEMENTAIRE_PERSONNES: get('ELEMENTAIRE_PERSONNES'),
    ELEMENTAIRE_ORGANISATIONS: get('ELEMENTAIRE_ORGANISATIONS'),
  };
}

const REVOKED = 'revoked.json';

async function load(
  dir: string,
): Promise<{ readonly authorities: Readonly<Record<Authority, Ca>>; readonly revoked: readonly Revocation[] } | null> {
  // Written last, so its presence says that the folder is whole; one of before an authority was added is made again.
  if (![REVOKED, ...AUTHORITY_NAMES.map((authority) => `${authority}.key.pem`)].every((name) => existsSync(join(dir, name)))) return null;
  const found = new Map<Authority, Ca>();
  for (const authority of AUTHORITY_NAMES) {
    const key = createPrivateKey(await readFile(join(dir, `${authority}.key.pem`), 'utf8'));
    const certPem = await readFile(join(dir, `${authority}.cert.pem`), 'utf8');
    found.set(authority, { authority, name: authorityName(authority), key, certPem });
  }
  // Our own file: what was written below.
  const revoked = JSON.parse(await readFile(join(dir, REVOKED), 'utf8')) as Revocation[];
  return { authorities: byAuthority(found), revoked };
}

async function save(dir: string, authorities: Readonly<Record<Authority, Ca>>, revoked: readonly Revocation[]): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  for (const { authority, key, certPem } of Object.values(authorities)) {
    await writeFile(join(dir, `${authority}.key.pem`), key.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
    await writeFile(join(dir, `${authority}.cert.pem`), certPem);
  }
  await saveRevoked(dir, revoked);
}

async function saveRevoked(dir: string, revoked: readonly Revocation[]): Promise<void> {
  await writeFile(join(dir, `${REVOKED}.new`), JSON.stringify(revoked));
  await rename(join(dir, `${REVOKED}.new`), join(dir, REVOKED));
}
