import { describe, expect, it } from 'vitest';
import type { MergePair } from '../../../../electron/import/types.ts';
import { takeMerge } from '../../../../electron/usecases/imports/take-merge.ts';
import type { PatientRecord } from '../../../../shared/domain/record/patient.ts';
import { imported, importDesk, INS, OTHER, OTHER_INS, OWN, QUALIFIED, somebodyElse, type ImportDesk } from './kit.ts';

const OCCURRED = '2026-11-20T08:00:00+00:00';
const HOMONYM = { homonym: true, doubtful: false, fictive: false };
const pair = (changed: Partial<MergePair> = {}): MergePair => ({
  ipp: 'H1',
  mergedIpp: 'H2',
  authorities: [OWN],
  traits: null,
  ...changed,
});

/** Records whose numbers are H1, H2… in both domains. */
const desk = async (...records: readonly Partial<PatientRecord>[]): Promise<ImportDesk> => {
  const place = importDesk();
  await place.records(...records);
  for (const [i] of records.entries())
    for (const authority of [OWN, OTHER])
      await place.save({ kind: 'identifier.set', identifier: { patientId: `p${i + 1}`, authority, value: `H${i + 1}`, eventAt: null } });
  return place;
};
const merged = (place: ImportDesk, ...pairs: readonly MergePair[]) =>
  place.take((context) => takeMerge({ kind: 'merge', event: 'A40', line: 2, messageId: null, occurredAt: OCCURRED, pairs }, context));
const into = async ({ store }: ImportDesk, id: string) => (await store.patients.get(id))?.mergedInto;

describe('two numbers that are one person’s', () => {
  it('of whom nothing is known are refused', async () => {
    const place = await desk();
    expect(await merged(place, pair())).toMatchObject({ outcome: 'rejected', conflict: false, error: { code: 'IMPORT_MERGE_UNKNOWN' } });
    expect(await place.waiting()).toEqual([]);
  });

  it('of one record already are nothing new', async () => {
    const place = await desk({});
    await place.save({ kind: 'identifier.set', identifier: { patientId: 'p1', authority: OWN, value: 'H2', eventAt: null } });
    expect(await merged(place, pair())).toMatchObject({ outcome: 'unchanged', changes: [] });
  });

  it.each([
    ['one that stays', pair({ ipp: 'H8', mergedIpp: 'H1' }), 'H8'],
    ['one that goes', pair({ ipp: 'H1', mergedIpp: 'H9' }), 'H9'],
  ])('of which the %s is new: it designates the record', async (_what, asked, value) => {
    const place = await desk({});
    expect((await merged(place, asked)).outcome).toBe('updated');
    expect(await place.store.patients.byIdentifier(OWN, value)).toEqual({ patientId: 'p1', eventAt: '2026-11-20T08:00:00.000Z' });
  });

  it.each<readonly [string, Partial<PatientRecord>, Partial<MergePair>, string]>([
    ['another domain, without traits', {}, { authorities: [OTHER] }, 'rejected'],
    ['another domain, of the same traits', {}, { authorities: [OTHER], traits: imported() }, 'updated'],
    ['another domain, of somebody verified', QUALIFIED, { authorities: [OTHER], traits: imported() }, 'rejected'],
    ['a domain that nobody names', {}, { authorities: [] }, 'rejected'],
    ['the own domain, of another person’s traits', {}, { traits: somebodyElse() }, 'rejected'],
    ['the own domain, of somebody who has a homonym', { attributes: HOMONYM }, {}, 'rejected'],
  ])('by the word of %s: %s', async (_what, record, asked, outcome) => {
    const place = await desk(record);
    const value = { authority: asked.authorities?.length === 0 ? 'fichier' : (asked.authorities?.[0] ?? OWN), value: 'H1' };
    await place.save({ kind: 'identifier.set', identifier: { patientId: 'p1', ...value, eventAt: null } });
    const taken = await merged(place, pair({ mergedIpp: 'H9', ...asked }));
    expect(taken.outcome).toBe(outcome);
    expect(await place.waiting()).toEqual(outcome === 'rejected' ? ['IMPORT_MERGE_REFUSED p1'] : []);
  });
});

describe('two records that a message merges', () => {
  it.each<readonly [string, readonly [Partial<PatientRecord>, Partial<PatientRecord>], Partial<MergePair>]>([
    ['the own domain, of the same traits', [{}, {}], {}],
    ['the own domain, of the same traits, both verified', [QUALIFIED, { status: 'VALI' }], {}],
    ['the own domain, of near traits, one verified', [QUALIFIED, { birthName: 'PAT-TROYS' }], {}],
    ['another domain, of the same traits, neither verified', [{}, {}], { authorities: [OTHER] }],
  ])('are one by the word of %s', async (_what, records, asked) => {
    const place = await desk(...records);
    await place.save({
      kind: 'conflict.add',
      conflict: { id: 'c1', at: OCCURRED, patientIds: ['p2', 'p1'], code: 'IMPORT_LOOKALIKE', message: '', incoming: null, settled: null },
    });
    expect((await merged(place, pair(asked))).outcome).toBe('updated');
    expect([await into(place, 'p2'), await into(place, 'p1'), await place.waiting()]).toEqual(['p1', null, []]);
  });

  it.each<readonly [string, string, readonly [Partial<PatientRecord>, Partial<PatientRecord>], Partial<MergePair>]>([
    ['two people', 'IMPORT_MERGE_REFUSED', [{}, { birthName: 'PAT-QUATRE', birthDate: '1960-05-18' }], {}],
    ['two verified who differ', 'IMPORT_MERGE_REFUSED', [QUALIFIED, { status: 'VALI', birthName: 'PAT-TROYS' }], {}],
    ['somebody and their homonym', 'IMPORT_MERGE_REFUSED', [{ attributes: HOMONYM }, {}], {}],
    ['somebody and their homonym, the other way round', 'IMPORT_MERGE_REFUSED', [{}, { attributes: HOMONYM }], {}],
    ['somebody verified, by another domain', 'IMPORT_MERGE_REFUSED', [{}, QUALIFIED], { authorities: [OTHER] }],
    ['somebody verified who stays, by another domain', 'IMPORT_MERGE_REFUSED', [QUALIFIED, {}], { authorities: [OTHER] }],
    ['those whom its own traits contradict', 'IMPORT_MERGE_REFUSED', [{}, {}], { traits: somebodyElse() }],
    ['two matricules', 'MERGE_TWO_MATRICULES', [QUALIFIED, { status: 'QUAL', ins: OTHER_INS }], {}],
  ])('are proposed when they are %s', async (_what, code, records, asked) => {
    const place = await desk(...records);
    expect(await merged(place, pair(asked))).toMatchObject({ outcome: 'rejected', conflict: true, error: { code } });
    expect([await into(place, 'p2'), await place.waiting()]).toEqual([null, [`${code} p1 p2`]]);
    expect((await place.store.worklists.waiting())[0]?.message).toMatch(/^Fusion demandée par un message reçu : [a-zàéè]/);
  });

  it('are not two any more when one held the other’s matricule once', async () => {
    const place = await desk(QUALIFIED, { status: 'QUAL', ins: OTHER_INS });
    await place.save({ kind: 'ins.known', patientId: 'p1', periods: [{ ins: OTHER_INS, from: null, to: '2026-01-01' }] });
    expect((await merged(place, pair())).outcome).toBe('updated');
    expect(await place.store.patients.get('p1')).toMatchObject({ ins: INS });
  });

  it('are the more proven one, whichever number stays; equally proven, the one that the message keeps', async () => {
    const proven = await desk({}, QUALIFIED);
    await merged(proven, pair());
    expect([await into(proven, 'p1'), await into(proven, 'p2')]).toEqual(['p2', null]);
    const equal = await desk({ createdAt: '2026-11-21T10:00:00.000Z' }, { createdAt: '2026-01-01T10:00:00.000Z' });
    await merged(equal, pair());
    expect(await into(equal, 'p2')).toBe('p1');
    const doubted = await desk({ attributes: { ...HOMONYM, homonym: false, doubtful: true } }, {});
    await merged(doubted, pair());
    expect(await into(doubted, 'p1')).toBe('p2');
  });

  it('keep the opposition of the one that goes (R-006)', async () => {
    const place = await desk({}, {});
    const information = {
      patientId: 'p2',
      purpose: 'feeding',
      episode: 'e1',
      state: 'opposed',
      at: OCCURRED,
      by: { idNat: '', name: 'CHU' },
      origin: 'import',
    } as const;
    await place.save({ kind: 'information.record', information });
    await merged(place, pair());
    expect((await place.store.patients.get('p1'))?.feeding).toMatchObject({ state: 'opposed' });
  });
});

describe('a message of several pairs', () => {
  it('is refused for one of them, and takes the others', async () => {
    const place = await desk({}, {}, { birthName: 'PAT-QUATRE', birthDate: '1960-05-18' });
    const taken = await merged(place, pair(), pair({ ipp: 'H8', mergedIpp: 'H9' }));
    expect(taken).toMatchObject({ outcome: 'rejected', conflict: false, error: { code: 'IMPORT_MERGE_UNKNOWN' } });
    expect(await into(place, 'p2')).toBe('p1');
    expect(await merged(place, pair(), pair({ ipp: 'H1', mergedIpp: 'H3' }))).toMatchObject({
      conflict: true,
      error: { code: 'IMPORT_MERGE_REFUSED' },
    });
  });

  it('sees in a pair what the one before did', async () => {
    const place = await desk({}, {}, {});
    expect(await merged(place, pair(), pair({ ipp: 'H2', mergedIpp: 'H1' }))).toMatchObject({ outcome: 'updated', error: null });
    expect([await into(place, 'p2'), await into(place, 'p3')]).toEqual(['p1', null]);
  });
});
