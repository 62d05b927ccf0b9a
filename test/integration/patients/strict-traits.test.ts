import { usualRights } from '../../setup/rights.ts';
import { describe, expect, it } from 'vitest';
import { doctorRights, presentCard } from '../../setup/public-card.ts';
import type { OpenSession } from '../../../electron/session/session.ts';
import type { Store } from '../../../electron/store/types.ts';
import type { CommonPorts } from '../../../electron/usecases/common-ports.ts';
import { acceptInsi } from '../../../electron/usecases/patients/accept-insi.ts';
import { createPatient, type NewPatient } from '../../../electron/usecases/patients/create-patient.ts';
import { editPatient } from '../../../electron/usecases/patients/edit-patient.ts';
import { editTraits } from '../../../electron/usecases/patients/edit-traits.ts';
import { insiOutcomeOf } from '../../../electron/usecases/patients/insi-answer.ts';
import { similarToTyped } from '../../../electron/usecases/patients/similar.ts';
import { addDocument } from '../../../electron/usecases/documents/add-document.ts';
import { validateDocument } from '../../../electron/usecases/documents/validate-document.ts';
import { usualIdentityDocuments } from '../../../shared/domain/identity/documents.ts';
import type { InsiAnswerRecord } from '../../../shared/domain/record/insi.ts';
import type { PatientRecord } from '../../../shared/domain/record/patient.ts';
import { errorFacts } from '../../../shared/errors.ts';
import { commit, records, stores } from '../store/fixture.ts';
import { AT, document, patient, paule, testIns } from '../store/samples.ts';

const { openIt } = stores();

const session: OpenSession = {
  card: presentCard('A'),
  situation: { index: 1, structureIdNat: '499900000017001', structureName: 'Cabinet du Port', sector: 'SA07' },
  pro: {
    idNat: paule.idNat,
    family: 'DURAND',
    given: 'PAULE',
    prefix: null,
    suffix: null,
    speciality: { code: 'G15_10/SM26', displayName: 'Médecin - Qualifié en Médecine Générale (SM)', codeSystem: '1.2.250.1.213.1.1.4.5' },
    structure: null,
  },
  rights: doctorRights(paule.idNat),
  openedAt: new Date(AT),
};

async function office() {
  const store = await openIt();
  let made = 0;
  const parts: CommonPorts = {
    store,
    session: () => session,
    now: () => new Date('2026-11-22T10:00:00Z'),
    uuid: () => {
      made += 1;
      return `made-${made}`;
    },
  };
  return {
    ...parts,
    ageOfMajority: () => 18,
    identityDocuments: usualIdentityDocuments,
    testOidsAllowed: true,
    formerIns: () => [],
    trusts: () => true,
  };
}

const refusal = (act: Promise<unknown>) => act.then(() => ({ code: 'accepted', path: null, message: '' }), errorFacts);
const zoe: NewPatient = {
  traits: { birthName: 'Dupré', birthFirstNames: 'Zoé Marie', sex: 'F', birthDate: '1984-02-11', birthPlace: '51215' },
  usedName: null,
  usedFirstName: null,
  firstBirthFirstName: 'Zoé',
  birthDateUncertain: false,
  phone: null,
  scanned: null,
  seen: [],
};
const official = {
  ins: testIns,
  birthName: 'PAT-TROIS',
  firstNames: 'DOMINIQUE MARIE-LOUISE',
  sex: 'F',
  birthDate: '1979-03-28',
  birthPlace: '51215',
} as const;
const answer = (changed: Partial<NonNullable<InsiAnswerRecord['identity']>> = {}): InsiAnswerRecord => ({
  id: 'a1',
  patientId: 'p1',
  at: AT,
  by: paule,
  code: '00',
  label: 'OK',
  identity: { ...official, ...changed },
});
const answered = (store: Store, record: InsiAnswerRecord): Promise<void> =>
  commit(
    store,
    { kind: 'insi.answer', answer: record, verbatim: Buffer.from('x') },
    { kind: 'insi.queue', entry: { patientId: 'p1', since: AT, answerId: record.id } },
  );

describe('the premier prénom', () => {
  it('is kept in the lexical profile, as the list is, at creation and after an edition', async () => {
    const desk = await office();
    const id = await createPatient(desk)(zoe);
    expect(await desk.store.patients.get(id)).toMatchObject({
      birthName: 'DUPRE',
      birthFirstNames: 'ZOE MARIE',
      firstBirthFirstName: 'ZOE',
    });
    await editTraits(desk)({
      id,
      traits: { ...zoe.traits, birthFirstNames: 'Noé Zoé' },
      firstBirthFirstName: ' Noé',
      birthDateUncertain: false,
      document: null,
    });
    expect(await desk.store.patients.get(id)).toMatchObject({ birthFirstNames: 'NOE ZOE', firstBirthFirstName: 'NOE' });
  });

  it('is refused in both with the path of the field', async () => {
    const desk = await office();
    for (const [first, code] of [
      ['Zo\u200Bé', 'TRAIT_CHARACTER'],
      ['Zoé-', 'TRAIT_FORM'],
      ['Marie', 'TRAIT_FIRST_NAME'],
    ] as const) {
      expect(await refusal(createPatient(desk)({ ...zoe, firstBirthFirstName: first }))).toMatchObject({
        code,
        path: '/firstBirthFirstName',
      });
    }
    const id = await createPatient(desk)(zoe);
    expect(
      await refusal(editTraits(desk)({ id, traits: zoe.traits, firstBirthFirstName: 'Zo1', birthDateUncertain: false, document: null })),
    ).toMatchObject({ code: 'TRAIT_CHARACTER', path: '/firstBirthFirstName' });
  });

  it('of a record older than this rule is put in the profile when the traits of INSi are accepted', async () => {
    const desk = await office();
    await commit(desk.store, ...records({ birthFirstNames: 'ZOE', firstBirthFirstName: 'ZOÉ' }));
    await answered(desk.store, answer({ birthName: 'Pat-Trois', firstNames: 'Zoé Marie' }));
    await acceptInsi(desk)({ id: 'p1', proposal: 'a1' });
    expect(await desk.store.patients.get('p1')).toMatchObject({
      status: 'RECUP',
      birthName: 'PAT-TROIS',
      birthFirstNames: 'ZOE MARIE',
      firstBirthFirstName: 'ZOE',
    });
  });
});

describe('an answer of INSi', () => {
  it.each([
    [{ birthName: null }, 'nom de naissance'],
    [{ firstNames: null }, 'prénoms de naissance'],
    [{ sex: null }, 'sexe'],
    [{ birthDate: null }, 'date de naissance'],
    [
      { birthName: null, firstNames: null, sex: null, birthDate: null, birthPlace: null },
      'nom de naissance, prénoms de naissance, sexe, date de naissance',
    ],
  ])('without %j cannot be accepted, says what is missing, and is nobody else’s for that', async (missing, said) => {
    const desk = await office();
    await commit(desk.store, ...records({}));
    await answered(desk.store, answer(missing));
    const { proposal } = insiOutcomeOf(answer(missing), patient());
    expect(proposal?.warnings[0]).toBe(`Cette réponse ne pourra pas être acceptée : INSi n’a pas donné ${said}.`);
    expect(proposal?.comparison.map(({ outcome }) => outcome)).not.toContain('discordant');
    const refused = await refusal(acceptInsi(desk)({ id: 'p1', proposal: 'a1' }));
    expect([refused.code, refused.message]).toEqual(['INSI_INCOMPLETE', `INSi n’a pas donné tous les traits de l’identité : ${said}.`]);
    expect((await desk.store.patients.get('p1'))?.status).toBe('PROV');
  });

  it('without place is accepted, and the place of the record kept', async () => {
    const desk = await office();
    await commit(desk.store, ...records({}));
    await answered(desk.store, answer({ birthPlace: null }));
    await acceptInsi(desk)({ id: 'p1', proposal: 'a1' });
    expect(await desk.store.patients.get('p1')).toMatchObject({ status: 'RECUP', birthPlace: '51215', ins: testIns });
  });

  it('outside the lexical profile is not kept', async () => {
    const desk = await office();
    await commit(desk.store, ...records({}));
    await answered(desk.store, answer({ birthName: 'PAT- TROIS' }));
    expect(await refusal(acceptInsi(desk)({ id: 'p1', proposal: 'a1' }))).toMatchObject({ code: 'TRAIT_FORM', path: '/traits/birthName' });
  });

  it.each([
    [{ firstNames: 'DOMINIQUE محمد' }, 'TRAIT_CHARACTER', '/traits/birthFirstNames'],
    [{ firstNames: 'DOMINIQUE <B>' }, 'TRAIT_CHARACTER', '/traits/birthFirstNames'],
    [{ birthName: 'محمد' }, 'INSI_DISCORDANT', null],
    [{ birthName: '<B>' }, 'INSI_DISCORDANT', null],
    [{ birthPlace: '<B>' }, 'TRAIT_BIRTH_PLACE', '/traits/birthPlace'],
    [{ birthDate: '28/03/1979' }, 'INSI_DISCORDANT', null],
  ])('with %j sets no identity', async (changed, code, path) => {
    const desk = await office();
    await commit(desk.store, ...records({ birthPlace: null }));
    await answered(desk.store, answer(changed));
    expect(await refusal(acceptInsi(desk)({ id: 'p1', proposal: 'a1' }))).toMatchObject({ code, path });
    expect(await desk.store.patients.get('p1')).toMatchObject({ status: 'PROV', ins: null, birthName: 'PAT-TROIS' });
  });

  it('with a « lunaire » date is accepted to the figure', async () => {
    const desk = await office();
    await commit(desk.store, ...records({ birthDate: '1979-31-00' }));
    await answered(desk.store, answer({ birthDate: '1979-31-00' }));
    await acceptInsi(desk)({ id: 'p1', proposal: 'a1' });
    expect(await desk.store.patients.get('p1')).toMatchObject({ status: 'RECUP', birthDate: '1979-31-00' });
  });

  it('under the former code of the birth place is this person’s', async () => {
    const desk = await office();
    await commit(desk.store, ...records({ birthPlace: '2A004' }));
    await answered(desk.store, answer({ birthPlace: '20004' }));
    await acceptInsi(desk)({ id: 'p1', proposal: 'a1' });
    expect(await desk.store.patients.get('p1')).toMatchObject({ status: 'RECUP', birthPlace: '20004' });
  });

  it('is not accepted for an unknown person', async () => {
    const desk = await office();
    await commit(desk.store, ...records({ birthDate: '0000-00-00' }));
    await answered(desk.store, answer());
    expect((await refusal(acceptInsi(desk)({ id: 'p1', proposal: 'a1' }))).code).toBe('IDENTITY_BIRTH_DATE');
  });

  it('that waits was asked with the traits as they were: it is dropped when a trait is edited, not when the date is only said to be uncertain', async () => {
    const desk = await office();
    await commit(desk.store, ...records({}));
    await answered(desk.store, answer());
    const { birthName, birthFirstNames, sex, birthDate, birthPlace } = patient();
    const edit = (changed: Partial<PatientRecord>, birthDateUncertain: boolean) =>
      editTraits(desk)({
        id: 'p1',
        traits: { birthName, birthFirstNames, sex, birthDate, birthPlace, ...changed },
        firstBirthFirstName: 'DOMINIQUE',
        birthDateUncertain,
        document: null,
      });
    await edit({}, true);
    expect([
      (await desk.store.patients.get('p1'))?.birthDateUncertain,
      (await desk.store.patients.queued('p1'))?.answerId,
      await desk.store.identity.transitions('p1'),
    ]).toEqual([true, 'a1', []]);
    await edit({ birthPlace: '51108' }, true);
    expect([await desk.store.patients.queued('p1'), (await desk.store.identity.transitions('p1')).map(({ event }) => event)]).toEqual([
      null,
      ['strictTraitEdited'],
    ]);
  });
});

describe('a name of somebody around the patient', () => {
  it('has no hidden character', async () => {
    const desk = await office();
    await commit(desk.store, ...records({}));
    const none = {
      usedName: null,
      usedFirstName: null,
      phone: null,
      billingNss: null,
      protection: 'none' as const,
      representatives: [],
      correspondents: [],
    };
    const given = [
      [{ ...none, usedFirstName: 'Lou\u202E' }, '/complementary/usedFirstName'],
      [
        { ...none, representatives: [{ name: 'Mme\u2066 Roux', relation: 'parent' as const, phone: null }] },
        '/complementary/representatives/0/name',
      ],
      [{ ...none, correspondents: [{ name: 'Dr\u200F Roux', address: null }] }, '/complementary/correspondents/0/name'],
    ] as const;
    for (const [complementary, path] of given) {
      expect(
        await refusal(
          editPatient(desk)({
            id: 'p1',
            complementary: {
              ...complementary,
              representatives: [...complementary.representatives],
              correspondents: [...complementary.correspondents],
            },
          }),
        ),
      ).toMatchObject({ code: 'USED_NAME_CHARACTER', path });
    }
  });
});

describe('the name of a file', () => {
  it('is kept without what is not seen, and proposes a title without it', async () => {
    const desk = await office();
    await commit(desk.store, ...records({}));
    const checked = { pages: 1, pdfA: true, title: 'Titre\u202E', warnings: [] } as const;
    const id = await addDocument({
      ...desk,
      checkPdf: () => Promise.resolve(checked),
      reading: { text: () => Promise.resolve({ pages: [[]], image: false }) },
      readOn: () => undefined,
      usualRecipients: () => Promise.resolve([]),
      isSecret: () => false,
    })({ patientId: 'p1', fileName: 'compte\u200Brendu\u202Exe.pdf', bytes: Buffer.from('x') });
    expect(await desk.store.documents.get(id)).toMatchObject({ fileName: 'compterenduxe.pdf', form: { title: 'compte rendu xe' } });
  });
});

describe('an unknown person', () => {
  it('has no document in their name', async () => {
    const desk = await office();
    await commit(desk.store, ...records({ birthDate: '0000-00-00' }), { kind: 'document.save', document: document() });
    const never = () => Promise.reject(new Error('nothing is prepared'));
    const validate = validateDocument({
      ...desk,
      prepare: {
        buildCda: () => {
          throw new Error('no CDA is made');
        },
        prepareLot: never,
        composeMessage: never,
      },
      plan: {
        store: desk.store,
        now: desk.now,
        current: () => session,
        rights: usualRights(desk.now),
        ageOfMajority: () => 18,
        trusts: () => true,
        mailboxOf: () => null,
        mss: () => ({ state: 'open', mailbox: null }),
      },
      kick: () => undefined,
      undoMs: () => Promise.resolve(0),
    });
    expect((await refusal(validate({ id: 'd1', form: document().form }))).code).toBe('DOCUMENT_BIRTH_DATE');
  });

  it('is not typed at the desk: a date is asked for', async () => {
    const desk = await office();
    expect(await refusal(createPatient(desk)({ ...zoe, traits: { ...zoe.traits, birthDate: '0000-00-00' } }))).toMatchObject({
      code: 'TRAIT_BIRTH_DATE',
      path: '/traits/birthDate',
    });
  });
});

describe('EXI ID 17: before creation', () => {
  it.each([
    ['DUVAL-MARTIN', '1984-02-11', 'Une partie du nom de naissance en commun.'],
    ['MARTIN DUVAL', '1984-02-11', 'Une partie du nom de naissance en commun.'],
    ['DUVAL', '1984-02-25', 'Date de naissance à deux chiffres près.'],
    ['DUVAL', '1948-02-11', 'Deux chiffres de la date de naissance inversés.'],
  ])('%s born on %s brings up DUVAL, and is not created unseen', async (birthName, birthDate, message) => {
    const desk = await office();
    const known = await createPatient(desk)({ ...zoe, traits: { ...zoe.traits, birthName: 'DUVAL' } });
    const typed = { ...zoe, traits: { ...zoe.traits, birthName, birthDate } };
    expect(await similarToTyped(desk)(typed)).toMatchObject([{ row: { id: known }, kind: 'close', message }]);
    expect(await refusal(createPatient(desk)(typed))).toMatchObject({ code: 'PATIENT_SIMILAR', detail: known });
    await createPatient(desk)({ ...typed, seen: [known] });
  });
});
