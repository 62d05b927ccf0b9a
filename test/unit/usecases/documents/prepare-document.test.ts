import { describe, expect, it } from 'vitest';
import { DiscardedDrafts } from '../../../../electron/usecases/documents/discarded-drafts.ts';
import { saveDraft } from '../../../../electron/usecases/documents/save-draft.ts';
import { keepDocument } from '../../../../electron/usecases/documents/keep-document.ts';
import { moveDocument } from '../../../../electron/usecases/documents/move-document.ts';
import { listWaiting } from '../../../../electron/usecases/documents/view.ts';
import { AT, delegation, document, later, paule } from '../../../integration/store/samples.ts';
import { refusal } from '../refusal.ts';
import { ALIX, LUC, PAULE } from '../workplace.ts';
import { practice } from './prepared.ts';

const SECRETARY = 'Alix SIMON';
const DOCTOR = 'Dr Paule DURAND';

describe('R-142 a document prepared', () => {
  it('is handed over to the professional who answers for it, in whose name the journal tells it', async () => {
    const { prepare, draft, acts, journal } = await practice();
    await prepare();
    expect(await draft()).toMatchObject({
      status: 'draft',
      form: { title: 'CR de consultation' },
      prepared: { at: AT, by: ALIX.pro, byName: SECRETARY, for: paule, delegation: 'g1' },
    });
    expect(await acts()).toEqual([['document.prepared', SECRETARY, DOCTOR]]);
    expect((await journal())[0]?.details).toEqual({ type: '11488-4', delegation: 'g1' });
  });

  it('is with whom it was prepared for, and says by whom and when', async () => {
    const { prepare, store } = await practice();
    await prepare();
    const waiting = listWaiting(store, () => '2026-11-21');
    const told = { at: AT, by: SECRETARY, for: DOCTOR };
    expect((await waiting({}, paule.idNat)).map((row) => row.prepared)).toEqual([{ ...told, byMe: false, forMe: true }]);
    expect((await waiting({}, ALIX.pro.idNat)).map((row) => row.prepared)).toEqual([{ ...told, byMe: true, forMe: false }]);
    expect(await waiting({}, LUC.pro.idNat)).toEqual([]);
  });

  it('has everything that its form asks, and is of one person', async () => {
    const { prepare, draft } = await practice();
    await expect(prepare({ type: null })).rejects.toEqual(refusal('TYPE_EMPTY', { path: '/type' }));
    await expect(prepare({ date: '2026-12-20' })).rejects.toEqual(refusal('DATE_FUTURE', { path: '/date' }));
    const doubtful = await practice([{}], { otherPerson: { name: 'PAT-DEUX', birthDate: null, patientId: null, settled: false } });
    await expect(doubtful.prepare()).rejects.toEqual(refusal('DOCUMENT_OTHER_PERSON'));
    expect((await draft())?.prepared).toBeNull();
  });

  it('may wait for a doctor whatever keeps its channels: that is asked when it is validated', async () => {
    const { prepare, draft } = await practice([{}], {}, { status: 'PROV' });
    await prepare();
    expect((await draft())?.prepared).not.toBeNull();
  });

  it.each<[said: string, given: Parameters<typeof practice>[0]]>([
    ['without a delegation', []],
    ['under one that allows something else', [{ acts: ['TD2.2'], types: ['11488-4'] }]],
    ['for a type that is not named', [{ types: ['18748-4'] }]],
    ['once it is revoked', [{ revokedAt: AT }]],
    ['past its end', [{ since: later(-10), until: later(-5) }]],
    ['by a clock set back before its beginning', [{ since: later(1) }]],
    ['for a doctor who delegated to somebody else', [{ to: { idNat: '1', name: 'X' } }]],
    ['for another structure', [{ structure: '10B0999997' }]],
    ['for another doctor', [{ from: { ...delegation().from, idNat: LUC.pro.idNat } }]],
  ])('is not handed over %s', async (_said, given) => {
    const { prepare, draft, acts } = await practice(given);
    await expect(prepare()).rejects.toEqual(refusal('RIGHTS_DELEGATION'));
    expect([(await draft())?.prepared, await acts()]).toEqual([null, []]);
  });

  it('is not handed over twice, nor once it is validated', async () => {
    const { prepare, logged, validate } = await practice();
    await prepare();
    await expect(prepare()).rejects.toEqual(refusal('DOCUMENT_HANDED'));
    logged(PAULE);
    await validate();
    logged(ALIX);
    await expect(prepare()).rejects.toEqual(refusal('DOCUMENT_VALIDATED'));
  });

  it('is not changed by its delegate, nor by anybody else, before it is taken back', async () => {
    const { prepare, common, logged, draft } = await practice();
    await prepare();
    const report = (): void => undefined;
    const drafts = new DiscardedDrafts({ ...common, undoMs: () => Promise.resolve(0), report });
    const changes = [
      () => drafts.discard('d1'),
      () => saveDraft(common)({ id: 'd1', form: document().form }),
      () => keepDocument(common)({ id: 'd1', kept: true }),
      () => moveDocument({ ...common, testOidsAllowed: true })({ id: 'd1', patientId: 'p2' }),
    ];
    for (const change of changes) await expect(change()).rejects.toEqual(refusal('DOCUMENT_HANDED'));
    logged(LUC);
    for (const change of changes) await expect(change()).rejects.toEqual(refusal('DOCUMENT_PREPARED_OTHER'));
    logged(PAULE);
    await saveDraft(common)({ id: 'd1', form: { ...document().form, title: 'Autre titre' } });
    expect(await draft()).toMatchObject({ form: { title: 'Autre titre' }, prepared: { byName: SECRETARY } });
  });
});

describe('a document handed over', () => {
  it('is taken back by its delegate before it is validated', async () => {
    const { prepare, takeBack, draft, acts, logged } = await practice();
    await expect(takeBack()).rejects.toEqual(refusal('DOCUMENT_NOT_PREPARED'));
    await prepare();
    logged(LUC);
    await expect(takeBack()).rejects.toEqual(refusal('DOCUMENT_PREPARED_OTHER'));
    logged(ALIX);
    await takeBack();
    expect((await draft())?.prepared).toBeNull();
    expect((await acts()).at(-1)).toEqual(['document.taken-back', SECRETARY, DOCTOR]);
  });

  it('is given back with a reason of the list, until it is handed over again', async () => {
    const { prepare, giveBack, draft, acts, journal, logged } = await practice();
    await prepare();
    await expect(giveBack()).rejects.toEqual(refusal('DOCUMENT_PREPARED_OTHER'));
    logged(PAULE);
    await giveBack('recipients');
    expect(await draft()).toMatchObject({ prepared: null, returned: { at: AT, by: paule, reason: 'recipients' } });
    expect((await acts()).at(-1)).toEqual(['document.given-back', DOCTOR, null]);
    expect((await journal()).at(-1)?.details).toEqual({ reason: 'recipients', preparedBy: SECRETARY });
    await expect(giveBack()).rejects.toEqual(refusal('DOCUMENT_NOT_PREPARED'));
    logged(ALIX);
    await prepare();
    expect((await draft())?.returned).toBeNull();
  });

  it('is made their own by the professional, whom alone its CDA names then', async () => {
    const { prepare, takeBack, validate, built, draft, acts, logged } = await practice();
    await prepare();
    logged(PAULE);
    await takeBack();
    expect((await draft())?.prepared).toBeNull();
    expect((await acts()).at(-1)).toEqual(['document.taken-over', DOCTOR, null]);
    await validate();
    expect(built[0]?.dataEnterer).toBeNull();
  });
});

describe('what was prepared, validated', () => {
  it('has the professional for author and legal authenticator, and names who typed it', async () => {
    const { prepare, validate, built, lots, sends, journal, logged, draft, row } = await practice();
    await prepare();
    logged(PAULE);
    await validate();
    expect(built).toMatchObject([{ author: PAULE.pro, legalAuthenticator: PAULE.pro, dataEnterer: { pro: ALIX.pro, at: new Date(AT) } }]);
    expect((await sends()).filter(({ channel }) => channel === 'dmp')).toMatchObject([{ bound: { actor: paule, delegation: null } }]);
    expect(lots).toEqual([false]);
    expect(await row()).toMatchObject({ validatedBy: DOCTOR, validatedFor: null });
    expect(await draft()).toMatchObject({ status: 'validated', prepared: { byName: SECRETARY }, validated: { by: paule } });
    expect((await journal()).at(-1)).toMatchObject({
      act: 'document.validated',
      actor: paule,
      onBehalfOf: null,
      details: { preparedBy: SECRETARY },
    });
  });

  it.each<[said: string, session: typeof PAULE, code: Parameters<typeof refusal>[0]]>([
    ['by a card without profession', ALIX, 'DOCUMENT_AUTHOR'],
    ['by another doctor', LUC, 'DOCUMENT_PREPARED_OTHER'],
    ['for another structure', { ...PAULE, situation: LUC.situation }, 'DOCUMENT_PREPARED_ELSEWHERE'],
  ])('is not validated %s', async (_said, session, code) => {
    const { prepare, validate, logged, sends, draft } = await practice();
    await prepare();
    logged(session);
    await expect(validate()).rejects.toEqual(refusal(code));
    expect([await sends(), (await draft())?.status]).toEqual([[], 'draft']);
  });

  it('stays with its reason once the delegation has ended, and leaves when the professional makes it their own', async () => {
    const { prepare, validate, takeBack, logged, store, sends } = await practice();
    await prepare();
    await store.commit({ changes: [{ kind: 'delegation.revoke', id: 'g1', revision: 1, at: AT }], audit: [] });
    logged(PAULE);
    await expect(validate()).rejects.toMatchObject({ code: 'DOCUMENT_DELEGATION_ENDED', message: expect.stringContaining(SECRETARY) });
    expect(await sends()).toEqual([]);
    await takeBack();
    await validate();
    expect(await sends()).not.toEqual([]);
  });
});

describe('the plan of a delegate', () => {
  it('says that they validate nothing, whom they may hand it to, and what that professional would send', async () => {
    const { planned } = await practice([{}, { id: 'g2', since: later(-5) }]);
    const plan = await planned({ recipients: ['luc.aubert@cabinet.mssante.fr'] });
    expect(plan).toMatchObject({ canValidate: false, refusal: { code: 'RIGHTS_VALIDATE' }, handsTo: [paule], feedsFor: [] });
    expect(plan.patientSees.join(' ')).toContain('Dr Paule DURAND');
    expect(plan.channels.map(({ outcome, reason }) => [outcome, reason?.code ?? null])).toEqual([
      ['ready', null],
      ['waiting', 'MSS_LOGIN_NEEDED'],
    ]);
  });

  it('offers nobody for what is with somebody already, or not of a type that was delegated', async () => {
    const { planned, prepare } = await practice([{ types: ['11488-4'] }]);
    expect((await planned({ type: '18748-4' })).handsTo).toEqual([]);
    await prepare();
    expect((await planned()).handsTo).toEqual([]);
  });

  it('lets a professional validate what was prepared for them, and nobody else', async () => {
    const { planned, prepare, logged } = await practice();
    await prepare();
    logged(PAULE);
    expect(await planned()).toMatchObject({ canValidate: true, refusal: null, handsTo: [] });
    logged(LUC);
    expect((await planned()).canValidate).toBe(false);
    logged(null);
    expect(await planned()).toMatchObject({ canValidate: false, refusal: null, handsTo: [], feedsFor: [] });
  });

  it('offers a professional both: their own validation, and the one they prepare for', async () => {
    const nurse = { ...PAULE, pro: { ...PAULE.pro, idNat: '899900000033', family: 'LEROUX', suffix: null } };
    const { planned, logged } = await practice([{ to: { idNat: '899900000033', name: 'Yann LEROUX' } }]);
    logged(nurse);
    const plan = await planned();
    expect(plan).toMatchObject({ canValidate: true, refusal: null, handsTo: [paule] });
    // What the patient will see is of their own validation.
    expect(plan.patientSees.join(' ')).toContain('Paule LEROUX');
  });
});
