import { describe, expect, it } from 'vitest';
import { settleConflict } from '../../../../electron/usecases/worklists/settle-conflict.ts';
import { conflict, waiting } from '../conflicts.ts';
import { refusal } from '../refusal.ts';
import { workplace } from '../workplace.ts';

async function settling() {
  const place = workplace();
  await place.records({}, {});
  await waiting(place.store, conflict({ patientIds: ['p1', 'p2'] }), conflict({ id: 'c2' }));
  return { ...place, settle: settleConflict(place.common) };
}

describe('a contradiction that somebody looked at', () => {
  it('waits no more, and is told in the journal of each record', async () => {
    const { store, settle, journal } = await settling();
    await settle('c1');
    expect((await store.worklists.waiting()).map(({ id }) => id)).toEqual(['c2']);
    const told = { act: 'conflict.settled', objectId: 'c1', result: 'ok', details: { code: 'IMPORT_CONTRADICTION' } };
    expect(await journal()).toMatchObject([
      { ...told, patientId: 'p1' },
      { ...told, patientId: 'p2' },
    ]);
  });

  it('is settled once', async () => {
    const { settle, journal } = await settling();
    await settle('c1');
    await expect(settle('c1')).rejects.toEqual(refusal('CONFLICT_UNKNOWN'));
    await expect(settle('c9')).rejects.toEqual(refusal('CONFLICT_UNKNOWN'));
    expect(await journal()).toHaveLength(2);
  });

  it('is nobody’s to settle without a session', async () => {
    const { store, settle, logged } = await settling();
    logged(null);
    await expect(settle('c1')).rejects.toEqual(refusal('SESSION_CLOSED'));
    expect(await store.worklists.waiting()).toHaveLength(2);
  });
});
