import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendTd21, type PreparedTd21 } from '../../../electron/dmp/td2-1.ts';
import { signLot } from '../../../electron/dmp/xades.ts';
import { needs } from '../../setup/needs.ts';
import { cda, startBench, type Bench } from './kit.ts';

/** A right lot of the client, altered by one thing, is refused by the official schemas, lists and rules. */
const ready =
  needs.tool('xmlsec1') !== null &&
  needs.tool('xmllint') !== null &&
  needs.shared('reference/cda') !== null &&
  needs.shared('reference/codes') !== null;

let bench: Bench;
beforeAll(async () => {
  bench = await startBench();
});
afterAll(() => bench.close());

const replaced = (source: string, from: string | RegExp, to: string): string => {
  const result = source.replace(from, to);
  if (result === source) throw new Error('nothing to change');
  return result;
};

/** Refused whole: nothing of it is in the record. */
const refused = async (prepared: PreparedTd21, outcome: string, reason: string): Promise<void> => {
  const { connection } = await bench.workstation();
  await expect(sendTd21(connection, prepared)).rejects.toMatchObject({ detail: expect.stringContaining(reason) });
  expect(bench.dmp.journal.at(-1)?.outcome).toBe(outcome);
  expect(bench.dmp.records.flatMap(({ entries }) => entries).map(({ uniqueId }) => uniqueId)).not.toContain(prepared.documentUniqueIds[0]);
};

const prepare = async (bytes?: Uint8Array): Promise<PreparedTd21> =>
  await (await bench.workstation()).prepare([{ cda: bytes ?? (await cda()), flags: [] }]);

describe.skipIf(!ready)('a document of the lot', () => {
  it.each([
    ['an element that CDA does not know', '<title>', '<chose/><title>', 'schéma : chose'],
    ['no custodian', /<custodian>[\s\S]*<\/custodian>/, '', 'schéma : legalAuthenticator'],
    ['no setId', /<setId [^>]*>/, '', 'setId absent'],
    ['no versionNumber', /<versionNumber [^>]*>/, '', 'versionNumber absent'],
    [
      'a second version that replaces nothing',
      '<versionNumber value="1"/>',
      '<versionNumber value="2"/>',
      'relatedDocument et versionNumber',
    ],
  ])('is refused with %s', async (_what, from, to, reason) => {
    const bytes = Buffer.from(replaced(Buffer.from(await cda()).toString('utf8'), from, to));
    await refused(await prepare(bytes), 'InvalidDocumentContent', reason);
  });
});

const altered = async (from: string | RegExp, to: string): Promise<PreparedTd21> => {
  const prepared = await prepare();
  return { ...prepared, body: Buffer.from(replaced(Buffer.from(prepared.body).toString('utf8'), from, to)) };
};
const scheme = (code: string, codingScheme: string): RegExp =>
  new RegExp(`(nodeRepresentation="${code}"><Slot name="codingScheme"><ValueList><Value>)${codingScheme.replaceAll('.', '\\.')}<`);

describe.skipIf(!ready)('the codes of the metadata', () => {
  it.each([
    ['a type under the scheme of another list', scheme('11488-4', '2.16.840.1.113883.6.1'), '$11.2.250.1.213.1.1.4.12<', 'document-types'],
    ['a class under another scheme', scheme('10', '1.2.250.1.213.1.1.4.1'), '$11.2.250.1.213.1.1.4.12<', 'classes'],
    [
      'a format under another scheme',
      scheme('urn:ihe:iti:xds-sd:pdf:2008', '1.3.6.1.4.1.19376.1.2.3'),
      '$11.2.250.1.213.1.1.4.2.282<',
      'format-codes',
    ],
    ['an unknown facility', /(classifiedObject="Document01" nodeRepresentation=")SA07/, '$1SA98', 'healthcare-facility-types'],
    ['an unknown practice setting', /(classifiedObject="Document01" nodeRepresentation=")AMBULATOIRE/, '$1VOLANT', 'practice-settings'],
    ['an unknown content type', /(classifiedObject="SubmissionSet01" nodeRepresentation=")SA07/, '$198', 'contentTypeCode'],
    ['an unknown speciality of the sender', /G15_10\/SM26(?=[\s\S]*<ExtrinsicObject)/, 'G15_10/SM99', 'authorSpecialty du lot'],
    ['an unknown speciality of the author', /(id="Document01"[\s\S]*?)G15_10\/SM26/, '$1G15_10/SM99', '(authorSpecialty)'],
    ['a type of signature under another scheme', scheme('E1762', 'ASTM'), '$1URN<', 'E1762'],
  ])('are refused for %s', async (_what, from, to, reason) => {
    await refused(await altered(from, to), 'XDSRepositoryMetadataError', reason);
  });
});

/** In the entry of the document alone. */
const entry = (from: string, to: string): [RegExp, string] => [
  new RegExp(`(<ExtrinsicObject id="Document01"[\\s\\S]*?)${from}`),
  `$1${to}`,
];

describe.skipIf(!ready)('the entry, against its document', () => {
  it.each<[string, [RegExp, string], string]>([
    [
      'another author',
      entry(
        '899900000017\\^DURAND\\^Paule(?=[\\s\\S]*?authorSpecialty)(?=[^<]*<\\/Value><\\/ValueList><\\/Slot><Slot name="authorSpecialty")',
        '899900000025^AUBERT^Luc',
      ),
      'auteur',
    ],
    ['another speciality', entry('G15_10/SM26', 'G15_10/SM54'), 'auteur'],
    ['another institution', entry('499900000017001', '499900000025001'), 'auteur'],
    ['another name of the institution', entry('Cabinet du Port', 'Cabinet du Large'), 'auteur'],
    ['another legal authenticator', entry('899900000017\\^DURAND\\^Paule', '899900000025^AUBERT^Luc'), 'responsable'],
    ['another beginning of the act', entry('20260307090000', '20260307080000'), 'début de l’acte'],
    [
      'an end that the act does not have',
      entry(
        '<Slot name="sourcePatientId">',
        '<Slot name="serviceStopTime"><ValueList><Value>20260307100000</Value></ValueList></Slot><Slot name="sourcePatientId">',
      ),
      'fin de l’acte',
    ],
    ['the birth name of somebody else', entry('PID-5\\|PAT-TROIS', 'PID-5|PAT-CINQ'), 'identité du patient'],
    ['the first name of somebody else', entry('\\^DOMINIQUE', '^CAMILLE'), 'identité du patient'],
    ['the birth date of somebody else', entry('PID-7\\|19790328', 'PID-7|19790329'), 'identité du patient'],
    ['the sex of somebody else', entry('PID-8\\|F', 'PID-8|M'), 'identité du patient'],
    [
      'the local number of somebody else',
      entry('(sourcePatientId"><ValueList><Value>)\\d{15}', '$2111068647818424'),
      'identifiant local du patient',
    ],
    ['the media type of the file inside', entry('mimeType="text/xml"', 'mimeType="application/pdf"'), 'type MIME'],
    ['another language', entry('fr-FR', 'en-GB'), 'langue'],
    ['another sector', entry('nodeRepresentation="SA07"', 'nodeRepresentation="SA08"'), 'secteur d’activité'],
    ['another practice setting', entry('nodeRepresentation="AMBULATOIRE"', 'nodeRepresentation="ETABLISSEMENT"'), 'cadre d’exercice'],
    ['the format of a text', entry('xds-sd:pdf:2008', 'xds-sd:text:2008'), 'format'],
    ['a confidentiality that is not the document’s', entry('nodeRepresentation="N"', 'nodeRepresentation="R"'), 'confidentialité'],
  ])('is refused for %s', async (_what, [from, to], reason) => {
    await refused(await altered(from, to), 'InvalidDocumentContent', `Document01 : ${reason} :`);
  });
});

describe.skipIf(!ready)('the lot as a whole', () => {
  it('is refused when it was signed before the certificate was born, or is to be signed', async () => {
    const { signer } = await bench.workstation();
    const bytes = await cda();
    for (const now of [new Date('2001-01-01T00:00:00Z'), new Date(Date.now() + 3_600_000)]) {
      const prepared = await prepare(bytes);
      const [uniqueId = ''] = prepared.documentUniqueIds;
      const signature = await signLot({
        submissionSetUniqueId: prepared.submissionSetUniqueId,
        documents: [{ uniqueId, bytes }],
        signer,
        now,
        id: '_signature',
      });
      await refused(
        { ...prepared, parts: prepared.parts.map((one, i) => (i === 1 ? { ...one, bytes: signature } : one)) },
        'XDSRepositoryMetadataError',
        'SigningTime',
      );
    }
  });

  it.each([
    ['a day that does not exist', '20260230'],
    ['a thirteenth month', '20261301120000'],
    ['the twenty-fifth hour', '20260301250000'],
  ])('is refused when its signature was created on %s', async (_what, time) => {
    await refused(
      await altered(/(<ExtrinsicObject id="Signature01"[\s\S]*?creationTime"><ValueList><Value>)\d+/, `$1${time}`),
      'XDSRepositoryMetadataError',
      'Signature01 : creationTime',
    );
  });

  it('is refused when it says the same flag twice', async () => {
    const { prepare: make } = await bench.workstation();
    const prepared = await make([{ cda: await cda(), flags: ['INVISIBLE_PATIENT'] }]);
    const flag =
      /(<Classification id=")(cla\d+)("[^>]*classifiedObject="Document01" nodeRepresentation="INVISIBLE_PATIENT">[\s\S]*?<\/Classification>)/;
    const source = Buffer.from(prepared.body).toString('utf8');
    await refused(
      { ...prepared, body: Buffer.from(replaced(source, flag, '$1$2$3$1$2b$3')) },
      'XDSRepositoryMetadataError',
      'Document01 : confidentialityCode en double',
    );
  });
});
