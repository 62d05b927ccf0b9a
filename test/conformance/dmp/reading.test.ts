import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSoap } from '../../../electron/dmp/soap.ts';
import { storedQueryRequest } from '../../../electron/dmp/stored-query.ts';
import { demographicsRequest } from '../../../electron/dmp/td0-2.ts';
import { td03Request, type AuthorizationChange } from '../../../electron/dmp/td0-3.ts';
import { td04Request } from '../../../electron/dmp/td0-4.ts';
import { td05Request } from '../../../electron/dmp/td0-5.ts';
import { td16Request } from '../../../electron/dmp/td1-6.ts';
import {
  findDocumentsQuery,
  findSubmissionSetsQuery,
  getAssociations,
  getDocuments,
  getDocumentsAndAssociations,
} from '../../../electron/dmp/td3-1.ts';
import { td32Request } from '../../../electron/dmp/td3-2.ts';
import { statusRequest, visibilityRequest, type ChangeInput } from '../../../electron/dmp/td3-3.ts';
import { readPackage } from '../../../electron/dmp/mtom.ts';
import { objectsOf } from '../../../electron/dmp/registry-objects.ts';
import { attribute, descendants, parseXml, type XmlElement } from '../../../electron/xml/read.ts';
import { validateSchema } from '../../sandbox/common/schema.ts';
import { needs } from '../../setup/needs.ts';
import { entry, flag } from '../../unit/dmp/entry.ts';
import { list, NS, PATIENT, wire } from '../../unit/dmp/wire.ts';

const A = 'dmp/annexe-wsdl-schema/schema/';
const WSDL = needs.shared('reference/dmp/annexe-wsdl-schema/wsdl');
const samples = needs.shared('reference/dmp/examples');
const official = needs.shared('reference/dmp') !== null && needs.tool('xmllint') !== null;
const { connection } = wire([]);

const input = (changes: Partial<ChangeInput['entry']> = {}): ChangeInput => ({
  patient: PATIENT,
  entry: { ...entry, ...changes },
  author: {
    idNat: '899900000017',
    family: 'DURAND',
    given: 'Paule',
    prefix: null,
    suffix: null,
    speciality: { code: 'G15_10/SM26', displayName: 'Médecin - Qualifié en Médecine Générale (SM)', codeSystem: '1.2.250.1.213.1.1.4.5' },
    structure: { idNat: '499900000017001', name: 'Cabinet du Port', sector: 'SA07', practiceSetting: 'AMBULATOIRE' },
  },
  contentType: { code: 'SA07', displayName: 'Cabinet individuel', codeSystem: '1.2.250.1.71.4.2.4' },
});

describe.skipIf(!official)('against the official schemas', () => {
  it('TD1.3a is valid', async () => {
    const body = demographicsRequest(connection, PATIENT, 'CNSLT_DATA').source;
    expect(await validateSchema(`${A}HL7V3/NE2009/multicacheschemas/PRPA_IN201307UV02.xsd`, body)).toEqual([]);
  });

  it('TD0.5 is valid, with all traits and with a name alone; a wrong order is not', async () => {
    const schema = `${A}HL7V3/NE2008/multicacheschemas/PRPA_IN201305UV02.xsd`;
    const name = { family: 'PAT', given: null, sex: null, birthDate: null, city: null, postalCode: null };
    const all = { family: 'PAT', given: 'Dominique', sex: 'F', birthDate: '1979-03-28', city: 'Brest', postalCode: '29200' } as const;
    expect(await validateSchema(schema, td05Request(connection, name, 'D').source)).toEqual([]);
    const body = td05Request(connection, all, 'P').source;
    expect(await validateSchema(schema, body)).toEqual([]);
    expect(
      await validateSchema(schema, body.replace(/(<livingSubjectBirthTime>.*<\/livingSubjectBirthTime>)(.*)(<\/parameterList>)/, '$2$1$3')),
    ).not.toEqual([]);
  });

  it.each([
    [
      'FindDocuments',
      storedQueryRequest(
        findDocumentsQuery(PATIENT, { types: [{ code: "l'un", codeSystem: '1.2' }], created: { from: '2024', to: null } }),
      ),
    ],
    [
      'FindSubmissionSets',
      storedQueryRequest(findSubmissionSetsQuery(PATIENT, { from: '2026-01-01', to: '2026-03-02T10:00:00Z' }, 'ObjectRef')),
    ],
  ])('%s is valid', async (_what, body) => {
    expect(await validateSchema(`${A}ebRS/query.xsd`, body.source)).toEqual([]);
  });

  it.each([
    ['GetDocuments', getDocuments],
    ['GetDocumentsAndAssociations', getDocumentsAndAssociations],
    ['GetAssociations', (c: typeof connection, patient: typeof PATIENT) => getAssociations(c, patient, ['urn:uuid:1', 'urn:uuid:2'])],
  ])('%s is valid', async (_what, asked) => {
    const { connection: asking, bodies } = wire([list('')]);
    await asked(asking, PATIENT, { entryUuids: ['urn:uuid:1', 'urn:uuid:2'] });
    const body = /<query:AdhocQueryRequest[\s\S]*<\/query:AdhocQueryRequest>/.exec(bodies()[0] ?? '')?.[0] ?? '';
    expect(await validateSchema(`${A}ebRS/query.xsd`, body)).toEqual([]);
  });

  it('TD3.2 is valid', async () => {
    const body = td32Request({ repositoryUniqueId: '1.2.250.1.213.4.1.1.1.2', uniqueId: '2.25.1' }).source;
    expect(await validateSchema(`${A}IHE/XDS.b_DocumentRepository.xsd`, body)).toEqual([]);
  });

  it('TD3.3 is valid, which CNAM’s own samples are not', async () => {
    const masked = { confidentiality: [...entry.confidentiality, flag('MASQUE_PS')] };
    for (const body of [
      visibilityRequest(connection, input(), 'mask'),
      visibilityRequest(connection, input(masked), 'unmask'),
      statusRequest(connection, input(), 'delete'),
      statusRequest(connection, input(), 'archive'),
    ]) {
      // oxlint-disable-next-line no-await-in-loop
      expect(await validateSchema(`${A}ebRS/lcm.xsd`, body.source)).toEqual([]);
    }
  });
});

describe.skipIf(!official || WSDL === null)('against the schemas of the services’ contracts', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'dmp-wsdl-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Valid when xmllint says so, by the schema that the contract holds. */
  function valid(contract: string, body: string): boolean {
    const [schema, message] = [join(folder, `${contract}.xsd`), join(folder, 'body.xml')];
    writeFileSync(
      schema,
      execFileSync('xmllint', ['--nonet', '--xpath', "//*[local-name()='schema']", join(WSDL ?? '', `${contract}.wsdl`)]),
    );
    writeFileSync(message, body);
    try {
      execFileSync('xmllint', ['--nonet', '--noout', '--schema', schema, message], { stdio: 'pipe' });
      return true;
    } catch {
      return false;
    }
  }

  it.each<AuthorizationChange>(['add', 'remove', 'declare-treating', 'stop-treating'])('TD0.3 is valid: %s', (change) => {
    const { source } = td03Request(change);
    expect(valid('Habilitations', source)).toBe(true);
    expect(valid('Habilitations', source.replace(/AJOUT|SUPPRESSION/, 'AUTRE'))).toBe(false);
  });

  it('TD1.6 is valid', () => {
    for (const mode of ['ACTIVE', 'INTERDITE', 'TOUTE'] as const) expect(valid('Habilitations', td16Request(mode).source)).toBe(true);
  });

  it('TD0.4 is valid', () => {
    for (const by of ['authorization', 'document'] as const)
      expect(valid('PatientsSpecific', td04Request({ since: '2026-03-01', by }).source)).toBe(true);
  });
});

describe.skipIf(samples === null)('as the official samples', () => {
  /** Body of a sample, or ours, by names alone: neither prefixes nor layout. */
  const bodyOf = (source: string | Uint8Array): XmlElement => {
    const root = parseXml(typeof source === 'string' ? Buffer.from(source) : source);
    const body = root.name === 'Envelope' ? readSoap(root)?.body : root;
    if (body === null || body === undefined) throw new Error('no body');
    return trimmed(body);
  };
  const trimmed = (element: XmlElement): XmlElement => ({
    ...element,
    attributes: element.attributes.toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    children: element.children.flatMap((child) => (typeof child === 'string' ? child.trim() || [] : trimmed(child))),
  });
  const sample = (name: string): XmlElement => bodyOf(readFileSync(join(samples ?? '', name)));
  const laurence = { matricule: '207058575627097', oid: '1.2.250.1.213.1.4.10' };

  it('TD0.3', () => expect(bodyOf(td03Request('add').source)).toEqual(sample('td0.3-request.xml')));
  it('TD3.1', () => expect(bodyOf(storedQueryRequest(findDocumentsQuery(laurence, {})).source)).toEqual(sample('td3.1-request.xml')));
  it('TD3.2', () =>
    expect(
      bodyOf(td32Request({ repositoryUniqueId: '1.2.250.1.213.4.1.1.1.2', uniqueId: '1.2.250.1.999.1.1.7898.1.995657292' }).source),
    ).toEqual(sample('td3.2-request.xml')));

  it('the metadata of the lot of TD2.1 are given back whole by a change', () => {
    const found = readPackage(readFileSync(join(samples ?? '', 'td2.1-request.mime')), null);
    const request = readSoap(parseXml(found.root))?.body;
    if (request === null || request === undefined) throw new Error('no request');
    const [object] = descendants(request, NS.rim, 'ExtrinsicObject');
    if (object === undefined) throw new Error('no entry');
    const [first] = objectsOf(request).entries;
    if (first === undefined) throw new Error('nothing read');
    // What a registry adds.
    const { lid, status, metadataVersion, hash, size, repositoryUniqueId } = entry;
    const stored = { ...first, lid, status, metadataVersion, hash, size, repositoryUniqueId };
    const sent = parseXml(Buffer.from(visibilityRequest(connection, { ...input(), patient: laurence, entry: stored }, 'mask').source));
    const [changed] = descendants(sent, NS.rim, 'ExtrinsicObject');
    if (changed === undefined) throw new Error('no entry');
    const before = factsOf(object);
    const after = factsOf(changed);
    expect(before.filter((fact) => !after.includes(fact))).toEqual([]);
    expect(after.filter((fact) => !before.includes(fact))).toEqual([
      `Slot hash ${hash ?? ''}`,
      'Slot size 3',
      `Slot repositoryUniqueId ${repositoryUniqueId ?? ''}`,
      'Classification urn:uuid:f4f85eac-e6cb-4883-b524-f2705394840f MASQUE_PS 1.2.250.1.213.1.1.4.13|Masqué aux professionnels de santé',
    ]);
  });

  /** What an entry says, one line a fact: slots with their values, classifications, identifiers. */
  function factsOf(object: XmlElement): readonly string[] {
    const texts = (element: XmlElement): readonly string[] =>
      element.children
        .flatMap((child) => (typeof child === 'string' ? child.trim() : [attribute(child, 'value') ?? '', ...texts(child)]))
        .filter((text) => text !== '');
    return [
      ...object.children.flatMap((child) =>
        typeof child !== 'string' && child.name === 'Slot' ? [`Slot ${attribute(child, 'name') ?? ''} ${texts(child).join('|')}`] : [],
      ),
      ...descendants(object, NS.rim, 'Classification').map(
        (one) =>
          `Classification ${attribute(one, 'classificationScheme') ?? ''} ${attribute(one, 'nodeRepresentation') ?? ''} ${texts(one).join('|')}`,
      ),
      ...descendants(object, NS.rim, 'ExternalIdentifier').map(
        (one) => `ExternalIdentifier ${attribute(one, 'identificationScheme') ?? ''} ${attribute(one, 'value') ?? ''}`,
      ),
    ];
  }
});
