import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  comparedFields,
  droppedValues,
  fieldLikeness,
  fieldsBefore,
  mergedFields,
  pickedFields,
  pickOf,
  undoneFields,
  wrongPicks,
  type ComparedField,
  type HeldRecord,
  type MergedFields,
  type PickedField,
  type Picks,
} from '../../../shared/domain/identity/merge-fields.ts';
import { noAttributes } from '../../../shared/domain/identity/status.ts';
import { identityStatuses } from '../../../shared/domain/types.ts';
import { patientRecord } from '../../setup/patient.ts';

const AT = '2026-11-21T10:00:00.000Z';
const LATER = '2026-11-22T10:00:00.000Z';
const bare: HeldRecord = patientRecord({ birthPlace: null, birthFirstNames: 'DOMINIQUE' });
const held = (changed: Partial<HeldRecord> = {}): HeldRecord => ({ ...bare, ...changed });
const homonym = { ...noAttributes, homonym: true };
const proof = { lunarDate: false, channel: 'SM', insiOn: null, document: 'PA', sender: 'HOPITAL', receivedAt: AT } as const;

/** Everything that a record may say. */
const full = held({
  birthFirstNames: 'DOMINIQUE MARIE',
  birthPlace: '51454',
  usedName: 'Durand',
  usedFirstName: 'Domi',
  phone: '06 12 34 56 78',
  address: '1 rue du Port 51100 Reims',
  death: { on: '2026-01-02' },
  billingNss: '179035121518989',
  billingBirthDate: '1979-03-28',
  birthRank: 1,
  protection: 'tutelle',
  attributes: homonym,
  receivedProof: proof,
});

describe('the record that stays after a merge', () => {
  it('takes by itself everything that it lacks, and undoing gives it all back', () => {
    const changed = mergedFields(bare, full);
    expect(changed).toEqual({
      birthFirstNames: 'DOMINIQUE MARIE',
      birthPlace: '51454',
      usedName: 'Durand',
      usedFirstName: 'Domi',
      phone: '06 12 34 56 78',
      address: '1 rue du Port 51100 Reims',
      death: { on: '2026-01-02' },
      billingNss: '179035121518989',
      billingBirthDate: '1979-03-28',
      birthRank: 1,
      protection: 'tutelle',
      attributes: homonym,
      receivedProof: proof,
    });
    expect(droppedValues(bare, full)).toEqual([]);
    const kept = { ...bare, ...changed };
    expect({ ...kept, ...undoneFields(kept, { at: AT, before: fieldsBefore(bare, changed), removed: full }, []).restored }).toEqual(bare);
  });

  it('changes nothing of what it says already: what differs is told, whatever it is', () => {
    const other = held({
      birthName: 'AUTRE',
      firstBirthFirstName: 'DOMI',
      sex: 'M',
      birthDate: '1980-01-01',
      birthFirstNames: 'DOMI ANNE',
      birthPlace: '75056',
      usedName: 'Martin',
      usedFirstName: 'Do',
      phone: '0600000000',
      address: '2 quai',
      death: { on: '2026-01-03' },
      billingNss: '279035121518989',
      billingBirthDate: '1980-01-01',
      birthRank: 2,
      protection: 'curatelle',
      receivedProof: { ...proof, sender: 'AUTRE' },
      status: 'VALI',
      identityDocument: { type: 'PA', seenAt: AT },
    });
    expect(mergedFields(full, other)).toEqual({});
    expect(droppedValues(full, other)).toEqual(
      [
        ['birthName', 'AUTRE'],
        ['firstBirthFirstName', 'DOMI'],
        ['sex', 'M'],
        ['birthDate', '1980-01-01'],
        ['birthFirstNames', 'DOMI ANNE'],
        ['birthPlace', '75056'],
        ['usedName', 'Martin'],
        ['usedFirstName', 'Do'],
        ['phone', '0600000000'],
        ['address', '2 quai'],
        ['billingNss', '279035121518989'],
        ['death', '2026-01-03'],
        ['protection', 'curatelle'],
        ['status', 'VALI'],
        ['identityDocument', 'PA'],
      ].map(([field, value]) => ({ field, value, of: 'removed' })),
    );
  });

  it.each<readonly [string, PickedField, Partial<HeldRecord>, Partial<HeldRecord>, 'kept' | 'removed' | null]>([
    ['nothing on either side', 'phone', {}, {}, null],
    ['nothing on the other side', 'phone', { phone: '06' }, {}, null],
    ['nothing here', 'phone', {}, { phone: '06' }, 'removed'],
    ['another one', 'address', { address: 'a' }, { address: 'b' }, 'kept'],
    ['the same number with spaces', 'phone', { phone: '06 12 34' }, { phone: '061234' }, null],
    ['the same name with accents', 'usedFirstName', { usedFirstName: 'ZOE' }, { usedFirstName: 'Zoé' }, 'kept'],
    ['a death whose day is known', 'death', { death: { on: null } }, { death: { on: '2026-01-02' } }, 'removed'],
    ['a death whose day is known here', 'death', { death: { on: '2026-01-02' } }, { death: { on: null } }, null],
    ['a death', 'death', {}, { death: { on: null } }, 'removed'],
    ['a protection', 'protection', {}, { protection: 'tutelle' }, 'removed'],
    ['a place', 'birthPlace', {}, { birthPlace: '51454' }, 'removed'],
    ['a place instead of an unknown one', 'birthPlace', { birthPlace: '99999' }, { birthPlace: '51454' }, 'removed'],
    ['an unknown place', 'birthPlace', {}, { birthPlace: '99999' }, null],
    ['another place', 'birthPlace', { birthPlace: '75056' }, { birthPlace: '51454' }, 'kept'],
    ['a place for a validated identity without any', 'birthPlace', { status: 'VALI' }, { birthPlace: '51454' }, 'kept'],
    ['a place for a validated identity with one', 'birthPlace', { status: 'VALI', birthPlace: '99999' }, { birthPlace: '51454' }, null],
    ['a place for a recovered identity', 'birthPlace', { status: 'RECUP' }, { birthPlace: '51454' }, null],
    ['a place for a qualified identity', 'birthPlace', { status: 'QUAL' }, { birthPlace: '51454' }, null],
    ['a second first name', 'birthFirstNames', {}, { birthFirstNames: 'DOMINIQUE MARIE' }, 'removed'],
    ['fewer first names', 'birthFirstNames', { birthFirstNames: 'DOMINIQUE MARIE' }, {}, null],
    ['another second first name', 'birthFirstNames', { birthFirstNames: 'DOMINIQUE MARIE' }, { birthFirstNames: 'DOMINIQUE ANNE' }, 'kept'],
    ['another premier prénom', 'birthFirstNames', {}, { birthFirstNames: 'DOMI MARIE' }, null],
    ['a second first name for a validated identity', 'birthFirstNames', { status: 'VALI' }, { birthFirstNames: 'DOMINIQUE MARIE' }, null],
  ])('%s (%s)', (_what, field, kept, removed, proposed) => {
    expect(pickOf(held(kept), held(removed), field)?.proposed ?? null).toBe(proposed);
    const picks: Picks = { [field]: 'removed' };
    expect(wrongPicks(held(kept), held(removed), picks)).toEqual(proposed === null ? [field] : []);
    expect(mergedFields(held(kept), held(removed), picks)).toEqual(proposed === null ? {} : { [field]: held(removed)[field] });
    expect(mergedFields(held(kept), held(removed), { [field]: 'kept' })).toEqual({});
    expect(wrongPicks(held(kept), held(removed), { [field]: 'kept' })).toEqual([]);
  });

  it('tells the value that a pick replaces, and one that was not picked though nothing stood against it', () => {
    expect(droppedValues(held({ phone: '06' }), held({ phone: '07' }), { phone: 'removed' })).toEqual([
      { field: 'phone', value: '06', of: 'kept' },
    ]);
    expect(droppedValues(held(), held({ phone: '07' }), { phone: 'kept' })).toEqual([{ field: 'phone', value: '07', of: 'removed' }]);
    expect(droppedValues(held(), held({ death: { on: null } }), { death: 'kept' })).toEqual([{ field: 'death', value: '', of: 'removed' }]);
    expect(droppedValues(held(), held({ birthFirstNames: 'DOMINIQUE MARIE' }))).toEqual([]);
    expect(droppedValues(held({ status: 'VALI' }), held({ sex: 'I', birthDate: '0000-00-00', birthPlace: '99999' }))).toEqual([]);
  });

  it('takes what the card says with the number of the card', () => {
    const [here, there] = [
      held({ billingNss: '1', billingBirthDate: 'a', birthRank: 1 }),
      held({ billingNss: '2', billingBirthDate: null, birthRank: 2 }),
    ];
    expect(mergedFields(here, there, { billingNss: 'removed' })).toEqual({ billingNss: '2', billingBirthDate: null, birthRank: 2 });
    expect(mergedFields(held({ billingNss: '2' }), there)).toEqual({ birthRank: 2 });
    expect(mergedFields(held({ billingNss: '2', birthRank: 1 }), there)).toEqual({});
    expect(mergedFields(held({ billingNss: '2', billingBirthDate: 'a', birthRank: 1 }), { ...there, billingBirthDate: 'b' })).toEqual({});
    expect(mergedFields(here, there)).toEqual({});
  });

  it('is a homonym when one of the two was, unless it is fictive', () => {
    expect(mergedFields(held(), held({ attributes: homonym }))).toEqual({ attributes: homonym });
    expect(mergedFields(held({ attributes: homonym }), held())).toEqual({});
    const fictive = { ...noAttributes, fictive: true };
    expect(mergedFields(held({ attributes: fictive }), held({ attributes: homonym }))).toEqual({});
  });

  it.each<readonly [ComparedField, Partial<HeldRecord>, Partial<HeldRecord>, string]>([
    ['birthName', {}, {}, 'same'],
    ['birthName', {}, { birthName: 'PAT TROIS' }, 'written'],
    ['birthName', {}, { birthName: 'AUTRE' }, 'different'],
    ['birthFirstNames', {}, { birthFirstNames: 'DOMINIQUE MARIE' }, 'partial'],
    ['phone', { phone: '06 12' }, { phone: '0612' }, 'written'],
    ['death', { death: { on: null } }, { death: { on: '2026-01-01' } }, 'partial'],
    ['usedName', {}, { usedName: 'Durand' }, 'missing'],
    ['protection', {}, { protection: 'tutelle' }, 'missing'],
    ['sex', {}, { sex: 'I' }, 'missing'],
  ])('%s is compared whichever stays', (field, one, other, likeness) => {
    expect([fieldLikeness(held(one), held(other), field), fieldLikeness(held(other), held(one), field)]).toEqual([likeness, likeness]);
  });

  const text = fc.constantFrom(null, 'a', 'b', 'c');
  const any = fc
    .record({
      status: fc.constantFrom(...identityStatuses),
      birthFirstNames: fc.constantFrom('DOMINIQUE', 'DOMINIQUE MARIE', 'DOMINIQUE ANNE', 'DOMI MARIE'),
      birthPlace: fc.constantFrom(null, '51454', '75056', '99999'),
      usedName: text,
      usedFirstName: text,
      phone: fc.constantFrom(null, '06', '07', '0 7'),
      address: text,
      billingNss: text,
      billingBirthDate: text,
      birthRank: fc.constantFrom(null, 1, 2),
      death: fc.constantFrom(null, { on: null }, { on: '2026-01-02' }),
      protection: fc.constantFrom('none', 'tutelle', 'curatelle'),
      attributes: fc.constantFrom(noAttributes, homonym, { ...noAttributes, doubtful: true }),
      receivedProof: fc.constantFrom(null, proof),
    })
    .map((changed) => held({ ...changed, firstBirthFirstName: changed.birthFirstNames.split(' ')[0] ?? '' }));
  const picks = fc.dictionary(fc.constantFrom(...pickedFields), fc.constantFrom('kept', 'removed'));

  it('never changes a strict trait of a verified identity by itself, nor loses a value of either', () => {
    fc.assert(
      fc.property(any, any, picks, (kept, removed, chosen) => {
        const alone = mergedFields(kept, removed);
        if (kept.status !== 'PROV')
          expect(Object.keys(alone).filter((field) => field === 'birthPlace' || field === 'birthFirstNames')).toEqual([]);
        for (const field of pickedFields)
          if (field in alone) expect(fieldLikeness({ ...kept, ...alone }, kept, field)).toMatch(/partial|missing/);
        const merged = { ...kept, ...mergedFields(kept, removed, chosen) };
        const told = droppedValues(kept, removed, chosen);
        for (const field of comparedFields) {
          for (const one of [kept, removed]) {
            const likeness = fieldLikeness(merged, one, field);
            if (
              likeness === 'different' ||
              (likeness === 'missing' && one[field] !== null && (merged[field] === null || merged[field] === 'none'))
            )
              expect([field, told.map((drop) => drop.field)]).toEqual([field, expect.arrayContaining([field])]);
          }
        }
      }),
    );
  });

  it('undone, is as it was but for what was edited since', () => {
    fc.assert(
      fc.property(any, any, picks, fc.option(fc.constantFrom('phone', 'address', 'usedName')), (kept, removed, chosen, edited) => {
        const changed = mergedFields(kept, removed, chosen);
        const edit: MergedFields = edited === null ? {} : { [edited]: 'edited since' };
        const now = { ...kept, ...changed, ...edit };
        const { restored, handed } = undoneFields(now, { at: AT, before: fieldsBefore(kept, changed), removed }, []);
        expect(handed).toEqual([]);
        expect({ ...now, ...restored }).toEqual({ ...kept, ...edit });
      }),
    );
  });

  it('undone, keeps strict traits that INSi or a document proved since', () => {
    const before: MergedFields = { birthPlace: null, birthFirstNames: 'DOMINIQUE', phone: null };
    const undone = { at: AT, before, removed: full };
    const merged = { ...bare, birthPlace: full.birthPlace, birthFirstNames: full.birthFirstNames, phone: full.phone };
    expect(undoneFields(merged, undone, []).restored).toEqual(before);
    for (const proven of [
      { status: 'RECUP' },
      { status: 'QUAL' },
      { status: 'VALI', identityDocument: { type: 'PA', seenAt: LATER } },
    ] as const) {
      expect(undoneFields({ ...merged, ...proven }, undone, []).restored).toEqual({ phone: null });
    }
    // Seen before the merge, the document proves nothing of what it brought.
    expect(undoneFields({ ...merged, status: 'VALI', identityDocument: { type: 'PA', seenAt: AT } }, undone, []).restored).toEqual(before);
  });

  it('undone, keeps a list of first names whose premier prénom was edited since', () => {
    const merged = { ...bare, birthFirstNames: full.birthFirstNames, firstBirthFirstName: 'DOMINIQUE MARIE' };
    expect(undoneFields(merged, { at: AT, before: { birthFirstNames: 'DOMINIQUE' }, removed: full }, []).restored).toEqual({});
  });

  it('undone, keeps the other attributes that somebody set since', () => {
    const merged = held({ attributes: { ...homonym, doubtful: true } });
    const undone = { at: AT, before: { attributes: noAttributes }, removed: held({ attributes: homonym }) };
    expect(undoneFields(merged, undone, []).restored).toEqual({ attributes: { ...noAttributes, doubtful: true } });
    expect(undoneFields(held({ attributes: { ...noAttributes, doubtful: true } }), undone, []).restored).toEqual({});
  });

  it('leaves to a later merge, which covered its value or gave the same, what it would give back', () => {
    const undone = { at: AT, before: { phone: null }, removed: held({ phone: '06' }) };
    const later = (before: MergedFields, removed: Partial<HeldRecord>) => ({ at: LATER, before, removed: held(removed) });
    const cover = later({ phone: '06' }, { phone: '07' });
    expect(undoneFields(held({ phone: '07' }), undone, [cover])).toEqual({ restored: {}, handed: [[cover, { phone: null }]] });
    // The first of those that covered it.
    const second = later({ phone: '07' }, { phone: '08' });
    expect(undoneFields(held({ phone: '08' }), undone, [cover, second]).handed).toEqual([[cover, { phone: null }]]);
    const same = later({ address: null }, { phone: '06' });
    expect(undoneFields(held({ phone: '06' }), undone, [same])).toEqual({ restored: {}, handed: [[same, { address: null, phone: null }]] });
    // Edited between the two: nothing of this merge is left to give back.
    const edited = later({ phone: '05' }, { phone: '06' });
    expect(undoneFields(held({ phone: '06' }), undone, [edited])).toEqual({ restored: {}, handed: [] });
    const other = later({}, { phone: null });
    expect(undoneFields(held({ phone: '06' }), undone, [other])).toEqual({ restored: { phone: null }, handed: [] });
    // A later one without value gives none.
    const emptied = { at: AT, before: { birthRank: 1 }, removed: held({ birthRank: null }) };
    expect(undoneFields(held(), emptied, [later({}, {})])).toEqual({ restored: { birthRank: 1 }, handed: [] });
  });
});
