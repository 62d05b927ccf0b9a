import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { MailboxConfig } from '../../../../electron/config/schema.ts';
import type { MssLogin, OpenSession, Session } from '../../../../electron/session/session.ts';
import { MssConnection } from '../../../../electron/usecases/session/connect-mss.ts';
import type { PscLogin } from '../../../../electron/usecases/session/parked-login.ts';
import { fail } from '../../../../shared/errors.ts';
import { journal } from '../journal/kit.ts';
import { PAULE } from '../workplace.ts';

const BOX = 'paule.durand@exemple.mssante.fr';

const HOUR = 3_600_000;
/** Somebody else. */
const LUC: OpenSession = { ...PAULE, pro: { ...PAULE.pro, idNat: '899900000025', family: 'AUBERT', given: 'Luc' } };

describe('the login to MSSanté', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: new Date('2026-11-29T10:00:00Z') }));
  afterEach(() => void vi.useRealTimers());

  /** A session in which nobody has logged in to MSSanté, and a phone whose answer the test times. */
  const waiting = (boxes: readonly string[] = [BOX], parkMaxMs = 2 * HOUR) => {
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
    let tokens = 0;
    const proxy = { over: false };
    const login: PscLogin = {
      token: () => {
        tokens += 1;
        return proxy.over ? Promise.reject(fail('PSC_SESSION_ENDED')) : Promise.resolve('jeton');
      },
      disconnect: () => {
        disconnections += 1;
        return Promise.reject(fail('PSC_SESSION_ENDED'));
      },
    };
    const mss = new MssConnection({
      // Cast: of a session, only who is logged in and the state of this login serve here.
      session: session as unknown as Session,
      trace: kept,
      now: () => new Date(),
      parkMaxMs,
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
    /** The session ends as it does for whatever locks it. */
    const lock = (): void => {
      const was = session.open;
      session.open = null;
      session.mss = { state: 'closed' };
      mss.park(was);
    };
    const unlock = (open: OpenSession): void => {
      session.open = open;
      mss.resume(open);
    };
    const counts = { opened: () => opened, disconnections: () => disconnections, tokens: () => tokens };
    return { kept, mss, session, asked, answered, lock, unlock, proxy, ...counts };
  };
  const connected = async (parkMaxMs?: number) => {
    const place = waiting([BOX], parkMaxMs);
    place.mss.start();
    await place.answered(({ opens }) => opens());
    return place;
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

  it('is parked when the session locks, asked nothing meanwhile, and open again with the same person’s PIN', async () => {
    const place = await connected();
    const { mss: login } = place.session;
    const before = place.tokens();
    place.lock();
    expect(place.session.mss.state).toBe('closed');
    // Whatever still holds it: a message under way, a light.
    await expect(login.state === 'open' && login.token()).rejects.toMatchObject({ code: 'MSS_LOGIN_NEEDED' });
    await vi.advanceTimersByTimeAsync(2 * HOUR - 1);
    expect([place.tokens(), place.disconnections()]).toEqual([before, 0]);
    place.unlock({ ...PAULE });
    const { mss: again } = place.session;
    expect(again).toMatchObject({ state: 'open', mailbox: { address: BOX } });
    expect(again.state === 'open' && (await again.token())).toBe('jeton');
    expect([place.opened(), place.asked.length, place.disconnections()]).toEqual([2, 1, 0]);
    expect(acts(place)).toEqual(['mss-login.opened ok', 'mss-login.parked ok', 'mss-login.resumed ok']);
    // Time counts from each lock: nothing of the former one is left.
    await vi.advanceTimersByTimeAsync(HOUR);
    expect(place.disconnections()).toBe(0);
  });

  it('of a session that locked while its token was on its way gives none', async () => {
    const place = await connected();
    const { mss: login } = place.session;
    const token = login.state === 'open' ? login.token() : Promise.resolve('');
    place.lock();
    await expect(token).rejects.toMatchObject({ code: 'MSS_LOGIN_NEEDED' });
  });

  it.each<readonly [string, (place: Awaited<ReturnType<typeof connected>>) => void | Promise<void>, string]>([
    ['somebody else logs in', ({ unlock }) => unlock(LUC), 'other-person'],
    ['its time has passed', async () => void (await vi.advanceTimersByTimeAsync(2 * HOUR)), 'expired'],
    [
      'the workstation slept past its time',
      ({ unlock }) => {
        vi.setSystemTime(new Date('2026-11-29T12:00:00.001Z'));
        unlock({ ...PAULE });
      },
      'expired',
    ],
    [
      'the clock was put back meanwhile',
      ({ unlock }) => {
        vi.setSystemTime(new Date('2026-11-29T09:59:59.999Z'));
        unlock({ ...PAULE });
      },
      'clock',
    ],
    ['the application stops', async ({ mss }) => await mss.end(), 'quit'],
  ])('that is parked is over when %s, at the proxy too and once', async (_what, happens, why) => {
    const place = await connected();
    const before = place.tokens();
    place.lock();
    await happens(place);
    expect([place.session.mss.state, place.disconnections(), place.tokens()]).toEqual(['closed', 1, before]);
    expect(place.kept.entries.at(-1)).toMatchObject({
      act: 'mss-login.dropped',
      actor: { name: 'Dr Paule DURAND' },
      patientId: null,
      details: { why },
    });
    place.unlock({ ...PAULE });
    await place.mss.end();
    expect([place.session.mss.state, place.disconnections(), place.opened()]).toEqual(['closed', 1, 1]);
  });

  it('at the very end of its time is still taken up', async () => {
    const place = await connected();
    place.lock();
    vi.setSystemTime(new Date('2026-11-29T12:00:00Z'));
    place.unlock({ ...PAULE });
    expect(place.session.mss.state).toBe('open');
  });

  it('that was revoked meanwhile says so as soon as its person is back', async () => {
    const place = await connected();
    place.lock();
    place.proxy.over = true;
    place.unlock({ ...PAULE });
    await vi.waitFor(() => expect(place.session.mss).toMatchObject({ state: 'failed', error: { code: 'PSC_SESSION_ENDED' } }), {
      timeout: 30_000,
    });
    expect(acts(place).slice(-2)).toEqual(['mss-login.resumed ok', 'mss-login.lost PSC_SESSION_ENDED']);
  });

  it('is not parked where the machine says so: it ends with its session', async () => {
    const place = await connected(0);
    place.lock();
    expect([place.disconnections(), acts(place)]).toEqual([1, ['mss-login.opened ok']]);
    place.unlock({ ...PAULE });
    expect(place.session.mss.state).toBe('closed');
  });

  it('waited for when the session locks is given up, and nothing is parked', async () => {
    const place = waiting();
    place.mss.start();
    place.lock();
    expect([place.asked[0]?.signal.aborted, acts(place)]).toEqual([true, []]);
    await place.answered(({ opens }) => opens());
    place.unlock({ ...PAULE });
    expect([place.session.mss.state, place.disconnections(), place.opened()]).toEqual(['closed', 1, 0]);
  });

  it('ends with the application, at the proxy too and once; what was waited for is given up', async () => {
    const open = await connected();
    await open.mss.end();
    await open.mss.end();
    expect(open.disconnections()).toBe(1);
    const pending = waiting();
    pending.mss.start();
    await pending.mss.end();
    expect(pending.asked[0]?.signal.aborted).toBe(true);
  });
});
