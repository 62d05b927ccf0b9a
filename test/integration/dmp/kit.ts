import { randomUUID, sign as rsaSign, X509Certificate } from 'node:crypto';
import PdfKit from 'pdfkit';
import { certificatesOfPem } from '../../../electron/card/certificate.ts';
import { EXTENSION } from '../../../electron/card/constants.ts';
import type { Signer } from '../../../electron/card/types.ts';
import { buildCda } from '../../../electron/cda/build.ts';
import { CdaDocument } from '../../../electron/cda/document.ts';
import type { CdaInput } from '../../../electron/cda/input.ts';
import type { DmpConnection } from '../../../electron/dmp/soap.ts';
import { prepareTd21, type PreparedTd21, type Td21Document, type Td21Input } from '../../../electron/dmp/td2-1.ts';
import { pemTransport } from '../../../electron/net/https.ts';
import type { HttpRequest, Transport } from '../../../electron/net/types.ts';
import { parseXml } from '../../../electron/xml/read.ts';
import { certificateFacts } from '../../../electron/saml/certificate.ts';
import { rolesOfHolder } from '../../../electron/saml/roles.ts';
import { buildVihf, type Vihf, type VihfContent } from '../../../electron/saml/vihf.ts';
import { authorSpecialty } from '../../../shared/codes/index.ts';
import type { Ins, Pro, SoftwareIdentity } from '../../../shared/domain/types.ts';
import { DOMINIQUE as PERSON } from '../../setup/patient.ts';
import { Clock } from '../../sandbox/common/clock.ts';
import { Faults } from '../../sandbox/common/faults.ts';
import { SPECIAL_CASES, startDmp, type DmpSandbox, type DmpSandboxOptions } from '../../sandbox/dmp/index.ts';
import { LUC_AUBERT, PAULE_DURAND, type Holder } from '../../sandbox/identities.ts';
import { createPki, type KeyedCertificate, type Person, type Pki } from '../../sandbox/pki/index.ts';

export { LUC_AUBERT, PAULE_DURAND, SPECIAL_CASES };

const NIR_TEST = '1.2.250.1.213.1.4.10';
export const DOMINIQUE: Ins = { matricule: SPECIAL_CASES.authorised, oid: NIR_TEST };
export const insOf = (matricule: string): Ins => ({ matricule, oid: NIR_TEST });

export const SOFTWARE: SoftwareIdentity = {
  id: 'poste-1',
  name: 'Poste Sante',
  version: '0.1.0',
  dmpApproval: 'SANDBOX-DMP-0000',
  insiIdam: null,
  mssNil: null,
  oidRoot: '1.2.250.1.999.1.1.7898',
};

const PAULE: Pro = {
  idNat: PAULE_DURAND.person.idNat,
  family: 'DURAND',
  given: 'Paule',
  prefix: 'MME',
  suffix: 'DR',
  speciality: { code: 'G15_10/SM26', displayName: 'Médecin - Qualifié en Médecine Générale (SM)', codeSystem: '1.2.250.1.213.1.1.4.5' },
  structure: { idNat: '499900000017001', name: 'Cabinet du Port', sector: 'SA07', practiceSetting: 'AMBULATOIRE' },
};

/** Outside hospitals the content type of a lot is the sector. */
const CONTENT_TYPE = { code: 'SA07', displayName: 'Cabinet individuel', codeSystem: '1.2.250.1.71.4.2.4' };

export async function pdf(text = 'Compte rendu'): Promise<Uint8Array> {
  const document = new PdfKit();
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const done = new Promise((resolve) => document.on('end', resolve));
  document.text(text).end();
  await done;
  return Buffer.concat(chunks);
}

/** A consultation report of Paule DURAND. */
export async function cda(
  changes: Partial<CdaInput> & { readonly ins?: Ins; readonly content?: Uint8Array; readonly mediaType?: string } = {},
): Promise<Uint8Array> {
  const { ins = DOMINIQUE, content = await pdf(), mediaType = 'application/pdf', ...rest } = changes;
  const input: CdaInput = {
    type: '11488-4',
    title: 'Compte rendu de consultation',
    createdAt: '2026-03-07T10:15:30+01:00',
    patient: { ...PERSON, ins, ipp: null },
    author: PAULE,
    event: { start: '2026-03-07T10:00:00+01:00' },
    ...rest,
  };
  return buildCda(input, { mediaType, bytes: content }, { now: new Date('2026-03-07T10:15:30+01:00'), uuid: randomUUID }).bytes;
}

const der = (pem: string): Buffer[] =>
  (pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? []).map((one) => new X509Certificate(one).raw);

/** Signs with a key of the test PKI, as a card would. */
export function signerOf(certificate: KeyedCertificate, chainPem: string): Signer {
  const [leaf = Buffer.alloc(0)] = der(certificate.certPem);
  return { certificates: [leaf, ...der(chainPem)], sign: (hash, data) => Promise.resolve(rsaSign(hash, data, certificate.keyPem)) };
}

export interface Bench {
  readonly pki: Pki;
  readonly faults: Faults;
  readonly clock: Clock;
  readonly dmp: DmpSandbox;
  readonly paule: Person;
  /** A workstation with that card in the reader. */
  workstation(options?: WorkstationOptions): Promise<Workstation>;
  close(): Promise<void>;
}

export interface WorkstationOptions {
  readonly holder?: Holder;
  readonly person?: Person;
  readonly signVihf?: boolean;
  readonly vihf?: Partial<VihfContent>;
  /** Signs the VIHF instead of the card's signature key. */
  readonly vihfSigner?: Signer;
  /** TLS identity instead of the card's authentication key. */
  readonly tls?: { readonly certPem: string; readonly keyPem: string };
  /** What becomes of a request before it leaves. */
  readonly tamper?: (request: HttpRequest) => HttpRequest;
  readonly timeoutMs?: number;
}

/** A document of a lot, by its bytes. */
type TestDocument = Omit<Td21Document, 'cda'> & { readonly cda: Uint8Array };

interface Workstation {
  readonly connection: DmpConnection;
  readonly signer: Signer;
  /** The VIHF made so far, in order. */
  readonly vihfs: readonly Vihf[];
  readonly requests: readonly HttpRequest[];
  prepare(documents: readonly TestDocument[], changes?: Partial<Td21Input>): Promise<PreparedTd21>;
}

/** The person of a card as their documents and lots name them, where they practise first. */
export function proOf({ person, situations, section }: Holder): Pro {
  const [place] = situations;
  if (place === undefined) throw new Error('a holder practises somewhere');
  const { idNat, name, sector } = place;
  const second = section ?? person.skill;
  const first = person.training === undefined ? `G15_${person.profession ?? ''}` : `G16_${person.training}`;
  const speciality = authorSpecialty(`${first}${second === null ? '' : `/${second}`}`);
  return {
    idNat: person.idNat,
    family: person.family ?? '',
    given: person.given,
    prefix: null,
    suffix: null,
    speciality,
    structure: { idNat, name, sector, practiceSetting: 'AMBULATOIRE' },
  };
}

/** What the client says of a profession in a VIHF. */
function rolesOf({ person, section }: Holder): VihfContent['roles'] {
  const coded = (code: string | null, codeSystem = '') => (code === null ? null : { code, displayName: person.title, codeSystem });
  const profession = person.training === undefined ? coded(person.profession) : coded(person.training, EXTENSION.training);
  return rolesOfHolder({ profession, skill: coded(section ?? person.skill) });
}

export async function startBench(settings: Pick<DmpSandboxOptions, 'breakGlass'> = {}): Promise<Bench> {
  const pki = await createPki();
  const faults = new Faults();
  const clock = new Clock();
  const dmp = await startDmp({ pki, faults, clock, ...settings });
  const paule = await pki.person(PAULE_DURAND.person);
  const open: Transport[] = [];

  return {
    pki,
    faults,
    clock,
    dmp,
    paule,
    async workstation(options = {}) {
      const holder = options.holder ?? PAULE_DURAND;
      const person = options.person ?? (holder === PAULE_DURAND ? paule : await pki.person(holder.person));
      const signer = signerOf(person.sign, person.chainPem);
      const tls = options.tls ?? { certPem: person.auth.certPem + person.chainPem, keyPem: person.auth.keyPem };
      const transport = pemTransport({ authorities: certificatesOfPem(pki.trustPem), ...tls, passphrase: null, pss: false });
      open.push(transport);
      const vihfs: Vihf[] = [];
      const requests: HttpRequest[] = [];
      const [situation] = holder.situations;
      if (situation === undefined) throw new Error('a holder practises somewhere');
      const connection: DmpConnection = {
        transport: {
          send: (request) => {
            const sent = options.tamper?.(request) ?? request;
            requests.push(sent);
            return transport.send(sent);
          },
          close: () => transport.close(),
        },
        endpoints: dmp.endpoints,
        software: SOFTWARE,
        now: () => clock.now(),
        uuid: randomUUID,
        timeoutMs: options.timeoutMs ?? 10_000,
        readXml: (bytes) => Promise.resolve(parseXml(bytes)),
        async vihf(patient) {
          const context: VihfContent = {
            authentication: 'DIRECTE',
            mode: 'normal',
            reason: null,
            patient,
            issuer: certificateFacts(new X509Certificate(person.auth.certPem).raw).subject,
            nameId: holder.person.idNat,
            subjectName: null,
            structure: { idNat: situation.idNat, sector: situation.sector },
            roles: rolesOf(holder),
            authenticatedAt: clock.now(),
            secretConnection: false,
            software: SOFTWARE,
            ...options.vihf,
          };
          const made = await buildVihf(context, {
            now: clock.now(),
            uuid: randomUUID,
            signer: options.signVihf === false ? null : (options.vihfSigner ?? signer),
          });
          vihfs.push(made.facts);
          return made.assertion;
        },
      };
      return {
        connection,
        signer,
        vihfs,
        requests,
        prepare: async (documents, changes = {}) =>
          await prepareTd21(connection, {
            patient: DOMINIQUE,
            documents: documents.map((one) => ({ ...one, cda: CdaDocument.read(one.cda) })),
            author: PAULE,
            signer,
            contentType: CONTENT_TYPE,
            comment: null,
            ...changes,
          }),
      };
    },
    async close() {
      await Promise.all(open.map((transport) => transport.close()));
      await dmp.close();
    },
  };
}
