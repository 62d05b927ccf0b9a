import { describe, expect, it } from 'vitest';
import type { MailboxConfig } from '../../../../electron/config/schema.ts';
import type { MssLogin, OpenSession, Session } from '../../../../electron/session/session.ts';
import { MssConnection, type PscLogin } from '../../../../electron/usecases/session/connect-mss.ts';
import { fail } from '../../../../shared/errors.ts';
import { journal } from '../journal/kit.ts';
import { PAULE } from '../workplace.ts';

const BOX = 'paule.durand@exemple.mssante.fr';

describe('the login to MSSanté', () => {
  /** A session in which nobody has logged in to MSSanté, and a phone whose answer the test times. */
  const waiting = (boxes: readonly string[] = [BOX]) => {
    const kept = journal();
    const session = {
      open: PAULE as OpenSession | null,
      mss: { state: 'closed' } as MssLogin,
      require: (): OpenSession => {
        if (session.open === null) throw fail('SESSION_CLOSED');
        return session.open;
      },
      setMss: (login: MssLogin): void => void (session.mss = login),
    };
    const asked: { readonly idNat: string; readonly bindingMessage: string; readonly signal: AbortSignal }[] = [];
    const answers: { readonly opens: () => void; readonly fails: (thrown: unknown) => void }[] = [];
    let opened = 0;
    let disconnections = 0;
    const login: PscLogin = {
      token: () => Promise.resolve('jeton'),
      disconnect: () => {
        disconnections += 1;
        return Promise.reject(fail('PSC_SESSION_ENDED'));
      },
    };
    const mss = new MssConnection({
      // Cast: of a session, only who is logged in and the state of this login serve here.
      session: session as unknown as Session,
      trace: kept,
      now: () => new Date('2026-11-29T10:00:00Z'),
      bindingMessage: () => '42',
      answerMs: 120_000,
      // Cast: of a mailbox, its address alone serves here.
      mailboxOf: (idNat) => boxes.filter(() => idNat === PAULE.pro.idNat).map((address) => ({ address }) as MailboxConfig)[0] ?? null,
      connect: (options) => {
        asked.push(options);
        return new Promise((resolve, fails) => answers.push({ opens: () => resolve(login), fails }));
      },
      opened: () => void (opened += 1),
    });
    const answered = async (how: (answer: (typeof answers)[number]) => void): Promise<void> => {
      const answer = answers.at(-1);
      if (answer === undefined) throw new Error('nobody was asked');
      how(answer);
      await new Promise((resolve) => setImmediate(resolve));
    };
    return { kept, mss, session, asked, answered, opened: () => opened, disconnections: () => disconnections };
  };
  const acts = ({ kept }: ReturnType<typeof waiting>): readonly string[] => kept.entries.map(({ act, result }) => `${act} ${result}`);

  it('asks the phone of whoever is logged in, and says until when', () => {
    const { mss, session, asked } = waiting();
    mss.start();
    expect(asked).toMatchObject([{ idNat: '899900000017', bindingMessage: '42' }]);
    expect(session.mss).toEqual({ state: 'pending', bindingMessage: '42', expiresAt: new Date('2026-11-29T10:02:00Z') });
  });

  it('that is confirmed opens the mailbox, is told with it, and lets what waits leave', async () => {
    const place = waiting();
    place.mss.start();
    await place.answered(({ opens }) => opens());
    const { mss: login } = place.session;
    expect(login).toMatchObject({ state: 'open', mailbox: { address: BOX } });
    expect(login.state === 'open' && (await login.token())).toBe('jeton');
    expect(place.kept.entries).toMatchObject([
      {
        act: 'mss-login.opened',
        actor: { name: 'Dr Paule DURAND' },
        situation: '499900000017001',
        patientId: null,
        details: { mailbox: BOX },
      },
    ]);
    expect([place.opened(), place.disconnections()]).toEqual([1, 0]);
  });

  it('is asked once, while it is waited for and while it is open', async () => {
    const { mss, asked, answered } = waiting();
    mss.start();
    mss.start();
    await answered(({ opens }) => opens());
    mss.start();
    expect(asked).toHaveLength(1);
  });

  it('needs a mailbox of this person, and somebody logged in', () => {
    const none = waiting([]);
    expect(() => none.mss.start()).toThrow(expect.objectContaining({ code: 'MSS_NO_MAILBOX' }));
    expect([none.asked, none.session.mss]).toEqual([[], { state: 'closed' }]);
    const nobody = waiting();
    nobody.session.open = null;
    expect(() => nobody.mss.start()).toThrow(expect.objectContaining({ code: 'SESSION_CLOSED' }));
  });

  it('that is refused says why, is told, and can be asked again', async () => {
    const place = waiting();
    place.mss.start();
    await place.answered(({ fails }) => fails(fail('PSC_REFUSED')));
    expect(place.session.mss).toMatchObject({ state: 'failed', error: { code: 'PSC_REFUSED' } });
    expect([acts(place), place.opened()]).toEqual([['mss-login.failed PSC_REFUSED'], 0]);
    place.mss.start();
    expect([place.session.mss.state, place.asked.length]).toEqual(['pending', 2]);
  });

  it('given up is told once, and only while it is waited for', () => {
    const { kept, mss, session, asked } = waiting();
    mss.cancel();
    expect(kept.entries).toEqual([]);
    mss.start();
    mss.cancel();
    mss.cancel();
    expect(kept.entries).toMatchObject([
      {
        act: 'mss-login.cancelled',
        label: 'Connexion à MSSanté abandonnée',
        actor: { name: 'Dr Paule DURAND' },
        situation: '499900000017001',
        result: 'ok',
      },
    ]);
    expect([session.mss.state, asked[0]?.signal.aborted]).toEqual(['closed', true]);
  });

  it.each<readonly [string, (place: ReturnType<typeof waiting>) => void]>([
    ['given up', ({ mss }) => mss.cancel()],
    ['the card has left', ({ session }) => void (session.open = null)],
    ['another session has opened', ({ session }) => void (session.open = { ...PAULE })],
  ])('confirmed or refused once %s opens nothing, and is ended at the proxy', async (_what, meanwhile) => {
    for (const answer of ['opens', 'fails'] as const) {
      const place = waiting();
      place.mss.start();
      meanwhile(place);
      const before = [place.session.mss, acts(place)];
      await place.answered((how) => how[answer](fail('PSC_REFUSED')));
      expect([place.session.mss, acts(place)]).toEqual(before);
      expect([place.opened(), place.disconnections()]).toEqual([0, answer === 'opens' ? 1 : 0]);
    }
  });

  it.each(['MSS_AUTH', 'PSC_SESSION_ENDED'] as const)(
    'that the operator takes no longer (%s) is over, here and at the proxy',
    async (code) => {
      const place = waiting();
      place.mss.start();
      await place.answered(({ opens }) => opens());
      place.mss.doubt(place.session.mss, fail(code));
      expect(place.session.mss).toMatchObject({ state: 'failed', error: { code } });
      expect([acts(place), place.disconnections()]).toEqual([['mss-login.opened ok', `mss-login.lost ${code}`], 1]);
    },
  );

  it.each<readonly [string, unknown, boolean]>([
    ['any other failure of an exchange', fail('MSS_ADDRESS'), true],
    ['something unforeseen', new TypeError('MSS_AUTH'), true],
    ['a failure of an earlier login', fail('MSS_AUTH'), false],
  ])('stays open after %s', async (_what, thrown, same) => {
    const place = waiting();
    place.mss.start();
    await place.answered(({ opens }) => opens());
    const { mss: login } = place.session;
    place.mss.doubt(same ? login : { state: 'closed' }, thrown);
    expect([place.session.mss, acts(place), place.disconnections()]).toEqual([login, ['mss-login.opened ok'], 0]);
  });

  it('that is over, opened, refused or ended, is not given up', async () => {
    const over = [
      async ({ answered }: ReturnType<typeof waiting>) => await answered(({ opens }) => opens()),
      async ({ answered }: ReturnType<typeof waiting>) => await answered(({ fails }) => fails(fail('PSC_REFUSED'))),
      async ({ mss }: ReturnType<typeof waiting>) => await mss.end(),
    ];
    for (const end of over) {
      const place = waiting();
      place.mss.start();
      await end(place);
      const before = [place.session.mss, acts(place)];
      place.mss.cancel();
      expect([place.session.mss, acts(place)]).toEqual(before);
    }
  });

  it('lost once nobody is logged in is no act of anybody', async () => {
    const place = waiting();
    place.mss.start();
    await place.answered(({ opens }) => opens());
    place.session.open = null;
    place.mss.doubt(place.session.mss, fail('MSS_AUTH'));
    expect([place.session.mss.state, acts(place)]).toEqual(['failed', ['mss-login.opened ok']]);
  });

  it('ends with the session, at the proxy too and once; what was waited for is given up', async () => {
    const open = waiting();
    open.mss.start();
    await open.answered(({ opens }) => opens());
    await open.mss.end();
    await open.mss.end();
    expect(open.disconnections()).toBe(1);
    const pending = waiting();
    pending.mss.start();
    await pending.mss.end();
    expect(pending.asked[0]?.signal.aborted).toBe(true);
  });
});
