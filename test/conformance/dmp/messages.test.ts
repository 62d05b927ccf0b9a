import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readPackage } from '../../../electron/dmp/mtom.ts';
import { soapEnvelope } from '../../../electron/dmp/soap.ts';
import { td02, td02Request } from '../../../electron/dmp/td0-2.ts';
import { sendTd21, td21Message } from '../../../electron/dmp/td2-1.ts';
import { td31bRequest } from '../../../electron/dmp/td3-1b.ts';
import { xml } from '../../../electron/xml/write.ts';
import { cda, DOMINIQUE, insOf, SOFTWARE, SPECIAL_CASES, startBench, type Bench } from '../../integration/dmp/kit.ts';
import { validateSchema } from '../../sandbox/common/schema.ts';
import { children, parseSoap, serialise } from '../../sandbox/common/soap.ts';
import { verifyXmlSignature } from '../../sandbox/common/xmlsec.ts';
import { needs } from '../../setup/needs.ts';

const A = 'dmp/annexe-wsdl-schema/schema/';
const HL7 = `${A}HL7V3/NE2009/multicacheschemas/`;
const REPOSITORY = `${A}IHE/XDS.b_DocumentRepository.xsd`;
const official = needs.shared('reference/dmp') !== null && needs.tool('xmllint') !== null;
const xmlsec = needs.tool('xmlsec1') !== null;
const context = { software: SOFTWARE, now: () => new Date('2026-03-07T09:15:30Z'), uuid: randomUUID };
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

describe.skipIf(!official)('against the official schemas', () => {
  it('our TD0.2 request is valid, a wrong order is not', async () => {
    const body = td02Request(context, DOMINIQUE).source;
    expect(await validateSchema(`${HL7}PRPA_IN201307UV02.xsd`, body)).toEqual([]);
    expect(
      await validateSchema(`${HL7}PRPA_IN201307UV02.xsd`, body.replace(/(<processingCode[^>]*>)(<processingModeCode[^>]*>)/, '$2$1')),
    ).not.toEqual([]);
  });

  it('our TD2.1 request is valid once its parts are inlined', async () => {
    const { prepare } = await bench.workstation();
    const prepared = await prepare(
      [
        { cda: await cda(), flags: ['MASQUE_PS'], comment: 'note' },
        {
          cda: await cda({
            event: { start: '2026-03-07T10:00:00+01:00', code: { code: 'YYYY010', displayName: 'Acte', codeSystem: '1.2.250.1.213.2.5' } },
          }),
          flags: [],
        },
      ],
      { comment: 'lot' },
    );
    const inline = (source: string): string =>
      source.replaceAll(/<xop:Include[^>]*href="cid:([^"]+)"\/>/g, (_whole, id: string) =>
        Buffer.from(prepared.parts.find((part) => part.contentId === id)?.bytes ?? []).toString('base64'),
      );
    const body = inline(text(prepared.body));
    expect(body).not.toContain('xop:Include');
    expect(await validateSchema(REPOSITORY, body)).toEqual([]);
  });

  it('our TD3.1b request is valid', async () => {
    expect(await validateSchema(`${A}ebRS/query.xsd`, td31bRequest("1.2.'3").source)).toEqual([]);
    expect(td31bRequest("1.2.'3").source).toContain("('1.2.''3')");
  });

  it('what the simulator answers is valid too', async () => {
    const { connection, prepare } = await bench.workstation();
    const answers: Uint8Array[] = [];
    const listening = {
      ...connection,
      transport: {
        ...connection.transport,
        send: async (request: Parameters<typeof connection.transport.send>[0]) => {
          const answer = await connection.transport.send(request);
          answers.push(answer.body);
          return answer;
        },
      },
    };
    for (const ins of [DOMINIQUE, insOf(SPECIAL_CASES.closed), insOf(SPECIAL_CASES.without)]) await td02(listening, ins);
    bench.faults.set('dmp', { kind: 'code', code: 'AE' }, 1);
    await td02(listening, DOMINIQUE).catch(() => undefined);
    for (const answer of answers)
      expect(await validateSchema(`${HL7}PRPA_IN201308UV02.xsd`, serialise(parseSoap(answer).body ?? parseSoap(answer).document))).toEqual(
        [],
      );
    expect(answers).toHaveLength(4);
    answers.length = 0;
    await sendTd21(listening, await prepare([{ cda: await cda(), flags: [] }]));
    for (const answer of answers)
      expect(await validateSchema(`${A}ebRS/rs.xsd`, serialise(parseSoap(answer).body ?? parseSoap(answer).document))).toEqual([]);
    expect(answers).toHaveLength(1);
  });
});

describe('the envelope', () => {
  it('has its headers in the order of the official samples, the attributes too', async () => {
    const envelope = soapEnvelope({ action: 'urn:a', messageId: 'urn:uuid:1', assertion: xml`<a/>`, body: xml`<b/>` });
    const header = parseSoap(envelope.source).header;
    expect(children(header).map((one) => one.localName)).toEqual(['MessageID', 'To', 'ReplyTo', 'Action', 'Security']);
    // Without prefix, as in every official sample.
    expect(children(header).map((one) => one.getAttribute('mustUnderstand'))).toEqual([null, null, 'true', 'true', null]);
    expect(children(header)[1]?.childNodes.length).toBe(0);
  });

  const samples = needs.shared('reference/dmp/examples');
  it.skipIf(samples === null)('is the one of the official samples', () => {
    const sample = parseSoap(readFileSync(`${samples}/td0.2-request.xml`));
    expect(children(sample.header).map((one) => one.localName)).toEqual(['MessageID', 'To', 'ReplyTo', 'Action', 'Security']);
  });

  it('travels as the root of an MTOM body whose documents are the very bytes that were signed', async () => {
    const { prepare } = await bench.workstation();
    const document = await cda();
    const prepared = await prepare([{ cda: document, flags: [] }]);
    const message = td21Message(prepared, { messageId: 'urn:uuid:1', assertion: xml`<a/>` });
    const read = readPackage(message, prepared.contentType);
    expect(parseSoap(read.root).body?.localName).toBe('ProvideAndRegisterDocumentSetRequest');
    const [href = ''] = /cid:[^"]+/.exec(text(read.root)) ?? [];
    expect(Buffer.from(read.part(href).bytes).equals(document)).toBe(true);
  });
});

describe.skipIf(!xmlsec)('the XAdES signature of a lot', () => {
  const ids = [
    ['Id', 'http://www.w3.org/2000/09/xmldsig#:Manifest'],
    ['Id', 'http://uri.etsi.org/01903/v1.1.1#:SignedProperties'],
  ] as const;
  const verify = async (bytes: string): Promise<boolean> =>
    (await verifyXmlSignature(bytes, { ids, trustedPem: bench.pki.trustPem, extraArgs: ['--ignore-manifests'] })).valid;
  const xades = async (hash: 'sha256' | 'sha1'): Promise<string> => {
    const { prepare } = await bench.workstation();
    return text((await prepare([{ cda: await cda(), flags: [] }], { hash })).parts.at(-1)?.bytes ?? new Uint8Array());
  };

  it.each(['sha256', 'sha1'] as const)('is verified by xmlsec1 (%s), its chain too', async (hash) => {
    expect(await verify(await xades(hash))).toBe(true);
  });

  it('does not survive an altered manifest, altered properties or another purpose reference', async () => {
    const signed = await xades('sha256');
    for (const [from, to] of [
      ['AA==', 'AQ=='],
      ['urn:oid:2.25.', 'urn:oid:2.26.'],
      [/<SigningTime>2/, '<SigningTime>3'],
      ['URI="#IHEManifest"', 'URI="#IHEManifes"'],
    ] as const) {
      const altered = signed.replace(from, to);
      expect(altered).not.toBe(signed);
      expect(await verify(altered), String(from)).toBe(false);
    }
  });

  it('names its signer and the CAs above, serials in decimal, names in RFC 2253 order', async () => {
    const signed = await xades('sha256');
    expect(signed.match(/<Cert>/g)).toHaveLength(3);
    expect(signed).toMatch(
      /<X509IssuerName[^>]*>CN=TEST AC IGC-SANTE FORT PERSONNES,OU=IGC-SANTE TEST,OU=0002 187512751,O=ASIP-SANTE,C=FR</,
    );
    expect(signed).toMatch(/<X509SerialNumber[^>]*>\d+</);
    expect(signed).toContain('Target="#_');
  });

  const vector = needs.shared('reference/dmp/examples/td2.1-signature-xades.xml');
  it.skipIf(vector === null)('has the shape of the official vector', async () => {
    const shape = (source: string): string[] =>
      [...source.replace(/^[\s\S]*?<SignedInfo/, '<SignedInfo').matchAll(/<([A-Za-z]\w*)/g)].map((found) => found[1] ?? '');
    expect(shape(await xades('sha1'))).toEqual(shape(readFileSync(vector ?? '', 'utf8')));
  });
});
