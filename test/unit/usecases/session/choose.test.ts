import { describe, expect, it } from 'vitest';
import type { MssLogin, OpenSession } from '../../../../electron/session/session.ts';
import { chooseSituation } from '../../../../electron/usecases/session/choose-situation.ts';
import { mssStanding } from '../../../../electron/usecases/session/mss-standing.ts';
import { fail } from '../../../../shared/errors.ts';
import { journal } from '../journal/kit.ts';
import { PAULE } from '../workplace.ts';

describe('the situation of a session', () => {
  const choose = (session: Parameters<typeof chooseSituation>[0]['session']) => {
    const kept = journal();
    const choice = chooseSituation({ session, trace: kept, now: () => new Date('2026-11-29T10:00:00Z') });
    return { kept, choice };
  };

  it('is told once chosen, by its name', () => {
    const chosen: number[] = [];
    const { kept, choice } = choose({ choose: (index) => void chosen.push(index), open: PAULE });
    choice({ index: 2 });
    expect(chosen).toEqual([2]);
    expect(kept.entries).toMatchObject([
      { act: 'session.situation', label: 'Situation d’exercice choisie : CABINET DU DR DURAND', actor: { name: 'Dr Paule DURAND' } },
    ]);
  });

  it('of a card that names nobody is told with the session of whoever says who they are', () => {
    const { kept, choice } = choose({ choose: () => undefined, open: null });
    choice({ index: 1 });
    expect(kept.entries).toEqual([]);
  });

  it('that the card does not name is not', () => {
    const { kept, choice } = choose({
      choose: () => {
        throw fail('SESSION_SITUATION');
      },
      open: PAULE,
    });
    expect(() => choice({ index: 9 })).toThrow(expect.objectContaining({ code: 'SESSION_SITUATION' }));
    expect(kept.entries).toEqual([]);
  });
});

describe('MSSanté of whoever is logged in', () => {
  // Cast: of an open login, only that it is open serves here.
  const OPEN = { state: 'open' } as MssLogin;
  const CLOSED: MssLogin = { state: 'closed' };
  it.each<readonly [string, OpenSession | null, MssLogin, string | null, ReturnType<typeof mssStanding>]>([
    ['is there once its login is', PAULE, OPEN, 'p@x.mssante.fr', { state: 'open', mailbox: 'p@x.mssante.fr' }],
    ['waits for its login', PAULE, CLOSED, 'p@x.mssante.fr', { state: 'login-needed', mailbox: 'p@x.mssante.fr' }],
    ['is not without a mailbox', PAULE, CLOSED, null, { state: 'no-mailbox', mailbox: null }],
    ['is nobody’s without a session', null, CLOSED, 'p@x.mssante.fr', { state: 'no-mailbox', mailbox: null }],
  ])('%s', (_what, open, mss, mailbox, standing) => {
    expect(mssStanding({ session: { open, mss }, mailboxOf: () => mailbox })).toEqual(standing);
  });
});
