import { describe, expect, it } from 'vitest';
import { factsOf, type FactsPorts } from '../../../../electron/usecases/rights/facts.ts';
import { refusalOf, requireAllowed, rightsOf } from '../../../../electron/usecases/rights/rights.ts';
import { agree, agreementOf } from '../../../../electron/usecases/consent/agree.ts';
import { closeEpisode } from '../../../../electron/usecases/episodes/close-episode.ts';
import { recordInformation } from '../../../../electron/usecases/consent/record-information.ts';
import { requirePatient } from '../../../../electron/usecases/patients/view.ts';
import type { Delegation } from '../../../../shared/domain/rights/facts.ts';
import { DOMINIQUE } from '../../../setup/patient.ts';
import { refusal } from '../refusal.ts';
import { ELSEWHERE, PAULE, SECRETARY, workplace } from '../workplace.ts';

const DELEGATION: Delegation = {
  from: '899900000099',
  to: PAULE.pro.idNat,
  acts: ['prepare'],
  types: [],
  since: '2026-11-01T00:00:00Z',
  until: null,
  revokedAt: null,
};

async function place() {
  const work = workplace();
  await work.records({ status: 'QUAL', ins: DOMINIQUE.ins });
  const ports: FactsPorts = {
    now: work.common.now,
    delegations: (to) => Promise.resolve(to === PAULE.pro.idNat ? [DELEGATION] : []),
    agreementOf: (by, id) => agreementOf(work.store, id, by, work.common.now()),
    isSecret: (id) => id === 'p2',
    regulationCentre: true,
  };
  return { ...work, ports, patient: () => requirePatient(work.store, 'p1') };
}

describe('the facts of a right', () => {
  it('R-051, R-053: say whether they are of the team, and what was agreed to outside of it', async () => {
    const { ports, patient, common, logged } = await place();
    await recordInformation(common)({ id: 'p1', purpose: 'mssPatient', state: 'opposed' });
    const of = async (by: typeof PAULE) => (await factsOf(ports)(by, await patient()))({ act: 'TD3.1' });
    expect(await of(PAULE)).toMatchObject({ team: 'member', agreement: null, patient: { information: { mssPatient: 'opposed' } } });
    expect(await of(ELSEWHERE)).toMatchObject({ team: 'outside', agreement: null });
    logged(ELSEWHERE);
    await agree(common)({ id: 'p1', means: 'oral', collector: PAULE.pro.idNat });
    expect(await of(ELSEWHERE)).toMatchObject({ agreement: { by: 'Dr Paule DURAND', at: '2026-11-21T10:00:00.000Z' } });
  });

  it('are the record’s as it is now, and the delegations of whoever acts', async () => {
    const { ports, patient, store } = await place();
    await store.commit({
      changes: [
        {
          kind: 'information.record',
          information: {
            patientId: 'p1',
            purpose: 'consultation',
            episode: 'e1',
            state: 'opposed',
            at: '2026-11-21T09:00:00.000Z',
            by: { idNat: '1', name: 'Dr X' },
            origin: 'person',
          },
        },
        {
          kind: 'dmp.known',
          patientId: 'p1',
          knowledge: {
            state: 'open',
            authorization: 'EXPIRE',
            medecinTraitant: true,
            by: PAULE.pro.idNat,
            opposed: { breakGlass: true, regulation: null },
            at: '2026-11-20T09:00:00.000Z',
          },
        },
      ],
      audit: [],
    });
    const facts = (await factsOf(ports)(PAULE, await patient()))({ act: 'TD3.1' });
    expect(facts).toMatchObject({
      at: '2026-11-21T10:00:00.000Z',
      delegations: [DELEGATION],
      patient: { status: 'QUAL', secretConnection: false, information: { feeding: 'none', consultation: 'opposed' } },
      team: 'member',
      agreement: null,
      dmp: { state: 'open', authorization: 'EXPIRE', medecinTraitant: true, opposed: { breakGlass: true, regulation: false } },
      regulationCentre: true,
      act: 'TD3.1',
      mode: 'normal',
      document: null,
    });
    // what the DMP said of Paule is nobody else's.
    expect((await factsOf(ports)(SECRETARY, await patient()))({ act: 'TD0.2' }).dmp).toEqual({
      state: 'open',
      authorization: null,
      medecinTraitant: false,
      opposed: { breakGlass: true, regulation: false },
    });
    const secret = (await factsOf(ports)(PAULE, { ...(await patient()), id: 'p2' }))({ act: 'TD2.1', mode: 'centre_15', dmp: null });
    expect(secret).toMatchObject({
      patient: { secretConnection: true },
      mode: 'centre_15',
      dmp: { state: 'unknown', authorization: null },
    });
  });
});

describe('a right that is asked', () => {
  it('is refused by the error of its decision, with its rule', async () => {
    const { ports, patient } = await place();
    const rights = rightsOf({ ...ports, ageOfMajority: () => 18, administers: () => false });
    const looked = (await rights.about(PAULE, await patient()))({ act: 'TD3.1' });
    expect(() => requireAllowed(looked)).toThrow(refusal('RIGHTS_INFORM', { detail: 'R-050' }));
    expect(refusalOf(looked)?.action).toBe(looked.action);
    expect(looked.action).toMatch(/\.$/);
    expect(() => rights.require(PAULE, 'administer')).toThrow(refusal('RIGHTS_ADMINISTER'));
    rights.require(PAULE, 'validate');
  });

  it('is no refusal when the server or the person has the last word', async () => {
    const { ports, patient } = await place();
    const rights = rightsOf({ ...ports, ageOfMajority: () => 18, administers: () => true });
    const asked = (await rights.about(PAULE, { ...(await patient()), status: 'VALI' }))({ act: 'mss-patient' });
    expect([asked.answer, asked.code, refusalOf(asked)]).toEqual(['ask', 'MSS_INS_NOT_QUALIFIED', null]);
    expect(rights.atOffice(PAULE, 'administer').answer).toBe('yes');
  });
});

describe('what the facts leave out', () => {
  it('nobody has delegations; what the DMP said of nobody is nobody’s; an opposition to regulation is one', async () => {
    const { ports, patient, store } = await place();
    const asked: string[] = [];
    const counting = { ...ports, delegations: (to: string) => Promise.resolve(asked.push(to) > 0 ? [] : []) };
    const nobody = { ...PAULE, rights: { ...PAULE.rights, person: null } };
    const knowledge = {
      state: 'open',
      authorization: 'VALIDE',
      medecinTraitant: false,
      by: null,
      opposed: { breakGlass: false, regulation: true },
      at: '2026-11-20T09:00:00.000Z',
    } as const;
    await store.commit({ changes: [{ kind: 'dmp.known', patientId: 'p1', knowledge }], audit: [] });
    const of = async (by: typeof PAULE) => (await factsOf(counting)(by, await patient()))({ act: 'TD3.1' });
    expect((await of(nobody)).dmp).toEqual({
      state: 'open',
      authorization: null,
      medecinTraitant: false,
      opposed: { breakGlass: false, regulation: true },
    });
    expect(asked).toEqual([]);
    await store.commit({ changes: [{ kind: 'dmp.known', patientId: 'p1', knowledge: { ...knowledge, by: PAULE.pro.idNat } }], audit: [] });
    expect((await of(PAULE)).dmp).toMatchObject({ authorization: 'VALIDE', medecinTraitant: false });
  });

  it('R-053: an opposition of an earlier episode stands in the next one, where nobody answered it', async () => {
    const { ports, patient, common } = await place();
    await recordInformation(common)({ id: 'p1', purpose: 'feeding', state: 'opposed' });
    await closeEpisode(common)({ id: 'p1', episode: 'e1' });
    const of = async () => (await factsOf(ports)(PAULE, await patient()))({ act: 'TD2.1' });
    expect((await of()).patient).toMatchObject({
      information: { feeding: 'none' },
      opposedEarlier: ['feeding'],
      feedingReceivedFrom: null,
    });
    const rights = rightsOf({ ...ports, ageOfMajority: () => 18, administers: () => false });
    expect((await rights.about(PAULE, await patient()))({ act: 'TD2.1' }).code).toBe('DMP_FEEDING_EARLIER');
    await recordInformation(common)({ id: 'p1', purpose: 'feeding', state: 'informed' });
    expect((await of()).patient.opposedEarlier).toEqual([]);
  });
});
