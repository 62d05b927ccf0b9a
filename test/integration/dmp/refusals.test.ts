import { request as httpsRequest } from 'node:https';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { td02 } from '../../../electron/dmp/td0-2.ts';
import { sendTd21, type PreparedTd21 } from '../../../electron/dmp/td2-1.ts';
import { td31b } from '../../../electron/dmp/td3-1b.ts';
import type { HttpRequest } from '../../../electron/net/types.ts';
import { createPki } from '../../sandbox/pki/index.ts';
import { needs } from '../../setup/needs.ts';
import {
  cda,
  DOMINIQUE,
  insOf,
  LUC_AUBERT,
  PAULE_DURAND,
  pdf,
  signerOf,
  SPECIAL_CASES,
  startBench,
  type Bench,
  type WorkstationOptions,
} from './kit.ts';

/** The simulator refuses what the DMP refuses (sandbox/README 2): one case per check, in its order. */
const ready = needs.tool('xmlsec1') !== null && needs.tool('xmllint') !== null;
const official = ready && needs.shared('reference/dmp') !== null && needs.shared('reference/codes') !== null;

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterEach(() => bench.clock.reset());
afterAll(() => bench.close());

const last = () => bench.dmp.journal.at(-1);
const text = (bytes: Uint8Array | null): string => Buffer.from(bytes ?? []).toString('latin1');
const changed =
  (change: (source: string) => string) =>
  (request: HttpRequest): HttpRequest => ({ ...request, body: Buffer.from(change(text(request.body)), 'latin1') });

describe.skipIf(!ready)('TLS', () => {
  it('asks for a client certificate of the test PKI', async () => {
    const foreign = await createPki();
    const stranger = await foreign.person(PAULE_DURAND.person);
    const count = bench.dmp.journal.length;
    const { connection } = await bench.workstation({
      tls: { certPem: stranger.auth.certPem + stranger.chainPem, keyPem: stranger.auth.keyPem },
    });
    await expect(td02(connection, DOMINIQUE)).rejects.toMatchObject({
      code: expect.stringMatching(/^DMP_(CERTIFICATE|NO_ANSWER|UNREACHABLE)$/),
    });
    const nobody = new Promise((resolve, reject) => {
      httpsRequest(bench.dmp.endpoints.patients, { method: 'POST', ca: bench.pki.trustPem }, resolve).on('error', reject).end();
    });
    await expect(nobody).rejects.toThrow();
    expect(bench.dmp.journal).toHaveLength(count);
  });

  it('speaks TLS 1.2 only', async () => {
    const { auth, chainPem } = bench.paule;
    const attempt = new Promise((resolve, reject) => {
      httpsRequest(
        bench.dmp.endpoints.patients,
        { ca: bench.pki.trustPem, cert: auth.certPem + chainPem, key: auth.keyPem, minVersion: 'TLSv1.3' },
        resolve,
      )
        .on('error', reject)
        .end();
    });
    await expect(attempt).rejects.toMatchObject({ code: expect.stringMatching(/VERSION|EPROTO/) });
  });
});

describe.skipIf(!ready)('SOAP and WS-Addressing', () => {
  it.each([
    ['a missing ReplyTo', (s: string) => s.replace(/<ReplyTo[\s\S]*<\/ReplyTo>/, ''), 'MessageAddressingHeaderRequired'],
    ['a missing To', (s: string) => s.replace(/<To [^>]*\/>/, ''), 'MessageAddressingHeaderRequired'],
    ['a MessageID that is not a UUID', (s: string) => s.replace(/urn:uuid:[\da-f-]+/, 'urn:uuid:1'), 'InvalidAddressingHeader'],
    [
      'an action that is not that of the HTTP header',
      (s: string) => s.replace('PRPA_IN201307UV02</Action>', 'PRPA_IN201305UV02</Action>'),
      'Sender',
    ],
    [
      'SOAP 1.1',
      (s: string) => s.replaceAll('http://www.w3.org/2003/05/soap-envelope', 'http://schemas.xmlsoap.org/soap/envelope/'),
      'VersionMismatch',
    ],
    ['no envelope', () => '<a/>', 'soap'],
  ])('refuses %s', async (_what, change, code) => {
    const { connection } = await bench.workstation({ tamper: changed(change) });
    // A Fault about a MessageID that is not ours is not believed either.
    await expect(td02(connection, DOMINIQUE)).rejects.toMatchObject({ code: expect.stringMatching(/^DMP_(TECHNICAL|REFUSED|GARBAGE)$/) });
    expect(last()?.outcome).toBe(code);
  });

  it('refuses a message sent twice', async () => {
    const { connection } = await bench.workstation();
    const same = { ...connection, uuid: () => '00000000-0000-4000-8000-000000000001' };
    await td02(same, DOMINIQUE);
    await expect(td02(same, DOMINIQUE)).rejects.toMatchObject({
      code: 'DMP_TECHNICAL',
      detail: expect.stringContaining('InvalidAddressingHeader'),
    });
  });

  it('answers on the base address too, and 404 elsewhere', async () => {
    const { connection } = await bench.workstation();
    const at = (patients: string) => td02({ ...connection, endpoints: { ...connection.endpoints, patients } }, DOMINIQUE);
    expect((await at(bench.dmp.url)).exists).toBe(true);
    await expect(at(`${bench.dmp.url}nowhere`)).rejects.toMatchObject({ code: 'DMP_NO_ANSWER', detail: 'HTTP 404' });
  });
});

describe.skipIf(!ready)('the VIHF', () => {
  const refused = async (options: WorkstationOptions, code: string, detail: string): Promise<void> => {
    const { connection } = await bench.workstation(options);
    await expect(td02(connection, DOMINIQUE)).rejects.toMatchObject({ code, detail: expect.stringContaining(detail) });
  };

  it.each([
    [
      'altered after its signature',
      changed((s: string) => s.replace('>poste-1<', '>poste-2<')),
      'DMP_CERTIFICATE',
      'Signature du VIHF fausse',
    ],
    ['without doctor’s speciality', null, 'DMP_SPECIALITY', 'Spécialité obligatoire'],
  ])('is refused %s', async (_what, tamper, code, detail) => {
    const one = [{ code: '10', displayName: 'Médecin', codeSystem: '1.2.250.1.71.1.2.7' }];
    await refused(tamper === null ? { vihf: { roles: one } } : { tamper }, code, detail);
  });

  it.each([
    ['Ressource_URN', 'urn:dmp<', 'urn:autre<'],
    ['VIHF_Version', '>3.0<', '>2.0<'],
    ['purposeofuse', 'code="normal"', 'code="urgence"'],
    ['Secteur_Activite', 'SA07^1.2.250.1.71.4.2.4', 'SA07'],
    ['LPS_ID_HOMOLOGATION_DMP', '>SANDBOX-DMP-0000<', '><'],
    ['resource-id', '&amp;1.2.250.1.213.1.4.10&amp;ISO^NH</saml2', '&amp;1.2.250.1.213.1.4.2&amp;ISO^NH</saml2'],
    ['Authentification_mode', '>DIRECTE<', '>DIRECT<'],
  ])('is refused for its %s', async (name, from, to) => {
    const { connection, requests } = await bench.workstation({ signVihf: false, tamper: changed((s) => s.replace(from, to)) });
    await expect(td02(connection, DOMINIQUE)).rejects.toMatchObject({ code: 'DMP_REFUSED', detail: expect.stringContaining(name) });
    expect(text(requests[0]?.body ?? null)).not.toContain(from);
  });

  it('is refused five minutes too old or too new', async () => {
    const { connection } = await bench.workstation();
    const now = bench.clock.now();
    for (const minutes of [6, -6]) {
      const late = {
        ...connection,
        vihf: async () => {
          bench.clock.set(new Date(now.getTime() - minutes * 60_000));
          const made = await connection.vihf(DOMINIQUE);
          bench.clock.set(now);
          return made;
        },
      };
      await expect(td02(late, DOMINIQUE)).rejects.toMatchObject({ detail: expect.stringContaining('périmé') });
    }
  });

  it('serves one message only', async () => {
    const { connection } = await bench.workstation();
    const kept = await connection.vihf(DOMINIQUE);
    const reusing = { ...connection, vihf: () => Promise.resolve(kept) };
    expect((await td02(reusing, DOMINIQUE)).exists).toBe(true);
    await expect(td02(reusing, DOMINIQUE)).rejects.toMatchObject({ detail: expect.stringContaining('une assertion par message') });
  });

  it('is refused when the authentication certificate signed it', async () => {
    const { paule } = bench;
    // Our own builder refuses too: the assertion is signed here by the right key, and its certificate swapped.
    const certificates = { sign: paule.sign.certPem, auth: paule.auth.certPem };
    const body = (pem: string): string => pem.replaceAll(/-----[A-Z ]+-----|\s/g, '');
    await refused(
      { tamper: changed((s) => s.replace(body(certificates.sign), body(certificates.auth))) },
      'DMP_CERTIFICATE',
      'Not a valid signature certificate',
    );
  });

  it('must name the holder of the TLS certificate, who must have signed it', async () => {
    const luc = await bench.pki.person(LUC_AUBERT.person);
    await refused({ tls: { certPem: luc.auth.certPem + luc.chainPem, keyPem: luc.auth.keyPem } }, 'DMP_CERTIFICATE', 'porteur de la carte');
    await refused({ vihfSigner: signerOf(luc.sign, luc.chainPem) }, 'DMP_CERTIFICATE', 'autre porteur');
    const structure = await bench.pki.structure({ name: 'Cabinet', idNat: '499900000017001', cn: 'cabinet', usage: 'AUTH_CLI' });
    await refused(
      { tls: { certPem: structure.certPem + structure.chainPem, keyPem: structure.keyPem } },
      'DMP_CERTIFICATE',
      'carte attendue',
    );
  });

  it('must name a structure that is known and linked to the professional', async () => {
    await refused({ vihf: { structure: { idNat: '499900000099999', sector: 'SA07' } } }, 'DMP_STRUCTURE', 'Structure introuvable');
    await refused({ vihf: { structure: { idNat: '499900000025001', sector: 'SA07' } } }, 'DMP_STRUCTURE', 'non liés');
  });

  it('must give a reason for break-glass', async () => {
    await refused(
      {
        signVihf: false,
        vihf: { mode: 'bris_de_glace', reason: 'Coma' },
        tamper: changed((s) => s.replace(/<saml2:Attribute Name="Mode_Acces_Raison">[\s\S]*?<\/saml2:Attribute>/, '')),
      },
      'DMP_REFUSED',
      'raison',
    );
    const { connection } = await bench.workstation({ vihf: { mode: 'bris_de_glace', reason: 'Patient inconscient' } });
    await td02(connection, DOMINIQUE);
    expect(bench.dmp.patientView(DOMINIQUE)?.accesses.at(-1)).toMatchObject({ mode: 'bris_de_glace', reason: 'Patient inconscient' });
  });

  it('must be about the patient of the message', async () => {
    const { connection } = await bench.workstation();
    const mixed = { ...connection, vihf: () => connection.vihf(insOf(SPECIAL_CASES.minor)) };
    await expect(td02(mixed, DOMINIQUE)).rejects.toMatchObject({ code: 'DMP_QUERY_REFUSED' });
  });

  it('is sealed by the structure in indirect mode', async () => {
    const idNat = '10B0999997';
    const client = await bench.pki.structure({ name: 'CH des Essais', idNat, cn: 'ch', usage: 'AUTH_CLI' });
    const seal = await bench.pki.structure({ name: 'CH des Essais', idNat, cn: 'ch', usage: 'SIGN' });
    const tls = { certPem: client.certPem + client.chainPem, keyPem: client.keyPem };
    const vihf = { authentication: 'INDIRECTE', subjectName: 'Paule DURAND', structure: { idNat, sector: 'SA01' } } as const;
    const { connection } = await bench.workstation({ tls, vihf, vihfSigner: signerOf(seal, seal.chainPem) });
    expect((await td02(connection, DOMINIQUE)).exists).toBe(true);
    await refused(
      { tls, vihf: { ...vihf, structure: { idNat: '499900000017001', sector: 'SA07' } }, vihfSigner: signerOf(seal, seal.chainPem) },
      'DMP_CERTIFICATE',
      'Structure différente',
    );
    const feeding = await bench.workstation({
      tls,
      vihf: { ...vihf, authentication: 'INDIRECTE_RENFORCEE' },
      vihfSigner: signerOf(seal, seal.chainPem),
    });
    await expect(sendTd21(feeding.connection, await feeding.prepare([{ cda: await cda(), flags: [] }]))).rejects.toMatchObject({
      code: 'DMP_RIGHTS',
    });
  });
});

describe.skipIf(!ready)('rights', () => {
  it('R-012: a blocked professional neither feeds nor looks', async () => {
    const { connection, prepare } = await bench.workstation();
    const prepared = await prepare([{ cda: await cda(), flags: [] }]);
    bench.dmp.authorize(DOMINIQUE.matricule, PAULE_DURAND.person.idNat, 'INTERDIT');
    await expect(sendTd21(connection, prepared)).rejects.toMatchObject({ code: 'DMP_RIGHTS' });
    await expect(td31b(connection, DOMINIQUE, '1.2.3')).rejects.toMatchObject({ code: 'DMP_RIGHTS' });
    bench.dmp.authorize(DOMINIQUE.matricule, PAULE_DURAND.person.idNat, 'VALIDE');
    expect((await sendTd21(connection, prepared)).status).toBe('success');
  });

  it('R-011: a record that is closed or was never opened takes nothing', async () => {
    const { connection, prepare } = await bench.workstation();
    for (const [matricule, code] of [
      [SPECIAL_CASES.closed, 'DMP_RIGHTS'],
      [SPECIAL_CASES.without, 'DMP_UNKNOWN_PATIENT'],
    ] as const) {
      const ins = insOf(matricule);
      await expect(sendTd21(connection, await prepare([{ cda: await cda({ ins }), flags: [] }], { patient: ins }))).rejects.toMatchObject({
        code,
      });
    }
  });

  it('a staff card does not feed by TD2.1', async () => {
    const structure = { name: 'Cabinet du Port', idNat: '499900000017001', department: 'Rhône (69)' };
    const idNat = '3999999999/CPAGE0001';
    const staff = {
      ...PAULE_DURAND.person,
      idNat,
      family: 'SIMON',
      given: 'ALIX',
      type: 'CPE',
      profession: null,
      skill: null,
      title: 'Secrétaire',
      structure,
    } as const;
    const holder = { ...PAULE_DURAND, person: staff };
    const roles = [{ code: 'SECRETARIAT_MEDICAL', displayName: 'Secrétariat médical', codeSystem: '1.2.250.1.213.1.6.1.107' }];
    const { connection, prepare } = await bench.workstation({ holder, person: await bench.pki.person(staff), vihf: { roles } });
    await expect(sendTd21(connection, await prepare([{ cda: await cda(), flags: [] }]))).rejects.toMatchObject({
      code: 'DMP_METADATA',
      detail: expect.stringContaining('TD2.2'),
    });
  });
});

describe.skipIf(!ready)('the lot', () => {
  const send = async (change: (prepared: PreparedTd21) => PreparedTd21): Promise<void> => {
    const { connection, prepare } = await bench.workstation();
    await sendTd21(connection, change(await prepare([{ cda: await cda(), flags: [] }])));
  };
  const body =
    (from: string | RegExp, to: string) =>
    (prepared: PreparedTd21): PreparedTd21 => {
      const source = Buffer.from(prepared.body).toString('utf8');
      const result = source.replace(from, to);
      if (result === source) throw new Error('nothing to change');
      return { ...prepared, body: Buffer.from(result) };
    };
  const part =
    (n: number, from: string | RegExp, to: string) =>
    (prepared: PreparedTd21): PreparedTd21 => ({
      ...prepared,
      parts: prepared.parts.map((one, i) =>
        i === n ? { ...one, bytes: Buffer.from(Buffer.from(one.bytes).toString('utf8').replace(from, to)) } : one,
      ),
    });

  it.each([
    [
      'another patient in the lot',
      body('registryObject="SubmissionSet01" value="279035121518989', 'registryObject="SubmissionSet01" value="111068647818424'),
      'DMP_TECHNICAL',
      'XDSPatientIdDoesNotMatch',
    ],
    [
      'another patient in an entry',
      body('registryObject="Document01" value="279035121518989', 'registryObject="Document01" value="111068647818424'),
      'DMP_TECHNICAL',
      'Document01',
    ],
    [
      'a Document of another id',
      body('<ihe:Document id="Document01"', '<ihe:Document id="document01"'),
      'DMP_TECHNICAL',
      'XDSMissingDocument',
    ],
    ['a Document without its part', body(/href="cid:Document01/, 'href="cid:Document99'), 'DMP_TECHNICAL', 'XDSMissingDocument'],
    [
      'a title unlike the document’s',
      body(
        'value="Compte rendu de consultation" xml:lang="FR"/></Name><Classification id="cla4"',
        'value="Autre titre" xml:lang="FR"/></Name><Classification id="cla4"',
      ),
      'DMP_CONTENT',
      'titre',
    ],
    ['a type unlike the document’s', body('nodeRepresentation="11488-4"', 'nodeRepresentation="11490-0"'), 'DMP_CONTENT', 'type'],
    ['a creation time unlike the document’s', body('20260307091530', '20260307101530'), 'DMP_CONTENT', 'date'],
    [
      'a uniqueId unlike the document’s',
      body(/(registryObject="Document01" value=")2\.25\.\d+/, '$12.25.42'),
      'DMP_CONTENT',
      'identifiant',
    ],
    ['a lot without sourceId', body(/<ExternalIdentifier id="ei2"[\s\S]*?<\/ExternalIdentifier>/, ''), 'DMP_METADATA', 'sourceId'],
    ['no HasMember for a document', body(/<Association id="assoc1"[\s\S]*?<\/Association>/, ''), 'DMP_METADATA', 'HasMember'],
    ['no signs association', body(/<Association id="assoc3"[\s\S]*?<\/Association>/, ''), 'DMP_METADATA', 'signs'],
    [
      'a confidentiality nobody knows',
      body('nodeRepresentation="N"', 'nodeRepresentation="SECRET"'),
      'DMP_METADATA',
      'confidentialityCode',
    ],
    ['an author who is not the sender', body(/899900000017\^DURAND/, '899900000025^AUBERT'), 'DMP_METADATA', 'auteur du lot'],
    ['a signature over another lot', part(1, /urn:oid:2\.25\.\d+/, 'urn:oid:2.25.42'), 'DMP_METADATA', 'signature'],
    [
      'a document altered after its signature',
      part(0, '<telecom nullFlavor="NASK"/>', '<telecom nullFlavor="UNK"/>'),
      'DMP_METADATA',
      'empreinte',
    ],
    ['a document that is not XML', part(0, '<recordTarget>', '<recordTarget'), 'DMP_CONTENT', 'illisible'],
  ])('is refused for %s', async (_what, change, code, detail) => {
    await expect(send(change)).rejects.toMatchObject({ code, detail: expect.stringContaining(detail) });
  });

  it.skipIf(!official).each([
    [
      'a child out of the order of the schema',
      body(/(<Slot name="creationTime">[\s\S]*?<\/Slot>)([\s\S]*?)(<\/ExtrinsicObject>)/, '$2$1$3'),
      'DMP_METADATA',
      'schéma',
    ],
    ['a class that is not the type’s', body('nodeRepresentation="10"', 'nodeRepresentation="42"'), 'DMP_METADATA', 'classCode'],
  ])('is refused, by the official lists, for %s', async (_what, change, code, detail) => {
    await expect(send(change)).rejects.toMatchObject({ code, detail: expect.stringContaining(detail) });
  });

  it('R-031: is refused when a document is masked and invisible at once, the signature excepted', async () => {
    const masked =
      '<Classification id="claM" classificationScheme="urn:uuid:f4f85eac-e6cb-4883-b524-f2705394840f" classifiedObject="Document01" nodeRepresentation="MASQUE_PS"><Slot name="codingScheme"><ValueList><Value>1.2.250.1.213.1.1.4.13</Value></ValueList></Slot></Classification>';
    const invisible = masked.replace('claM', 'claI').replace('MASQUE_PS', 'INVISIBLE_PATIENT');
    const format = /(<Classification id="cla\d+" classificationScheme="urn:uuid:a09d5840)/;
    await expect(send(body(format, `${masked}${invisible}$1`))).rejects.toMatchObject({
      code: 'DMP_METADATA',
      detail: expect.stringContaining('cumul'),
    });
  });

  it('R-032: is refused when it hides an adult’s document from representatives', async () => {
    const { connection, prepare } = await bench.workstation();
    await expect(
      sendTd21(connection, await prepare([{ cda: await cda(), flags: ['INVISIBLE_REPRESENTANTS_LEGAUX'] }])),
    ).rejects.toMatchObject({ code: 'DMP_METADATA', detail: expect.stringContaining('majeur') });
  });

  it('R-032: holds only hidden documents in a secret connection', async () => {
    const minor = insOf(SPECIAL_CASES.minor);
    const { connection, prepare } = await bench.workstation({ vihf: { secretConnection: true } });
    const document = await cda({ ins: minor });
    await expect(sendTd21(connection, await prepare([{ cda: document, flags: [] }], { patient: minor }))).rejects.toMatchObject({
      detail: expect.stringContaining('connexion secrète'),
    });
  });

  it('is refused when its PDF is none', async () => {
    const { connection, prepare } = await bench.workstation();
    const content = Buffer.from(await pdf()).subarray(200);
    await expect(sendTd21(connection, await prepare([{ cda: await cda({ content }), flags: [] }]))).rejects.toMatchObject({
      code: 'DMP_CONTENT',
      detail: expect.stringContaining('PDF'),
    });
  });

  it('is refused when somebody else signed it', async () => {
    const luc = await bench.pki.person(LUC_AUBERT.person);
    const { connection, prepare } = await bench.workstation();
    const prepared = await prepare([{ cda: await cda(), flags: [] }], { signer: signerOf(luc.sign, luc.chainPem) });
    await expect(sendTd21(connection, prepared)).rejects.toMatchObject({
      code: 'DMP_METADATA',
      detail: expect.stringContaining('signataire'),
    });
    const byAuthentication = await prepare([{ cda: await cda(), flags: [] }], { signer: signerOf(bench.paule.auth, bench.paule.chainPem) });
    await expect(sendTd21(connection, byAuthentication)).rejects.toMatchObject({
      detail: expect.stringContaining('Not a valid signature certificate'),
    });
  });

  it('is accepted with a SHA-1 signature, as the public samples', async () => {
    const { connection, prepare } = await bench.workstation();
    expect((await sendTd21(connection, await prepare([{ cda: await cda(), flags: [] }], { hash: 'sha1' }))).status).toBe('success');
  });

  it('is refused when the same identifier comes with another content', async () => {
    const { connection, prepare } = await bench.workstation();
    const document = await cda({ id: '2.25.777' });
    await sendTd21(connection, await prepare([{ cda: document, flags: [] }]));
    await expect(sendTd21(connection, await prepare([{ cda: document, flags: [] }]))).rejects.toMatchObject({ code: 'DMP_DUPLICATE' });
    const other = await cda({ id: '2.25.777', content: await pdf('autre') });
    await expect(sendTd21(connection, await prepare([{ cda: other, flags: [] }]))).rejects.toMatchObject({ code: 'DMP_OTHER_HASH' });
  });

  it('never shows a matricule in what the user reads of a refusal', async () => {
    const failed = send(body('registryObject="Document01" value="279035121518989', 'registryObject="Document01" value="111068647818424'));
    const error = await failed.catch((thrown: unknown) => thrown);
    expect(JSON.stringify(error)).not.toMatch(/279035121518989|111068647818424/);
  });
});
