import { describe, expect, it } from 'vitest';
import { feedForDelegator } from '../../../../electron/usecases/documents/feed-for-delegator.ts';
import { undoValidation } from '../../../../electron/usecases/documents/undo-validation.ts';
import { stillDelegated } from '../../../../electron/usecases/outbox/still-delegated.ts';
import { AT, document, paule } from '../../../integration/store/samples.ts';
import { refusal } from '../refusal.ts';
import { ALIX, PAULE } from '../workplace.ts';
import { practice } from './prepared.ts';

const FEEDING = [{ acts: ['TD2.2'], types: ['11488-4'] }] as const;

describe('R-140, R-142 a document that a secretary feeds for a doctor', () => {
  it('is the doctor’s, typed by her; its lot is the structure’s, its row hers and the delegation’s', async () => {
    const { feedFor, built, lots, sends, draft, acts, kicks, row } = await practice(FEEDING);
    await feedFor();
    const author = { idNat: paule.idNat, family: 'DURAND', suffix: 'DR' };
    expect(built).toMatchObject([{ author, legalAuthenticator: author, dataEnterer: { pro: ALIX.pro, at: new Date(AT) } }]);
    const dmp = (await sends()).find(({ channel }) => channel === 'dmp');
    expect(dmp).toMatchObject({
      state: 'scheduled',
      bound: {
        actor: { idNat: ALIX.pro.idNat, name: 'Alix SIMON' },
        situation: ALIX.situation.structureIdNat,
        delegation: { id: 'g1', from: paule },
      },
    });
    expect([lots, kicks()]).toEqual([[true], 1]);
    expect(await draft()).toMatchObject({ status: 'validated', prepared: { for: paule }, validated: { by: { name: 'Alix SIMON' } } });
    expect(await acts()).toEqual([['document.fed-for', 'Alix SIMON', 'Dr Paule DURAND']]);
    expect(await row()).toMatchObject({ validatedBy: 'Alix SIMON', validatedFor: 'Dr Paule DURAND' });
  });

  it('has her for legal authenticator where the setting says so', async () => {
    const { ports, built } = await practice(FEEDING);
    await feedForDelegator({ ...ports, staffAuthenticator: 'delegate' })({ id: 'd1', form: document().form, for: paule.idNat });
    expect(built).toMatchObject([{ author: { idNat: paule.idNat }, legalAuthenticator: ALIX.pro }]);
  });

  it.each<[said: string, given: Parameters<typeof practice>[0], code: Parameters<typeof refusal>[0]]>([
    ['nobody delegated that', [{}], 'RIGHTS_DELEGATION'],
    ['that type is not named', [{ acts: ['TD2.2'], types: ['18748-4'] }], 'RIGHTS_DELEGATION'],
    ['no type is named', [{ acts: ['TD2.2'], types: [] }], 'RIGHTS_DELEGATION'],
    ['it was revoked', [{ acts: ['TD2.2'], types: ['11488-4'], revokedAt: AT }], 'RIGHTS_DELEGATION'],
  ])('stays when %s', async (_said, given, code) => {
    const { feedFor, sends, draft, planned } = await practice(given);
    expect((await planned()).feedsFor).toEqual([]);
    await expect(feedFor()).rejects.toEqual(refusal(code));
    expect([await sends(), (await draft())?.status]).toEqual([[], 'draft']);
  });

  it('is offered, and fed, from a private practice and by staff alone', async () => {
    const { feedFor, planned, logged } = await practice(FEEDING);
    expect((await planned()).feedsFor).toEqual([paule]);
    logged({ ...ALIX, situation: { ...ALIX.situation, sector: 'SA01' } });
    expect((await planned()).feedsFor).toEqual([]);
    await expect(feedFor()).rejects.toEqual(refusal('RIGHTS_PRACTICE'));
    logged({ ...ALIX, pro: { ...ALIX.pro, speciality: PAULE.pro.speciality }, rights: PAULE.rights });
    expect((await planned()).feedsFor).toEqual([]);
    await expect(feedFor()).rejects.toEqual(refusal('RIGHTS_ROLE'));
  });

  it('stays when the DMP may not be fed, whatever else would leave', async () => {
    const { ports, sends } = await practice(FEEDING, {}, { status: 'PROV' });
    const plan = { ...ports.plan, mss: () => ({ state: 'open' as const, mailbox: 'secretariat@cabinet.mssante.fr' }) };
    const form = { ...document().form, recipients: ['luc.aubert@cabinet.mssante.fr'] };
    await expect(feedForDelegator({ ...ports, plan })({ id: 'd1', form, for: paule.idNat })).rejects.toEqual(refusal('NO_CHANNEL'));
    const hidden = await practice(FEEDING);
    await expect(hidden.feedFor({ visibility: 'professionals-only' })).rejects.toEqual(refusal('NO_CHANNEL'));
    expect(await sends()).toEqual([]);
  });

  it('leaves by no other way in the doctor’s name, which the journal says as done for him', async () => {
    const { feedFor, sends, acts, journal } = await practice(FEEDING);
    await feedFor({ recipients: ['luc.aubert@cabinet.mssante.fr'] });
    const mail = (await sends()).find(({ channel }) => channel === 'mss');
    expect(mail).toMatchObject({ state: 'failed', bound: { delegation: { from: paule } } });
    expect(await acts()).toEqual([
      ['document.fed-for', 'Alix SIMON', 'Dr Paule DURAND'],
      ['mss.refused', 'Alix SIMON', 'Dr Paule DURAND'],
    ]);
    expect((await journal())[0]?.details).not.toHaveProperty('preparedBy');
  });

  it('is her draft again when she takes it back before it leaves', async () => {
    const { feedFor, common, draft } = await practice(FEEDING);
    await feedFor();
    await undoValidation(common)('d1');
    expect(await draft()).toMatchObject({ status: 'draft', prepared: null, validated: null });
  });

  it('leaves as long as the delegation counts for it, and no longer', async () => {
    const { feedFor, sends, store, common } = await practice(FEEDING);
    await feedFor();
    const still = stillDelegated(common);
    const [send] = await sends();
    if (send === undefined) throw new Error('no send');
    await still(send);
    await still({ ...send, bound: { ...send.bound, delegation: null } });
    await expect(still({ ...send, bound: { ...send.bound, situation: 'elsewhere' } })).rejects.toEqual(refusal('SEND_DELEGATION_ENDED'));
    await store.commit({ changes: [{ kind: 'delegation.revoke', id: 'g1', revision: 1, at: AT }], audit: [] });
    await expect(still(send)).rejects.toMatchObject({ code: 'SEND_DELEGATION_ENDED', message: expect.stringContaining('Dr Paule DURAND') });
    await still({ ...send, bound: { ...send.bound, delegation: null } });
  });
});
