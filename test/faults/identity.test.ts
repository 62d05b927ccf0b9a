import { expect, it } from 'vitest';
import type { PatientView } from '../../shared/contract/patients.ts';
import type { StrictTraits } from '../../shared/domain/types.ts';
import { errorFacts } from '../../shared/errors.ts';
import { give, hl7File, HOSPITAL } from '../integration/patients/files.ts';
import { mergeRecords } from '../setup/merge-records.ts';
import { describeFaults, eventually, LUC, PEOPLE, refusal, type Post } from './post.ts';

const traits = (birthName: string, birthFirstNames: string, changed: Partial<StrictTraits> = {}): StrictTraits => ({
  birthName,
  birthFirstNames,
  sex: 'F',
  birthDate: '1984-02-11',
  birthPlace: '51215',
  ...changed,
});
const who = (patient: PatientView): string => `${patient.traits.birthName} ${patient.traits.birthFirstNames}`;

describeFaults('an identity', (bench) => {
  const opened = async (changes: NonNullable<Parameters<ReturnType<typeof bench>['post']>[0]>['changes'] = {}): Promise<Post> => {
    const post = await bench().post({ changes });
    await post.open();
    return post;
  };
  const create = (post: Post, asked: StrictTraits, seen: readonly string[] = []) =>
    post.client.call('patients.create', { traits: asked, usedName: null, usedFirstName: null, seen: [...seen] });
  const get = (post: Post, id: string): Promise<PatientView> => post.client.call('patients.get', { id });
  /** A qualified patient of whom a document reached the DMP. */
  const sentFor = async (post: Post): Promise<{ readonly id: string; readonly documentId: string }> => {
    const id = await post.qualified();
    const { id: documentId } = await post.validate(await post.draft(id));
    await post.reaches(documentId, 'dmp', 'sent');
    return { id, documentId };
  };

  it('like another is shown before it is created; declined, both say that they are homonyms; twins are told apart by their first names', async () => {
    const post = await opened();
    const first = await create(post, traits('SABLIERE', 'ANNE MARIE'));
    const error = await refusal(create(post, traits('Sablière', 'Anne Marie')));
    expect([error.code, error.detail]).toEqual(['PATIENT_SIMILAR', first.id]);
    const similar = await post.client.call('patients.similar', { traits: traits('SABLIERE', 'ANNE MARIE'), usedName: null });
    expect(similar.map(({ kind, row }) => [kind, row.id])).toEqual([['same', first.id]]);
    const homonym = await create(post, traits('SABLIERE', 'ANNE MARIE'), [first.id]);
    expect([homonym.attributes.homonym, (await get(post, first.id)).attributes.homonym]).toEqual([true, true]);
    expect(homonym.lookalikes).toMatchObject([{ id: first.id, kind: 'homonym' }]);
    const [close] = await post.client.call('patients.similar', { traits: traits('SABLIERES', 'ANNE'), usedName: null });
    expect(close?.kind).toBe('close');
    expect((await post.client.call('patients.similar', { traits: traits('ANNE', 'SABLIERE'), usedName: null }))[0]?.kind).toBe('inverted');
    const twins = await post.client.call('patients.similar', { traits: traits('SABLIERE', 'ZELIE'), usedName: null });
    expect(twins.map(({ kind }) => kind)).toEqual(['twin', 'twin']);
    const twin = await create(
      post,
      traits('SABLIERE', 'ZELIE'),
      twins.map(({ row }) => row.id),
    );
    expect([twin.attributes.homonym, twin.lookalikes.map(({ kind }) => kind)]).toEqual([false, ['twin', 'twin']]);
  });

  it('created several times at once takes a number each', async () => {
    const post = await opened();
    const made = await Promise.all(
      ['UN', 'DEUX', 'TROIS', 'QUATRE'].map((name) => create(post, traits(`RACE-${name}`, 'LOU', { birthDate: '1961-01-01' }))),
    );
    expect(new Set(made.map(({ ipp }) => ipp)).size).toBe(4);
  });

  it.each<readonly [string, Partial<StrictTraits>, string]>([
    ['a digit in a name', { birthName: 'DUPON7' }, 'TRAIT_CHARACTER'],
    ['a control character', { birthFirstNames: 'ANNE\u0007' }, 'TRAIT_CHARACTER'],
    ['a hyphen at the end of a first name', { birthFirstNames: 'ANNE-' }, 'TRAIT_FORM'],
    ['30 February', { birthDate: '1984-02-30' }, 'TRAIT_BIRTH_DATE'],
    ['a date to come', { birthDate: '2999-01-01' }, 'TRAIT_BIRTH_DATE_FUTURE'],
    ['a place of six characters', { birthPlace: '512155' }, 'TRAIT_BIRTH_PLACE'],
  ])('with %s is refused, never altered', async (_name, changed, code) => {
    const post = await bench().shared();
    const error = await refusal(create(post, { ...traits('SABLIERE', 'ANNE'), ...changed }));
    expect([error.code, error.path]).toEqual([code, `/traits/${Object.keys(changed)[0] ?? ''}`]);
  });

  it('R-167: minors, guardianship and curatorship say who is informed; complementary traits move no status', async () => {
    const post = await opened();
    const { id } = await create(post, traits('TUTELLIER', 'MARC', { birthDate: '1950-05-05', sex: 'M' }));
    const complementary = {
      usedName: 'Tutellier-Roux',
      usedFirstName: null,
      phone: '06 12 34 56 78',
      billingNss: '1 50 05 51 215 189 07',
      protection: 'tutelle' as const,
      representatives: [{ name: 'Mme Roux', relation: 'tuteur' as const, phone: null }],
      correspondents: [{ name: 'Dr Aubert', address: LUC.mailbox }],
    };
    const wrong = await refusal(
      post.client.call('patients.edit', { id, complementary: { ...complementary, billingNss: '150055121518999' } }),
    );
    expect([wrong.code, wrong.path]).toEqual(['BILLING_NSS', '/complementary/billingNss']);
    expect(
      (
        await refusal(
          post.client.call('patients.edit', {
            id,
            complementary: { ...complementary, billingNss: null, correspondents: [{ name: 'X', address: 'x' }] },
          }),
        )
      ).code,
    ).toBe('MSS_ADDRESS');
    const edited = await post.client.call('patients.edit', { id, complementary: { ...complementary, billingNss: null } });
    expect(edited).toMatchObject({
      status: 'PROV',
      usedName: 'Tutellier-Roux',
      phone: '06 12 34 56 78',
      protection: 'tutelle',
      representatives: complementary.representatives,
      correspondents: complementary.correspondents,
    });
    expect(edited.representation).toContain('sans consentement exprès');
    expect(edited.transitions.map(({ event }) => event)).toEqual(['created']);
    const curator = await post.client.call('patients.edit', {
      id,
      complementary: { ...complementary, billingNss: null, protection: 'curatelle' },
    });
    expect(curator.representation).toContain('consentement exprès');
    const child = await create(post, traits('TUTELLIER', 'EVE', { birthDate: '2019-05-05' }));
    expect([child.minor, child.representation]).toEqual([true, expect.stringContaining('représentants légaux')]);
    for (const query of ['tutellier-roux', '0612345678', '05/05/1950'])
      expect(
        (await post.client.call('patients.search', { query })).map((row) => row.id),
        query,
      ).toContain(id);
  });

  it('is proved by the documents that the structure accepts alone, listed in its order', async () => {
    const post = await bench().post({ changes: { identity: { documents: ['PA', 'CM'] } } });
    await post.open();
    expect((await post.client.call('patients.identityDocumentTypes', null)).map(({ code }) => code)).toEqual(['PA', 'CM']);
    const { id } = await create(post, traits('MILITAIRE', 'ANNE'));
    expect((await refusal(post.client.call('patients.recordIdentityDocument', { id, type: 'CN' }))).code).toBe('IDENTITY_DOCUMENT_TYPE');
    expect((await post.client.call('patients.recordIdentityDocument', { id, type: 'CM' })).status).toBe('VALI');
  });

  it('qualified and edited by hand loses its status and its matricule, and lists what left under it; unlocking said so', async () => {
    const post = await opened();
    const { id, documentId } = await sentFor(post);
    const before = await get(post, id);
    expect([before.strictLocked, before.sentUnderFormerIdentity]).toEqual([true, []]);
    const consequence = await post.client.call('patients.unlocking', { id });
    expect(consequence).toMatchObject({ hand: { statusAfter: 'PROV' }, document: { statusAfter: 'VALI' }, sent: 1 });
    for (const { message } of [consequence.hand, consequence.document]) expect(message).toContain('matricule INS sera retiré');
    const edited = await post.client.call('patients.editTraits', {
      id,
      traits: { ...before.traits, birthPlace: '51108' },
      firstBirthFirstName: 'DOMINIQUE',
      birthDateUncertain: false,
      document: null,
    });
    expect(edited).toMatchObject({ status: 'PROV', ins: null, strictLocked: false, identityDocument: null, insiAt: null });
    expect(edited.sentUnderFormerIdentity).toMatchObject([{ documentId, channel: 'dmp', matricule: PEOPLE.open.matricule }]);
    expect(edited.transitions.at(-1)).toMatchObject({ event: 'strictTraitEdited', from: 'QUAL', to: 'PROV', source: 'Saisie' });
    expect(
      (await post.client.call('patients.search', { query: PEOPLE.open.matricule })).map((row) => row.id),
      'found by its past matricule',
    ).toEqual([id]);
    // The same matricule again: nothing to correct any more.
    const asked = await post.client.call('patients.askInsi', { id });
    expect(asked.proposal?.comparison.find(({ trait }) => trait === 'birthPlace')?.outcome).toBe('notice');
    const again = await post.client.call('patients.acceptInsi', { id, proposal: asked.proposal?.id ?? '' });
    expect(again.status).toBe('RECUP');
    const back = await post.client.call('patients.recordIdentityDocument', { id, type: 'CN' });
    expect([back.status, back.sentUnderFormerIdentity]).toEqual(['QUAL', []]);
    const fromDocument = await post.client.call('patients.editTraits', {
      id,
      traits: { ...back.traits, birthPlace: '51108' },
      firstBirthFirstName: 'DOMINIQUE',
      birthDateUncertain: false,
      document: 'PA',
    });
    expect([fromDocument.status, fromDocument.identityDocument?.type]).toEqual(['VALI', 'PA']);
  });

  it('changed after a document was validated: the document does not leave under the former matricule', async () => {
    const post = await opened({ outbox: { undoMs: 8000 } });
    const id = await post.qualified();
    const validated = await post.validate(await post.draft(id, 'Validé avant'));
    const { traits: own } = await get(post, id);
    await post.client.call('patients.editTraits', {
      id,
      traits: { ...own, birthFirstNames: 'DOMINIQUE' },
      firstBirthFirstName: 'DOMINIQUE',
      birthDateUncertain: false,
      document: null,
    });
    const failed = await post.reaches(validated.id, 'dmp', 'failed');
    expect(failed.error?.code).toBe('SEND_OTHER_IDENTITY');
    expect(bench().held(PEOPLE.open, 'Validé avant')).toEqual([]);
  });

  it('doubtful or fictive is provisional, without matricule, and INSi is not asked; the doubt removed, it stays provisional', async () => {
    const post = await opened();
    const id = await post.qualified();
    const marks = { homonym: false, doubtful: false, fictive: false };
    expect((await refusal(post.client.call('patients.setAttributes', { id, ...marks, homonym: true, fictive: true }))).code).toBe(
      'IDENTITY_ATTRIBUTES',
    );
    expect(await post.client.call('patients.setAttributes', { id, ...marks, homonym: true })).toMatchObject({ status: 'QUAL' });
    const doubted = await post.client.call('patients.setAttributes', { id, ...marks, homonym: true, doubtful: true });
    expect(doubted).toMatchObject({ status: 'PROV', ins: null, identityDocument: null, attributes: { homonym: true, doubtful: true } });
    const asked = bench().sandbox.insi.journal.length;
    expect((await refusal(post.client.call('patients.askInsi', { id }))).code).toBe('IDENTITY_DOUBTFUL');
    expect(bench().sandbox.insi.journal).toHaveLength(asked);
    expect((await post.client.call('patients.recordIdentityDocument', { id, type: 'CN' })).status).toBe('PROV');
    expect((await post.client.call('worklists.get', null)).doubtful.map((row) => row.id)).toEqual([id]);
    expect((await post.client.call('patients.setAttributes', { id, ...marks })).status).toBe('PROV');
    const fictive = await post.client.call('patients.setAttributes', { id, ...marks, fictive: true });
    expect(fictive.status).toBe('PROV');
    expect((await refusal(post.client.call('patients.askInsi', { id }))).code).toBe('IDENTITY_FICTIVE');
  });

  it.each([
    ['local', 'VALI'],
    ['none', 'PROV'],
  ] as const)('contradicted by a document that matches %s drops the matricule and becomes %s', async (matches, status) => {
    const post = await opened();
    const id = await post.qualified();
    const held = await get(post, id);
    // INSi gave the place of birth that nobody had typed.
    expect([held.traits.birthPlace, held.traitsBeforeInsi]).toEqual(['51215', { ...PEOPLE.open.traits, firstBirthFirstName: 'DOMINIQUE' }]);
    const after = await post.client.call('patients.recordDiscordance', { id, type: 'PA', matches });
    expect([after.traits, after.traitsBeforeInsi]).toEqual([matches === 'local' ? PEOPLE.open.traits : held.traits, null]);
    expect([after.status, after.ins, after.identityDocument?.type ?? null]).toEqual([status, null, status === 'VALI' ? 'PA' : null]);
    expect(after.transitions.at(-1)).toMatchObject({ from: 'QUAL', to: status, document: 'Passeport' });
  });

  it('verified: identical renews it, different drops the matricule and asks for somebody, no answer changes nothing', async () => {
    const post = await opened({ identity: { localAuthority: HOSPITAL, proof: 'trusted' } });
    const id = await post.qualified();
    const verified = await post.client.call('patients.verifyIns', { id });
    expect([verified.outcome, verified.patient.transitions.at(-1)?.label]).toEqual(['identique', 'Identité confirmée par INSi']);
    bench().sandbox.faults.set('insi', { kind: 'http', status: 503 }, 1);
    const silent = await post.client.call('patients.verifyIns', { id });
    expect([silent.outcome, silent.patient.status]).toEqual(['indisponible', 'QUAL']);
    const { id: other } = await create(post, traits('SANS-INS', 'LEA'));
    expect((await refusal(post.client.call('patients.verifyIns', { id: other }))).code).toBe('INS_ABSENT');

    // Another system of the structure says that this matricule is somebody else's.
    const ins = { matricule: PEOPLE.closed.matricule, oid: '1.2.250.1.213.1.4.10' };
    await give(post.client, hl7File([{ event: 'A28', ipp: '4', birthName: 'TROMPEUR', reliability: 'VALI', ins }]), { kind: 'hl7' });
    const [row] = await post.client.call('patients.search', { query: 'trompeur' });
    expect(row?.status).toBe('QUAL');
    const different = await post.client.call('patients.verifyIns', { id: row?.id ?? '' });
    expect([different.outcome, different.patient.status, different.patient.ins]).toEqual(['different', 'PROV', null]);
    expect(different.patient.transitions.at(-1)).toMatchObject({ event: 'verificationNegative', from: 'QUAL', to: 'PROV' });
    expect((await post.client.call('worklists.get', null)).conflicts.map(({ rows }) => rows.map((one) => one.id))).toEqual([[row?.id]]);
  });

  it('without answer of INSi waits: asked again by itself, accepted by somebody alone', async () => {
    const post = await opened({ identity: { queueMax: 50, queuePauseMs: 50, queueRetryMs: 60_000 }, insi: { timeoutMs: 3000 } });
    const { faults, insi } = bench().sandbox;
    const id = await post.provisional();
    // Nothing is asked of a patient about whom nobody asked.
    const { id: silent } = await create(post, traits('JAMAIS-DEMANDEE', 'LEA'));
    await get(post, silent);
    faults.set('insi', { kind: 'code', code: 'siram_40' }, 4);
    expect((await refusal(post.client.call('patients.askInsi', { id }))).code).toBe('INSI_UNAVAILABLE');
    expect((await get(post, id)).insiQueued).toBe(true);
    // The first try by itself fails too (two calls), and stops it for the minute.
    await eventually(async () => (await post.acts()).includes('insi.asked-again INSI_UNAVAILABLE'));
    const calls = insi.journal.length;
    const list = await post.client.call('worklists.get', null);
    expect(list.toQualify.map(({ row, why, answer }) => [row.id, why, answer])).toEqual([
      [id, 'queued', null],
      [silent, 'opened', null],
    ]);
    expect(insi.journal).toHaveLength(calls);
    // Another session begins again.
    await post.client.call('session.lock', null);
    await post.open();
    await eventually(async () => (await post.client.call('worklists.get', null)).toQualify.some(({ answer }) => answer !== null));
    const [waiting] = (await post.client.call('worklists.get', null)).toQualify;
    expect([waiting?.row.id, waiting?.answer?.code, (await get(post, id)).status]).toEqual([id, '00', 'PROV']);
    const accepted = await post.client.call('patients.acceptInsi', { id, proposal: waiting?.answer?.proposal?.id ?? '' });
    expect([accepted.status, accepted.insiQueued]).toEqual(['RECUP', false]);
    expect((await post.client.call('worklists.get', null)).toQualify.map(({ row, why }) => [row.id, why])).toEqual(
      expect.arrayContaining([[id, 'opened']]),
    );
    expect((await post.acts()).filter((act) => act.startsWith('insi.asked-again'))).toEqual([
      'insi.asked-again INSI_UNAVAILABLE',
      'insi.asked-again ok',
    ]);
  });

  it('asked again by itself: at most as many a day as configured', async () => {
    const post = await opened({ identity: { queueMax: 1, queuePauseMs: 50, queueRetryMs: 50 }, insi: { timeoutMs: 3000 } });
    bench().sandbox.faults.set('insi', { kind: 'cut', when: 'before' });
    for (const person of [PEOPLE.open, PEOPLE.closed]) {
      const id = await post.provisional(person);
      await refusal(post.client.call('patients.askInsi', { id }));
      await get(post, id);
    }
    const again = async () => (await post.acts()).filter((act) => act.startsWith('insi.asked-again'));
    await eventually(async () => (await again()).length === 1);
    // Ten pauses later nothing more was asked, INSi being back.
    bench().sandbox.faults.clear();
    const until = Date.now() + 600;
    await eventually(() => Date.now() > until);
    expect(await again()).toHaveLength(1);
    expect(
      (await post.client.call('worklists.get', null)).toQualify.filter(({ why, answer }) => why === 'queued' && answer === null),
    ).toHaveLength(2);
  });

  it('answered by INSi with another person’s traits is flagged, and cannot be accepted', async () => {
    const post = await opened();
    const { id } = await create(post, { ...PEOPLE.open.traits, birthPlace: '13055' });
    const { proposal } = await post.client.call('patients.askInsi', { id });
    expect(proposal?.comparison.filter(({ outcome }) => outcome === 'discordant').map(({ trait }) => trait)).toEqual(['birthPlace']);
    expect((await refusal(post.client.call('patients.acceptInsi', { id, proposal: proposal?.id ?? '' }))).code).toBe('INSI_DISCORDANT');
    expect((await get(post, id)).status).toBe('PROV');
    const { conflicts } = await post.client.call('worklists.get', null);
    expect(conflicts.map(({ rows }) => rows.map((row) => row.id))).toEqual([[id]]);
    await post.client.call('worklists.settle', { conflict: conflicts[0]?.id ?? '' });
    expect((await post.client.call('worklists.get', null)).conflicts).toEqual([]);
    expect((await refusal(post.client.call('worklists.settle', { conflict: conflicts[0]?.id ?? '' }))).code).toBe('CONFLICT_UNKNOWN');
  });

  it('with its past matricules (INSHISTO) is found by each of them', async () => {
    const post = await opened();
    const { id } = await create(post, {
      birthName: 'ECETINSI',
      birthFirstNames: 'PIERRE-ALAIN MURIEL FLORIANT',
      sex: 'M',
      birthDate: '2009-07-14',
      birthPlace: '63220',
    });
    const { proposal } = await post.client.call('patients.askInsi', { id });
    await post.client.call('patients.acceptInsi', { id, proposal: proposal?.id ?? '' });
    const patient = await post.client.call('patients.recordIdentityDocument', { id, type: 'PA' });
    expect(patient.insHistory.map(({ matricule }) => matricule)).toContain('209076322083439');
    for (const query of ['2 09 07 63 220 834', '209076322083439', '1090763'])
      expect(
        (await post.client.call('patients.search', { query })).map((row) => row.id),
        query,
      ).toEqual([id]);
  });

  it('of one person in two records: the second matricule is refused, the merge proposed, done, and undone', async () => {
    const post = await opened();
    const { id: kept, documentId } = await sentFor(post);
    const { traits: own } = await get(post, kept);
    const { id: double } = await create(post, { ...own, birthFirstNames: 'DOMINIQUE' }, [kept]);
    const draft = await post.draft(double, 'Dans le double');
    const { proposal } = await post.client.call('patients.askInsi', { id: double });
    const same = await refusal(post.client.call('patients.acceptInsi', { id: double, proposal: proposal?.id ?? '' }));
    expect([same.code, same.detail]).toEqual(['PATIENT_SAME_INS', kept]);
    expect((await post.client.call('worklists.get', null)).conflicts.map(({ rows }) => rows.map((row) => row.id).toSorted())).toEqual([
      [kept, double].toSorted(),
    ]);

    const plan = await post.client.call('patients.mergePlan', { kept: double, removed: kept });
    expect(plan).toMatchObject({ allowed: true, kept, removed: double, sent: 0 });
    expect(plan.moves.join(' ')).toContain('1 document');
    const merged = await mergeRecords(post.client, plan.kept, plan.removed);
    expect(merged).toMatchObject({ id: kept, status: 'QUAL', merges: [{ name: who(merged).split(' ').slice(0, 2).join(' ') }] });
    expect((await post.client.call('documents.list', { patientId: kept })).map(({ id }) => id).toSorted()).toEqual(
      [draft.id, documentId].toSorted(),
    );
    expect((await post.client.call('worklists.get', null)).conflicts).toEqual([]);
    expect((await refusal(get(post, double))).code).toBe('PATIENT_UNKNOWN');
    expect((await post.client.call('patients.search', { query: 'PAT-TROIS' })).map((row) => row.id)).toEqual([kept]);

    const back = await post.client.call('patients.unmerge', { merge: merged.merges[0]?.id ?? '' });
    expect([back.id, back.merges, back.status]).toEqual([kept, [], 'QUAL']);
    expect((await get(post, double)).status).toBe('PROV');
    expect((await post.client.call('documents.list', { patientId: double })).map(({ id }) => id)).toEqual([draft.id]);
    expect((await refusal(post.client.call('patients.unmerge', { merge: merged.merges[0]?.id ?? '' }))).code).toBe('MERGE_UNKNOWN');
    const acts = await post.close();
    expect(acts.filter(({ act }) => /^patient\.(un)?merged$/.test(act)).map(({ act, patientId }) => [act, patientId])).toEqual([
      ['patient.merged', kept],
      ['patient.merged', double],
      ['patient.unmerged', kept],
      ['patient.unmerged', double],
    ]);
  });

  it('merged into a record that stays provisional lists what left under the matricule that goes', async () => {
    const post = await opened();
    const { id, documentId } = await sentFor(post);
    const { traits: own } = await get(post, id);
    const { id: weak } = await create(post, { ...own, birthFirstNames: 'DOMINIQUE' }, [id]);
    const plan = await post.client.call('patients.mergePlan', { kept: weak, removed: id, chosen: true });
    expect(plan).toMatchObject({ kept: weak, removed: id, lessProven: true, agreement: 'identical', sent: 1 });
    expect(plan.costs.join(' ')).toMatch(
      /L’identité qualifiée .* est perdue : celle qui reste est provisoire.*Le matricule INS .* n’est pas repris/,
    );
    const asked = { kept: weak, removed: id, revisions: { kept: plan.records.kept.revision, removed: plan.records.removed.revision } };
    expect((await refusal(post.client.call('patients.merge', asked))).code).toBe('MERGE_LESS_PROVEN');
    const merged = await post.client.call('patients.merge', { ...asked, lessProven: true });
    expect([merged.id, merged.status]).toEqual([weak, 'PROV']);
    expect(merged.merges[0]?.dropped).toMatchObject([
      { field: 'status', value: 'QUAL', of: 'removed' },
      { field: 'identityDocument', of: 'removed' },
    ]);
    expect(merged.sentUnderFormerIdentity).toMatchObject([{ documentId, matricule: PEOPLE.open.matricule }]);
    const back = await post.client.call('patients.unmerge', { merge: merged.merges[0]?.id ?? '' });
    expect(back.sentUnderFormerIdentity).toEqual([]);
    expect(await get(post, id)).toMatchObject({ status: 'QUAL', ins: { matricule: PEOPLE.open.matricule }, sentUnderFormerIdentity: [] });
  });

  it('R-006, R-072: an opposition of the removed record goes on after a merge, and after it is undone', async () => {
    const post = await opened();
    const id = await post.qualified();
    const { traits: own } = await get(post, id);
    const { id: double } = await create(post, { ...own, birthFirstNames: 'DOMINIQUE' }, [id]);
    await post.client.call('patients.recordInformation', { id: double, purpose: 'feeding', state: 'opposed' });
    const merged = await mergeRecords(post.client, id, double);
    expect([merged.feeding.state, merged.consultation.state]).toEqual(['opposed', 'none']);
    const back = await post.client.call('patients.unmerge', { merge: merged.merges[0]?.id ?? '' });
    expect([back.feeding.state, (await get(post, double)).feeding.state]).toEqual(['opposed', 'opposed']);
  });

  it('merged with itself, or with another matricule, is refused', async () => {
    const post = await opened();
    const [one, other] = [await post.qualified(PEOPLE.open), await post.qualified(PEOPLE.closed)];
    const asked = { kept: one, removed: other, revisions: { kept: 0, removed: 0 }, samePerson: true };
    expect((await refusal(post.client.call('patients.merge', { ...asked, removed: one }))).code).toBe('MERGE_SAME_RECORD');
    expect(await post.client.call('patients.mergePlan', { kept: one, removed: other })).toMatchObject({
      allowed: false,
      error: { code: 'MERGE_TWO_MATRICULES' },
    });
    expect((await refusal(post.client.call('patients.merge', asked))).code).toBe('MERGE_TWO_MATRICULES');
    expect([(await get(post, one)).status, (await get(post, other)).status]).toEqual(['QUAL', 'QUAL']);
  });

  it('compared field by field: what is picked stays, what is not is told, and undoing gives both back', async () => {
    const post = await opened();
    const kept = await create(post, traits('COTE-A-COTE', 'ANNE', { birthPlace: null }));
    const removed = await create(post, traits('COTE-A-COTE', 'ANNE LISE'), [kept.id]);
    const complementary = { usedFirstName: null, billingNss: null, protection: 'none' as const, representatives: [], correspondents: [] };
    await post.client.call('patients.edit', { id: kept.id, complementary: { ...complementary, phone: '0611111111', usedName: null } });
    await post.client.call('patients.edit', {
      id: removed.id,
      complementary: { ...complementary, phone: '0622222222', usedName: 'Martin' },
    });
    const before = [await get(post, kept.id), await get(post, removed.id)];
    const plan = await post.client.call('patients.mergePlan', { kept: kept.id, removed: removed.id });
    expect(plan).toMatchObject({ kept: kept.id, lessProven: false, costs: [], agreement: 'identical', contradicted: [] });
    const told = new Map(plan.rows.map(({ field, ...row }) => [field, row]));
    expect(told.get('birthPlace')).toEqual({
      kept: null,
      removed: expect.stringMatching(/· 51215$/),
      likeness: 'missing',
      pick: 'removed',
    });
    expect(told.get('birthFirstNames')).toEqual({ kept: 'ANNE', removed: 'ANNE LISE', likeness: 'partial', pick: 'removed' });
    expect(told.get('phone')).toEqual({ kept: '0611111111', removed: '0622222222', likeness: 'different', pick: 'kept' });
    expect(told.get('usedName')).toMatchObject({ kept: null, removed: 'Martin', pick: 'removed' });
    expect(told.get('birthName')).toMatchObject({ likeness: 'same', pick: null });
    const asked = {
      kept: kept.id,
      removed: removed.id,
      revisions: { kept: plan.records.kept.revision, removed: plan.records.removed.revision },
    };

    expect((await refusal(post.client.call('patients.merge', { ...asked, take: { address: 'removed' } }))).path).toBe('/take/address');
    for (const take of [{ birthName: 'removed' }, { phone: 'other' }, { colour: 'kept' }]) {
      // Cast: what no type lets through may still be sent.
      expect((await refusal(post.client.call('patients.merge', { ...asked, take } as unknown as typeof asked))).code).toBe('IPC_INPUT');
    }
    expect((await refusal(post.client.call('patients.merge', { ...asked, also: true } as typeof asked))).code).toBe('IPC_INPUT');

    const merged = await post.client.call('patients.merge', { ...asked, take: { phone: 'removed', usedName: 'kept' } });
    expect(merged).toMatchObject({ phone: '0622222222', usedName: null, traits: { birthFirstNames: 'ANNE LISE', birthPlace: '51215' } });
    expect(merged.merges[0]?.dropped).toEqual([
      { field: 'usedName', value: 'Martin', of: 'removed' },
      { field: 'phone', value: '0611111111', of: 'kept' },
    ]);
    await post.client.call('patients.unmerge', { merge: merged.merges[0]?.id ?? '' });
    const shown = (patient: PatientView) => ({ ...patient, history: [] });
    expect([await get(post, kept.id), await get(post, removed.id)].map(shown)).toEqual(before.map(shown));
  });

  it('of two people by their traits is merged when somebody says that it is one person, and not otherwise', async () => {
    const post = await opened();
    const one = await create(post, traits('PREMIER-NOM', 'ANNE', { birthDate: '1961-05-05' }));
    const other = await create(post, traits('SECOND-NOM', 'BERTHE', { birthDate: '1984-02-11' }));
    const plan = await post.client.call('patients.mergePlan', { kept: one.id, removed: other.id });
    expect([plan.allowed, plan.agreement, plan.contradicted]).toEqual([true, 'discordant', ['birthName', 'birthFirstNames', 'birthDate']]);
    const asked = {
      kept: one.id,
      removed: other.id,
      revisions: { kept: plan.records.kept.revision, removed: plan.records.removed.revision },
    };
    expect((await refusal(post.client.call('patients.merge', asked))).code).toBe('MERGE_OTHER_PERSON');
    const merged = await post.client.call('patients.merge', { ...asked, samePerson: true });
    expect(merged.traits).toEqual(one.traits);
    expect(merged.merges[0]?.dropped.map(({ field, value }) => [field, value])).toEqual([
      ['birthName', 'SECOND-NOM'],
      ['firstBirthFirstName', 'BERTHE'],
      ['birthDate', '1984-02-11'],
      ['birthFirstNames', 'BERTHE'],
    ]);
  });

  it('changed while it is compared, or merged by another window, is not merged: nothing is half done', async () => {
    const post = await opened();
    const one = await create(post, traits('FENETRE', 'ANNE'));
    const other = await create(post, traits('FENETRE', 'BERTHE'), [one.id]);
    const third = await create(post, traits('FENETRE', 'CELIA', { birthDate: '1990-01-01' }));
    const plan = await post.client.call('patients.mergePlan', { kept: one.id, removed: other.id, chosen: true });
    const asked = {
      kept: one.id,
      removed: other.id,
      revisions: { kept: plan.records.kept.revision, removed: plan.records.removed.revision },
      samePerson: true,
    };
    for (const changed of [one.id, other.id]) {
      await post.client.call('patients.setAttributes', { id: changed, homonym: true, doubtful: false, fictive: false });
      expect((await refusal(post.client.call('patients.merge', asked))).code).toBe('STORE_CONFLICT');
      await post.client.call('patients.setAttributes', { id: changed, homonym: false, doubtful: false, fictive: false });
    }
    expect([(await get(post, one.id)).merges, (await get(post, other.id)).merges]).toEqual([[], []]);

    const again = await post.client.call('patients.mergePlan', { kept: one.id, removed: other.id, chosen: true });
    const now = { ...asked, revisions: { kept: again.records.kept.revision, removed: again.records.removed.revision } };
    const twice = await Promise.allSettled([post.client.call('patients.merge', now), post.client.call('patients.merge', now)]);
    expect(twice.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(twice.flatMap((made) => (made.status === 'rejected' ? [errorFacts(made.reason)] : []))).toMatchObject([
      { code: 'STORE_CONFLICT', message: expect.stringContaining('rien n’a été fusionné') },
    ]);
    for (const pair of [
      { kept: one.id, removed: other.id },
      { kept: other.id, removed: third.id },
      { kept: third.id, removed: other.id },
    ]) {
      expect((await refusal(post.client.call('patients.merge', { ...now, ...pair }))).code).toBe('STORE_CONFLICT');
    }
    expect((await get(post, one.id)).merges).toHaveLength(1);
    const acts = await post.close();
    expect(acts.filter(({ act }) => act === 'patient.merged')).toHaveLength(2);
  });

  it.each([
    ['a patient under AME', traits('SANS-DROITS', 'AMINATA', { birthPlace: '99335' })],
    ['a visitor', traits('VISITEUR', 'JOHN', { birthPlace: '99132', sex: 'M' })],
    ['a newborn without matricule', traits('NOUVEAU-NE', 'MILA', { birthDate: '2026-11-01' })],
  ])('R-008: of %s is validated at most: no DMP, and professional mail leaves', async (_name, person) => {
    const post = await bench().shared();
    const { id } = await create(post, person);
    expect(await post.client.call('patients.askInsi', { id })).toMatchObject({ code: '01', proposal: null });
    expect((await post.client.call('patients.recordIdentityDocument', { id, type: 'PA' })).status).toBe('VALI');
    const draft = await post.draft(id, `Pour ${person.birthName}`);
    // The letter has a date of its own, which is before the birth of the youngest.
    const form = { ...draft.form, date: '2026-11-02', recipients: [LUC.mailbox] };
    const plan = await post.client.call('documents.plan', { id: draft.id, form });
    expect(plan.channels.map(({ channel, outcome, reason }) => [channel, outcome, reason?.code ?? null])).toEqual([
      ['dmp', 'blocked', 'DMP_INS_NOT_QUALIFIED'],
      ['mss', 'ready', null],
    ]);
    const { id: documentId } = await post.validate({ ...draft, form });
    await post.reaches(documentId, 'mss', 'sent');
  });

  it('birth places are those of the time: communes, and countries', async () => {
    const post = await bench().shared();
    expect(await post.client.call('places.search', { query: 'reims', on: '1979-03-28' })).toEqual(
      expect.arrayContaining([expect.objectContaining({ cog: '51454', name: 'Reims' })]),
    );
    expect((await post.client.call('places.search', { query: 'maroc', on: null })).map(({ cog }) => cog)).toContain('99350');
  });
});
