import { createPrivateKey, randomUUID, sign, X509Certificate } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { certificatesOfPem, readCertificate } from '../../../electron/card/certificate.ts';
import type { PublicCard, Signer } from '../../../electron/card/types.ts';
import { defaults } from '../../../electron/config/defaults.ts';
import { checkConfig, merge } from '../../../electron/config/load.ts';
import type { Config } from '../../../electron/config/schema.ts';
import type { InsiConnection } from '../../../electron/insi/call.ts';
import { oneWayTransport } from '../../../electron/net/https.ts';
import type { HttpRequest, Transport } from '../../../electron/net/types.ts';
import { rightsSession } from '../../../electron/session/rights.ts';
import type { OpenSession } from '../../../electron/session/session.ts';
import { insiGateway, type InsiGateway } from '../../../electron/wiring/insi.ts';
import type { Xml } from '../../../electron/xml/write.ts';
import { Clock } from '../../sandbox/common/clock.ts';
import { Faults } from '../../sandbox/common/faults.ts';
import { SANDBOX_IDAM, startInsi, type InsiSandbox } from '../../sandbox/insi/index.ts';
import { createPki, type Person, type Pki } from '../../sandbox/pki/index.ts';
import { needs } from '../../setup/needs.ts';

const DOCTOR = {
  idNat: '899900000017',
  family: 'DURAND',
  given: 'PAULE',
  title: 'Médecin',
  profession: '10',
  skill: 'SM26',
  cardId: '2600000017',
  type: 'CPS',
} as const;
const NURSE = {
  idNat: '899900000033',
  family: 'LEROUX',
  given: 'YANN',
  title: 'Infirmier',
  profession: '60',
  skill: null,
  cardId: '2600000033',
  type: 'CPS',
} as const;
/** The token that the double of Pro Santé Connect knows, and its owner. */
export const TOKEN = 'jeton-de-paule';

/** A gateway as compose makes it, against a running simulator. */
interface Bench {
  readonly pki: Pki;
  readonly insi: InsiSandbox;
  readonly faults: Faults;
  readonly clock: Clock;
  /** Every request as it left. */
  readonly sent: HttpRequest[];
  /** Signatures asked of the card. */
  signatures(): number;
  gateway(insi?: Partial<Config['insi']>, token?: string | null): InsiGateway;
  session(who?: Person, situation?: Partial<OpenSession['situation']>): OpenSession;
  /** What a client that checks nothing would send: that assertion, as it is. */
  connection(assertion: Xml, headers?: Readonly<Record<string, string>>): InsiConnection;
  /** What signs with the signature key of that person's card. */
  signer(who: Person): Signer;
  doctor(): Person;
  nurse(): Person;
}

export const OFFICE = { index: 1, structureIdNat: '499900000017001', structureName: 'Cabinet du Port', sector: 'SA07' } as const;

/** One simulator for the tests of a file. */
export function describeInsi(name: string, tests: (bench: () => Bench) => void): void {
  const ready = needs.tool('xmlsec1') !== null && needs.tool('xmllint') !== null;
  describe.skipIf(!ready)(name, { timeout: 60_000 }, () => {
    const faults = new Faults();
    const clock = new Clock();
    const sent: HttpRequest[] = [];
    let signatures = 0;
    let bench: Bench | null = null;
    let insi: InsiSandbox | null = null;
    let transport: Transport | null = null;
    const gateways: InsiGateway[] = [];
    beforeAll(async () => {
      const pki = await createPki();
      const [doctor, nurse] = [await pki.person(DOCTOR), await pki.person(NURSE)];
      const running = await startInsi({
        pki,
        faults,
        clock,
        psc: { introspect: async (token) => ({ active: token === TOKEN, subjectNameId: token === TOKEN ? DOCTOR.idNat : null }) },
      });
      const oneWay = oneWayTransport({ authorities: certificatesOfPem(pki.organisationsTrustPem) });
      [insi, transport] = [running, oneWay];
      const software = {
        id: '1',
        name: 'Poste Santé',
        version: '0.1.0',
        dmpApproval: null,
        insiIdam: SANDBOX_IDAM,
        mssNil: null,
        oidRoot: '1.2.250.1.999',
      };
      const installation = '7d3c0f0e-6a55-4c13-9f6c-0a4e1c8f7b21';
      const signer = (person: Person): Signer => ({
        certificates: [new X509Certificate(person.sign.certPem).raw],
        sign: (hash, data) => {
          signatures += 1;
          return Promise.resolve(sign(hash, data, createPrivateKey(person.sign.keyPem)));
        },
      });
      const holders = new Map<string, Person>([doctor, nurse].map((person) => [facts(person).serial, person]));
      bench = {
        pki,
        insi: running,
        faults,
        clock,
        sent,
        signatures: () => signatures,
        doctor: () => doctor,
        nurse: () => nurse,
        session: (who = doctor, situation = {}) => sessionOf(who, situation),
        connection: (assertion, headers = {}) => ({
          transport: oneWay,
          endpoint: running.url,
          software,
          installation,
          emitter: DOCTOR.idNat,
          assertion,
          headers,
          now: () => clock.now(),
          uuid: randomUUID,
          timeoutMs: 5000,
        }),
        signer,
        gateway(settings = {}, token = TOKEN) {
          const config = checkConfig(
            merge(defaults, {
              profile: 'sandbox',
              insi: { url: running.url, timeoutMs: 5000, billingId: '991234567', speciality: '01', verification: 'simulated', ...settings },
            }),
            'test',
          );
          const made = insiGateway(config, software, installation, {
            now: () => clock.now(),
            uuid: randomUUID,
            oneWay,
            trust: { authorities: certificatesOfPem(pki.organisationsTrustPem) },
            signer: (open) => signer(holders.get(open.card.signature.serial) ?? doctor),
            pscToken: () => Promise.resolve(token),
            observe: (_service, request) => void sent.push(request),
          });
          gateways.push(made);
          return made;
        },
      };
    });
    afterEach(async () => {
      faults.clear();
      clock.reset();
      sent.length = 0;
      await Promise.all(gateways.splice(0).map((gateway) => gateway.close()));
    });
    afterAll(async () => {
      await transport?.close();
      await insi?.close();
    });
    tests(() => {
      if (bench === null) throw new Error('the simulator is not started');
      return bench;
    });
  });
}

const facts = (person: Person) => readCertificate(new X509Certificate(person.sign.certPem).raw);

function sessionOf(person: Person, situation: Partial<OpenSession['situation']>): OpenSession {
  const { subject, serial, issuer, keyUsage } = facts(person);
  const who = [DOCTOR, NURSE].find(({ idNat }) => subject.includes(idNat)) ?? DOCTOR;
  const certificate = {
    der: new X509Certificate(person.sign.certPem).raw,
    chain: [],
    subject,
    serial,
    issuer,
    notBefore: '',
    notAfter: '',
    keyUsage,
  };
  const card: PublicCard = {
    serial: who.cardId,
    generation: 'CPS3',
    demonstration: true,
    type: who.type,
    holder: {
      idNat: who.idNat,
      family: who.family,
      given: who.given,
      nominative: true,
      profession: { code: who.profession, displayName: who.title, codeSystem: '1.2.250.1.71.1.2.7' },
      skill: null,
    },
    pin: { triesLeft: 3 },
    authentication: certificate,
    signature: certificate,
    pss: true,
    pkcs11: null,
  };
  const pro = { idNat: who.idNat, family: who.family, given: who.given, prefix: null, suffix: null, speciality: null, structure: null };
  const place = { ...OFFICE, ...situation };
  return { card, situation: place, pro, rights: rightsSession(card, place, pro.idNat, {}), openedAt: new Date() };
}
