import { describe, expect, it } from 'vitest';
import type { Change, Store } from '../../../electron/store/types.ts';
import { insOids } from '../../../shared/domain/ins/oids.ts';
import type { ImportRecord } from '../../../shared/domain/record/import.ts';
import type { IdentityTransition } from '../../../shared/domain/record/transition.ts';
import { importRun } from '../../setup/import-run.ts';
import { engines } from './engines.ts';
import { code, commit, records } from './fixture.ts';
import { AT, later, patient, paule, testIns } from './samples.ts';

describe.each(engines)('%s', (_engine, opened) => {
  const { openIt } = opened();
  const stay = (patientId: string, visit: string, admittedAt: string | null, state: 'open' | 'closed' | 'cancelled' = 'open'): Change => ({
    kind: 'stay.set',
    stay: { patientId, authority: 'H', visit, ward: null, admittedAt, dischargedAt: null, state, eventAt: null, updatedAt: AT },
  });
  const transition = (
    patientId: string,
    minutes: number,
    event: IdentityTransition['event'],
    from: IdentityTransition['from'],
    to: IdentityTransition['to'],
  ): Change => ({
    kind: 'identity.transition',
    transition: {
      patientId,
      at: later(minutes),
      by: paule,
      event,
      from,
      to,
      source: 'INSI',
      insBefore: null,
      insAfter: null,
      insiAnswerId: null,
      documentType: null,
      traits: null,
    },
  });

  describe('what is around a patient', () => {
    it('comes back as it was given, in that order, and is replaced as a whole', async () => {
      const store = await openIt();
      const correspondents = [
        { name: 'Dr B', address: 'b@x.mssante.fr' },
        { name: 'Dr A', address: null },
      ];
      const representatives = [
        { name: 'Mme M', relation: 'tuteur', phone: '0612' },
        { name: 'M. P', relation: 'autre', phone: null },
      ] as const;
      const more = { birthDateUncertain: true, phone: '06 12 34 56 78', billingNss: '279035121518989', protection: 'tutelle' } as const;
      await commit(
        store,
        ...records(more),
        { kind: 'correspondents.set', patientId: 'p1', correspondents },
        { kind: 'representatives.set', patientId: 'p1', representatives },
      );
      expect(await store.patients.get('p1')).toMatchObject({ ...more, correspondents, representatives, medecinTraitant: null });
      await commit(
        store,
        { kind: 'correspondents.set', patientId: 'p1', correspondents: correspondents.slice(1) },
        { kind: 'representatives.set', patientId: 'p1', representatives: [] },
      );
      expect(await store.patients.get('p1')).toMatchObject({ correspondents: correspondents.slice(1), representatives: [] });
      await expect(commit(store, { kind: 'correspondents.set', patientId: 'nobody', correspondents })).rejects.toThrow(
        code('STORE_REFUSED'),
      );
    });

    it('holds the matricules that it had, latest first, each once', async () => {
      const store = await openIt();
      const [a, b] = [
        { ...testIns, matricule: '178127512345604' },
        { ...testIns, oid: insOids['NIR-DEMO'] },
      ];
      await commit(store, ...records({}), {
        kind: 'ins.known',
        patientId: 'p1',
        periods: [
          { ins: a, from: '1990-01-01', to: null },
          { ins: b, from: null, to: null },
        ],
      });
      await commit(store, {
        kind: 'ins.known',
        patientId: 'p1',
        periods: [
          { ins: a, from: '1990-01-01', to: '2001-01-01' },
          { ins: b, from: '2001-01-02', to: null },
          { ins: a, from: '1990-01-01', to: '2001-01-01' },
        ],
      });
      expect(await store.patients.insHistory('p1')).toEqual([
        { ins: b, from: '2001-01-02', to: null },
        { ins: a, from: '1990-01-01', to: '2001-01-01' },
      ]);
      await commit(store, { kind: 'ins.known', patientId: 'p1', periods: [{ ins: a, from: '2010-01-01', to: null }] });
      expect((await store.patients.insHistory('p1')).map(({ from }) => from)).toEqual(['2010-01-01', '2001-01-02', '1990-01-01']);
      expect((await store.patients.byMatricule(a.matricule)).map(({ id }) => id)).toEqual(['p1']);
      expect(await store.patients.byMatricule('1')).toEqual([]);
    });

    it('holds stays, one for a visit of an authority, latest first', async () => {
      const store = await openIt();
      await commit(store, ...records({}, {}), stay('p1', 'V1', AT), stay('p1', 'V2', later(5)), stay('p1', 'V3', null));
      await commit(store, {
        kind: 'stay.set',
        stay: {
          patientId: 'p2',
          authority: 'H',
          visit: 'V1',
          ward: 'REA',
          admittedAt: AT,
          dischargedAt: later(9),
          state: 'closed',
          eventAt: null,
          updatedAt: later(9),
        },
      });
      expect((await store.patients.stays('p1')).map(({ visit }) => visit)).toEqual(['V2', 'V3']);
      expect(await store.patients.stay('H', 'V1')).toEqual({
        patientId: 'p2',
        authority: 'H',
        visit: 'V1',
        ward: 'REA',
        admittedAt: AT,
        dischargedAt: later(9),
        state: 'closed',
        eventAt: null,
        updatedAt: later(9),
      });
      expect(await store.patients.stay('', 'V1')).toBeNull();
    });
  });

  describe('records that may be the same person', () => {
    const traits = { birthName: 'DUPONT', birthFirstNames: 'MARIE ANNE', usedName: 'MARTIN', birthDate: '1979-03-28' };
    const named = (birthName: string, first: string, birthDate: string, usedName: string | null = null) => ({
      birthName,
      birthFirstNames: first,
      firstBirthFirstName: first,
      birthDate,
      usedName,
    });

    it('are those of the same day, of a day that looks like it with a name alike, and of the same names', async () => {
      const store = await openIt();
      await commit(
        store,
        ...records(
          named('DUPONT', 'MARIE', '1979-03-28'),
          named('DURAND', 'PAUL', '1979-03-28'),
          named('DUPOND', 'MARIE', '1979-03-23'),
          named('MARIE', 'DUPONT', '1979-03-28'),
          named('DUPONT', 'MARIE', '1950-12-01'),
          named('LEROY', 'MARIE', '1960-01-01', 'DUPONT'),
          named('MARTIN', 'MARIE', '1979-12-28'),
          named('DURAND', 'PAUL', '1979-03-29'),
          named('DUPONT', 'JEAN', '1950-12-01'),
        ),
      );
      const found = (await store.patients.candidates(traits)).map(({ id }) => id);
      expect(found.toSorted()).toEqual(['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7']);
      expect(found.slice(0, 2).toSorted()).toEqual(['p1', 'p4']);
      expect((await store.patients.candidates({ ...traits, birthDate: '1979-28-03' })).map(({ id }) => id)).toContain('p1');
      expect(
        (await store.patients.candidates({ ...traits, birthName: '', birthFirstNames: '', usedName: null })).map(({ id }) => id).toSorted(),
      ).toEqual(['p1', 'p2', 'p4']);
      expect(await store.patients.candidates(traits)).toContainEqual({
        ...patient({ id: 'p1', ...named('DUPONT', 'MARIE', '1979-03-28') }),
        revision: 1,
      });
    });

    it('are a hundred at most, the most alike', async () => {
      const store = await openIt();
      await commit(
        store,
        ...Array.from({ length: 150 }, (_, i): Change => ({
          kind: 'patient.save',
          patient: patient({ id: `x${i}`, ipp: `X${i}`, ...named('ZZZ', 'YYY', '1979-03-28') }),
        })),
        ...records(named('DUPONT', 'MARIE', '1979-03-29')),
      );
      const found = (await store.patients.candidates(traits)).map(({ id }) => id);
      expect(found).toHaveLength(100);
      expect(found).toContain('p1');
    });
  });

  describe('records that ask for work', () => {
    const listed = async (store: Store) =>
      (await store.worklists.toQualify(AT, later(60))).map(({ row, why, since, answerId }) => [row.id, why, since, answerId]);

    it('to qualify: opened or expected that day, or asked to INSi, neither qualified nor forbidden', async () => {
      const store = await openIt();
      const doubtful = { homonym: false, doubtful: true, fictive: false };
      await commit(
        store,
        ...records(
          {},
          {},
          {},
          {},
          { status: 'QUAL', ins: testIns },
          { attributes: doubtful },
          { attributes: { ...doubtful, doubtful: false, fictive: true } },
          { status: 'VALI' },
          {},
        ),
        ...['p1', 'p5', 'p6', 'p7'].map((patientId): Change => ({ kind: 'patient.opened', patientId, at: later(1) })),
        { kind: 'patient.opened', patientId: 'p2', at: later(-1) },
        stay('p1', 'V1', later(30)),
        stay('p3', 'V3', later(40)),
        stay('p4', 'V4', later(40), 'cancelled'),
        stay('p4', 'V5', later(60)),
        stay('p5', 'V6', later(2)),
        {
          kind: 'insi.answer',
          answer: { id: 'a8', patientId: 'p8', at: AT, by: paule, code: '00', label: 'OK', identity: null },
          verbatim: Buffer.from('x'),
        },
        { kind: 'insi.queue', entry: { patientId: 'p8', since: later(-3000), answerId: 'a8' } },
        { kind: 'insi.queue', entry: { patientId: 'p9', since: later(-3000), answerId: null } },
        { kind: 'insi.queue', entry: { patientId: 'p3', since: later(41), answerId: null } },
      );
      expect(await listed(store)).toEqual([
        ['p3', 'queued', later(41), null],
        ['p8', 'queued', later(-3000), 'a8'],
        ['p1', 'opened', later(1), null],
      ]);
      expect(await store.patients.queued('p8')).toEqual({ patientId: 'p8', since: later(-3000), answerId: 'a8' });
      await commit(
        store,
        { kind: 'insi.unqueue', patientId: 'p8' },
        { kind: 'insi.unqueue', patientId: 'p3' },
        { kind: 'patient.opened', patientId: 'p9', at: later(3) },
      );
      expect(await listed(store)).toEqual([
        ['p9', 'queued', later(-3000), null],
        ['p1', 'opened', later(1), null],
        ['p3', 'expected', later(40), null],
      ]);
      expect(await store.patients.queued('p8')).toBeNull();
    });

    it('an import opens no record: thousands of them ask for nothing', async () => {
      const store = await openIt();
      await commit(store, ...records({}, {}));
      expect(await listed(store)).toEqual([]);
    });

    it('doubtful: by name', async () => {
      const store = await openIt();
      const attributes = { homonym: true, doubtful: true, fictive: false };
      await commit(store, ...records({ birthName: 'B', attributes }, { birthName: 'A', attributes }, {}));
      expect(await store.worklists.doubtful()).toMatchObject([
        { id: 'p2', doubtful: true },
        { id: 'p1', homonym: true },
      ]);
    });

    it('qualified too long ago: from the last time that it was found right, oldest first', async () => {
      const store = await openIt();
      const ins = (n: number) => ({ matricule: `27903512151${n}989`.slice(0, 15), oid: testIns.oid });
      await commit(
        store,
        ...records({ status: 'QUAL', ins: ins(1) }, { status: 'QUAL', ins: ins(2) }, { status: 'QUAL', ins: ins(3) }, {}),
      );
      await commit(
        store,
        transition('p1', 10, 'documentChecked', 'RECUP', 'QUAL'),
        transition('p1', 50, 'complementaryTraitEdited', 'QUAL', 'QUAL'),
        transition('p2', 5, 'created', null, 'QUAL'),
        transition('p3', 1, 'insiAccepted', 'VALI', 'QUAL'),
        transition('p3', 70, 'insiAccepted', 'QUAL', 'QUAL'),
        transition('p4', 1, 'insiAccepted', 'VALI', 'QUAL'),
      );
      expect((await store.worklists.stale(later(60))).map(({ row, qualifiedAt }) => [row.id, qualifiedAt])).toEqual([
        ['p2', later(5)],
        ['p1', later(10)],
      ]);
      expect((await store.worklists.stale(later(100))).map(({ row }) => row.id)).toEqual(['p2', 'p1', 'p3']);
    });

    it('conflicts: latest first with their records, until somebody settles them, once', async () => {
      const store = await openIt();
      const conflict = (id: string, minutes: number): Change => ({
        kind: 'conflict.add',
        conflict: {
          id,
          at: later(minutes),
          patientIds: ['p2', 'p1'],
          code: 'SAME_INS',
          message: 'Deux dossiers, un matricule.',
          incoming: null,
          settled: null,
        },
      });
      await commit(store, ...records({}, {}), conflict('c1', 1), conflict('c2', 2));
      const [latest] = await store.worklists.conflicts();
      expect(latest).toMatchObject({
        id: 'c2',
        at: later(2),
        code: 'SAME_INS',
        message: 'Deux dossiers, un matricule.',
        patientIds: ['p2', 'p1'],
        settled: null,
      });
      expect(latest?.rows.map(({ id }) => id)).toEqual(['p2', 'p1']);
      await commit(store, { kind: 'conflict.settle', conflictId: 'c2', at: later(3), by: paule });
      expect((await store.worklists.conflicts()).map(({ id }) => id)).toEqual(['c1']);
      await expect(commit(store, { kind: 'conflict.settle', conflictId: 'c2', at: later(3), by: paule })).rejects.toThrow(
        code('STORE_CONFLICT'),
      );
      await commit(store, {
        kind: 'patient.merge',
        merge: {
          id: 'm',
          kept: 'p1',
          removed: 'p2',
          at: AT,
          by: paule,
          keptBefore: null,
          dropped: [],
          undoneAt: null,
          name: 'X',
          ipp: 'P000002',
        },
      });
      expect((await store.worklists.conflicts()).map(({ rows }) => rows.map(({ id }) => id))).toEqual([['p1']]);
    });
  });

  describe('imports', () => {
    const run = (changed: Partial<ImportRecord> = {}): ImportRecord => importRun({ size: 3_000_000_000, ...changed });
    const save = (changed: Partial<ImportRecord> = {}): Change => ({ kind: 'import.save', run: run(changed) });

    it('are kept as far as they went, latest first, and found again by their file', async () => {
      const store = await openIt();
      const failed = {
        state: 'failed',
        read: 2_500_000_000,
        lines: 12,
        rejected: 2,
        error: { code: 'X', message: 'm', action: 'a' },
      } as const;
      await commit(
        store,
        save(),
        save({ id: 'i2', kind: 'hl7', startedAt: later(1) }),
        save({ id: 'i3', dryRun: true, startedAt: later(2) }),
      );
      await commit(store, save(failed));
      expect(await store.imports.get('i1')).toEqual(run(failed));
      expect(await store.imports.get('none')).toBeNull();
      expect((await store.imports.list()).map(({ id }) => id)).toEqual(['i3', 'i2', 'i1']);
      expect(await store.imports.byFingerprint('f1')).toMatchObject({ id: 'i2' });
      expect(await store.imports.byFingerprint('f2')).toBeNull();
      await commit(store, ...Array.from({ length: 60 }, (_, i) => save({ id: `n${i}`, startedAt: later(10 + i) })));
      expect((await store.imports.list()).map(({ id }) => id)).toEqual(Array.from({ length: 50 }, (_, i) => `n${59 - i}`));
    });

    it('tell the errors of each line, page by page, each once', async () => {
      const store = await openIt();
      const error = (line: number, of = 'E'): Change => ({
        kind: 'import.error',
        importId: 'i1',
        error: { line, code: of, message: `Ligne ${line}`, action: 'Corrigez.', name: null, value: null, raw: null },
      });
      await commit(store, save(), error(2), error(7), error(7, 'F'), error(3), error(3), error(1_000_000));
      const page = async (after: number, limit: number) =>
        (await store.imports.errors('i1', after, limit)).map(({ line, code: of }) => `${line}${of}`);
      expect(await page(0, 100)).toEqual(['2E', '3E', '7E', '7F', '1000000E']);
      expect(await page(0, 2)).toEqual(['2E', '3E']);
      // A line is never cut in two.
      expect(await page(3, 1)).toEqual(['7E', '7F']);
      expect(await page(7, 1)).toEqual(['1000000E']);
      expect(await page(1_000_000, 1)).toEqual([]);
      expect(await store.imports.errors('i1', 0, 1)).toEqual([
        { line: 2, code: 'E', message: 'Ligne 2', action: 'Corrigez.', name: null, value: null },
      ]);
      await expect(
        commit(store, {
          kind: 'import.error',
          importId: 'none',
          error: { line: 1, code: 'E', message: '', action: '', name: null, value: null, raw: null },
        }),
      ).rejects.toThrow(code('STORE_REFUSED'));
    });
  });
});
