import { beforeEach, describe, expect, it } from 'vitest';
import {
  declarePerson,
  listPeople,
  resetCode,
  withdrawPerson,
  type DeclaredPeoplePorts,
} from '../../../../electron/usecases/people/declared-people.ts';
import { PAULE, workplace, type Workplace } from '../workplace.ts';

const CAMILLE = { family: 'FABRE', given: 'Camille' };

describe('who administers a structure', () => {
  let place: Workplace;
  let ports: DeclaredPeoplePorts;
  beforeEach(() => {
    place = workplace();
    let drawn = 0;
    ports = { ...place.common, hashCode: (code) => Promise.resolve(`hash of ${code}`), drawCode: () => `premier-${(drawn += 1)}` };
  });
  const hashOf = async (id: string) => (await place.store.people.withCode(id))?.codeHash;

  it('declares somebody of the structure where they are, with a first code that is told once and kept hashed', async () => {
    const { people, id, code } = await declarePerson(ports)({ family: ' FABRE ', given: 'Camille' });
    expect(people).toEqual([{ id, ...CAMILLE, declaredAt: '2026-11-21T10:00:00.000Z', triesLeft: 5, firstCode: true }]);
    expect([code, await hashOf(id)]).toEqual(['premier-1', 'hash of premier-1']);
    expect((await place.store.people.withCode(id))?.person.structure).toBe('499900000017001');
    const [entry] = (await place.journal()).slice(-1);
    expect(entry).toMatchObject({
      act: 'person.declared',
      label: 'Personne déclarée : Camille FABRE',
      objectId: id,
      actor: { name: 'Dr Paule DURAND' },
    });
    expect(JSON.stringify(entry)).not.toContain('premier-1');
  });

  it('declares nobody twice, nor somebody whose name documents cannot carry', async () => {
    await declarePerson(ports)(CAMILLE);
    await expect(declarePerson(ports)({ family: 'Fabre', given: 'CAMILLE' })).rejects.toMatchObject({ code: 'PERSON_ALREADY' });
    await expect(declarePerson(ports)({ family: 'Fabre', given: '' })).rejects.toMatchObject({ code: 'PERSON_CHARACTER', path: '/given' });
    await expect(declarePerson(ports)({ family: 'F@bre', given: 'Léo' })).rejects.toMatchObject({ path: '/family' });
    expect(await listPeople(ports)()).toHaveLength(1);
  });

  it('gives another first code, which unblocks', async () => {
    const { id } = await declarePerson(ports)(CAMILLE);
    await place.store.commit({ changes: [{ kind: 'person.code', id, codeHash: 'theirs', first: false }], audit: [] });
    for (let i = 0; i < 5; i += 1) await place.store.commit({ changes: [{ kind: 'person.tried', id }], audit: [] });
    const { people, code } = await resetCode(ports)({ id });
    expect(people).toMatchObject([{ id, triesLeft: 5, firstCode: true }]);
    expect(await hashOf(id)).toBe(`hash of ${code}`);
    expect((await place.journal()).at(-1)).toMatchObject({
      act: 'person.code-reset',
      label: 'Nouveau code personnel donné : Camille FABRE',
    });
  });

  it('withdraws somebody, who is told by the journal and shown no more; the same name may come back', async () => {
    const { id } = await declarePerson(ports)(CAMILLE);
    expect(await withdrawPerson(ports)({ id })).toEqual([]);
    expect((await place.journal()).at(-1)).toMatchObject({ act: 'person.withdrawn', label: 'Personne retirée : Camille FABRE' });
    await expect(resetCode(ports)({ id })).rejects.toMatchObject({ code: 'PERSON_UNKNOWN' });
    await expect(withdrawPerson(ports)({ id })).rejects.toMatchObject({ code: 'PERSON_UNKNOWN' });
    expect((await declarePerson(ports)(CAMILLE)).people).toHaveLength(1);
  });

  it('does it in their own structure alone', async () => {
    const { id } = await declarePerson(ports)(CAMILLE);
    place.logged({ ...PAULE, situation: { ...PAULE.situation, structureIdNat: '10B0999997' } });
    expect(await listPeople(ports)()).toEqual([]);
    await expect(withdrawPerson(ports)({ id })).rejects.toMatchObject({ code: 'PERSON_UNKNOWN' });
  });
});
