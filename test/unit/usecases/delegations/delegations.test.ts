import { describe, expect, it } from 'vitest';
import { listColleagues } from '../../../../electron/usecases/delegations/list-colleagues.ts';
import { makeDelegation } from '../../../../electron/usecases/delegations/make-delegation.ts';
import { rememberColleague } from '../../../../electron/usecases/delegations/remember-colleague.ts';
import { revokeDelegation } from '../../../../electron/usecases/delegations/revoke-delegation.ts';
import { listDelegations } from '../../../../electron/usecases/delegations/view.ts';
import type { CallReceived } from '../../../../shared/contract/index.ts';
import { AT, later } from '../../../integration/store/samples.ts';
import { refusal } from '../refusal.ts';
import { ALIX, LUC, PAULE, workplace } from '../workplace.ts';

const TERMS: CallReceived<'delegations.make'> = { to: ALIX.pro.idNat, acts: ['prepare'], types: [], since: null, until: null };

/** A workstation where Paule DURAND is logged in, after her secretary, and Luc AUBERT in a structure of his own. */
const desk = async () => {
  const place = workplace();
  const report = (thrown: unknown): never => {
    throw thrown;
  };
  for (const somebody of [PAULE, ALIX, LUC]) rememberColleague({ store: place.store, report })(somebody);
  return {
    ...place,
    make: (changed: Partial<typeof TERMS> = {}) => makeDelegation(place.common)({ ...TERMS, ...changed }),
    revoke: (id: string) => revokeDelegation(place.common)({ id }),
    list: listDelegations(place.common),
  };
};

describe('a delegation', () => {
  it('is made by the professional whose card is in, and told to both', async () => {
    const { make, list, journal, store } = await desk();
    await make({ until: later(60) });
    const told = {
      id: 'id-1',
      from: { idNat: PAULE.pro.idNat, name: 'Dr Paule DURAND' },
      to: { idNat: ALIX.pro.idNat, name: 'Alix SIMON' },
      acts: ['prepare'],
      types: [],
      since: AT,
      until: later(60),
      revokedAt: null,
      standing: 'in-force',
    };
    expect(await list(PAULE)).toEqual([{ ...told, mine: true }]);
    expect(await list(ALIX)).toEqual([{ ...told, mine: false }]);
    expect(await list(LUC)).toEqual([]);
    expect(await store.delegations.get('id-1')).toMatchObject({ from: PAULE.pro, structure: PAULE.situation.structureIdNat });
    expect(await journal()).toMatchObject([
      {
        act: 'delegation.made',
        actor: { idNat: PAULE.pro.idNat },
        objectId: 'id-1',
        details: { to: 'Alix SIMON', acts: 'prepare', types: '', since: AT, until: later(60) },
      },
    ]);
  });

  it('may begin later, and names its types by their labels', async () => {
    const { make, list } = await desk();
    await make({ since: later(30), types: ['11488-4'] });
    expect(await list(PAULE)).toMatchObject([
      { standing: 'to-come', since: later(30), types: [{ code: '11488-4', label: expect.stringMatching(/\S/) }] },
    ]);
  });

  it('is for somebody of the same structure: anybody else is refused by name', async () => {
    const { make, logged, journal, store, common } = await desk();
    // What tells their name: they once opened a session.
    await store.commit({ changes: [], audit: [{ ...entryOf(LUC), at: AT }] });
    await expect(make({ to: LUC.pro.idNat })).rejects.toEqual(refusal('DELEGATION_OTHER_STRUCTURE', { path: '/to' }));
    await expect(make({ to: LUC.pro.idNat })).rejects.toMatchObject({ message: expect.stringContaining('Dr Luc AUBERT') });
    logged({ ...PAULE, situation: { ...PAULE.situation, structureIdNat: '10B0999997' } });
    await expect(makeDelegation(common)(TERMS)).rejects.toEqual(refusal('DELEGATION_OTHER_STRUCTURE', { path: '/to' }));
    expect((await journal()).filter(({ act }) => act === 'delegation.made')).toEqual([]);
  });

  it('is not made against its rules, nor for a type that does not exist', async () => {
    const { make, list, logged } = await desk();
    await expect(make({ acts: ['TD2.2'] })).rejects.toEqual(refusal('DELEGATION_TYPES', { path: '/types' }));
    await expect(make({ types: ['00000-0'] })).rejects.toEqual(refusal('TYPE_UNKNOWN', { path: '/types' }));
    logged(ALIX);
    await expect(make({ to: PAULE.pro.idNat })).rejects.toEqual(refusal('DELEGATION_PROFESSIONAL'));
    logged(null);
    await expect(make()).rejects.toEqual(refusal('SESSION_CLOSED'));
    expect(await list(PAULE)).toEqual([]);
  });

  it('is revoked by who made it, once, and the journal says so', async () => {
    const { make, revoke, list, logged, journal, wait } = await desk();
    await make();
    await expect(revoke('nothing')).rejects.toEqual(refusal('DELEGATION_UNKNOWN'));
    logged(ALIX);
    await expect(revoke('id-1')).rejects.toMatchObject({
      code: 'DELEGATION_OTHER_PERSON',
      message: 'Cette délégation est celle de Dr Paule DURAND.',
    });
    logged(PAULE);
    wait(5);
    await revoke('id-1');
    expect(await list(ALIX)).toMatchObject([{ standing: 'revoked', revokedAt: later(5) }]);
    await expect(revoke('id-1')).rejects.toEqual(refusal('DELEGATION_OVER'));
    expect((await journal()).map(({ act, details }) => [act, details['to']])).toEqual([
      ['delegation.made', 'Alix SIMON'],
      ['delegation.revoked', 'Alix SIMON'],
    ]);
  });

  it('is offered for those who opened a session here for the same structure, and feeding in a practice alone', async () => {
    const { store } = await desk();
    const offered = listColleagues(store);
    expect(await offered(PAULE)).toEqual({ colleagues: [{ idNat: ALIX.pro.idNat, name: 'Alix SIMON', staff: true }], feeding: true });
    expect(await offered(LUC)).toEqual({ colleagues: [], feeding: true });
    expect((await offered({ ...PAULE, situation: { ...PAULE.situation, sector: 'SA01' } })).feeding).toBe(false);
  });

  it('is offered for those whom the structure declared too, who never opened a session', async () => {
    const { store, make, list } = await desk();
    const structure = PAULE.situation.structureIdNat;
    const person = { id: 'e1', structure, family: 'ROY', given: 'LOU', declaredAt: AT };
    await store.commit({ changes: [{ kind: 'person.declare', person, codeHash: 'x' }], audit: [] });
    const [, declared] = (await listColleagues(store)(PAULE)).colleagues;
    expect(declared).toEqual({ idNat: `${structure}/e1`, name: 'Lou ROY', staff: true });
    await make({ to: `${structure}/e1` });
    expect(await list(PAULE)).toMatchObject([{ to: { name: 'Lou ROY' } }]);
  });

  it('does without a colleague that could not be kept', async () => {
    const told: unknown[] = [];
    const place = workplace();
    const store = { ...place.store, commit: () => Promise.reject(new Error('full')) };
    rememberColleague({ store, report: (thrown) => void told.push(thrown) })(ALIX);
    await expect.poll(() => told).toHaveLength(1);
  });
});

const entryOf = ({ pro }: typeof LUC) => ({
  actor: { idNat: pro.idNat, name: 'Dr Luc AUBERT' },
  onBehalfOf: null,
  situation: null,
  act: 'session.opened',
  label: 'Session ouverte',
  patientId: null,
  objectId: null,
  result: 'ok',
  details: {},
});
