import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Change, Store } from '../../../electron/store/types.ts';
import { LOCAL_NUMBERS, mergeChanges } from '../../../electron/usecases/patients/merge-changes.ts';
import { recordOf } from '../../../electron/usecases/patients/identity-change.ts';
import { pickedFields, pickOf, type PickedField, type Picks, type Side } from '../../../shared/domain/identity/merge-fields.ts';
import { insOids } from '../../../shared/domain/ins/oids.ts';
import type { MergeRecord } from '../../../shared/domain/record/merge.ts';
import type { PatientRecord } from '../../../shared/domain/record/patient.ts';
import type { IdentityStatus } from '../../../shared/domain/types.ts';
import { engines } from './engines.ts';
import { code, commit } from './fixture.ts';
import { AT, document, later, patient, paule, testIns } from './samples.ts';

describe.each(engines)('%s', (_engine, opened) => {
  const { openIt } = opened();
  const IDS = ['p1', 'p2', 'p3'] as const;
  const homonym = { homonym: true, doubtful: false, fictive: false };

  async function fileOf(store: Store, id: string) {
    const file = await store.patients.get(id);
    if (file === null) throw new Error('no record');
    return file;
  }

  /** Merges as the application does. */
  async function merge(
    store: Store,
    merged: { readonly id: string; readonly kept: string; readonly removed: string; readonly minutes?: number; readonly picks?: Picks },
  ): Promise<void> {
    const [kept, removed] = await Promise.all([fileOf(store, merged.kept), fileOf(store, merged.removed)]);
    await commit(
      store,
      ...mergeChanges(
        recordOf(kept),
        recordOf(removed),
        { id: merged.id, at: new Date(later(merged.minutes ?? 10)), by: paule },
        merged.picks,
      ),
    );
  }
  const undo = (store: Store, mergeId: string, minutes = 20): Promise<void> =>
    commit(store, { kind: 'patient.unmerge', mergeId, at: later(minutes) });
  const edit = async (store: Store, id: string, changed: Partial<PatientRecord>): Promise<void> =>
    commit(store, { kind: 'patient.save', patient: { ...recordOf(await fileOf(store, id)), ...changed } });

  /** Everything that a record holds, but for when it was last written. */
  async function everything(store: Store): Promise<readonly unknown[]> {
    return await Promise.all(
      IDS.map(async (id) => ({
        file: { ...(await store.patients.get(id)), revision: 0, updatedAt: '' },
        documents: (await store.documents.list(id)).map((one) => one.id).toSorted(),
        stays: await store.patients.stays(id),
        numbers: await store.patients.identifiers(id),
        history: await store.patients.insHistory(id),
        information: await store.information.list(id),
        queued: await store.patients.queued(id),
      })),
    );
  }

  /** Three records of one person, each with something of everything. */
  function people(first: Partial<PatientRecord>, second: Partial<PatientRecord>, third: Partial<PatientRecord>): Change[] {
    return [first, second, third].flatMap((changed, i): Change[] => {
      const id = IDS[i] ?? '';
      return [
        {
          kind: 'patient.save',
          patient: patient({ id, ipp: `P00000${i + 1}`, episode: `e${i}`, birthFirstNames: 'DOMINIQUE', birthPlace: null, ...changed }),
        },
        { kind: 'document.save', document: document({ id: `d-${id}`, patientId: id }) },
        {
          kind: 'stay.set',
          stay: {
            patientId: id,
            authority: 'H',
            visit: `V${i}`,
            ward: null,
            admittedAt: AT,
            dischargedAt: null,
            state: 'open',
            eventAt: null,
            updatedAt: AT,
          },
        },
        { kind: 'identifier.set', identifier: { patientId: id, authority: 'A', value: id, eventAt: null } },
        {
          kind: 'information.record',
          information: { patientId: id, purpose: 'feeding', episode: `e${i}`, state: 'informed', at: AT, by: paule, origin: 'person' },
        },
        { kind: 'correspondents.set', patientId: id, correspondents: [{ name: `Dr De ${id}`, address: null }] },
        { kind: 'representatives.set', patientId: id, representatives: [{ name: `Mère de ${id}`, relation: 'parent', phone: null }] },
        {
          kind: 'ins.received',
          patientId: id,
          received: { matricule: `17812751234560${i}`, oid: null, problem: null, sender: 'H', receivedAt: AT },
        },
        ...(i === 0
          ? []
          : [
              {
                kind: 'correspondent.set' as const,
                patientId: id,
                role: 'medecinTraitant' as const,
                correspondent: { name: `Dr Traitant ${i}`, address: null },
              },
            ]),
      ];
    });
  }

  const rich: Partial<PatientRecord> = {
    usedName: 'Durand',
    usedFirstName: 'Domi',
    phone: '0612345678',
    address: '1 rue du Port 51100 Reims',
    billingNss: '179035121518989',
    billingBirthDate: '1979-03-28',
    birthRank: 1,
    death: { on: '2026-01-02' },
    protection: 'tutelle',
    birthPlace: '51454',
    birthFirstNames: 'DOMINIQUE MARIE',
    attributes: homonym,
    receivedProof: { lunarDate: false, channel: 'SM', insiOn: null, document: 'PA', sender: 'H', receivedAt: AT },
  };

  describe('a merge made by itself', () => {
    it('loses nothing of the absorbed record, and undone gives both back exactly', async () => {
      const store = await openIt();
      await commit(store, ...people({}, rich, {}), { kind: 'insi.queue', entry: { patientId: 'p2', since: AT, answerId: null } });
      const before = await everything(store);
      await merge(store, { id: 'm1', kept: 'p1', removed: 'p2' });
      const file = await fileOf(store, 'p1');
      expect(file).toMatchObject({
        ...rich,
        medecinTraitant: { name: 'Dr Traitant 1' },
        correspondents: [{ name: 'Dr De p1' }, { name: 'Dr De p2' }],
      });
      expect(file.receivedIns.map(({ matricule }) => matricule).toSorted()).toEqual(['178127512345600', '178127512345601']);
      expect(await store.patients.merges('p1')).toMatchObject([
        { keptBefore: { phone: null, birthFirstNames: 'DOMINIQUE', birthPlace: null, attributes: { homonym: false } }, dropped: [] },
      ]);
      // Both numbers designate the one that stays.
      for (const number of ['P000001', 'P000002']) expect((await store.patients.search(number, 5)).map(({ id }) => id)).toEqual(['p1']);
      expect(await store.patients.byIdentifier(LOCAL_NUMBERS, 'P000002')).toMatchObject({ patientId: 'p1' });
      await undo(store, 'm1');
      expect(await everything(store)).toEqual(before);
      for (const [number, id] of [
        ['P000001', 'p1'],
        ['P000002', 'p2'],
        ['0612345678', 'p2'],
      ] as const)
        expect([number, (await store.patients.search(number, 5)).map((row) => row.id)]).toEqual([number, [id]]);
    });

    it('keeps what differs in its trace', async () => {
      const store = await openIt();
      await commit(store, ...people({ phone: '0600000000', status: 'VALI', birthPlace: '75056' }, rich, {}));
      await merge(store, { id: 'm1', kept: 'p1', removed: 'p2' });
      expect(await fileOf(store, 'p1')).toMatchObject({
        phone: '0600000000',
        birthPlace: '75056',
        birthFirstNames: 'DOMINIQUE',
        address: rich.address,
      });
      expect((await store.patients.merge('m1'))?.dropped).toEqual([
        { field: 'birthFirstNames', value: 'DOMINIQUE MARIE', of: 'removed' },
        { field: 'birthPlace', value: '51454', of: 'removed' },
        { field: 'phone', value: '0612345678', of: 'removed' },
      ]);
    });

    it.each<readonly [IdentityStatus, IdentityStatus]>([
      ['QUAL', 'PROV'],
      ['RECUP', 'PROV'],
      ['VALI', 'VALI'],
      ['PROV', 'PROV'],
    ])('leaves of an absorbed %s record a %s one without matricule, which is known as a former one of the kept', async (status, left) => {
      const store = await openIt();
      const ins = status === 'QUAL' || status === 'RECUP' ? { matricule: testIns.matricule, oid: insOids['NIR-TEST'] } : null;
      await commit(store, ...people({}, { status, ins, insi: ins === null ? null : { answerId: null, acceptedAt: AT, by: paule } }, {}));
      const before = await everything(store);
      await merge(store, { id: 'm1', kept: 'p1', removed: 'p2' });
      expect(await fileOf(store, 'p2')).toMatchObject({ status: left, ins: null, mergedInto: 'p1' });
      expect(await store.patients.insHistory('p1')).toEqual(ins === null ? [] : [{ ins, from: '2026-11-21', to: null }]);
      await undo(store, 'm1');
      expect(await everything(store)).toEqual(before);
    });

    it('leaves the former matricules of the kept record as they were', async () => {
      const store = await openIt();
      await commit(store, ...people({}, { status: 'QUAL', ins: testIns, insi: { answerId: null, acceptedAt: AT, by: paule } }, {}), {
        kind: 'ins.known',
        patientId: 'p1',
        periods: [{ ins: testIns, from: null, to: '2020-01-01' }],
      });
      const before = await everything(store);
      await merge(store, { id: 'm1', kept: 'p1', removed: 'p2' });
      expect(await store.patients.insHistory('p1')).toEqual([
        { ins: testIns, from: '2026-11-21', to: null },
        { ins: testIns, from: null, to: '2020-01-01' },
      ]);
      await undo(store, 'm1');
      expect(await everything(store)).toEqual(before);
    });

    it('is refused when the absorbed record changed since it was read', async () => {
      const store = await openIt();
      await commit(store, ...people({}, rich, {}));
      const [kept, removed] = [recordOf(await fileOf(store, 'p1')), recordOf(await fileOf(store, 'p2'))];
      const changes = mergeChanges(kept, removed, { id: 'm1', at: new Date(AT), by: paule });
      await edit(store, 'p2', { phone: '0699999999' });
      const before = await everything(store);
      await expect(commit(store, ...changes)).rejects.toThrow(code('STORE_CONFLICT'));
      await edit(store, 'p1', { address: 'ailleurs' });
      await expect(
        commit(store, ...mergeChanges(kept, recordOf(await fileOf(store, 'p2')), { id: 'm1', at: new Date(AT), by: paule })),
      ).rejects.toThrow(code('STORE_CONFLICT'));
      await edit(store, 'p1', { address: null });
      expect(await everything(store)).toEqual(before);
    });
  });

  describe('a merge undone', () => {
    it('leaves what was edited since, the other attributes and a proven place included', async () => {
      const store = await openIt();
      await commit(store, ...people({}, rich, {}));
      await merge(store, { id: 'm1', kept: 'p1', removed: 'p2' });
      await edit(store, 'p1', { phone: '0699999999', attributes: { ...homonym, doubtful: true } });
      await undo(store, 'm1');
      expect(await fileOf(store, 'p1')).toMatchObject({
        phone: '0699999999',
        address: null,
        attributes: { homonym: false, doubtful: true },
        birthPlace: null,
      });

      await edit(store, 'p1', { attributes: { ...homonym, homonym: false } });
      await merge(store, { id: 'm2', kept: 'p1', removed: 'p2', minutes: 30 });
      await edit(store, 'p1', { status: 'QUAL', ins: testIns });
      await undo(store, 'm2', 40);
      expect(await fileOf(store, 'p1')).toMatchObject({
        status: 'QUAL',
        birthPlace: '51454',
        birthFirstNames: 'DOMINIQUE MARIE',
        usedName: null,
      });
    });

    it('gives back what an earlier one, undone before it, had changed', async () => {
      const store = await openIt();
      await commit(store, ...people({}, { phone: '0611111111', attributes: homonym }, { phone: '0622222222', attributes: homonym }));
      await merge(store, { id: 'm1', kept: 'p1', removed: 'p2' });
      await merge(store, { id: 'm2', kept: 'p1', removed: 'p3', picks: { phone: 'removed' } });
      expect((await store.patients.merge('m2'))?.dropped).toEqual([{ field: 'phone', value: '0611111111', of: 'kept' }]);
      await undo(store, 'm1');
      // The other merge, still in force, made it a homonym as well.
      expect(await fileOf(store, 'p1')).toMatchObject({ phone: '0622222222', attributes: { homonym: true } });
      await undo(store, 'm2', 30);
      expect(await fileOf(store, 'p1')).toMatchObject({ phone: null, attributes: { homonym: false } });
    });
  });

  /** What somebody edits: every value is another one, so that what is expected is known. */
  const EDITED = ['usedName', 'phone', 'address', 'billingNss'] as const;
  type Step =
    | { readonly do: 'merge'; readonly kept: number; readonly removed: number; readonly picks: { readonly [F in PickedField]?: Side } }
    | { readonly do: 'undo'; readonly which: number }
    | { readonly do: 'edit'; readonly who: number; readonly field: (typeof EDITED)[number] }
    | { readonly do: 'document' | 'doctor'; readonly who: number };

  const who = fc.nat(2);
  const step: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('merge' as const),
        kept: who,
        removed: who,
        picks: fc.dictionary(fc.constantFrom(...pickedFields), fc.constantFrom<Side>('kept', 'removed')),
      }),
    },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('undo' as const), which: fc.nat(5) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('edit' as const), who, field: fc.constantFrom(...EDITED) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('document' as const, 'doctor' as const), who }) },
  );
  const held = fc.record({
    usedName: fc.constantFrom(null, 'Durand', 'Martin'),
    phone: fc.constantFrom(null, '0611111111', '0622222222'),
    address: fc.constantFrom(null, '1 rue', '2 rue'),
    billingNss: fc.constantFrom(null, '1', '2'),
    billingBirthDate: fc.constantFrom(null, '1979-03-28'),
    birthRank: fc.constantFrom(null, 1, 2),
    death: fc.constantFrom(null, { on: null }, { on: '2026-01-02' }),
    protection: fc.constantFrom('none', 'tutelle'),
    birthPlace: fc.constantFrom(null, '51454', '75056'),
    birthFirstNames: fc.constantFrom('DOMINIQUE', 'DOMINIQUE MARIE', 'DOMINIQUE ANNE'),
    status: fc.constantFrom('PROV', 'VALI'),
    attributes: fc.constantFrom({ ...homonym, homonym: false }, homonym),
  });

  describe('merges, edits and undoings in any order', () => {
    it('give every record back once all is undone, with what was edited of it', { timeout: 300_000 }, async () => {
      const store = await openIt();
      let runs = 0;
      await fc.assert(
        fc.asyncProperty(fc.tuple(held, held, held), fc.array(step, { minLength: 3, maxLength: 12 }), async (initial, steps) => {
          runs += 1;
          // Records of their own in each run: what is written once stays.
          const id = (n: number): string => `r${runs}-${n}`;
          const [first, ...others] = [0, 1, 2].map((n): Change => ({
            kind: 'patient.save',
            patient: patient({ id: id(n), ipp: `I${runs}-${n}`, episode: `e${n}`, ...initial[n] }),
          }));
          if (first === undefined) throw new Error('no record');
          await commit(
            store,
            first,
            ...others,
            ...[0, 1, 2].map((n): Change => ({
              kind: 'identifier.set',
              identifier: { patientId: id(n), authority: 'A', value: id(n), eventAt: null },
            })),
          );
          const all = async (): Promise<readonly unknown[]> =>
            await Promise.all(
              [0, 1, 2].map(async (n) => ({
                file: { ...(await store.patients.get(id(n))), revision: 0, updatedAt: '' },
                documents: (await store.documents.list(id(n))).map((one) => one.id).toSorted(),
                numbers: await store.patients.identifiers(id(n)),
              })),
            );
          const expected: Record<string, unknown>[] = (await all()).map((one) => ({ ...(one as object) }));
          const own = (n: number, changed: { readonly file?: object; readonly document?: string }): void => {
            const before = expected[n] as { readonly file: object; readonly documents: readonly string[] };
            expected[n] = {
              ...before,
              file: { ...before.file, ...changed.file },
              documents: [...before.documents, ...(changed.document === undefined ? [] : [changed.document])].toSorted(),
            };
          };
          const inForce: MergeRecord[] = [];
          let clock = 0;
          const undoOne = async (which: number): Promise<boolean> => {
            const open = inForce.filter(({ kept }) => inForce.every(({ removed }) => removed !== kept));
            const chosen = open[which % Math.max(open.length, 1)];
            if (chosen === undefined) return false;
            await undo(store, chosen.id, (clock += 1));
            inForce.splice(inForce.indexOf(chosen), 1);
            return true;
          };
          for (const [at, done] of steps.entries()) {
            clock += 1;
            if (done.do === 'undo') {
              await undoOne(done.which);
              continue;
            }
            const subject = await fileOf(store, id(done.do === 'merge' ? done.kept : done.who));
            if (subject.mergedInto !== null) continue;
            if (done.do === 'merge') {
              const gone = await fileOf(store, id(done.removed));
              if (gone.mergedInto !== null || gone.id === subject.id) continue;
              const picks = Object.fromEntries(
                Object.entries(done.picks).filter(([field]) => pickOf(subject, gone, field as PickedField) !== null),
              );
              await merge(store, { id: `m${runs}-${at}`, kept: subject.id, removed: gone.id, minutes: clock, picks });
              const made = await store.patients.merge(`m${runs}-${at}`);
              if (made !== null) inForce.push(made);
            } else if (done.do === 'edit') {
              const value = `édité ${at}`;
              await edit(store, subject.id, { [done.field]: value });
              own(done.who, { file: { [done.field]: value } });
            } else if (done.do === 'document') {
              await commit(store, { kind: 'document.save', document: document({ id: `d${runs}-${at}`, patientId: subject.id }) });
              own(done.who, { document: `d${runs}-${at}` });
            } else {
              const medecinTraitant = { name: `Dr ${at}`, address: null };
              await commit(store, {
                kind: 'correspondent.set',
                patientId: subject.id,
                role: 'medecinTraitant',
                correspondent: medecinTraitant,
              });
              own(done.who, { file: { medecinTraitant } });
            }
          }
          while (await undoOne(clock)) clock += 1;
          expect(await all()).toEqual(expected);
        }),
        { numRuns: 60 },
      );
    });
  });
});
