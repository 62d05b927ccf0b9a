import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CardPresence, PublicCard, CardService, CardSituation } from '../../../electron/card/types.ts';
import { presentCard as card } from '../../setup/public-card.ts';
import { Session, type EndReason, type Unnamed } from '../../../electron/session/session.ts';

const PORT: CardSituation = { index: 1, structureIdNat: '499900000017001', structureName: 'Cabinet du Port', sector: 'SA07' };
const HOSPITAL: CardSituation = { index: 3, structureIdNat: '10B0999997', structureName: 'CH des Essais', sector: 'SA01' };

/** A reader whose every answer the test times: what no real reader lets a test do. */
class Reader implements CardService {
  current: CardPresence = { kind: 'present', card: card('A') };
  held: readonly CardSituation[] = [PORT];
  pins: string[] = [];
  logouts = 0;
  checking: Promise<void> = Promise.resolve();
  hung = false;
  readonly #listeners = new Set<(presence: CardPresence) => void>();
  readonly #forgetful = new Set<() => void>();

  presence(): CardPresence {
    return this.current;
  }
  onPresence(listener: (presence: CardPresence) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
  onLoggedOut(listener: () => void): () => void {
    this.#forgetful.add(listener);
    return () => void this.#forgetful.delete(listener);
  }
  forgetPin(): void {
    for (const listener of this.#forgetful) listener();
  }
  see(presence: CardPresence): void {
    this.current = presence;
    for (const listener of this.#listeners) listener(presence);
  }
  async login(pin: string): Promise<void> {
    this.pins.push(pin);
    await this.checking;
  }
  async logout(): Promise<void> {
    this.logouts += 1;
    if (this.hung) throw new Error('no answer');
    await Promise.resolve();
  }
  situations(): Promise<readonly CardSituation[]> {
    return Promise.resolve(this.held);
  }
  sign(): Promise<Uint8Array> {
    return Promise.reject(new Error('nothing is signed here'));
  }
  close(): Promise<void> {
    return Promise.resolve();
  }
}

describe('a session', () => {
  let reader: Reader;
  let session: Session;
  let ends: (readonly [EndReason, string | null])[];
  let lent: number;
  let lending: () => Promise<void>;
  let usual: number | null;
  let structures: string[];
  const login = (situation: number | null = null): Promise<void> => session.login('73915064', { lastTry: false, situation });

  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: new Date('2026-03-02T10:00:00Z') });
    [reader, ends, lent, lending, usual, structures] = [new Reader(), [], 0, () => Promise.resolve(), null, []];
    session = new Session({
      card: reader,
      now: () => new Date(),
      idleLockMs: 60_000,
      vouch: () => Promise.resolve(),
      unlockKey: () => {
        lent += 1;
        return lending();
      },
      pick: (_idNat, _situations, asked) => asked ?? usual,
      sections: {},
      structures,
    });
    session.onEnded((was, reason) => ends.push([reason, was?.situation.structureName ?? null]));
  });
  afterEach(() => {
    session.close();
    vi.useRealTimers();
  });

  it('opens at once on a card with one situation, and asks which with several', async () => {
    await login();
    expect(session.require().situation).toEqual(PORT);
    await session.lock('user');
    reader.held = [PORT, HOSPITAL];
    await login();
    expect([session.open, session.choices]).toEqual([null, [PORT, HOSPITAL]]);
    expect(() => session.choose(2)).toThrow(expect.objectContaining({ code: 'SESSION_SITUATION' }));
    session.choose(3);
    expect([session.require().pro.structure?.idNat, session.choices]).toEqual(['10B0999997', []]);
  });

  it('opens in the situation that is picked, with its others known until it ends', async () => {
    reader.held = [PORT, HOSPITAL];
    usual = 3;
    await login();
    expect([session.require().situation, session.situations, session.choices]).toEqual([HOSPITAL, [PORT, HOSPITAL], []]);
    await session.lock('user');
    expect(session.situations).toEqual([]);
    await login(1);
    expect(session.require().situation).toEqual(PORT);
  });

  it('is not opened by a card without any situation, and the PIN is forgotten', async () => {
    reader.held = [];
    await expect(login()).rejects.toMatchObject({ code: 'SESSION_NO_SITUATION' });
    expect([session.open, reader.logouts]).toEqual([null, 1]);
  });

  describe('of a card that names nobody', () => {
    const anonymous = (serial: string): PublicCard => {
      const whole = card(serial);
      return { ...whole, type: 'CPE', holder: { ...whole.holder, nominative: false, profession: null } };
    };
    const CAMILLE = { idNat: '499900000017001/camille', family: 'FABRE', given: 'Camille' };
    const waiting = (): Unnamed => {
      if (session.unnamed === null) throw new Error('nothing waits for a name');
      return session.unnamed;
    };
    beforeEach(() => reader.see({ kind: 'present', card: anonymous('A') }));

    it('waits for somebody to say who they are, then is theirs (R-143)', async () => {
      await login();
      expect([session.open, session.choices, waiting().situation]).toEqual([null, [], PORT]);
      session.identify(waiting(), CAMILLE);
      expect(session.require().pro).toMatchObject(CAMILLE);
      expect(session.require().rights).toMatchObject({ card: 'CPE-ANON', person: CAMILLE.idNat, structure: '499900000017001' });
      expect([session.unnamed, session.endedBy]).toEqual([null, null]);
    });

    it('waits in the situation that is chosen', async () => {
      reader.held = [PORT, HOSPITAL];
      await login();
      expect([session.unnamed, session.choices]).toEqual([null, [PORT, HOSPITAL]]);
      session.choose(3);
      expect([waiting().situation, session.choices]).toEqual([HOSPITAL, []]);
    });

    it('is nobody’s any more once the card has left, and not of who was asked before', async () => {
      await login();
      const asked = waiting();
      reader.see({ kind: 'empty' });
      expect(session.unnamed).toBeNull();
      reader.see({ kind: 'present', card: anonymous('A') });
      await login();
      expect(() => session.identify(asked, CAMILLE)).toThrow(expect.objectContaining({ code: 'SESSION_CLOSED' }));
      expect(session.open).toBeNull();
    });

    it('does not wait for ever: the key of the card is taken back after the idle delay', async () => {
      await login();
      await vi.advanceTimersByTimeAsync(60_000);
      expect([session.unnamed, session.open, ends, reader.logouts]).toEqual([null, null, [['idle', null]], 1]);
    });
  });

  describe('at a workstation that knows its structure', () => {
    const staff = (): PublicCard => ({ ...card('A'), type: 'CPE' });

    it.each(['CPE', 'CPA'] as const)('is not opened by a %s of another one, which is named', async (type) => {
      structures.push('499900000025001');
      reader.see({ kind: 'present', card: { ...staff(), type } });
      await expect(login()).rejects.toMatchObject({
        code: 'SESSION_OTHER_STRUCTURE',
        message: expect.stringContaining('« Cabinet du Port »'),
      });
      expect([session.open, session.unnamed, reader.logouts]).toEqual([null, null, 1]);
    });

    it('is opened by a CPE of that one, in its situations there alone', async () => {
      structures.push('499900000017001');
      reader.held = [HOSPITAL, PORT];
      reader.see({ kind: 'present', card: staff() });
      await login();
      expect([session.require().situation, session.situations]).toEqual([PORT, [PORT]]);
    });

    it('is opened by a professional wherever they practise', async () => {
      structures.push('499900000025001');
      await login();
      expect(session.require().situation).toEqual(PORT);
    });
  });

  it('checks one PIN at a time: the second one is refused before the card sees it', async () => {
    let answer = (): void => undefined;
    reader.checking = new Promise((resolve) => (answer = resolve));
    const first = login();
    await expect(login()).rejects.toMatchObject({ code: 'SESSION_OPENING' });
    answer();
    await first;
    expect(reader.pins).toHaveLength(1);
    await session.lock('user');
    await login();
    expect(reader.pins).toHaveLength(2);
  });

  it('does not open when the card leaves while its key is being lent, and takes the key back', async () => {
    let ready = (): void => undefined;
    lending = () => new Promise((resolve) => (ready = resolve));
    const opened = login();
    await vi.waitFor(() => expect(lent).toBe(1), { timeout: 30_000 });
    reader.see({ kind: 'empty' });
    await Promise.resolve();
    ready();
    await expect(opened).rejects.toMatchObject({ code: 'CARD_REMOVED' });
    expect([session.open, session.choices, ends]).toEqual([null, [], [['removed', null]]]);
  });

  it('ends at once when the card leaves, when another one takes its place, and when the reader hangs', async () => {
    for (const presence of [{ kind: 'empty' }, { kind: 'present', card: card('B') }, { kind: 'hung' }] as const) {
      reader.see({ kind: 'present', card: card('A') });
      await login();
      session.setMss({ state: 'pending', bindingMessage: '42', expiresAt: new Date() });
      reader.see(presence);
      expect([session.open, session.mss.state, session.endedBy]).toEqual([null, 'closed', presence.kind === 'hung' ? 'hung' : 'removed']);
      expect(() => session.require()).toThrow(expect.objectContaining({ code: 'SESSION_CLOSED' }));
    }
    expect(ends).toEqual([
      ['removed', 'Cabinet du Port'],
      ['removed', 'Cabinet du Port'],
      ['hung', 'Cabinet du Port'],
    ]);
  });

  it('takes the key back at once when the reader hangs while it is being lent, and says so', async () => {
    let refuse: (cause: Error) => void = () => undefined;
    lending = () => new Promise((_resolve, reject) => (refuse = reject));
    const opened = login();
    await vi.waitFor(() => expect(lent).toBe(1), { timeout: 30_000 });
    reader.see({ kind: 'hung' });
    expect(ends).toEqual([['removed', null]]);
    refuse(new Error('taken back'));
    await expect(opened).rejects.toMatchObject({ code: 'CARD_HUNG' });
    expect([session.open, session.choices, ends]).toEqual([null, [], [['removed', null]]]);
  });

  it('ends, and asks for the PIN again, when the card no longer knows it; a card that nobody opened is left alone', async () => {
    reader.forgetPin();
    expect([session.endedBy, ends]).toEqual([null, []]);
    await login();
    reader.forgetPin();
    expect([session.open, session.endedBy, ends]).toEqual([null, 'reset', [['reset', 'Cabinet du Port']]]);
    reader.forgetPin();
    expect(ends).toHaveLength(1);
    await login();
    expect([session.open?.situation, reader.pins.length]).toEqual([PORT, 2]);
  });

  it('stays open when the same card is seen again (its tries left changed)', async () => {
    await login();
    reader.see({ kind: 'present', card: { ...card('A'), pin: { triesLeft: 2 } } });
    expect(session.open).not.toBeNull();
  });

  it('locks after the idle delay, counted again from each touch', async () => {
    await login();
    await vi.advanceTimersByTimeAsync(59_000);
    session.touch();
    expect(session.locksAt).toEqual(new Date('2026-03-02T10:01:59Z'));
    await vi.advanceTimersByTimeAsync(59_000);
    expect(session.open).not.toBeNull();
    await vi.advanceTimersByTimeAsync(1000);
    expect([session.open, session.endedBy, session.locksAt, reader.logouts]).toEqual([null, 'idle', null, 1]);
  });

  it('locks sooner for who chose so, never later than the workstation says, and for nobody else after', async () => {
    await login();
    session.lockAfter(30_000);
    expect(session.locksAt).toEqual(new Date('2026-03-02T10:00:30Z'));
    session.lockAfter(90_000);
    expect(session.locksAt).toEqual(new Date('2026-03-02T10:01:00Z'));
    session.lockAfter(30_000);
    await vi.advanceTimersByTimeAsync(30_000);
    expect([session.open, session.endedBy]).toEqual([null, 'idle']);
    session.lockAfter(10_000);
    await login();
    expect(session.locksAt).toEqual(new Date('2026-03-02T10:01:30Z'));
  });

  it('locks even when the driver does not answer the logout', async () => {
    await login();
    reader.hung = true;
    await vi.advanceTimersByTimeAsync(60_000);
    expect([session.open, ends]).toEqual([null, [['idle', 'Cabinet du Port']]]);
  });

  it('stays open when what is typed over it cannot be a PIN: the card is asked nothing', async () => {
    await login();
    session.setMss({ state: 'pending', bindingMessage: '42', expiresAt: new Date() });
    for (const pin of ['', '123', '123456789', '12a4', '1234\n']) {
      await expect(session.login(pin, { lastTry: false, situation: null })).rejects.toMatchObject({ code: 'PIN_FORMAT' });
    }
    expect([session.open?.situation, session.mss.state, ends, reader.pins.length, reader.logouts]).toEqual([PORT, 'pending', [], 1, 0]);
  });

  it('opened again over itself ends first: nothing of the former one is inherited', async () => {
    reader.held = [PORT, HOSPITAL];
    await login(1);
    session.setMss({ state: 'pending', bindingMessage: '42', expiresAt: new Date() });
    await login(3);
    expect([session.require().situation, session.mss.state, ends]).toEqual([HOSPITAL, 'closed', [['user', 'Cabinet du Port']]]);
  });
});
