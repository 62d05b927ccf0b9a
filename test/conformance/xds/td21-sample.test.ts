import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { describeEntry } from '../../../electron/xds/describe.ts';
import { rimIds } from '../../../electron/xds/rim.ts';
import { signatureEntry } from '../../../electron/xds/signature-entry.ts';
import { registryObjectsFromXml, submitObjectsRequest } from '../../../electron/xds/submission.ts';
import { descendants, parseXml } from '../../../electron/xml/read.ts';
import { needs } from '../../setup/needs.ts';
import { validateSchema } from '../../sandbox/common/schema.ts';

const sample = needs.shared('reference/dmp/examples/td2.1-request.mime');
const NOTHING = { submissionSets: [], entries: [], associations: [] };

function objects(bytes: Uint8Array) {
  const [list] = descendants(parseXml(bytes), 'urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0', 'RegistryObjectList');
  return list === undefined ? NOTHING : registryObjectsFromXml(list);
}

function envelope(): Uint8Array {
  // The part that precedes the envelope is MIME, the ones that follow are the documents.
  const text = readFileSync(sample ?? '', 'utf8');
  return new TextEncoder().encode(text.slice(text.indexOf('<soap:Envelope'), text.indexOf('</soap:Envelope>') + '</soap:Envelope>'.length));
}

describe.skipIf(sample === null)('the official sample of TD2.1', () => {
  const official = sample === null ? NOTHING : objects(envelope());
  const [set] = official.submissionSets;
  const [document, signature] = official.entries;

  test('is read whole', () => {
    expect(set).toMatchObject({
      uniqueId: '1.2.250.1.999.1.1.7898.1.1622814651504',
      contentType: { code: '04' },
      title: 'lot du document originel',
    });
    expect(document === undefined ? null : describeEntry(document)).toMatchObject({
      uniqueId: '1.2.250.1.999.1.1.7898.3.1622814651504',
      title: 'Document 1',
      comment: 'commentaire sur document',
      createdAt: '2010-03-19T19:45:35Z',
      serviceStart: '2010-03-19T18:32:44Z',
      type: { code: '27899-4' },
      class: { code: '10' },
      format: { code: 'urn:ihe:iti:xds-sd:text:2008' },
      facility: { code: 'SA01' },
      practice: { code: 'ETABLISSEMENT' },
      confidentiality: ['N'],
      flags: [],
      language: 'fr-FR',
      ins: { matricule: '207058575627097', oid: '1.2.250.1.213.1.4.10' },
      sourcePatientId: '1.2.250.1.999.1.1.7898.2^0456789999',
      hash: null,
      authors: [
        { idNat: '899900063480', speciality: { code: 'G15_10/SM26' }, structure: { idNat: '499900063480001', name: 'CABINET DR LIBRE' } },
      ],
    });
    expect(official.associations.map((a) => [a.type.split(':').at(-1), a.source, a.target])).toEqual([
      ['HasMember', 'SubmissionSet01', 'DocumentME2'],
      ['HasMember', 'SubmissionSet01', 'Signature01'],
      ['signs', 'Signature01', 'SubmissionSet01'],
    ]);
  });

  test('nothing is lost when it is written again', () => {
    if (set === undefined) throw new Error('no submission set');
    const again = submitObjectsRequest({ submissionSet: set, entries: official.entries, associations: official.associations }, rimIds());
    expect(objects(again.bytes())).toEqual(official);
  });

  test('our signature entry is the official one', () => {
    if (set === undefined || document === undefined || signature === undefined) throw new Error('incomplete sample');
    expect(signatureEntry(set, document, signature.uniqueId ?? '')).toEqual(signature);
  });

  test.skipIf(needs.tool('xmllint') === null)('what we write is valid against ebRS', async () => {
    if (set === undefined) throw new Error('no submission set');
    const written = submitObjectsRequest(
      { submissionSet: set, entries: official.entries, associations: official.associations },
      rimIds(),
    ).bytes();
    expect(await validateSchema('dmp/annexe-wsdl-schema/schema/ebRS/lcm.xsd', written)).toEqual([]);
  });
});
