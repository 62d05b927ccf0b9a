import { expect, it } from 'vitest';
import { at, attribute, parseXml } from '../../../electron/xml/read.ts';
import type { PatientView } from '../../../shared/contract/patients.ts';
import type { StrictTraits } from '../../../shared/domain/types.ts';
import { describeFaults, LUC, PEOPLE, refusal, type Post } from '../../faults/post.ts';
import { mergeRecords } from '../../setup/merge-records.ts';

const HL7 = 'urn:hl7-org:v3';
const traits = (birthName: string, birthFirstNames: string, changed: Partial<StrictTraits> = {}): StrictTraits => ({
  birthName,
  birthFirstNames,
  sex: 'F',
  birthDate: '1984-02-11',
  birthPlace: '51215',
  ...changed,
});

describeFaults('a record', (bench) => {
  const opened = async (): Promise<Post> => {
    const post = await bench().post();
    await post.open();
    return post;
  };
  const create = (post: Post, asked: StrictTraits): Promise<PatientView> =>
    post.client.call('patients.create', { traits: asked, usedName: null, usedFirstName: null });
  const accepted = async (post: Post, id: string): Promise<PatientView> => {
    const { proposal } = await post.client.call('patients.askInsi', { id });
    return await post.client.call('patients.acceptInsi', { id, proposal: proposal?.id ?? '' });
  };

  it('with a « lunaire » date of INSi keeps it to the figure, in the document too', async () => {
    const post = await opened();
    const { id, birthDateUncertain, birthDateCarried } = await create(
      post,
      traits('SABLE-LUNE', 'AICHA', { birthDate: '1938-00-00', birthPlace: '99352' }),
    );
    expect([birthDateUncertain, birthDateCarried]).toEqual([true, '1938-12-31']);
    expect(await accepted(post, id)).toMatchObject({
      status: 'RECUP',
      traits: { birthDate: '1938-00-00' },
      birthDateCarried: '1938-00-00',
    });
    await post.client.call('patients.recordIdentityDocument', { id, type: 'PA' });
    const { status, ins } = await post.client.call('patients.recordInformation', { id, purpose: 'feeding', state: 'informed' });
    expect(status).toBe('QUAL');
    const { id: documentId } = await post.validate(await post.draft(id, 'Date lunaire'));
    await post.reaches(documentId, 'dmp', 'sent');
    const held = bench().held({ matricule: ins?.matricule ?? '', traits: PEOPLE.open.traits }, 'Date lunaire');
    expect(
      held.map(({ bytes }) => attribute(at(parseXml(bytes), HL7, 'recordTarget', 'patientRole', 'patient', 'birthTime'), 'value')),
    ).toEqual(['19380000']);
  });

  it('with an incomplete date is found by INSi under the date filled by convention, whose spelling is kept', async () => {
    const post = await opened();
    const { id } = await create(post, traits('SABLE-LUNE', 'DJIBRIL', { sex: 'M', birthDate: '1952-00-15', birthPlace: '99335' }));
    const { proposal } = await post.client.call('patients.askInsi', { id });
    expect(proposal?.comparison.find(({ trait }) => trait === 'birthDate')).toEqual({
      trait: 'birthDate',
      local: '1952-00-15',
      insi: '1952-01-15',
      outcome: 'notice',
    });
    expect(await accepted(post, id)).toMatchObject({ status: 'RECUP', traits: { birthDate: '1952-01-15' }, birthDateUncertain: true });
  });

  it('copied again from a document seen is validated by it, whatever its status was', async () => {
    const post = await opened();
    const { id, traits: own } = await create(post, traits('RECOPIEE', 'ANNE'));
    const edited = await post.client.call('patients.editTraits', {
      id,
      traits: { ...own, birthFirstNames: 'ANNE LISE' },
      firstBirthFirstName: 'ANNE',
      birthDateUncertain: false,
      document: 'CN',
    });
    expect([edited.status, edited.identityDocument?.type]).toEqual(['VALI', 'CN']);
    expect(edited.transitions.map(({ event, to }) => [event, to])).toEqual(
      expect.arrayContaining([
        ['strictTraitEditedFromDocument', 'PROV'],
        ['documentChecked', 'VALI'],
      ]),
    );
    const recovered = await post.provisional();
    await accepted(post, recovered);
    const { traits: official } = await post.client.call('patients.get', { id: recovered });
    const again = await post.client.call('patients.editTraits', {
      id: recovered,
      traits: { ...official, birthPlace: '51108' },
      firstBirthFirstName: 'DOMINIQUE',
      birthDateUncertain: false,
      document: 'PA',
    });
    expect([again.status, again.ins, again.insiAt, again.identityDocument?.type]).toEqual(['VALI', null, null, 'PA']);
  });

  it('whose matricule contradicts the traits says so, and is accepted all the same', async () => {
    const post = await opened();
    const id = await post.provisional(PEOPLE.closed);
    const { proposal } = await post.client.call('patients.askInsi', { id });
    expect(proposal?.warnings).toEqual(['Le sexe lu dans le matricule n’est pas celui du dossier.']);
    expect((await post.client.call('patients.acceptInsi', { id, proposal: proposal?.id ?? '' })).status).toBe('RECUP');
  });

  it('merged after a mail left without matricule lists it under the name and the number it had', async () => {
    const post = await opened();
    await post.connectMss();
    const kept = await post.qualified();
    const gone = await create(post, traits('ANCIENNE', 'ROSE'));
    const draft = await post.draft(gone.id, 'Courrier de l’ancien dossier');
    const { id: documentId } = await post.validate(draft, { recipients: [LUC.mailbox] });
    await post.reaches(documentId, 'mss', 'sent');
    const merged = await mergeRecords(post.client, kept, gone.id);
    expect(merged.sentUnderFormerIdentity).toMatchObject([
      { documentId, channel: 'mss', recipient: LUC.mailbox, matricule: null, ipp: gone.ipp, name: 'ANCIENNE ROSE' },
    ]);
  });

  it('of an adult keeps the parents that were recorded, who act no more (R-167)', async () => {
    const post = await opened();
    const year = new Date().getFullYear();
    const complementary = (patient: PatientView) => ({
      usedName: null,
      usedFirstName: null,
      phone: null,
      billingNss: null,
      protection: patient.protection,
      representatives: [{ name: 'Mme Roux', relation: 'parent' as const, phone: null }],
      correspondents: [],
    });
    const child = await create(post, traits('MAJORITE', 'EVE', { birthDate: `${year - 10}-01-01` }));
    const adult = await create(post, traits('MAJORITE', 'ADAM', { birthDate: `${year - 19}-01-01`, sex: 'M' }));
    const standing = async (patient: PatientView) =>
      (await post.client.call('patients.edit', { id: patient.id, complementary: complementary(patient) })).representatives.map(
        ({ relation, stands }) => [relation, stands],
      );
    expect([await standing(child), await standing(adult)]).toEqual([[['parent', true]], [['parent', false]]]);
  });

  it('tells what each change of its identity made of the strict traits, and takes back those of before INSi alone', async () => {
    const post = await opened();
    const id = await post.provisional();
    const typed = (await post.client.call('patients.get', { id })).traits;
    const kept = await accepted(post, id);
    expect(kept.transitions.map(({ event, traits: changed }) => [event, changed])).toEqual([
      ['created', []],
      ['insiAccepted', [{ trait: 'birthPlace', before: null, after: '51215' }]],
    ]);
    const back = await post.client.call('patients.recordDiscordance', { id, type: 'CN', matches: 'local' });
    expect([back.status, back.traits, back.identityDocument?.type, back.insiQueued]).toEqual(['VALI', typed, 'CN', false]);
    expect(back.transitions.at(-1)).toMatchObject({
      event: 'documentDiscordantWithInsi',
      traits: [{ trait: 'birthPlace', before: '51215', after: null }],
    });
    // Nothing of INSi is held any more: there is nothing to take back.
    expect((await refusal(post.client.call('patients.recordDiscordance', { id, type: 'CN', matches: 'local' }))).code).toBe(
      'IDENTITY_LOCAL_TRAITS',
    );

    const same = (await create(post, { ...kept.traits, birthFirstNames: 'DOMINIQUE MARIE-LOUISE' }).catch(() => null)) === null;
    expect(same, 'a record like it is never made unseen').toBe(true);
    const edited = await post.client.call('patients.editTraits', {
      id,
      traits: kept.traits,
      firstBirthFirstName: 'DOMINIQUE',
      birthDateUncertain: false,
      document: null,
    });
    expect(edited.transitions.at(-1)?.traits).toEqual([{ trait: 'birthPlace', before: null, after: '51215' }]);
    const again = await accepted(post, id);
    expect([again.status, again.transitions.at(-1)?.traits, again.traitsBeforeInsi]).toEqual(['RECUP', [], null]);
    expect((await refusal(post.client.call('patients.recordDiscordance', { id, type: 'CN', matches: 'local' }))).code).toBe(
      'IDENTITY_LOCAL_TRAITS',
    );
    const none = await post.client.call('patients.recordDiscordance', { id, type: 'CN', matches: 'none' });
    expect([none.status, none.ins, none.traits]).toEqual(['PROV', null, kept.traits]);
  });

  it('of undetermined sex is held, validated, printed; INSi is not asked, and no document is made in its name', async () => {
    const post = await opened();
    await post.connectMss();
    const { id, traits: own, ipp } = await create(post, traits('NOUVEAU-NE', 'ALIX', { sex: 'I' }));
    expect((await post.client.call('patients.search', { query: ipp })).map(({ sex }) => sex)).toEqual(['I']);
    expect((await refusal(post.client.call('patients.askInsi', { id }))).code).toBe('IDENTITY_SEX');
    expect((await post.client.call('patients.get', { id })).insiQueued).toBe(false);
    expect((await post.client.call('patients.recordIdentityDocument', { id, type: 'PA' })).status).toBe('VALI');
    expect((await post.client.call('patients.print', { id, format: 'label' })).url).toMatch(/\S/);
    const similar = await post.client.call('patients.similar', { traits: { ...own, sex: 'F' }, usedName: null });
    expect(similar.map(({ row, kind, message }) => [row.id, kind, message])).toEqual([[id, 'close', 'Sexe indéterminé.']]);

    const draft = await post.draft(id, 'Courrier');
    expect((await refusal(post.validate(draft, { recipients: [LUC.mailbox] }))).code).toBe('DOCUMENT_SEX');
    const edited = await post.client.call('patients.editTraits', {
      id,
      traits: { ...own, sex: 'F' },
      firstBirthFirstName: 'ALIX',
      birthDateUncertain: false,
      document: 'PA',
    });
    expect([edited.status, edited.transitions.find(({ event }) => event === 'strictTraitEditedFromDocument')?.traits]).toEqual([
      'VALI',
      [{ trait: 'sex', before: 'I', after: 'F' }],
    ]);
    await post.validate(draft, { recipients: [LUC.mailbox] });

    const qualified = await post.qualified();
    const { traits: official } = await post.client.call('patients.get', { id: qualified });
    const lost = await post.client.call('patients.editTraits', {
      id: qualified,
      traits: { ...official, sex: 'I' },
      firstBirthFirstName: 'DOMINIQUE',
      birthDateUncertain: false,
      document: 'PA',
    });
    expect([lost.status, lost.ins, lost.strictLocked]).toEqual(['VALI', null, false]);
  });

  it('under a mandate of future protection, or a family habilitation, says who is informed', async () => {
    const post = await opened();
    const patient = await create(post, traits('MANDANTE', 'ANNE', { birthDate: '1950-01-01' }));
    const under = async (protection: PatientView['protection'], relation: 'mandataire' | 'autre') => {
      const { representation, representatives } = await post.client.call('patients.edit', {
        id: patient.id,
        complementary: {
          usedName: null,
          usedFirstName: null,
          phone: null,
          billingNss: null,
          protection,
          representatives: [{ name: 'M. Roux', relation, phone: null }],
          correspondents: [],
        },
      });
      return [representation, representatives.map(({ stands }) => stands)];
    };
    expect(await under('mandat', 'mandataire')).toEqual([expect.stringContaining('sans consentement exprès'), [true]]);
    expect(await under('habilitation', 'autre')).toEqual([expect.stringContaining('sans consentement exprès'), [true]]);
    expect(await under('habilitation-assistance', 'autre')).toEqual([expect.stringContaining('qu’avec son consentement exprès'), [true]]);
  });

  it('knows its médecin traitant by name, with or without a mailbox', async () => {
    const post = await opened();
    const { id } = await create(post, traits('SUIVIE', 'ANNE'));
    const set = (medecinTraitant: PatientView['medecinTraitant']) =>
      post.client.call('patients.setMedecinTraitant', { id, medecinTraitant });
    expect((await set({ name: ' Dr Luc AUBERT ', address: null })).medecinTraitant).toEqual({ name: 'Dr Luc AUBERT', address: null });
    expect((await set({ name: 'Dr Luc AUBERT', address: LUC.mailbox })).medecinTraitant).toEqual({
      name: 'Dr Luc AUBERT',
      address: LUC.mailbox,
    });
    const nameless = await refusal(set({ name: ' ', address: LUC.mailbox }));
    expect([nameless.code, nameless.path]).toEqual(['PERSON_NAME', '/medecinTraitant/name']);
    const wrong = await refusal(set({ name: 'Dr Luc AUBERT', address: 'luc' }));
    expect([wrong.code, wrong.path]).toEqual(['MSS_ADDRESS', '/medecinTraitant/address']);
    expect((await set(null)).medecinTraitant).toBeNull();
  });
});
