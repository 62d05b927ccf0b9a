import { describe, expect, it } from 'vitest';
import type { MailboxConfig } from '../../../electron/config/schema.ts';
import type { MssLogin, OpenSession, Session } from '../../../electron/session/session.ts';
import { MssConnection } from '../../../electron/usecases/session/connect-mss.ts';
import { journal } from './kit.ts';

describe('the login to MSSanté', () => {
  const waiting = () => {
    const kept = journal();
    // Casts: of a session, only who is logged in and the state of this login serve here.
    const open = {
      pro: { idNat: '899900000017', family: 'DURAND', given: 'Paule', prefix: null, suffix: 'DR', speciality: null, structure: null },
      situation: { structureIdNat: '499900000017001' },
    } as unknown as OpenSession;
    const session = {
      open,
      mss: { state: 'closed' } as MssLogin,
      require: () => open,
      setMss: (login: MssLogin): void => void (session.mss = login),
    };
    const mss = new MssConnection({
      session: session as unknown as Session,
      trace: kept,
      now: () => new Date('2026-11-29T10:00:00Z'),
      bindingMessage: () => '42',
      answerMs: 1000,
      mailboxOf: () => ({ address: 'paule.durand@exemple.mssante.fr' }) as MailboxConfig,
      connect: () => new Promise(() => undefined),
      opened: () => undefined,
    });
    return { kept, mss, session };
  };

  it('given up is told once, and only while it is waited for', () => {
    const { kept, mss, session } = waiting();
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
    expect(session.mss.state).toBe('closed');
  });
});
