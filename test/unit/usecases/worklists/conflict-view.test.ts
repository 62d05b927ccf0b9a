import { describe, expect, it } from 'vitest';
import { conflictView } from '../../../../electron/usecases/worklists/conflict-view.ts';
import type { ConflictView } from '../../../../shared/contract/worklists.ts';
import type { ConflictRecord } from '../../../../shared/domain/record/conflict.ts';
import type { PatientRecord } from '../../../../shared/domain/record/patient.ts';
import { DOMINIQUE } from '../../../setup/patient.ts';
import { conflict, incoming, waiting } from '../conflicts.ts';
import { workplace } from '../workplace.ts';

const { ins } = DOMINIQUE;

/** A contradiction of these records, as the list shows it. */
async function shown(changed: Partial<ConflictRecord>, ...records: readonly Partial<PatientRecord>[]): Promise<ConflictView> {
  const { store, records: save } = workplace();
  await save(...records);
  const identifier = { patientId: 'p1', eventAt: null };
  await store.commit({
    changes: [
      { kind: 'identifier.set', identifier: { ...identifier, authority: 'DPI-CH', value: '12' } },
      { kind: 'identifier.set', identifier: { ...identifier, authority: 'DPI-CLINIQUE', value: '12' } },
      { kind: 'identifier.set', identifier: { ...identifier, authority: 'LABO', value: '34' } },
    ],
    audit: [],
  });
  await waiting(store, conflict(changed));
  const [one] = await store.worklists.conflicts();
  if (one === undefined) throw new Error('the contradiction waits');
  return await conflictView(store, one);
}

describe('a contradiction of the list', () => {
  it('is the record beside what came', async () => {
    const view = await shown({ incoming: incoming({ birthFirstNames: 'LUCIE', usedName: 'Dupont' }) }, {});
    expect(view).toMatchObject({
      id: 'c1',
      at: '2026-11-20T09:00:00.000Z',
      message: 'Un fichier dit autre chose de ce patient.',
      rows: [{ id: 'p1' }],
      incoming: {
        birthName: 'PAT-TROIS',
        birthFirstNames: 'LUCIE',
        usedName: 'Dupont',
        ipp: '4711',
        matricule: ins.matricule,
        from: 'patients.csv, ligne 3',
      },
      acts: ['create'],
    });
    expect(view.comparison.find(({ trait }) => trait === 'birthFirstNames')).toEqual({
      trait: 'birthFirstNames',
      local: 'DOMINIQUE MARIE-LOUISE',
      insi: 'LUCIE',
      outcome: 'discordant',
    });
    expect(view.held[0]?.numbers.toSorted()).toEqual(['12', '34']);
  });

  it('of what came without matricule shows none', async () => {
    expect((await shown({ incoming: incoming({ matricule: null }) }, {})).incoming?.matricule).toBeNull();
  });

  it('is a record beside another when they contradict each other', async () => {
    const view = await shown({ code: 'PATIENT_SAME_INS', patientIds: ['p1', 'p2'] }, {}, { birthName: 'PAT-QUATRE' });
    expect(view.incoming).toBeNull();
    expect(view.rows.map(({ id }) => id).toSorted()).toEqual(['p1', 'p2']);
    expect(view.comparison.find(({ trait }) => trait === 'birthName')).toMatchObject({ outcome: 'discordant' });
    expect(view.acts).toEqual(['merge']);
  });

  it('of one record alone compares nothing', async () => {
    const view = await shown({ code: 'INS_VERIFICATION' }, {});
    expect([view.comparison, view.acts]).toEqual([[], []]);
    expect(view.action).toContain('Comparez les deux identités');
  });

  it('of a record merged since stands alone', async () => {
    const { store, records, common } = workplace();
    await records({}, {});
    await waiting(store, conflict({ patientIds: ['p2'], incoming: incoming() }));
    const by = { idNat: '1', name: 'Dr Luc MARTIN' };
    const merge = {
      id: 'm1',
      kept: 'p1',
      removed: 'p2',
      at: common.now().toISOString(),
      by,
      undoneAt: null,
      keptBefore: null,
      dropped: [],
    };
    await store.commit({
      changes: [{ kind: 'patient.merge', merge: { ...merge, name: 'PAT-TROIS DOMINIQUE', ipp: 'P000002' } }],
      audit: [],
    });
    const [one] = await store.worklists.conflicts();
    if (one === undefined) throw new Error('the contradiction waits');
    expect(await conflictView(store, one)).toMatchObject({
      rows: [],
      held: [],
      comparison: [],
      acts: ['create'],
      incoming: { ipp: '4711' },
    });
  });

  it.each<[string, Partial<PatientRecord>, string | null]>([
    ['qualified', { status: 'QUAL', ins }, '2 79 03 51 215 189 89'],
    ['recovered', { status: 'RECUP', ins }, null],
    ['provisional', {}, null],
  ])('shows the matricule held by a %s record: EXI SI 08', async (_what, record, matricule) => {
    expect((await shown({}, record)).held[0]?.matricule).toBe(matricule);
  });

  it.each<[string, Partial<ConflictRecord>, ConflictView['acts']]>([
    ['IMPORT_CONTRADICTION', { incoming: incoming() }, ['create']],
    ['IMPORT_CONTRADICTION', { patientIds: ['p1', 'p2'] }, []],
    ['IMPORT_LOOKALIKE', { patientIds: ['p1', 'p2'] }, ['merge']],
    ['IMPORT_LOOKALIKE', { patientIds: ['p1'], incoming: incoming() }, []],
    ['IMPORT_USURPATION', { patientIds: ['p1', 'p2'], incoming: incoming() }, []],
    ['anything else', { patientIds: ['p1', 'p2'], incoming: incoming() }, []],
  ])('%s of %j offers %j', async (code, changed, acts) => {
    const view = await shown({ code, ...changed }, {}, {});
    expect(view.acts).toEqual(acts);
    expect(view.action).toMatch(/\.$/);
  });
});
