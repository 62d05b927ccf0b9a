import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dmpParse } from '../../../electron/cli/dmp-parse.ts';
import { parseDmpMessage, readDmpMessage } from '../../../electron/dmp/parse.ts';
import { needs } from '../../setup/needs.ts';

const folder = needs.shared('reference/dmp/examples');

/** The official examples, read as they are (CNAM « package DMP », messages v02.05.00). */
describe.skipIf(folder === null)('official samples', () => {
  const bytes = (name: string): Uint8Array => readFileSync(`${folder}/${name}`);
  // Staged with CRLF, while the saved message has LF line ends.
  const staged = (name: string): string => readFileSync(`${folder}/${name}`, 'utf8').replaceAll('\r\n', '\n').trim();
  const parse = (name: string) => parseDmpMessage(bytes(name));
  const laurence = { matricule: '207058575627097', oid: '1.2.250.1.213.1.4.10' };
  const nothing = {
    errors: [],
    dmp: null,
    authorization: null,
    total: null,
    documents: [],
    references: [],
    authorizations: [],
    dmps: [],
    patients: [],
    warnings: [],
  };
  const vihf = {
    id: '_ce088e5a-e31d-42d0-ba37-fda5fcbc889d',
    nameId: '899900063480',
    authentication: 'DIRECTE',
    mode: 'normal',
    version: '3.0',
    structure: '499900063480001',
    sector: 'SA07',
    signed: false,
  };

  it('TD0.2 request', () => {
    expect(parse('td0.2-request.xml')).toMatchObject({
      ...nothing,
      kind: 'existence-request',
      td: 'TD0.2',
      action: 'urn:hl7-org:v3:PRPA_IN201307UV02',
      messageId: 'urn:uuid:f2c3f93b-06e2-4333-b80d-4d0505c332aa',
      relatesTo: null,
      status: null,
      patient: laurence,
      vihf,
    });
  });

  it('TD0.2 answer', () => {
    expect(parse('td0.2-response.xml')).toEqual({
      ...nothing,
      kind: 'existence',
      td: 'TD0.2',
      action: 'urn:hl7-org:v3:PRPA_IN201308UV02',
      messageId: 'urn:uuid:52c2786e-cb61-48cc-a621-24113888b3e6',
      relatesTo: 'urn:uuid:0b6f4648-f2e9-4a06-94fd-c563a807212f',
      status: 'success',
      patient: laurence,
      dmp: {
        exists: true,
        state: 'active',
        authorization: 'VALIDE',
        medecinTraitant: true,
        accountOpen: true,
        monEspaceSante: false,
        closedAt: null,
        closingReason: null,
        oppositionBrisDeGlace: null,
        oppositionAccesUrgence: null,
      },
      vihf: null,
    });
  });

  it('TD0.3, request and answer', () => {
    // The body names nobody: the patient is the VIHF's (RG_3010).
    expect(parse('td0.3-request.xml')).toMatchObject({
      ...nothing,
      kind: 'authorization-request',
      td: 'TD0.3',
      status: null,
      patient: laurence,
      vihf,
    });
    expect(parse('td0.3-response.xml')).toMatchObject({
      kind: 'authorization',
      td: 'TD0.3',
      status: 'success',
      errors: [],
      authorization: { status: 'DMPOk', context: 'Autorisation déjà présente aucune action effectuée' },
    });
  });

  it('TD2.1 request: metadata, documents and the bytes of their parts', () => {
    const { result, positive } = dmpParse(readDmpMessage(bytes('td2.1-request.mime')), null);
    expect(positive).toBe(true);
    expect(result).toMatchObject({ kind: 'feed-request', td: 'TD2.1', status: null, patient: laurence, vihf, warnings: [] });
    expect(result.documents).toHaveLength(2);
    const [document, signature] = result.documents;
    expect(document).toMatchObject({
      uniqueId: '1.2.250.1.999.1.1.7898.3.1622814651504',
      entryUUID: null,
      title: 'Document 1',
      comment: 'commentaire sur document',
      type: { code: '27899-4', displayName: "CR d'acte diagnostique (autre)", codeSystem: '2.16.840.1.113883.6.1' },
      class: { code: '10' },
      format: { code: 'urn:ihe:iti:xds-sd:text:2008' },
      confidentiality: ['N'],
      flags: [],
      authors: [
        { idNat: '899900063480', family: 'MAX', given: 'LIBRE', structure: { idNat: '499900063480001', name: 'CABINET DR LIBRE' } },
      ],
      createdAt: '2010-03-19T19:45:35Z',
      ins: laurence,
      sourcePatientId: '1.2.250.1.999.1.1.7898.2^0456789999',
      hash: null,
      size: null,
    });
    expect(document?.content).toEqual({ size: 4176, sha1: '76d600e6afb9fbe19d126e06f9fbe1511fd792f3', file: null });
    expect(signature).toMatchObject({
      title: 'Source',
      class: { codeSystem: 'URN' },
      flags: ['MASQUE_PS', 'INVISIBLE_PATIENT'],
      language: 'art',
    });
    expect(signature?.content).toEqual({ size: 6908, sha1: 'b4f6eb16dc12f9220eeb9c79287a92387db47ee5', file: null });
  });

  it('TD2.1 request: --content writes each part under a name of ours', () => {
    const written = new Map<string, Uint8Array>();
    const { result } = dmpParse(readDmpMessage(bytes('td2.1-request.mime')), {
      dir: 'out',
      write: (file, content) => written.set(file, content),
    });
    expect([...written.keys()]).toEqual(['out/001.xml', 'out/002.xml']);
    expect(result.documents.map((document) => document.content?.file)).toEqual(['out/001.xml', 'out/002.xml']);
    expect(
      Buffer.from(written.get('out/001.xml') ?? [])
        .toString('utf8')
        .trim(),
    ).toBe(staged('td2.1-document-cda.xml'));
    expect(
      Buffer.from(written.get('out/002.xml') ?? [])
        .toString('utf8')
        .trim(),
    ).toBe(staged('td2.1-signature-xades.xml'));
  });

  it('TD2.1 answer', () => {
    expect(parse('td2.1-response.xml')).toMatchObject({
      ...nothing,
      kind: 'feed',
      td: 'TD2.1',
      status: 'success',
      relatesTo: 'urn:uuid:b3745a7c-4d1a-4cfd-a752-536197e4ac7a',
      patient: null,
    });
  });

  it('TD3.1 request', () => {
    expect(parse('td3.1-request.xml')).toMatchObject({ ...nothing, kind: 'list-request', td: 'TD3.1', patient: laurence, vihf });
  });

  it('TD3.2 request', () => {
    expect(parse('td3.2-request.xml')).toMatchObject({
      kind: 'content-request',
      td: 'TD3.2',
      warnings: [],
      documents: [{ uniqueId: '1.2.250.1.999.1.1.7898.1.995657292', repositoryUniqueId: '1.2.250.1.213.4.1.1.1.2', content: null }],
    });
  });

  it('TD3.2 answer, saved without its document', () => {
    const { result, positive } = dmpParse(readDmpMessage(bytes('td3.2-response.xml')), null);
    expect(positive).toBe(true);
    expect(result).toMatchObject({
      kind: 'content',
      status: 'success',
      documents: [{ uniqueId: '1.2.250.1.999.1.1.7898.1.995657292', mimeType: 'text/xml', content: null }],
      warnings: [{ code: 'MTOM_PART_MISSING' }],
    });
  });

  it('bare VIHF, indirect and signed', () => {
    expect(parse('vihf-indirect-signed.xml')).toMatchObject({
      kind: 'vihf',
      td: null,
      status: null,
      vihf: { id: '_65db4fa8-b44a-4c11-adc5-135dcc327b24', signed: true },
    });
  });

  it('the two VIHF whose bytes are ISO-8859-1 are refused for their encoding', () => {
    for (const name of ['vihf-direct-unsigned.xml', 'vihf-direct-signed.xml'])
      expect(() => parse(name), name).toThrow(expect.objectContaining({ code: 'XML_ENCODING' }));
    const converted = Buffer.from(readFileSync(`${folder}/vihf-direct-unsigned.xml`, 'latin1'), 'utf8');
    expect(parseDmpMessage(converted)).toMatchObject({ kind: 'vihf', patient: laurence, vihf });
  });
});
