import { describe, expect, it } from 'vitest';
import { setCorrespondents } from '../../../../electron/usecases/episodes/set-correspondents.ts';
import { confirmedAddresses, knownCorrespondents } from '../../../../electron/usecases/patients/known-correspondents.ts';
import { told } from '../consent/patient-word.ts';
import { refusal } from '../refusal.ts';
import { COLLEAGUE } from '../workplace.ts';

const aubert = { name: 'Dr Luc AUBERT', role: 'medecinTraitant', address: 'luc@x.mssante.fr' } as const;
const benali = { name: 'Dr Inès BENALI', role: 'prescriber', address: 'ines@x.mssante.fr' } as const;
const lab = { name: 'Labo Biolittoral', role: 'laboratory', address: null } as const;

async function desk() {
  const place = await told();
  const set = setCorrespondents({ ...place.common, trusts: () => true });
  const held = async () => (await place.store.patients.get('p1'))?.currentEpisode?.correspondents ?? [];
  return {
    ...place,
    held,
    set: (correspondents: Parameters<typeof set>[0]['correspondents'], confirmedAgain = false) =>
      set({ id: 'p1', correspondents, confirmedAgain }),
  };
}

describe('the correspondents of an episode', () => {
  it('are confirmed with the patient: the day and the person of each stay as the list grows', async () => {
    const { set, held, wait, logged, journal } = await desk();
    await set([aubert]);
    wait(60);
    logged(COLLEAGUE);
    await set([aubert, benali]);
    expect((await held()).map(({ name, confirmed }) => [name, confirmed?.at.slice(11, 16), confirmed?.by.name])).toEqual([
      ['Dr Luc AUBERT', '10:00', 'Dr Paule DURAND'],
      ['Dr Inès BENALI', '11:00', 'Dr Luc SABLE'],
    ]);
    await set([aubert, benali], true);
    expect((await held()).map(({ confirmed }) => confirmed?.at.slice(11, 16))).toEqual(['11:00', '11:00']);
    expect((await journal()).at(-1)).toMatchObject({ act: 'episode.correspondents', objectId: 'e1', details: { correspondents: 2 } });
  });

  it('are confirmed again when what they are to the patient changes', async () => {
    const { set, held, wait } = await desk();
    await set([aubert]);
    wait(60);
    await set([{ ...aubert, role: 'specialist' }]);
    expect((await held())[0]?.confirmed?.at.slice(11, 16)).toBe('11:00');
  });

  it('are confirmed again when their name or their mailbox changes, and stay confirmed when another one does', async () => {
    const { set, held, wait } = await desk();
    await set([aubert, benali, lab]);
    wait(60);
    await set([{ ...aubert, name: 'Dr Lucie AUBERT' }, { ...benali, address: 'dr.benali@x.mssante.fr' }, lab]);
    expect((await held()).map(({ confirmed }) => confirmed?.at.slice(11, 16))).toEqual(['11:00', '11:00', '10:00']);
    wait(60);
    await set([
      { ...aubert, name: 'Dr Lucie AUBERT' },
      { ...benali, address: 'dr.benali@x.mssante.fr' },
      { ...lab, name: 'Labo du Port' },
    ]);
    expect((await held()).map(({ confirmed }) => confirmed?.at.slice(11, 16))).toEqual(['11:00', '11:00', '12:00']);
  });

  it('that were taken are not refused for a list of domains that changed since, and new ones are', async () => {
    const { set, held, common } = await desk();
    await set([aubert, lab]);
    const later = setCorrespondents({ ...common, trusts: () => false });
    const again = (correspondents: readonly (typeof aubert | typeof benali | typeof lab)[]) =>
      later({ id: 'p1', correspondents, confirmedAgain: false });
    await again([aubert, lab]);
    expect(await held()).toHaveLength(2);
    await expect(again([aubert, benali])).rejects.toEqual(refusal('MSS_DOMAIN'));
  });

  it('may be ten and more, each once', async () => {
    const { set, held } = await desk();
    const many = Array.from({ length: 15 }, (_, i) => ({ ...benali, address: `c${i}@x.mssante.fr` }));
    await set(many);
    expect(await held()).toHaveLength(15);
    await expect(set([aubert, { ...benali, address: 'LUC@x.mssante.fr' }])).rejects.toEqual(refusal('CORRESPONDENT_TWICE'));
    await expect(set([lab, lab])).rejects.toEqual(refusal('CORRESPONDENT_TWICE'));
    await set([lab, { ...lab, role: 'pharmacy' }, { ...lab, name: 'Labo du Port' }, { ...lab, address: aubert.address }]);
    expect(await held()).toHaveLength(4);
  });

  it('have a name and a right address, or none', async () => {
    const { set, held } = await desk();
    await expect(set([{ ...aubert, name: ' ' }])).rejects.toEqual(refusal('CORRESPONDENT_NAME'));
    await expect(set([{ ...aubert, address: 'luc' }])).rejects.toEqual(refusal('MSS_ADDRESS'));
    await set([{ ...lab, address: '  ' }]);
    expect(await held()).toMatchObject([{ address: null }]);
  });

  it('are preselected for a new document once confirmed, and named by what they are', async () => {
    const { set, store } = await desk();
    await set([aubert, benali, lab]);
    const patient = await store.patients.get('p1');
    if (patient === null) throw new Error('no record');
    expect(confirmedAddresses(patient)).toEqual([aubert.address, benali.address]);
    const { currentEpisode } = patient;
    const unconfirmed = {
      ...patient,
      currentEpisode: currentEpisode && { ...currentEpisode, correspondents: [{ ...benali, confirmed: null }] },
    };
    expect(confirmedAddresses(unconfirmed)).toEqual([]);
    expect(knownCorrespondents(patient).map(({ role }) => role)).toEqual(['médecin traitant', 'prescripteur', 'laboratoire']);
  });
});
