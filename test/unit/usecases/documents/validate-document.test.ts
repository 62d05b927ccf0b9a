import { describe, expect, it } from 'vitest';
import type { BuiltCda } from '../../../../electron/cda/build.ts';
import { carriedPatient, validateDocument, type Preparation } from '../../../../electron/usecases/documents/validate-document.ts';
import { insOids } from '../../../../shared/domain/ins/oids.ts';
import type { DocumentForm } from '../../../../shared/domain/record/document.ts';
import type { PatientRecord } from '../../../../shared/domain/record/patient.ts';
import type { SendPayload } from '../../../../shared/domain/record/send.ts';
import { fail } from '../../../../shared/errors.ts';
import { document, paule, validated } from '../../../integration/store/samples.ts';
import { PAULE, workplace, type Workplace } from '../workplace.ts';

const INS = { matricule: '279035121518989', oid: insOids['NIR-TEST'] };
const QUALIFIED = { status: 'QUAL', ins: INS } as const;
const DOCTOR = { name: 'Dr Luc AUBERT', address: 'luc.aubert@cabinet.mssante.fr' };
const NURSE = 'anne.roux@cabinet.mssante.fr';
const FORM: DocumentForm = {
  type: '11488-4',
  title: ' CR de consultation ',
  date: '2026-11-20',
  visibility: 'visible',
  recipients: [NURSE, ` ${DOCTOR.address} `],
};
const PDF = Buffer.from('%PDF');

const payload = (text: string): SendPayload => ({ bytes: Buffer.from(text), mediaType: 'text/plain', facts: { of: text } });

type Asked = Parameters<Preparation['buildCda']>[0];

/** A draft of p1 whose PDF is there; a preparation that stands for formats and gateways. */
const desk = async (changed: Partial<PatientRecord> = QUALIFIED, prepare: Partial<Preparation> = {}) => {
  const place = workplace();
  await place.records(changed);
  await place.store.commit({
    changes: [
      { kind: 'document.save', document: document() },
      { kind: 'document.content', documentId: 'd1', content: 'pdf', bytes: PDF },
      { kind: 'correspondent.set', patientId: 'p1', role: 'medecinTraitant', correspondent: DOCTOR },
    ],
    audit: [],
  });
  const built: Asked[] = [];
  const asked: string[] = [];
  const preparation: Preparation = {
    buildCda: (input) => {
      built.push(input);
      // Cast: what is asked of a document here is its bytes and its identifiers.
      return { id: '2.25.1', setId: '2.25.2', version: 1, bytes: Buffer.from('<cda/>') } as unknown as BuiltCda;
    },
    prepareLot: (_session, { patient, flags }) => {
      asked.push(['lot', patient.matricule, ...flags].join(' '));
      return Promise.resolve(payload('lot'));
    },
    composeMessage: (_session, { recipient, flags }) => {
      asked.push(['mail', recipient, ...flags].join(' '));
      return Promise.resolve({ payload: payload(recipient), messageId: `<${recipient}>` });
    },
    ...prepare,
  };
  let kicks = 0;
  const validate = (form: Partial<DocumentForm> = {}, undoMs = 10_000, id = 'd1'): Promise<string> =>
    validateDocument({
      ...place.common,
      prepare: preparation,
      plan: {
        store: place.store,
        now: place.common.now,
        current: () => PAULE,
        rights: place.rights,
        ageOfMajority: () => 18,
        trusts: () => true,
        mailboxOf: () => null,
        mss: () => ({ state: 'open', mailbox: 'paule.durand@cabinet.mssante.fr' }),
      },
      kick: () => void (kicks += 1),
      undoMs: () => Promise.resolve(undoMs),
    })({ id, form: { ...FORM, ...form } });
  return { ...place, validate, built, asked, kicks: () => kicks };
};

const sendsOf = async ({ store }: Pick<Workplace, 'store'>) =>
  (await store.outbox.ofDocuments(['d1'])).toSorted((a, b) => a.id.localeCompare(b.id));
const acts = async ({ journal }: Pick<Workplace, 'journal'>): Promise<readonly string[]> =>
  (await journal()).map(({ act, result }) => `${act} ${result}`);

/** What a refusal leaves: the draft as it was, no send, no act, nothing asked to leave. */
const untouched = async ({ store, journal, kicks }: Awaited<ReturnType<typeof desk>>): Promise<void> => {
  expect([await store.documents.get('d1'), await store.documents.content('d1', 'cda')]).toEqual([document({ revision: 1 }), null]);
  expect([await store.outbox.list({}), await journal(), kicks()]).toEqual([[], [], 0]);
};

describe('a document validated', () => {
  it('is kept with its CDA, who answers for it and as what, and one send a channel; then it may leave', async () => {
    const place = await desk();
    expect(await place.validate()).toBe('p1');
    const at = '2026-11-21T10:00:00.000Z';
    expect(await place.store.documents.get('d1')).toMatchObject({
      status: 'validated',
      form: { ...FORM, title: 'CR de consultation' },
      validated: { at, by: paule, situation: '499900000017001', cda: { id: '2.25.1', setId: '2.25.2', version: 1 } },
    });
    expect(Buffer.from((await place.store.documents.content('d1', 'cda')) ?? []).toString()).toBe('<cda/>');
    const leaving = { patientId: 'p1', state: 'scheduled', nextAt: '2026-11-21T10:00:10.000Z', attempts: 0, error: null };
    expect(await sendsOf(place)).toMatchObject([
      { ...leaving, id: 'id-1', channel: 'dmp', recipient: null, role: null, uniqueId: '2.25.1', messageId: null },
      {
        ...leaving,
        id: 'id-2',
        channel: 'mss',
        recipient: DOCTOR.address,
        role: 'Dr Luc AUBERT, médecin traitant',
        uniqueId: null,
        messageId: `<${DOCTOR.address}>`,
      },
      { ...leaving, id: 'id-3', channel: 'mss', recipient: NURSE, role: null, uniqueId: null, messageId: `<${NURSE}>` },
    ]);
    expect((await sendsOf(place))[0]?.bound).toEqual({ actor: paule, situation: '499900000017001', mode: 'normal', delegation: null });
    expect((await place.store.outbox.payload('id-1'))?.facts).toEqual({ of: 'lot' });
    expect((await place.store.outbox.payload('id-3'))?.facts).toEqual({ of: NURSE });
    expect(await place.journal()).toMatchObject([
      {
        act: 'document.validated',
        patientId: 'p1',
        objectId: 'd1',
        result: 'ok',
        details: { type: '11488-4', visibility: 'visible', uniqueId: '2.25.1', sends: 3 },
      },
    ]);
    expect([place.kicks(), place.asked]).toEqual([1, [`lot ${INS.matricule}`, `mail ${DOCTOR.address}`, `mail ${NURSE}`]]);
  });

  it('is made of the form, the PDF and the flags of its visibility', async () => {
    const place = await desk();
    await place.validate({ visibility: 'masked' });
    expect(place.built).toMatchObject([
      { type: '11488-4', title: 'CR de consultation', date: '2026-11-20', author: PAULE.pro, flags: ['MASQUE_PS'], patient: { ins: INS } },
    ]);
    expect(Buffer.from(place.built[0]?.pdf ?? [])).toEqual(PDF);
    expect(place.asked[0]).toBe(`lot ${INS.matricule} MASQUE_PS`);
    expect(place.asked[1]).toBe(`mail ${DOCTOR.address} MASQUE_PS`);
  });

  it('leaves at once when nobody wants time to take it back', async () => {
    const place = await desk();
    await place.validate({}, 0);
    expect((await sendsOf(place)).map(({ state, nextAt }) => [state, nextAt])).toEqual(Array.from({ length: 3 }, () => ['queued', null]));
  });

  it('R-009 of an identity that is not qualified leaves by mail; the DMP keeps its reason, and the journal says it', async () => {
    const place = await desk({});
    await place.validate();
    const [dmp, ...mails] = await sendsOf(place);
    expect(dmp).toMatchObject({ channel: 'dmp', state: 'failed', nextAt: null, attempts: 0, error: { code: 'DMP_INS_NOT_QUALIFIED' } });
    expect(mails.map(({ state }) => state)).toEqual(['scheduled', 'scheduled']);
    expect([await place.store.outbox.payload('id-1'), place.asked.filter((one) => one.startsWith('lot'))]).toEqual([null, []]);
    expect(await acts(place)).toEqual(['document.validated ok', 'dmp.refused DMP_INS_NOT_QUALIFIED']);
    expect((await place.journal())[1]).toMatchObject({ label: 'Dépôt au DMP refusé', patientId: 'p1', objectId: 'id-1' });
    // EXI SI 08: the matricule is not in the document either.
    expect(place.built[0]?.patient.ins).toBeNull();
  });

  it('R-020 for professionals alone makes no send to the DMP', async () => {
    const place = await desk();
    await place.validate({ visibility: 'professionals-only' });
    expect((await sendsOf(place)).map(({ channel }) => channel)).toEqual(['mss', 'mss']);
    expect((await place.journal())[0]?.details).toMatchObject({ sends: 2 });
  });

  it('of which one message cannot be composed fails for this one alone, with what it said', async () => {
    const place = await desk(QUALIFIED, {
      composeMessage: (_session, { recipient }) =>
        recipient === NURSE
          ? Promise.reject(fail('FILE_TOO_LARGE', { detail: '31 Mo' }))
          : Promise.resolve({ payload: payload('mail'), messageId: '<1>' }),
    });
    await place.validate();
    expect((await sendsOf(place)).map(({ state, error }) => [state, error?.code ?? null])).toEqual([
      ['scheduled', null],
      ['scheduled', null],
      ['failed', 'FILE_TOO_LARGE'],
    ]);
    expect((await sendsOf(place))[2]).toMatchObject({ nextAt: null, messageId: null, error: { detail: '31 Mo' } });
    expect(await acts(place)).toEqual(['document.validated ok', 'mss.refused FILE_TOO_LARGE']);
    expect((await place.journal())[1]?.label).toBe('Envoi MSSanté refusé');
  });

  it.each([
    ['the card leaves meanwhile', fail('CARD_REMOVED'), 'CARD_REMOVED'],
    ['the session ends meanwhile', fail('SESSION_CLOSED'), 'SESSION_CLOSED'],
    ['something unforeseen happens', new TypeError('no such thing'), undefined],
  ])('is not, and stays a draft, when %s', async (_what, thrown, code) => {
    const place = await desk(QUALIFIED, { prepareLot: () => Promise.reject(thrown) });
    const refused: unknown = await place.validate().catch((cause: unknown) => cause);
    expect(refused).toBe(thrown);
    expect((refused as { readonly code?: string }).code).toBe(code);
    await untouched(place);
  });

  it.each<readonly [string, string, Partial<DocumentForm>, Partial<PatientRecord>]>([
    ['with the first problem of its form', 'TITLE_EMPTY', { title: ' ', date: '2027-01-01' }, QUALIFIED],
    ['without a type', 'TYPE_EMPTY', { type: null }, QUALIFIED],
    ['that leaves nowhere', 'NO_CHANNEL', { recipients: [] }, {}],
    ['of an undetermined sex (ins/README 2)', 'DOCUMENT_SEX', {}, { sex: 'I' }],
    ['of an unknown birth date (ins/README 2)', 'DOCUMENT_BIRTH_DATE', {}, { birthDate: '0000-00-00' }],
  ])('%s is refused with %s, and stays a draft', async (_what, code, form, patient) => {
    const place = await desk(patient);
    await expect(place.validate(form)).rejects.toMatchObject({ code });
    expect(place.built).toEqual([]);
    await untouched(place);
  });

  it('by somebody whose card says no profession is refused with the reason, and waits for who answers for it', async () => {
    const place = await desk();
    place.logged({ ...PAULE, pro: { ...PAULE.pro, speciality: null } });
    await expect(place.validate()).rejects.toMatchObject({ code: 'DOCUMENT_AUTHOR' });
    expect(place.built).toEqual([]);
    await untouched(place);
  });

  it('that names another person than its record is refused until it is kept there', async () => {
    const place = await desk();
    const other = { name: 'TOURNEBISE Solène', birthDate: null, patientId: null };
    const named = document({ revision: 1, otherPerson: { ...other, settled: false } });
    await place.store.commit({ changes: [{ kind: 'document.save', document: named }], audit: [] });
    await expect(place.validate()).rejects.toMatchObject({
      code: 'DOCUMENT_OTHER_PERSON',
      message: 'Le texte de ce document nomme une autre personne que ce dossier : TOURNEBISE Solène.',
    });
    expect([await sendsOf(place), await place.journal()]).toEqual([[], []]);
    const settled = { ...named, revision: 2, otherPerson: { ...other, settled: true } };
    await place.store.commit({ changes: [{ kind: 'document.save', document: settled }], audit: [] });
    await place.validate();
    expect((await place.store.documents.get('d1'))?.status).toBe('validated');
  });

  it('whose PDF is not there is not made', async () => {
    const place = await desk();
    await place.store.commit({ changes: [{ kind: 'document.save', document: document({ id: 'd2' }) }], audit: [] });
    await expect(place.validate({}, 0, 'd2')).rejects.toMatchObject({ code: 'NO_CHANNEL' });
    expect(place.built).toEqual([]);
  });

  it.each([
    ['nobody', null],
    ['another person', { ...PAULE, pro: { ...PAULE.pro, idNat: '899900000025' } }],
  ])('is refused when %s is logged in by the time its record was read', async (_who, session) => {
    const place = await desk();
    const validating = place.validate();
    place.logged(session);
    await expect(validating).rejects.toMatchObject({ code: 'SESSION_CLOSED' });
    await untouched(place);
  });

  it('is validated once, and by nobody without a session', async () => {
    const place = await desk();
    await place.store.commit({
      changes: [{ kind: 'document.save', document: document({ id: 'd2', status: 'validated', validated }) }],
      audit: [],
    });
    await expect(place.validate({}, 0, 'd2')).rejects.toMatchObject({ code: 'DOCUMENT_VALIDATED' });
    place.logged(null);
    await expect(place.validate()).rejects.toMatchObject({ code: 'SESSION_CLOSED' });
    await untouched(place);
  });
});

describe('the patient that a document carries', () => {
  const file = async (changed: Partial<PatientRecord>) => {
    const place = workplace();
    await place.records(changed);
    const patient = await place.store.patients.get('p1');
    if (patient === null) throw new Error('no patient');
    return carriedPatient(patient);
  };

  it.each(['RECUP', 'QUAL'] as const)('%s bears the matricule when qualified alone (EXI SI 08)', async (status) => {
    expect(await file({ status, ins: INS })).toMatchObject({ status, ins: status === 'QUAL' ? INS : null });
  });

  it('bears a birth date that is filled by convention while INSi did not give it (EXI ID 11/12)', async () => {
    expect((await file({ birthDate: '1979-00-00' })).birthDate).toBe('1979-12-31');
    expect((await file({ ...QUALIFIED, birthDate: '1979-00-00' })).birthDate).toBe('1979-00-00');
  });

  it('bears the traits and names of the record, nothing else of it', async () => {
    expect(await file({ usedName: 'ROUX', usedFirstName: 'DOMI', phone: '0102030405' })).toEqual({
      ins: null,
      status: 'PROV',
      ipp: 'P000001',
      birthName: 'PAT-TROIS',
      birthFirstNames: 'DOMINIQUE MARIE-LOUISE',
      firstBirthFirstName: 'DOMINIQUE',
      usedName: 'ROUX',
      usedFirstName: 'DOMI',
      sex: 'F',
      birthDate: '1979-03-28',
      birthPlace: '51215',
    });
  });
});
