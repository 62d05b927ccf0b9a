import { createPrivateKey, randomUUID, sign, X509Certificate } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { certificatesOfPem } from '../../../electron/card/certificate.ts';
import type { Signer } from '../../../electron/card/types.ts';
import { searchByTraits, type InsiConnection, type InsiTraits } from '../../../electron/insi/search-by-traits.ts';
import { toQualifyLater } from '../../../electron/insi/errors.ts';
import { searchIdentity } from '../../../electron/insi/search.ts';
import { searchStrategy, type SearchedIdentity } from '../../../electron/insi/strategy.ts';
import { buildInsiAssertion, type InsiAssertionContent } from '../../../electron/saml/insi-assertion.ts';
import { oneWayTransport, pemTransport } from '../../../electron/net/https.ts';
import { pfxTransport } from '../../../electron/net/pfx.ts';
import type { Transport } from '../../../electron/net/types.ts';
import { Xml } from '../../../electron/xml/write.ts';
import { Clock } from '../../sandbox/common/clock.ts';
import { Faults } from '../../sandbox/common/faults.ts';
import { SANDBOX_IDAM, startInsi, type InsiSandbox } from '../../sandbox/insi/index.ts';
import { personOf, written } from '../../sandbox/insi/population.ts';
import { createPki, type KeyedCertificate, type Person, type Pki } from '../../sandbox/pki/index.ts';
import { needs } from '../../setup/needs.ts';

const ready = needs.tool('xmlsec1') !== null && needs.tool('xmllint') !== null;

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
const PATIENT: InsiTraits = { birthName: 'PAT-TROIS', firstNames: 'DOMINIQUE', sex: 'F', birthDate: '1979-03-28', birthPlace: null };
const software = {
  id: '01.02',
  name: 'Poste Santé',
  version: '0.1.0',
  dmpApproval: null,
  insiIdam: SANDBOX_IDAM,
  mssNil: null,
  oidRoot: '1.2.250.1.999',
};

const signerOf = (certificate: KeyedCertificate): Signer => {
  const key = createPrivateKey(certificate.keyPem);
  return { certificates: [new X509Certificate(certificate.certPem).raw], sign: (hash, data) => Promise.resolve(sign(hash, data, key)) };
};

describe.skipIf(!ready)('the search of an INS by traits, over TLS', () => {
  let pki: Pki;
  let doctor: Person;
  let insi: InsiSandbox;
  const faults = new Faults();
  const clock = new Clock();
  let transport: Transport;
  /** Closed at the end with the others. */
  const opened: Transport[] = [];
  const open = (made: Transport): Transport => {
    opened.push(made);
    return made;
  };
  let assertion: Xml;

  const subject: InsiAssertionContent = {
    issuer: 'CN=899900000017+SN=DURAND+GN=PAULE,title=Médecin,C=FR',
    nameId: '899900000017',
    nameQualifier: 'CPS',
    billingId: '991234567',
    speciality: '01',
    sector: 'SA07',
  };
  const assertionOf = async (certificate: KeyedCertificate, change: Partial<InsiAssertionContent> = {}, now = new Date()): Promise<Xml> =>
    await buildInsiAssertion({ ...subject, ...change }, { now, uuid: randomUUID, signer: signerOf(certificate) });
  const connection = (change: Partial<InsiConnection> = {}): InsiConnection => ({
    transport,
    endpoint: insi.url,
    software,
    installation: '7d3c0f0e-6a55-4c13-9f6c-0a4e1c8f7b21',
    emitter: '899900000017',
    assertion,
    now: () => new Date(),
    uuid: randomUUID,
    timeoutMs: 5000,
    ...change,
  });

  beforeAll(async () => {
    pki = await createPki();
    doctor = await pki.person(DOCTOR);
    insi = await startInsi({ pki, faults, clock });
    transport = oneWayTransport({ authorities: certificatesOfPem(pki.organisationsTrustPem) });
    assertion = await assertionOf(doctor.sign);
  });
  afterAll(async () => {
    await Promise.all(opened.map((one) => one.close()));
    await transport?.close();
    await insi?.close();
  });
  afterEach(() => {
    faults.clear();
    clock.reset();
  });

  it('finds the patient: matricule, OID, official traits, answer kept verbatim', async () => {
    const answer = await searchByTraits(connection(), PATIENT);
    expect(answer).toMatchObject({
      code: '00',
      label: 'OK',
      identity: {
        ins: { matricule: '279035121518989', oid: '1.2.250.1.213.1.4.10' },
        history: [],
        traits: { birthName: 'PAT-TROIS', firstNames: 'DOMINIQUE MARIE-LOUISE', sex: 'F', birthDate: '1979-03-28', birthPlace: '51215' },
      },
    });
    expect(new TextDecoder().decode(answer.verbatim)).toContain('2790351215189');
    expect(insi.journal.at(-1)).toMatchObject({ emitter: '899900000017', code: '00', authentication: 'assertion' });
  });

  it('writes the answers in every way seen on the wire, always the same one for a person, all read alike', async () => {
    const shapes = new Map<string, string>();
    for (const id of [
      'adrun-zoe',
      'adrdeux-laurent',
      'adrtrois-dominique',
      'adrtrois-toussaint',
      'tchitchi-catarina',
      'ecetinsi-pierre-alain',
    ]) {
      const person = personOf(id);
      const traits: InsiTraits = {
        birthName: person.birthName,
        firstNames: person.firstName,
        sex: person.sex,
        birthDate: person.birthDate,
        birthPlace: null,
      };
      for (const answer of [await searchByTraits(connection(), traits), await searchByTraits(connection(), traits)]) {
        const shape = new TextDecoder().decode(answer.verbatim).replaceAll(/>[^<]*</g, '><');
        expect(shapes.get(id) ?? shape).toBe(shape);
        shapes.set(id, shape);
        expect(answer.identity).toMatchObject({
          ins: person.ins === null ? null : { matricule: written(person.ins), oid: person.ins.oid },
          history: person.history.map((former) => ({ matricule: written(former), oid: former.oid, from: former.from, to: former.to })),
          traits: { birthName: person.birthName, firstNames: person.firstNames, birthDate: person.birthDate },
        });
      }
    }
    expect(new Set(shapes.values()).size).toBeGreaterThanOrEqual(5);
  });

  it('says 01 when nobody corresponds', async () => {
    expect(await searchByTraits(connection(), { ...PATIENT, birthDate: '1979-03-29' })).toMatchObject({ code: '01', identity: null });
  });

  it('says 02 for homonyms, and the birth place tells them apart', async () => {
    const leonardo: InsiTraits = { birthName: 'De Vinci', firstNames: 'Léonardo', sex: 'M', birthDate: '2014-02-01', birthPlace: null };
    expect(await searchByTraits(connection(), leonardo)).toMatchObject({ code: '02', identity: null });
    expect(await searchByTraits(connection(), { ...leonardo, birthPlace: '63220' })).toMatchObject({
      code: '00',
      identity: { traits: { birthPlace: '63220' } },
    });
  });

  it.each<[string, Partial<SearchedIdentity>, string[], string]>([
    [
      'the second given name alone',
      { birthName: 'TCHITCHI', firstBirthFirstName: 'OLA', birthFirstNames: 'OLA CATARINA', sex: 'F', birthDate: '1936-06-21' },
      ['OLA', 'CATARINA'],
      '00',
    ],
    [
      'all the given names of a homonym',
      { birthName: 'BAC-A-SABLE', firstBirthFirstName: 'CAMILLE', birthFirstNames: 'CAMILLE LOUISE', sex: 'F', birthDate: '1990-05-05' },
      ['CAMILLE', 'CAMILLE LOUISE'],
      '00',
    ],
    [
      'nobody after four calls',
      { birthName: 'HOUILLES', firstBirthFirstName: 'PIERRE', birthFirstNames: 'PIERRE PAUL JACQUES', sex: 'M', birthDate: '1993-01-27' },
      ['PIERRE', 'PAUL', 'JACQUES', 'PIERRE PAUL JACQUES'],
      '01',
    ],
    [
      'two people alike in everything',
      {
        birthName: 'BAC-A-DOUBLE',
        firstBirthFirstName: 'SACHA',
        birthFirstNames: 'SACHA',
        sex: 'M',
        birthDate: '1988-08-08',
        birthPlace: '51215',
      },
      ['SACHA', 'SACHA 51215'],
      '02',
    ],
  ])('finds, by the search strategy, %s', async (_, who, calls, outcome) => {
    const strategy = searchStrategy({
      birthName: '',
      birthFirstNames: null,
      firstBirthFirstName: '',
      sex: 'F',
      birthDate: '',
      birthPlace: null,
      ...who,
    });
    const asked: string[] = [];
    let step = strategy.next();
    while (step.done !== true) {
      asked.push([step.value.firstNames, step.value.birthPlace].filter((part) => part !== null).join(' '));
      step = strategy.next((await searchByTraits(connection(), step.value)).code);
    }
    expect(asked).toEqual(calls);
    expect(step.value).toBe(outcome);
  });

  it.each([
    [
      'a fault that no table knows',
      { kind: 'code', code: 'insi_777' },
      { code: 'INSI_FAULT', detail: 'siram_77 insi_777', message: expect.stringContaining('(traitement interrompu pour …)') },
    ],
    ['an unknown software', { kind: 'code', code: 'desir_550' }, { code: 'INSI_REFUSED', detail: 'siram_100 desir_550' }],
    ['an insufficient level', { kind: 'code', code: 'desir_560' }, { code: 'INSI_REFUSED', detail: 'siram_100 desir_560' }],
    ['HTTP 503', { kind: 'http', status: 503 }, { code: 'INSI_UNREACHABLE', detail: 'HTTP 503' }],
    ['something that is not XML', { kind: 'garbage' }, { code: 'INSI_GARBAGE' }],
    ['an empty body', { kind: 'empty' }, { code: 'INSI_GARBAGE' }],
    ['a cut before the answer', { kind: 'cut', when: 'after' }, { code: 'INSI_UNREACHABLE' }],
    ['silence', { kind: 'timeout' }, { code: 'INSI_UNREACHABLE', detail: expect.stringContaining('NET_TIMEOUT') }],
  ] as const)('turns %s into one clear outcome, and works again afterwards', async (_, fault, expected) => {
    faults.set('insi', fault, 1);
    const before = insi.journal.length;
    await expect(searchByTraits(connection({ timeoutMs: fault.kind === 'timeout' ? 300 : 5000 }), PATIENT)).rejects.toMatchObject(expected);
    // One call: nothing of this is asked twice.
    expect(insi.journal.length - before).toBe(1);
    expect(await searchByTraits(connection(), PATIENT)).toMatchObject({ code: '00' });
  });

  it('asks once more, under another MessageID, when the platform is unavailable', async () => {
    faults.set('insi', { kind: 'code', code: 'siram_40' }, 1);
    const before = insi.journal.length;
    // The simulator refuses a MessageID already used.
    expect(await searchByTraits(connection(), PATIENT)).toMatchObject({ code: '00' });
    expect(insi.journal.slice(before).map(({ code }) => code)).toEqual(['siram_40', '00']);
  });

  it('gives up after that one retry, and says that the patient is to be qualified later', async () => {
    faults.set('insi', { kind: 'code', code: 'siram_40' }, 3);
    const before = insi.journal.length;
    const thrown: unknown = await searchByTraits(connection(), PATIENT).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: 'INSI_UNAVAILABLE', detail: 'siram_40 insi_102' });
    expect(toQualifyLater(thrown)).toBe(true);
    expect(insi.journal.length - before).toBe(2);
  });

  it('stops the strategy at a fault', async () => {
    faults.set('insi', { kind: 'code', code: 'desir_550' }, 1);
    const before = insi.journal.length;
    const houilles = {
      birthName: 'HOUILLES',
      firstBirthFirstName: 'PIERRE',
      birthFirstNames: 'PIERRE PAUL JACQUES',
      sex: 'M',
      birthDate: '1993-01-27',
      birthPlace: null,
    } as const;
    await expect(searchIdentity(connection(), houilles)).rejects.toMatchObject({ code: 'INSI_REFUSED' });
    expect(insi.journal.length - before).toBe(1);
  });

  it.each([
    ['BAC-A-PANNE', 'INSI_UNAVAILABLE'],
    ['BAC-A-LOGICIEL', 'INSI_REFUSED'],
    ['BAC-A-NIVEAU', 'INSI_REFUSED'],
    ['BAC-A-MYSTERE', 'INSI_FAULT'],
    ['BAC-A-INDISPONIBLE', 'INSI_UNREACHABLE'],
    ['BAC-A-BRUIT', 'INSI_GARBAGE'],
    ['BAC-A-VIDE', 'INSI_GARBAGE'],
    ['BAC-A-COUPURE', 'INSI_UNREACHABLE'],
    ['BAC-A-SILENCE', 'INSI_UNREACHABLE'],
  ])('lets the birth name %s play its fault', async (birthName, code) => {
    await expect(
      searchByTraits(connection({ timeoutMs: birthName === 'BAC-A-SILENCE' ? 300 : 5000 }), { ...PATIENT, birthName }),
    ).rejects.toMatchObject({ code });
  });

  it("answers D'AEION COEUR with the fault that the platform gave", async () => {
    await expect(
      searchByTraits(connection(), { birthName: "D'ÆION", firstNames: 'CŒUR', sex: 'M', birthDate: '1987-01-25', birthPlace: null }),
    ).rejects.toMatchObject({ code: 'INSI_UNAVAILABLE', detail: 'siram_40 insi_102' });
  });

  it('refuses an unknown software authorisation', async () => {
    await expect(searchByTraits(connection({ software: { ...software, insiIdam: 'INCONNU' } }), PATIENT)).rejects.toMatchObject({
      code: 'INSI_REFUSED',
      detail: 'siram_100 desir_550',
    });
  });

  it('is unreachable when the server is not certified by IGC-Santé', async () => {
    const stranger = open(oneWayTransport({ authorities: certificatesOfPem((await createPki()).organisationsTrustPem) }));
    await expect(searchByTraits(connection({ transport: stranger }), PATIENT)).rejects.toMatchObject({ code: 'INSI_UNREACHABLE' });
  });

  it('writes no trait in its journal', async () => {
    await searchByTraits(connection(), PATIENT);
    expect(JSON.stringify(insi.journal)).not.toMatch(/PAT-TROIS|DOMINIQUE|1979|2790351215189/);
  });

  describe('with an assertion that the service must refuse', () => {
    const refused = async (bad: Xml, why: string, change: Partial<InsiConnection> = {}): Promise<void> => {
      await expect(searchByTraits(connection({ assertion: bad, ...change }), PATIENT)).rejects.toMatchObject({
        code: 'INSI_FAULT',
        detail: expect.stringContaining('simulateur_'),
      });
      expect(insi.journal.at(-1)?.why).toBe(why);
    };
    it('one character changed after signing', async () => {
      await refused(new Xml(assertion.source.replace('991234567', '991234568')), 'signature fausse ou chaîne inconnue');
    });
    it('no signature', async () => {
      await refused(new Xml(assertion.source.replace(/<Signature .*<\/Signature>/, '')), 'assertion non signée');
    });
    it('signed by the authentication certificate of the card', async () => {
      await refused(await assertionOf(doctor.auth), 'certificat qui n’est pas de signature');
    });
    it('signed by a software certificate of the same person', async () => {
      await refused(
        await assertionOf((await pki.person({ ...DOCTOR, type: 'LOGICIEL' })).sign),
        'certificat d’une autre famille que les cartes',
      );
    });
    it('signed by a card of another hierarchy', async () => {
      await refused(await assertionOf((await (await createPki()).person(DOCTOR)).sign), 'signature fausse ou chaîne inconnue');
    });
    it('in the name of somebody else', async () => {
      await refused(await assertionOf(doctor.sign, { nameId: '899900000025' }), 'NameID différent du porteur');
    });
    it('of another type of card', async () => {
      await refused(await assertionOf(doctor.sign, { nameQualifier: 'CPF' }), 'NameQualifier différent du type de carte');
    });
    it('made more than one hour ago', async () => {
      clock.advance(61 * 60_000);
      await refused(assertion, 'assertion périmée');
    });
    it('sent by another emitter', async () => {
      await refused(assertion, 'Emetteur différent du porteur authentifié', { emitter: '899900000025' });
    });
    it('wrapped: a signed assertion carried inside a forged one', async () => {
      // The forged one shows the true signature, which still designates and verifies the true assertion.
      const [signature = ''] = /<Signature .*<\/Signature>/.exec(assertion.source) ?? [];
      const inner = assertion.source.replace(signature, '');
      const forged = assertion.source
        .replace(/ID="[^"]+"/, 'ID="_forged"')
        .replace('</saml2:Subject>', `</saml2:Subject><saml2:Advice>${inner}</saml2:Advice>`);
      await refused(new Xml(forged), 'la signature ne porte pas sur l’assertion');
    });
  });

  describe('by mutual TLS', () => {
    const mutual = async (cn: string, change: Partial<InsiConnection> = {}): Promise<InsiConnection> => {
      const structure = await pki.structure({ name: 'CENTRE DES ESSAIS', idNat: '10B0999997', cn, usage: 'AUTH_CLI' });
      return connection({
        transport: open(
          pfxTransport({
            authorities: certificatesOfPem(pki.organisationsTrustPem),
            pfx: structure.pfx,
            passphrase: structure.passphrase,
            pss: true,
          }),
        ),
        endpoint: insi.mutualUrl,
        assertion: null,
        emitter: '10B0999997',
        ...change,
      });
    };
    it.each(['INSI-AUTO', 'INSI-MANU'])('accepts the software certificate %s without any assertion', async (cn) => {
      expect(await searchByTraits(await mutual(cn), PATIENT)).toMatchObject({
        code: '00',
        identity: { ins: { matricule: '279035121518989' } },
      });
      expect(insi.journal.at(-1)).toMatchObject({ authentication: 'certificate', emitter: '10B0999997' });
    });
    it('refuses another common name', async () => {
      await expect(searchByTraits(await mutual('poste.sandbox'), PATIENT)).rejects.toMatchObject({
        code: 'INSI_REFUSED',
        detail: 'siram_100 desir_560',
      });
    });
    it('refuses the card on the way of certificates and a connection without certificate', async () => {
      const card = open(
        pemTransport({
          authorities: certificatesOfPem(pki.organisationsTrustPem),
          keyPem: doctor.auth.keyPem,
          certPem: doctor.auth.certPem,
          passphrase: null,
          pss: true,
        }),
      );
      const before = insi.journal.length;
      // The server may close before its alert is read: the two outcomes are the same refusal.
      const refusal = { code: expect.stringMatching(/^(NET_CERTIFICATE|INSI_UNREACHABLE)$/) };
      await expect(searchByTraits(await mutual('INSI-AUTO', { transport: card }), PATIENT)).rejects.toMatchObject(refusal);
      await expect(searchByTraits(await mutual('INSI-AUTO', { transport }), PATIENT)).rejects.toMatchObject(refusal);
      expect(insi.journal).toHaveLength(before);
    });
    it('needs an assertion on the way of cards', async () => {
      await expect(searchByTraits(connection({ assertion: null }), PATIENT)).rejects.toMatchObject({
        code: 'INSI_FAULT',
        detail: expect.stringContaining('simulateur_assertion'),
      });
    });
  });
});
