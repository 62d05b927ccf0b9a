import { expect, it } from 'vitest';
import type { AuditRow } from '../../../shared/domain/record/audit.ts';
import type { StrictTraits } from '../../../shared/domain/types.ts';
import { mergeRecords } from '../../setup/merge-records.ts';
import { describeFaults, eventually, PAULE, PEOPLE, refusal, type Post } from '../../faults/post.ts';

const OTHER: StrictTraits = { birthName: 'SABLE-NOIR', birthFirstNames: 'ROSE', sex: 'F', birthDate: '1984-02-11', birthPlace: '51215' };

describeFaults('the journal', (bench) => {
  const opened = async (): Promise<Post> => {
    const post = await bench().post();
    await post.open();
    return post;
  };
  const told = (rows: readonly AuditRow[], ...acts: readonly string[]): readonly AuditRow[] => rows.filter(({ act }) => acts.includes(act));

  it('tells who tried the card: a wrong PIN, the activity chosen, the session, and never the PIN', async () => {
    const post = await bench().post();
    await eventually(async () => (await post.client.call('session.state', null)).card.kind === 'present');
    expect((await refusal(post.client.call('session.open', { pin: '00000000', lastTry: false, situation: null }))).code).toBe('PIN_WRONG');
    expect((await post.client.call('session.open', { pin: PAULE.pin, lastTry: false, situation: null })).situations).toHaveLength(2);
    await post.client.call('session.chooseSituation', { index: 3 });
    await post.client.call('session.lock', null);
    const rows = await post.close();
    const actor = { idNat: PAULE.person.idNat, name: 'Dr Paule DURAND' };
    const hospital = PAULE.situations.find(({ index }) => index === 3);
    expect(rows).toMatchObject([
      { act: 'session.refused', label: 'Code porteur refusé', actor, situation: null, result: 'PIN_WRONG', details: { triesLeft: 2 } },
      { act: 'session.opened', actor, situation: hospital?.idNat, result: 'ok' },
      { act: 'session.situation', label: `Situation d’exercice choisie : ${hospital?.name ?? ''}`, actor, situation: hospital?.idNat },
      { act: 'session.closed', actor, details: { reason: 'user' } },
    ]);
    expect(JSON.stringify(rows)).not.toContain('00000000');
  });

  it('tells what was looked for and opened, in order, once each', async () => {
    const post = await opened();
    const id = await post.provisional();
    const { id: other } = await post.client.call('patients.create', { traits: OTHER, usedName: null, usedFirstName: null });
    for (const query of ['', 'p', 'pat', 'pat-trois']) await post.client.call('patients.search', { query });
    for (let n = 0; n < 3; n += 1) await post.client.call('patients.get', { id });
    const draft = await post.draft(id);
    for (let n = 0; n < 2; n += 1) await post.client.call('documents.open', { id: draft.id });
    await post.client.call('documents.printIdentity', { id: draft.id });
    await post.client.call('patients.search', { query: ' sable-noir ' });
    expect((await refusal(post.client.call('patients.get', { id: 'nobody' }))).code).toBe('PATIENT_UNKNOWN');
    await post.client.call('patients.get', { id: other });
    await post.client.call('patients.search', { query: 'personne' });
    const rows = await post.close();
    expect(
      rows
        .slice(1)
        .map(({ act, patientId, objectId, details }) =>
          [act, patientId, objectId, details['words']].filter((part) => typeof part === 'string'),
        ),
    ).toEqual([
      ['patients.searched', expect.stringMatching(/^PAT-TROIS DOMINIQUE/)],
      ['patient.created', id],
      ['patient.opened', id],
      ['patient.created', other],
      ['patient.opened', other],
      ['patients.searched', 'pat-trois'],
      ['patient.opened', id],
      ['document.added', id, draft.id],
      ['document.opened', id, draft.id],
      ['document.printed', id, draft.id],
      // Nothing is opened of nobody; the search waited for its own rest.
      ['patients.searched', 'sable-noir'],
      ['patient.opened', other],
      ['patients.searched', 'personne'],
      ['session.closed'],
    ]);
    expect(
      told(rows, 'patients.searched').map(({ details, patientId, actor }) => [details['by'], details['shown'], patientId, actor?.idNat]),
    ).toEqual(
      [
        ['traits', 0],
        ['words', 1],
        ['words', 1],
        ['words', 0],
      ].map((row) => [...row, null, PAULE.person.idNat]),
    );
  });

  it('shows itself: settings before and after, words looked for, its own reading, then its verification', async () => {
    const post = await opened();
    await post.client.call('settings.save', { theme: 'dark', railCollapsed: true });
    await post.client.call('patients.search', { query: 'sable' });
    const read = async () =>
      (await post.client.call('audit.list', { before: null, limit: 500 })).entries.map(({ label, detail, result }) => [
        label,
        detail,
        result,
      ]);
    const before = [
      ['Journal consulté', null, 'ok'],
      ['Recherche de patients', '« sable »', 'ok'],
      ['Réglages modifiés', 'Thème : comme le système → sombre', 'ok'],
      ['Session ouverte', null, 'ok'],
    ];
    expect(await read()).toEqual(before);
    expect((await post.client.call('audit.verify', null)).valid).toBe(true);
    expect(await read()).toEqual([['Journal vérifié', null, 'ok'], ...before]);
  });

  it('tells a code read, two records compared, and the one that is shown after their merge and after its undoing', async () => {
    const post = await opened();
    const id = await post.provisional();
    const { id: other } = await post.client.call('patients.create', { traits: OTHER, usedName: null, usedFirstName: null });
    await post.client.call('datamatrix.read', {
      kind: 'keys',
      text: `IS010000000000000000000000S1${PEOPLE.open.matricule}S21.2.250.1.213.1.4.10S3DOMINIQUE MARIE-LOUISE\u001DS4PAT-TROIS\u001DS5FS628-03-1979`,
    });
    const { merges } = await mergeRecords(post.client, id, other);
    await post.client.call('patients.get', { id });
    await post.client.call('patients.unmerge', { merge: merges[0]?.id ?? '' });
    const rows = await post.close();
    expect(
      told(rows, 'patient.created', 'patient.opened', 'datamatrix.read', 'patient.compared', 'patient.merged', 'patient.unmerged').map(
        ({ act, patientId }) => [act, patientId],
      ),
    ).toEqual([
      ['patient.created', id],
      ['patient.opened', id],
      ['patient.created', other],
      ['patient.opened', other],
      ['datamatrix.read', id],
      ['patient.compared', id],
      ['patient.compared', other],
      ['patient.merged', id],
      ['patient.merged', other],
      ['patient.opened', id],
      ['patient.unmerged', id],
      ['patient.unmerged', other],
    ]);
  });

  it('tells what was refused, on whom and why', async () => {
    const post = await opened();
    const id = await post.provisional();
    const { id: other } = await post.client.call('patients.create', { traits: OTHER, usedName: null, usedFirstName: null });
    const { records } = await post.client.call('patients.mergePlan', { kept: id, removed: other });
    await post.client.call('patients.mergePlan', { kept: other, removed: id, chosen: true });
    const revisions = { kept: records.kept.revision, removed: records.removed.revision };
    expect((await refusal(post.client.call('patients.merge', { kept: id, removed: other, revisions }))).code).toBe('MERGE_OTHER_PERSON');
    await post.client.call('patients.setAttributes', { id, homonym: false, doubtful: true, fictive: false });
    expect((await refusal(post.client.call('patients.askInsi', { id }))).code).toBe('IDENTITY_DOUBTFUL');
    const draft = await post.draft(id);
    expect((await refusal(post.validate(draft))).code).toBe('NO_CHANNEL');
    expect((await refusal(post.validate(draft, { title: '' }))).code).toBe('TITLE_EMPTY');
    const rows = await post.close();
    expect(told(rows, 'patient.compared').map(({ patientId, objectId }) => [patientId, objectId])).toEqual([
      [id, other],
      [other, id],
    ]);
    expect(
      rows.filter(({ result }) => result !== 'ok').map(({ act, patientId, objectId, result }) => [act, patientId, objectId, result]),
    ).toEqual([
      ['patients.merge.refused', id, other, 'MERGE_OTHER_PERSON'],
      ['patients.askInsi.refused', id, null, 'IDENTITY_DOUBTFUL'],
      ['documents.validate.refused', id, draft.id, 'NO_CHANNEL'],
    ]);
  });

  it('tells the channel that a rule keeps from leaving beside the validation that it did not stop (R-009)', async () => {
    const post = await opened();
    const id = await post.qualified(PEOPLE.open);
    await post.client.call('patients.recordInformation', { id, purpose: 'feeding', state: 'opposed' });
    const { id: documentId } = await post.validate(await post.draft(id), { recipients: ['luc.aubert@medecin.sandbox.mssante.fr'] });
    const blocked = await post.reaches(documentId, 'dmp', 'failed');
    const rows = await post.close();
    expect(told(rows, 'document.validated', 'dmp.refused')).toMatchObject([
      { act: 'document.validated', objectId: documentId, result: 'ok' },
      { act: 'dmp.refused', label: 'Dépôt au DMP refusé', patientId: id, objectId: blocked.id, result: blocked.error?.code },
    ]);
  });
});
