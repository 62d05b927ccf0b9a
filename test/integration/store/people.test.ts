import { describe, expect, it } from 'vitest';
import { engines } from './engines.ts';
import { AT } from './samples.ts';

const PORT = '499900000017001';
const declaring = (id: string, family: string, structure = PORT) =>
  ({ kind: 'person.declare', person: { id, structure, family, given: 'Camille', declaredAt: AT }, codeHash: `hash ${id}` }) as const;

describe.each(engines)('who acts under a card that names nobody: %s', (_engine, opened) => {
  const { openIt } = opened();

  it('is kept with the first code and five tries, and listed by name in their structure', async () => {
    const store = await openIt();
    await store.commit({ changes: [declaring('b', 'ROUX'), declaring('a', 'FABRE'), declaring('c', 'PERRIN', '10B0999997')], audit: [] });
    const person = { structure: PORT, given: 'Camille', triesLeft: 5, firstCode: true, declaredAt: AT, withdrawnAt: null };
    expect(await store.people.of(PORT)).toEqual([
      { id: 'a', family: 'FABRE', ...person },
      { id: 'b', family: 'ROUX', ...person },
    ]);
    expect(await store.people.withCode('a')).toEqual({ person: { id: 'a', family: 'FABRE', ...person }, codeHash: 'hash a' });
    expect(await store.people.withCode('z')).toBeNull();
  });

  it('has one try less each time, never less than none, and all again by a code', async () => {
    const store = await openIt();
    await store.commit({ changes: [declaring('a', 'FABRE')], audit: [] });
    const left = async () => (await store.people.withCode('a'))?.person.triesLeft;
    for (let i = 0; i < 5; i += 1) await store.commit({ changes: [{ kind: 'person.tried', id: 'a' }], audit: [] });
    await expect(store.commit({ changes: [{ kind: 'person.tried', id: 'a' }], audit: [] })).rejects.toMatchObject({
      code: 'STORE_CONFLICT',
    });
    expect(await left()).toBe(0);
    await store.commit({ changes: [{ kind: 'person.known', id: 'a' }], audit: [] });
    expect(await left()).toBe(5);
    await store.commit({
      changes: [
        { kind: 'person.tried', id: 'a' },
        { kind: 'person.code', id: 'a', codeHash: 'own', first: false },
      ],
      audit: [],
    });
    expect(await store.people.withCode('a')).toMatchObject({ person: { triesLeft: 5, firstCode: false }, codeHash: 'own' });
  });

  it('stays, once withdrawn, for what they did, and changes no more', async () => {
    const store = await openIt();
    await store.commit({ changes: [declaring('a', 'FABRE'), { kind: 'person.withdraw', id: 'a', at: AT }], audit: [] });
    expect(await store.people.of(PORT)).toEqual([]);
    expect(await store.people.withCode('a')).toMatchObject({ person: { withdrawnAt: AT } });
    for (const change of [
      { kind: 'person.tried', id: 'a' },
      { kind: 'person.known', id: 'a' },
      { kind: 'person.code', id: 'a', codeHash: 'x', first: true },
      { kind: 'person.withdraw', id: 'a', at: AT },
    ] as const)
      await expect(store.commit({ changes: [change], audit: [] })).rejects.toMatchObject({ code: 'STORE_CONFLICT' });
  });
});
