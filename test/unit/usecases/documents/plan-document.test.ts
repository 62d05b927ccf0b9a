import { describe, expect, it } from 'vitest';
import { planDocument } from '../../../../electron/usecases/documents/plan-document.ts';
import type { OpenSession } from '../../../../electron/session/session.ts';
import { insOids } from '../../../../shared/domain/ins/oids.ts';
import type { DocumentForm } from '../../../../shared/domain/record/document.ts';
import type { PatientRecord } from '../../../../shared/domain/record/patient.ts';
import { document } from '../../../integration/store/samples.ts';
import { PAULE, SECRETARY, withProfession, workplace, type Workplace } from '../workplace.ts';

const DOCTOR = { name: 'Dr Luc AUBERT', address: 'luc.aubert@cabinet.mssante.fr' };
const NURSE = 'anne.roux@cabinet.mssante.fr';
const FORM: DocumentForm = { type: '11488-4', title: 'CR de consultation', date: '2026-11-20', visibility: 'visible', recipients: [] };
const QUALIFIED = { status: 'QUAL', ins: { matricule: '279035121518989', oid: insOids['NIR-TEST'] } } as const;

const desk = async (changed: Partial<PatientRecord> = QUALIFIED): Promise<Workplace> => {
  const place = workplace();
  await place.records(changed);
  await place.store.commit({
    changes: [
      { kind: 'document.save', document: document() },
      { kind: 'correspondent.set', patientId: 'p1', role: 'medecinTraitant', correspondent: DOCTOR },
    ],
    audit: [],
  });
  return place;
};

const planned = (
  { common, store, rights }: Workplace,
  form: Partial<DocumentForm> = {},
  { current = PAULE, state = 'open' }: { current?: OpenSession | null; state?: 'open' | 'login-needed' | 'no-mailbox' } = {},
) =>
  planDocument({
    store,
    now: common.now,
    current: () => current,
    rights,
    ageOfMajority: () => 18,
    trusts: () => true,
    mailboxOf: () => null,
    mss: () => ({ state, mailbox: null }),
  })({ id: 'd1', form: { ...FORM, ...form } });

describe('the plan of a document', () => {
  it('says what the patient will see, by whom, and who else receives it', async () => {
    const plan = await planned(await desk(), { recipients: [DOCTOR.address, NURSE] });
    expect(plan.patientSees).toEqual([
      '« CR de consultation », rubrique Compte rendu, dès l’envoi.',
      'Patiente notifiée par e-mail ou sur le téléphone, sans mention du contenu.',
      'Le dépôt par Dr Paule DURAND est tracé dans l’historique d’activité.',
      `Envoyé aussi à 2 professionnels par MSSanté : Dr Luc AUBERT, ${NURSE}.`,
    ]);
    expect(plan.channels.map(({ channel, outcome }) => `${channel} ${outcome}`)).toEqual(['dmp ready', 'mss ready', 'mss ready']);
    expect([plan.problems, plan.canValidate]).toEqual([[], true]);
  });

  it.each([
    ['M', '1979-03-28', 'Patient notifié'],
    ['F', '1979-03-28', 'Patiente notifiée'],
    ['F', '2008-11-21', 'Patiente notifiée'],
    ['F', '2008-11-22', 'Représentants légaux notifiés'],
  ] as const)('of somebody of sex %s born on %s tells whom it notifies: %s', async (sex, birthDate, words) => {
    const { patientSees } = await planned(await desk({ ...QUALIFIED, sex, birthDate }));
    expect(patientSees[1]).toMatch(new RegExp(`^${words}`));
  });

  it('without a type names no category, and promises nothing that does not leave', async () => {
    const place = await desk();
    expect((await planned(place, { type: null })).patientSees[0]).toBe('« CR de consultation », dès l’envoi.');
    // The mail leaves when the login to MSSanté is open; without a mailbox nobody is named.
    const told = async (state: 'login-needed' | 'no-mailbox') =>
      (await planned(place, { recipients: [NURSE] }, { state })).patientSees.at(-1);
    expect(await told('login-needed')).toBe(`Envoyé aussi par MSSanté à ${NURSE}.`);
    expect(await told('no-mailbox')).toMatch(/^Le dépôt/);
    expect((await planned(await desk({}), { recipients: [NURSE] })).patientSees).toEqual([
      'Rien pour l’instant : le document ne part pas vers Mon espace santé (voir Envoi).',
      `Envoyé aussi par MSSanté à ${NURSE}.`,
    ]);
  });

  it('R-020 for professionals alone deposits nothing', async () => {
    const { patientSees, canValidate } = await planned(await desk(), { visibility: 'professionals-only', recipients: [NURSE] });
    expect(patientSees).toEqual(['Rien : le document n’est pas déposé dans Mon espace santé.', `Envoyé aussi par MSSanté à ${NURSE}.`]);
    expect(canValidate).toBe(true);
  });

  it.each([
    ['none', null],
    ['closed', null],
    ['open', 'INTERDIT'],
    ['open', 'VALIDE'],
  ] as const)('does not stop at an older answer of the DMP, %s %s: it is asked again when it leaves', async (state, authorization) => {
    const place = await desk();
    const knowledge = {
      state,
      authorization,
      medecinTraitant: null,
      by: '899900000017',
      opposed: { breakGlass: null, regulation: null },
      at: '2026-11-20T10:00:00.000Z',
    };
    await place.store.commit({ changes: [{ kind: 'dmp.known', patientId: 'p1', knowledge }], audit: [] });
    expect((await planned(place)).channels[0]).toMatchObject({ channel: 'dmp', outcome: 'ready' });
  });

  it.each<readonly [string, Partial<DocumentForm>, readonly string[]]>([
    ['no type', { type: null }, ['type TYPE_EMPTY']],
    ['a type of nobody', { type: 'X-1' }, ['type TYPE_UNKNOWN']],
    ['no title', { title: ' ' }, ['title TITLE_EMPTY']],
    ['a date of no calendar', { date: '2026-13-01' }, ['date DATE_INVALID']],
    ['a day that its month has not', { date: '2026-02-31' }, ['date DATE_INVALID']],
    ['a day left out', { date: '2026-02-00' }, ['date DATE_INVALID']],
    ['tomorrow’s date', { date: '2026-11-22' }, ['date DATE_FUTURE']],
    ['today’s date', { date: '2026-11-21' }, []],
    ['a date before the birth', { date: '1979-03-27' }, ['date DATE_BEFORE_BIRTH']],
    ['the day of the birth', { date: '1979-03-28' }, []],
    ['an ill-formed address', { recipients: [NURSE, 'luc@'] }, ['recipients MSS_ADDRESS']],
    [
      'what is hidden from the representatives of an adult',
      { visibility: 'invisible-representatives' },
      ['visibility VISIBILITY_MINOR_ONLY'],
    ],
    ['several faults', { type: null, title: '', date: '2027-01-01' }, ['type TYPE_EMPTY', 'title TITLE_EMPTY', 'date DATE_FUTURE']],
  ])('with %s says so field by field', async (_what, form, problems) => {
    const plan = await planned(await desk(), form);
    expect(plan.problems.map(({ field, error }) => `${field} ${error.code}`)).toEqual(problems);
    expect(plan.canValidate).toBe(problems.length === 0);
  });

  it('hides from the representatives of a minor (R-032)', async () => {
    const plan = await planned(await desk({ ...QUALIFIED, birthDate: '2012-03-28' }), { visibility: 'invisible-representatives' });
    expect([plan.problems, plan.canValidate]).toEqual([[], true]);
  });

  it('without a session can be read, not validated', async () => {
    const plan = await planned(await desk(), {}, { current: null });
    expect(plan.patientSees).toContain('Le dépôt par vous est tracé dans l’historique d’activité.');
    expect([plan.channels[0]?.outcome, plan.canValidate]).toEqual(['waiting', false]);
  });

  it('R-010 writes to no patient whose identity is not qualified', async () => {
    const plan = await planned(await desk({}), { recipients: ['279035121518989@patient.mssante.fr'] });
    expect([plan.channels.at(-1)?.reason?.code, plan.canValidate]).toEqual(['MSS_INS_NOT_QUALIFIED', false]);
  });

  it('of a draft that names another person is not validated until somebody says whose it is', async () => {
    const place = await desk();
    const other = { name: 'TOURNEBISE Solène', birthDate: null, patientId: null };
    const named = document({ revision: 1, otherPerson: { ...other, settled: false } });
    await place.store.commit({ changes: [{ kind: 'document.save', document: named }], audit: [] });
    expect(await planned(place)).toMatchObject({ canValidate: false, problems: [] });
    const settled = { ...named, revision: 2, otherPerson: { ...other, settled: true } };
    await place.store.commit({ changes: [{ kind: 'document.save', document: settled }], audit: [] });
    expect((await planned(place)).canValidate).toBe(true);
  });

  it('of what leaves nowhere is not validated', async () => {
    const plan = await planned(await desk({}), { recipients: [] });
    expect([plan.problems, plan.channels[0]?.reason?.code, plan.canValidate]).toEqual([[], 'DMP_INS_NOT_QUALIFIED', false]);
  });

  it('of a secretary says that a professional validates it, and promises nothing', async () => {
    const plan = await planned(await desk(), { recipients: [NURSE] }, { current: SECRETARY });
    expect([plan.refusal?.code, plan.canValidate]).toEqual(['RIGHTS_VALIDATE', false]);
    expect(plan.channels.map(({ channel, outcome, reason }) => `${channel} ${outcome} ${reason?.code}`)).toEqual([
      'dmp blocked RIGHTS_DELEGATION',
      'mss blocked RIGHTS_DELEGATION',
    ]);
    expect(plan.patientSees).toEqual(['Rien pour l’instant : le document ne part pas vers Mon espace santé (voir Envoi).']);
  });

  it('stops the channel that a role does not have, and no other (R-009)', async () => {
    const plan = await planned(await desk(), { recipients: [NURSE] }, { current: withProfession('21') });
    expect(plan.channels.map(({ channel, outcome, reason }) => `${channel} ${outcome} ${reason?.code}`)).toEqual([
      'dmp blocked RIGHTS_SECTION',
      'mss ready undefined',
    ]);
    expect([plan.refusal, plan.canValidate]).toEqual([null, true]);
  });

  it('is of a document that is there', async () => {
    const { common, store, rights } = workplace();
    const plan = planDocument({
      store,
      now: common.now,
      current: () => PAULE,
      rights,
      ageOfMajority: () => 18,
      trusts: () => true,
      mailboxOf: () => null,
      mss: () => ({ state: 'open', mailbox: null }),
    });
    await expect(plan({ id: 'd9', form: FORM })).rejects.toMatchObject({ code: 'DOCUMENT_UNKNOWN' });
  });
});
