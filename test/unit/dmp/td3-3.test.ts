import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { objectsOf } from '../../../electron/dmp/registry-objects.ts';
import {
  changeStatus,
  changeVisibility,
  isConflict,
  statusRequest,
  visibilityRequest,
  type ChangeInput,
  type StatusChange,
  type VisibilityChange,
} from '../../../electron/dmp/td3-3.ts';
import type { DocumentEntry } from '../../../electron/xds/metadata.ts';
import { attribute, descendants, parseXml, type XmlElement } from '../../../electron/xml/read.ts';
import { entry, flag } from './entry.ts';
import { FAILURE, NS, OTHER, PARTIAL, PATIENT, registered, registryErrors, wire } from './wire.ts';

const AUTHOR = {
  idNat: '899900000017',
  family: 'DURAND',
  given: 'Paule',
  prefix: null,
  suffix: null,
  speciality: { code: 'G15_10/SM26', displayName: 'Médecin - Qualifié en Médecine Générale (SM)', codeSystem: '1.2.250.1.213.1.1.4.5' },
  structure: { idNat: '499900000017001', name: 'Cabinet du Port', sector: 'SA07', practiceSetting: 'AMBULATOIRE' },
};
const inputOf = (changes: Partial<DocumentEntry> = {}): ChangeInput => ({
  patient: PATIENT,
  entry: { ...entry, ...changes },
  author: AUTHOR,
  contentType: { code: 'SA07', displayName: 'Cabinet individuel', codeSystem: '1.2.250.1.71.4.2.4' },
});
const ports = wire([]).connection;
const parsed = (source: string): XmlElement => parseXml(Buffer.from(source));
const [MASKED, HIDDEN, HIDDEN_REP] = [flag('MASQUE_PS'), flag('INVISIBLE_PATIENT'), flag('INVISIBLE_REPRESENTANTS_LEGAUX')];
const withFlags = (...flags: readonly ReturnType<typeof flag>[]): Partial<DocumentEntry> => ({
  confidentiality: [...entry.confidentiality, ...flags],
});

describe('TD3.3a and b', () => {
  it.each<[VisibilityChange, Partial<DocumentEntry>, readonly string[]]>([
    ['mask', {}, ['N', 'MASQUE_PS']],
    ['mask', withFlags(HIDDEN), ['N', 'INVISIBLE_PATIENT', 'MASQUE_PS']],
    ['unmask', withFlags(HIDDEN, MASKED), ['N', 'INVISIBLE_PATIENT']],
    ['show-patient', withFlags(HIDDEN, HIDDEN_REP), ['N', 'INVISIBLE_REPRESENTANTS_LEGAUX']],
    ['show-representatives', withFlags(HIDDEN_REP), ['N']],
    ['unmask', { confidentiality: [{ code: 'R', displayName: 'Restreint', codeSystem: '2.16.840.1.113883.5.25' }, MASKED] }, ['R']],
  ])('%s changes that flag alone', (change, changes, after) => {
    const [sent] = objectsOf(parsed(visibilityRequest(ports, inputOf(changes), change).source)).entries;
    expect(sent?.confidentiality.map(({ code }) => code)).toEqual(after);
    expect({ ...sent, confidentiality: [] }).toEqual({ ...entry, entryId: 'Document01', confidentiality: [] });
  });

  it('names the version that was read, and refers to the entry by one name everywhere', () => {
    const root = parsed(visibilityRequest(ports, inputOf(), 'mask').source);
    const { associations, submissionSets } = objectsOf(root);
    expect(associations).toEqual([
      {
        id: 'assoc1',
        type: 'urn:oasis:names:tc:ebxml-regrep:AssociationType:HasMember',
        source: 'SubmissionSet01',
        target: 'Document01',
        slots: [
          { name: 'SubmissionSetStatus', values: ['Original'] },
          { name: 'PreviousVersion', values: ['2'] },
        ],
      },
    ]);
    expect(submissionSets[0]).toMatchObject({ authors: [{ person: { id: AUTHOR.idNat } }], patientId: { id: PATIENT.matricule } });
    const [object] = descendants(root, NS.rim, 'ExtrinsicObject');
    if (object === undefined) throw new Error('no entry');
    const owners = [
      ...descendants(object, NS.rim, 'Classification').map((one) => attribute(one, 'classifiedObject')),
      ...descendants(object, NS.rim, 'ExternalIdentifier').map((one) => attribute(one, 'registryObject')),
    ];
    expect(new Set(owners)).toEqual(new Set(['Document01']));
  });

  it('gives back any metadata as they were read, the flag excepted', () => {
    const word = fc
      .string({ minLength: 1, maxLength: 20, unit: fc.constantFrom(...'aéÀ1 <&"\'^|~\\'.split('')) })
      .map((s) => `x${s.trim()}`);
    const any = fc.record({
      title: fc.option(word, { nil: null }),
      comment: fc.option(word, { nil: null }),
      metadataVersion: fc.integer({ min: 1, max: 99 }).map(String),
      sourcePatientInfo: fc.array(word, { maxLength: 4 }),
      serviceStop: fc.option(fc.constant('20260302'), { nil: null }),
      events: fc.array(fc.record({ code: word, displayName: word, codeSystem: fc.option(word, { nil: null }) }), { maxLength: 3 }),
      otherSlots: fc
        .uniqueArray(word, { maxLength: 3 })
        .chain((names) =>
          fc.tuple(...names.map((name) => fc.record({ name: fc.constant(name), values: fc.array(word, { minLength: 1, maxLength: 3 }) }))),
        ),
    });
    fc.assert(
      fc.property(any, fc.subarray([HIDDEN, HIDDEN_REP]), (changes, flags) => {
        const input = inputOf({ ...changes, ...withFlags(...flags) });
        const { entries, associations } = objectsOf(parsed(visibilityRequest(ports, input, 'mask').source));
        expect({ ...entries[0], confidentiality: entries[0]?.confidentiality.map(({ code }) => code) }).toEqual({
          ...input.entry,
          entryId: 'Document01',
          confidentiality: [...input.entry.confidentiality.map(({ code }) => code), 'MASQUE_PS'],
        });
        expect(associations[0]?.slots).toContainEqual({ name: 'PreviousVersion', values: [changes.metadataVersion] });
      }),
      { numRuns: 100 },
    );
  });

  it('says what it is to dmp parse', async () => {
    const { connection, messages, requests } = wire([registered()]);
    expect(await changeVisibility(connection, inputOf(), 'mask')).toBe('changed');
    expect(requests[0]?.url).toBe('https://localhost/registry');
    expect(messages()[0]).toMatchObject({
      kind: 'update-request',
      action: 'urn:ihe:iti:2010:UpdateDocumentSet',
      patient: PATIENT,
      documents: [{ uniqueId: entry.uniqueId, lid: entry.lid, metadataVersion: '2', flags: ['MASQUE_PS'] }],
    });
  });

  it.each<[VisibilityChange, Partial<DocumentEntry>]>([
    ['mask', withFlags(MASKED)],
    ['unmask', {}],
    ['show-patient', {}],
    ['show-representatives', withFlags(HIDDEN)],
  ])('%s sends nothing of a document that is so already', async (change, changes) => {
    const { connection, requests } = wire([registered()]);
    expect(await changeVisibility(connection, inputOf(changes), change)).toBe('already');
    expect(requests).toEqual([]);
  });

  it.each(['lid', 'metadataVersion', 'status', 'hash', 'size', 'repositoryUniqueId', 'uniqueId', 'mimeType'] as const)(
    'sends nothing of an entry without %s',
    async (name) => {
      const { connection, requests } = wire([registered()]);
      await expect(changeVisibility(connection, inputOf({ [name]: null }), 'mask')).rejects.toMatchObject({
        code: 'DMP_INCOMPLETE',
        detail: name,
      });
      expect(requests).toEqual([]);
    },
  );
});

describe('TD3.3c and d', () => {
  const APPROVED = 'urn:oasis:names:tc:ebxml-regrep:StatusType:Approved';
  const ARCHIVED = 'urn:asip:ci-sis:2010:StatusType:Archived';
  const DELETED = 'urn:asip:ci-sis:2010:StatusType:Deleted';
  const DEPRECATED = 'urn:oasis:names:tc:ebxml-regrep:StatusType:Deprecated';

  it.each<[StatusChange, string, string, string]>([
    ['delete', APPROVED, DELETED, 'TD3.3c'],
    ['delete', ARCHIVED, DELETED, 'TD3.3c'],
    ['archive', APPROVED, ARCHIVED, 'TD3.3d'],
    ['unarchive', ARCHIVED, APPROVED, 'TD3.3d'],
  ])('%s: %s becomes %s', async (change, from, to, td) => {
    const { connection, bodies, messages } = wire([registered()]);
    expect(await changeStatus(connection, inputOf({ status: from }), change)).toBe('changed');
    const { associations, entries } = objectsOf(parsed(bodies()[0] ?? ''));
    expect(entries).toEqual([]);
    expect(associations).toEqual([
      {
        id: 'association1',
        type: 'urn:ihe:iti:2010:AssociationType:UpdateAvailabilityStatus',
        source: 'SubmissionSet01',
        target: entry.entryId,
        slots: [
          { name: 'OriginalStatus', values: [from] },
          { name: 'NewStatus', values: [to] },
        ],
      },
    ]);
    expect(messages()[0]).toMatchObject({ kind: 'update-request', td, references: [entry.entryId], patient: PATIENT });
  });

  it.each<[StatusChange, string]>([
    ['archive', ARCHIVED],
    ['unarchive', APPROVED],
    ['delete', DELETED],
  ])('%s sends nothing of a document that is so already', async (change, status) => {
    const { connection, requests } = wire([registered()]);
    expect(await changeStatus(connection, inputOf({ status }), change)).toBe('already');
    expect(requests).toEqual([]);
  });

  it('refuses what leads nowhere, a symbolic name and another patient', () => {
    expect(() => statusRequest(ports, inputOf({ status: DEPRECATED }), 'archive')).toThrow(
      expect.objectContaining({ code: 'DMP_CHANGE_REFUSED', detail: DEPRECATED }),
    );
    expect(() => statusRequest(ports, inputOf({ entryId: 'Document01' }), 'delete')).toThrow(
      expect.objectContaining({ code: 'DMP_INCOMPLETE' }),
    );
    const other = { patientId: { id: OTHER.matricule, root: OTHER.oid, type: 'NH', date: null } };
    expect(() => statusRequest(ports, inputOf(other), 'delete')).toThrow(expect.objectContaining({ code: 'DMP_OTHER_PATIENT' }));
    expect(() => visibilityRequest(ports, inputOf(other), 'mask')).toThrow(expect.objectContaining({ code: 'DMP_OTHER_PATIENT' }));
  });
});

describe('a change that the DMP refuses', () => {
  it.each([
    ['XDSMetadataVersionError', 'DMP_VERSION', true],
    ['XDSRegistryDeprecatedDocumentError', 'DMP_REPLACED', true],
    ['XDSDocumentUniqueIdError', 'DMP_DOCUMENT_UNKNOWN', true],
    ['XDSMetadataUpdateError', 'DMP_CHANGE_REFUSED', false],
    ['XDSMetadataUpdateOperationError', 'DMP_CHANGE_REFUSED', false],
    ['UnmodifiableMetadataError', 'DMP_CHANGE_REFUSED', false],
    ['DMPAccessDeniedByRightsService', 'DMP_RIGHTS', false],
    ['XDSRegistryBusy', 'DMP_BUSY', false],
  ])('%s is %s; to be read again and made once more: %s', async (raw, code, conflict) => {
    const { connection } = wire([registered(FAILURE, registryErrors(raw))]);
    const refused: unknown = await changeStatus(connection, inputOf(), 'archive').catch((cause: unknown) => cause);
    expect(refused).toMatchObject({ code, detail: `${raw} : contexte` });
    expect(isConflict(refused)).toBe(conflict);
  });

  it('is refused by an error in a partial answer, accepted with a warning', async () => {
    const partial = wire([registered(PARTIAL, registryErrors('XDSRegistryError'))]);
    await expect(changeStatus(partial.connection, inputOf(), 'archive')).rejects.toMatchObject({ code: 'DMP_INTERNAL' });
    const warned = wire([registered(PARTIAL, registryErrors('XDSRegistryError', 'Warning'))]);
    expect(await changeStatus(warned.connection, inputOf(), 'archive')).toBe('changed');
  });

  it('says to look first when nobody knows whether it was made', async () => {
    const { connection } = wire(['<a/>']);
    await expect(changeStatus(connection, inputOf(), 'delete')).rejects.toMatchObject({
      code: 'DMP_GARBAGE',
      action: 'Actualisez la liste avant de recommencer : le changement est peut-être déjà fait.',
    });
  });
});
