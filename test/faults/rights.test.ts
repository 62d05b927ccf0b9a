import { expect, it } from 'vitest';
import type { OfficeAct } from '../../shared/domain/rights/office.ts';
import { ALIX_SIMON, HUGO_PETIT, INES_MOREL, LISE_GARNIER, YANN_LEROUX } from '../sandbox/identities.ts';
import type { Holder } from '../sandbox/index.ts';
import { describeFaults, LUC, PAULE, PEOPLE, refusal } from './post.ts';

describeFaults('a right', (bench) => {
  it.each<readonly [string, Holder, readonly OfficeAct[]]>([
    ['a doctor', PAULE, ['administer']],
    ['a nurse', YANN_LEROUX, ['administer']],
    ['a midwife', INES_MOREL, ['administer']],
    ['a pharmacist', HUGO_PETIT, ['administer']],
    ['an occupational doctor', LISE_GARNIER, ['administer']],
    ['a secretary', ALIX_SIMON, ['validate', 'administer']],
  ])('is %s’s by the card, and said to the window', async (_who, holder, never) => {
    const post = await bench().post({ holder });
    await post.open(holder);
    const { session } = await post.client.call('session.state', null);
    expect(Object.entries(session?.rights ?? {}).flatMap(([act, why]) => (why === null ? [] : [act]))).toEqual(never);
    if (holder !== ALIX_SIMON) return;
    const draft = await post.draft(await post.provisional());
    expect((await refusal(post.validate(draft, { recipients: [LUC.mailbox] }))).code).toBe('RIGHTS_VALIDATE');
    const { refusal: why, canValidate, channels } = await post.client.call('documents.plan', { id: draft.id, form: draft.form });
    expect([why?.code, canValidate, channels.some(({ outcome }) => outcome === 'ready')]).toEqual(['RIGHTS_VALIDATE', false, false]);
    expect(await post.acts()).toContain('documents.validate.refused RIGHTS_VALIDATE');
  });

  it('R-032: in a minor’s secret connection each message says so, only hidden documents leave, and it ends with the record', async () => {
    const secret: boolean[] = [];
    const post = await bench().post({
      observe: (service, { body }) => {
        if (service === 'dmp')
          secret.push(
            Buffer.from(body ?? [])
              .toString('latin1')
              .includes('hl7:confidentiality-code'),
          );
      },
    });
    await post.open();
    const id = await post.qualified(PEOPLE.minor);
    const open = (wanted: boolean) => post.client.call('patients.secretConnection', { id, open: wanted });
    expect((await open(true)).secret).toEqual({ offered: true, open: true });

    const made = await post.draft(id, 'Vu de tous');
    // From the start it is hidden; whoever chooses otherwise is told.
    expect(made.form.visibility).toBe('invisible-representatives');
    const shown = { ...made, form: { ...made.form, visibility: 'visible' as const } };
    const { channels } = await post.client.call('documents.plan', { id: shown.id, form: shown.form });
    expect(channels[0]).toMatchObject({ channel: 'dmp', outcome: 'blocked', reason: { code: 'RIGHTS_SECRET' } });
    expect((await refusal(post.validate(shown))).code).toBe('NO_CHANNEL');

    const hidden = await post.draft(id, 'Caché aux représentants');
    await post.validate(hidden, { visibility: 'invisible-representatives' });
    await post.reaches(hidden.id, 'dmp', 'sent');
    expect(secret).toEqual([true, true]);

    // Another record is opened: that of the minor is left.
    await post.client.call('patients.get', { id: await post.provisional() });
    expect((await post.client.call('patients.rights', { id })).secret).toEqual({ offered: true, open: false });
    await post.validate(shown);
    await post.reaches(shown.id, 'dmp', 'sent');
    expect(secret).toEqual([true, true, false, false]);
    expect((await post.acts()).filter((act) => act.startsWith('secret-connection'))).toEqual([
      'secret-connection.opened ok',
      'secret-connection.closed ok',
    ]);
    expect((await refusal(post.client.call('patients.secretConnection', { id: await post.qualified(), open: true }))).code).toBe(
      'RIGHTS_MINOR',
    );
  });

  it('R-032: a document validated in a secret connection leaves in it, though it is over; the session ends it too', async () => {
    const secret: boolean[] = [];
    const post = await bench().post({
      changes: { outbox: { undoMs: 1000 } },
      observe: (service, { body }) => {
        if (service === 'dmp')
          secret.push(
            Buffer.from(body ?? [])
              .toString('latin1')
              .includes('hl7:confidentiality-code'),
          );
      },
    });
    await post.open();
    const id = await post.qualified(PEOPLE.minor);
    await post.client.call('patients.secretConnection', { id, open: true });
    const hidden = await post.draft(id, 'Caché plus tard');
    await post.validate(hidden, { visibility: 'invisible-representatives' });
    await post.client.call('session.lock', null);
    await post.open();
    expect((await post.client.call('patients.rights', { id })).secret.open).toBe(false);
    await post.reaches(hidden.id, 'dmp', 'sent');
    expect(secret).toEqual([true, true]);
  });
});
