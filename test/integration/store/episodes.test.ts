import { describe, expect, it } from 'vitest';
import type { Change, ChangeOf, Store } from '../../../electron/store/types.ts';
import { connect } from '../../../electron/store/sqlite/database.ts';
import { patientWord } from '../../../electron/store/sqlite/migrations/015-patient-word.ts';
import { migrations } from '../../../electron/store/sqlite/migrations/index.ts';
import type { InformationEntry } from '../../../shared/domain/record/information.ts';
import { engines } from './engines.ts';
import { code, commit, key, records, stores } from './fixture.ts';
import { AT, collective, document, episode, later, paule, stay } from './samples.ts';

const said = (changed: Partial<InformationEntry> = {}): ChangeOf<'information.record'> => ({
  kind: 'information.record',
  information: { patientId: 'p1', purpose: 'feeding', episode: 'e1', state: 'informed', at: AT, by: paule, origin: 'person', ...changed },
});
const opened = (changed: Parameters<typeof episode>[0] = {}): Change => ({ kind: 'episode.open', episode: episode(changed) });
const closed = (episodeId: string, at: string, next = 'e9'): Change => ({
  kind: 'episode.close',
  patientId: 'p1',
  episodeId,
  at,
  by: paule,
  next,
});
const ofStay = (changed: Parameters<typeof stay>[0], next: string): Change => ({ kind: 'episode.stay', stay: stay(changed), next });

describe.each(engines)('episodes, by %s', (_engine, openedBy) => {
  const { openIt } = openedBy();
  const withRecord = async (...changes: readonly Change[]): Promise<Store> => {
    const store = await openIt();
    await commit(store, ...records({}), ...changes);
    return store;
  };
  const currentOf = async (store: Store) => (await store.patients.get('p1'))?.episode;

  it('are read back whole, with their team and their correspondents', async () => {
    const whole = episode({
      id: 'e2',
      kind: 'consultation',
      team: { structure: 's1', structureName: 'Cabinet du Port', name: 'Plateau', members: [paule] },
      pathway: 'Insuffisance cardiaque',
      useCase: 'Avis',
      correspondents: [
        { name: 'Dr Luc AUBERT', role: 'medecinTraitant', address: 'luc@x.mssante.fr', confirmed: { at: AT, by: paule } },
        { name: 'Labo Biolittoral', role: 'laboratory', address: null, confirmed: null },
      ],
    });
    const store = await withRecord({ kind: 'episode.open', episode: whole });
    expect(await store.episodes.get('p1', 'e2')).toEqual(whole);
    expect(await store.patients.get('p1')).toMatchObject({ episode: 'e2', currentEpisode: { id: 'e2' } });
    await commit(store, { kind: 'episode.correspondents', patientId: 'p1', episodeId: 'e2', correspondents: [] });
    expect((await store.episodes.get('p1', 'e2'))?.correspondents).toEqual([]);
  });

  it('closed, leave the place to another that is open, else to the one to come', async () => {
    const store = await withRecord(opened(), opened({ id: 'e2', openedAt: later(1) }), opened({ id: 'e3', openedAt: later(2) }));
    await commit(store, closed('e3', later(3)));
    expect(await currentOf(store)).toBe('e2');
    await commit(store, closed('e1', later(4)));
    expect(await currentOf(store)).toBe('e2');
    await commit(store, closed('e2', later(5)));
    expect(await store.patients.get('p1')).toMatchObject({ episode: 'e9', currentEpisode: null });
    await expect(commit(store, closed('e2', later(6)))).rejects.toThrow(code('STORE_CONFLICT'));
  });

  it('are not changed by the save of a record that was read before', async () => {
    const store = await withRecord();
    const read = (await store.patients.get('p1')) ?? expect.fail();
    await commit(store, opened({ id: 'e2' }));
    await commit(store, ...records({ ...read, phone: '112' }));
    expect(await currentOf(store)).toBe('e2');
  });

  it('R-070: nobody records that nothing is recorded; a slip undoes an entry of its own, once', async () => {
    const store = await withRecord(said(), said({ purpose: 'consultation' }));
    await expect(commit(store, said({ state: 'none' }))).rejects.toThrow(code('STORE_REFUSED'));
    const slip = (changed: Partial<InformationEntry> = {}) => said({ state: 'none', act: 'slip', corrects: 1, ...changed });
    for (const other of [
      slip({ corrects: 2 }),
      slip({ episode: 'e2' }),
      slip({ corrects: 9 }),
      said({ corrects: 1 }),
      said({ act: 'slip' }),
    ])
      await expect(commit(store, other)).rejects.toThrow(code('STORE_REFUSED'));
    await commit(store, slip());
    await expect(commit(store, slip())).rejects.toThrow(code('STORE_REFUSED'));
    expect(await store.patients.get('p1')).toMatchObject({ feeding: null, consultation: { state: 'informed' } });
  });

  it('R-053: an opposition stands in the next one until it is answered there', async () => {
    const store = await withRecord(opened(), said({ state: 'opposed' }), said({ purpose: 'mssPatient', state: 'opposed' }));
    await commit(store, closed('e1', later(1), 'e2'));
    const earlier = async () => (await store.patients.get('p1'))?.earlierOppositions.map(({ purpose }) => purpose);
    expect(await earlier()).toEqual(['feeding', 'mssPatient']);
    await commit(store, said({ episode: 'e2', at: later(2) }));
    expect(await earlier()).toEqual(['mssPatient']);
  });

  it('in which something is told or done are not idle', async () => {
    const store = await withRecord(opened());
    const actedAt = async () => (await store.episodes.get('p1', 'e1'))?.actedAt;
    expect(await store.episodes.idle(AT, 10)).toHaveLength(1);
    await commit(store, said({ at: later(5) }));
    expect([await actedAt(), await store.episodes.idle(later(4), 10)]).toEqual([later(5), []]);
    await commit(store, { kind: 'document.save', document: document({ addedAt: later(7) }) });
    expect(await actedAt()).toBe(later(7));
    await commit(store, said({ at: later(6) }));
    expect(await actedAt()).toBe(later(7));
  });

  describe('of a stay', () => {
    it('open and end with it; what was told before, of no episode yet, is the stay’s', async () => {
      const store = await withRecord(said({ state: 'opposed' }), ofStay({}, 'e2'));
      expect(await store.patients.get('p1')).toMatchObject({
        episode: 'e1',
        feeding: { state: 'opposed' },
        currentEpisode: { kind: 'stay' },
      });
      await commit(store, ofStay({ state: 'closed', dischargedAt: later(9), updatedAt: later(10) }, 'e3'));
      expect(await store.episodes.list('p1')).toMatchObject([{ id: 'e1', kind: 'stay', openedAt: AT, closedAt: later(9), openedBy: null }]);
      expect(await store.patients.get('p1')).toMatchObject({
        episode: 'e3',
        currentEpisode: null,
        earlierOppositions: [{ episode: 'e1' }],
      });
    });

    it('beside a follow-up have their own place, and leave it', async () => {
      const store = await withRecord(opened(), ofStay({ updatedAt: later(1) }, 'e2'));
      expect(await currentOf(store)).toBe('e2');
      await commit(store, ofStay({ state: 'cancelled', updatedAt: later(2) }, 'e3'));
      expect(await currentOf(store)).toBe('e1');
    });

    it('that are opened again are the same', async () => {
      const store = await withRecord(ofStay({}, 'e2'), ofStay({ state: 'closed' }, 'e3'), ofStay({ updatedAt: later(3) }, 'e4'));
      expect(await store.episodes.list('p1')).toMatchObject([{ id: 'e1', closedAt: null }]);
      expect(await currentOf(store)).toBe('e1');
    });

    it('nobody saw open are none', async () => {
      const store = await withRecord(ofStay({ state: 'closed' }, 'e2'));
      expect(await store.episodes.list('p1')).toEqual([]);
    });
  });

  it('go to the record that a merge keeps, and come back when it is undone', async () => {
    const store = await openIt();
    await commit(store, ...records({}, { episode: 'f1', ipp: 'P000002' }), opened(), {
      kind: 'episode.open',
      episode: episode({ id: 'f1', patientId: 'p2' }),
    });
    await commit(store, {
      kind: 'patient.merge',
      merge: {
        id: 'm1',
        kept: 'p1',
        removed: 'p2',
        at: later(1),
        by: paule,
        undoneAt: null,
        name: 'B',
        ipp: 'P000002',
        keptBefore: null,
        dropped: [],
      },
    });
    const ids = async (id: string) => (await store.episodes.list(id)).map((one) => one.id).toSorted();
    expect([await ids('p1'), await ids('p2')]).toEqual([['e1', 'f1'], []]);
    await commit(store, { kind: 'patient.unmerge', mergeId: 'm1', at: later(2) });
    expect([await ids('p1'), await ids('p2')]).toEqual([['e1'], ['f1']]);
  });

  it('are of a structure, which tells everybody one thing at a time', async () => {
    const store = await withRecord(opened(), { kind: 'collective.declare', collective: collective() });
    expect((await store.patients.get('p1'))?.collective).toEqual(collective());
    await expect(commit(store, { kind: 'collective.declare', collective: collective({ id: 'i2' }) })).rejects.toThrow(
      code('STORE_REFUSED'),
    );
    await commit(store, { kind: 'collective.declare', collective: collective({ id: 'i2', structure: 's2' }) });
    expect((await store.patients.get('p1'))?.collective?.id).toBe('i1');
    const withdrawn: Change = { kind: 'collective.withdraw', id: 'i1', at: later(1), by: paule };
    await commit(store, withdrawn);
    await expect(commit(store, withdrawn)).rejects.toThrow(code('STORE_CONFLICT'));
    expect((await store.patients.get('p1'))?.collective).toBeNull();
    expect(await store.structure.collectives('499900000017001')).toEqual([collective({ withdrawn: { at: later(1), by: paule } })]);
  });

  it('keep every wording of a notice', async () => {
    const store = await withRecord();
    const wording = { structure: 's1', version: 1, before: 'A', after: 'B', at: AT, by: paule };
    await commit(store, { kind: 'notice.save', wording });
    await expect(commit(store, { kind: 'notice.save', wording })).rejects.toThrow(code('STORE_REFUSED'));
    await commit(store, { kind: 'notice.save', wording: { ...wording, version: 2, before: 'C' } });
    expect([await store.structure.notice('s1'), await store.structure.notice('s2')]).toEqual([
      { ...wording, version: 2, before: 'C' },
      null,
    ]);
  });
});

describe('a file of before episodes', () => {
  const { path, openIt } = stores();
  const WITHOUT = migrations.indexOf(patientWord);

  it('has the follow-up of whoever was told something or has a document, and keeps what was recorded', async () => {
    const before = connect(path(), { timeout: 0 });
    before.pragma(`cipher = 'sqlcipher'`);
    before.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`);
    for (const sql of migrations.slice(0, WITHOUT)) before.exec(sql);
    before.pragma(`user_version = ${WITHOUT}`);
    for (const id of ['told', 'seen', 'new'])
      before.exec(`INSERT INTO patients (id, revision, ipp, birth_name, birth_first_names, first_birth_first_name, sex, birth_date, birth_name_norm, first_names_norm, status, homonym, doubtful,
        fictive, protection, birth_date_uncertain, episode, created_at, updated_at, opened_at)
        VALUES ('${id}', 1, 'I-${id}', 'SABLE', 'ANNE', 'ANNE', 'F', '1979-03-28', 'SABLE', 'ANNE', 'PROV', 0, 0, 0, 'none', 0, 'e-${id}', '${AT}', '${AT}', '${AT}')`);
    before.exec(`INSERT INTO information (patient_id, purpose, episode, state, at, actor, actor_name, origin) VALUES
      ('told', 'feeding', 'e-told', 'informed', '${later(5)}', 'x', 'X', 'person'), ('told', 'consultation', 'e-told', 'none', '${later(3)}', 'x', 'X', 'person');
      INSERT INTO documents (id, revision, patient_id, status, file_name, size, pages, added_at, added_by, added_by_name, title, act_date, visibility, warnings) VALUES
      ('d1', 1, 'seen', 'draft', 'a.pdf', 1, 1, '${later(7)}', 'x', 'x', 'T', '2026-11-20', 'visible', '[]');`);
    before.close();

    const store = await openIt();
    expect(await store.episodes.list('told')).toMatchObject([{ id: 'e-told', openedAt: AT, actedAt: later(5), team: { structure: null } }]);
    expect(await store.episodes.list('seen')).toMatchObject([{ id: 'e-seen', actedAt: later(7) }]);
    expect(await store.episodes.list('new')).toEqual([]);
    expect(await store.patients.get('told')).toMatchObject({
      feeding: { state: 'informed', means: null, act: 'recorded', team: null },
      consultation: { state: 'none' },
    });
  });
});
