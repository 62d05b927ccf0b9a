import type { MailboxConfig } from '../config/schema.ts';
import type { RightsSession } from '../../shared/domain/rights/facts.ts';
import { fail, type ErrorFacts } from '../../shared/errors.ts';
import type { Pro } from '../../shared/domain/types.ts';
import { cardError } from '../card/errors.ts';
import { requirePin } from '../card/pin.ts';
import { presenceError } from '../card/presence-error.ts';
import type { CardPresence, CardService, CardSituation, PublicCard } from '../card/types.ts';
import { professionalOf, type DeclaredIdentity } from './professional.ts';
import { cardKind, rightsSession, sectionOf, type PharmacistSections } from './rights.ts';

/** Who acts, as what, until the card leaves: everything a send or an audit entry is bound to. */
export interface OpenSession {
  readonly card: PublicCard;
  readonly situation: CardSituation;
  readonly pro: Pro;
  /** The same, as the rights see it. */
  readonly rights: RightsSession;
  /** Instant of the PIN (VIHF AuthnInstant). */
  readonly openedAt: Date;
}

/** The MSSanté login by Pro Santé Connect. */
export type MssLogin =
  | { readonly state: 'closed' }
  | { readonly state: 'pending'; readonly bindingMessage: string; readonly expiresAt: Date }
  | { readonly state: 'open'; readonly mailbox: MailboxConfig; readonly token: () => Promise<string> }
  | { readonly state: 'failed'; readonly error: ErrorFacts };

/** Why a session ended. */
export type EndReason = 'removed' | 'idle' | 'user' | 'hung' | 'reset';

/** The PIN is right; the situation may still be to choose. */
interface Unlocked {
  readonly card: PublicCard;
  readonly situations: readonly CardSituation[];
  readonly at: Date;
}

/** The PIN of a card that names nobody is right and its situation chosen: somebody has to say who they are. */
export interface Unnamed {
  readonly card: PublicCard;
  readonly situation: CardSituation;
  /** Instant of the PIN. */
  readonly at: Date;
}

interface SessionPorts {
  readonly card: CardService;
  readonly now: () => Date;
  readonly idleLockMs: number;
  /** Judges the card's certificates before any PIN. Rejects with CERT_*. */
  readonly vouch: (card: PublicCard) => Promise<void>;
  /** Told once the PIN is right, before the session counts as open (unlocks the card's TLS key). */
  readonly unlockKey: (pin: string, card: PublicCard) => Promise<void>;
  /** The situation to open among those of the card, when nobody has to be asked. @param asked index chosen before the PIN, if one was. */
  readonly pick: (idNat: string, situations: readonly CardSituation[], asked: number | null) => number | null;
  readonly sections: PharmacistSections;
  /** Struct_IdNat of the structures whose staff cards are taken; none: any. */
  readonly structures: readonly string[];
}

/** Whom a session tells, in the order in which they asked. */
class Told<A extends readonly unknown[]> {
  readonly #listeners: ((...args: A) => void)[] = [];

  readonly on = (listener: (...args: A) => void): void => void this.#listeners.push(listener);

  tell(...args: A): void {
    for (const listener of this.#listeners) listener(...args);
  }
}

/**
 * Session = card + chosen situation (electron/README 5). Removal locks at once; so does idleness. Another
 * person's card never inherits a session.
 */
export class Session {
  readonly #ports: SessionPorts;
  readonly #unsubscribe: readonly (() => void)[];
  readonly #opened = new Told<[open: OpenSession]>();
  readonly #ended = new Told<[was: OpenSession | null, reason: EndReason]>();
  readonly #changed = new Told<[]>();
  #open: OpenSession | null = null;
  #unlocked: Unlocked | null = null;
  #unnamed: Unnamed | null = null;
  #mss: MssLogin = { state: 'closed' };
  #endedBy: EndReason | null = null;
  #opening = false;
  /** The card whose key is being lent; `lost` when it left meanwhile. */
  #lending: { readonly serial: string; lost: boolean } | null = null;
  #idle: NodeJS.Timeout | null = null;
  /** What the person chose, in milliseconds; null: as long as the ports say. */
  #lockAfterMs: number | null = null;
  #locksAt: Date | null = null;

  constructor(ports: SessionPorts) {
    this.#ports = ports;
    this.#unsubscribe = [
      ports.card.onPresence((presence) => this.#cardMoved(presence)),
      // Asked again of its holder, never given again by itself (card/README 7).
      ports.card.onLoggedOut(() => {
        if (this.#unlocked !== null) void this.lock('reset');
      }),
    ];
  }

  /** A situation was chosen: somebody is there. */
  readonly onOpened = this.#opened.on;
  /** The session ended, or the PIN was right and nothing opened (null): close what the card lent. */
  readonly onEnded = this.#ended.on;
  /** The card came, went or changed; a login moved. */
  readonly onChanged = this.#changed.on;

  get open(): OpenSession | null {
    return this.#open;
  }

  get mss(): MssLogin {
    return this.#mss;
  }

  get endedBy(): EndReason | null {
    return this.#endedBy;
  }

  get locksAt(): Date | null {
    return this.#locksAt;
  }

  /** Situations to choose from: the PIN is right, the choice is not made. */
  get choices(): readonly CardSituation[] {
    return this.#open === null && this.#unnamed === null ? (this.#unlocked?.situations ?? []) : [];
  }

  /** What waits for a name; null unless the card names nobody. */
  get unnamed(): Unnamed | null {
    return this.#unnamed;
  }

  /** Situations of the card; none before its PIN. */
  get situations(): readonly CardSituation[] {
    return this.#unlocked?.situations ?? [];
  }

  presence(): CardPresence {
    return this.#ports.card.presence();
  }

  /** @throws PosteError SESSION_CLOSED */
  require(): OpenSession {
    if (this.#open === null) throw fail('SESSION_CLOSED');
    return this.#open;
  }

  /**
   * One PIN, at most one try: a second PIN while the first is being checked is refused. With one situation, or one that
   * is picked, the session opens; else it waits for {@link choose}. Of a card that names nobody it waits for {@link identify}. A session still open ends first, except for what cannot be a PIN.
   *
   * @throws PosteError PIN_FORMAT (nothing changed), CARD_*, CERT_*, SESSION_OPENING (no try spent), PIN_*, SESSION_NO_SITUATION, SESSION_OTHER_STRUCTURE, NET_KEY
   */
  async login(pin: string, options: { readonly lastTry: boolean; readonly situation: number | null }): Promise<void> {
    requirePin(pin);
    if (this.#opening) throw fail('SESSION_OPENING');
    this.#opening = true;
    try {
      if (this.#unlocked !== null) await this.lock('user');
      this.#unlocked = await this.#unlock(pin, options.lastTry);
    } finally {
      this.#opening = false;
    }
    const { card, situations } = this.#unlocked;
    const only = situations.length === 1 ? situations[0]?.index : undefined;
    const wanted = this.#ports.pick(card.holder.idNat, situations, options.situation) ?? only;
    if (wanted !== undefined) this.choose(wanted);
    else this.#changed.tell();
  }

  async #unlock(pin: string, lastTry: boolean): Promise<Unlocked> {
    const presence = this.presence();
    if (presence.kind !== 'present') throw presenceError(presence);
    await this.#ports.vouch(presence.card);
    // The PIN is for the card that was judged, never for one inserted meanwhile.
    const judged = this.presence();
    if (judged.kind !== 'present') throw presenceError(judged);
    if (judged.card.serial !== presence.card.serial) throw cardError('CARD_REMOVED');
    await this.#ports.card.login(pin, { lastTry });
    try {
      const situations = this.#taken(presence.card, await this.#ports.card.situations());
      this.#lending = { serial: presence.card.serial, lost: false };
      await this.#ports.unlockKey(pin, presence.card);
      // The card may have left while its key was being lent: nothing opens without it.
      const still = this.presence();
      if (still.kind !== 'present' || still.card.serial !== presence.card.serial) throw cardError('CARD_REMOVED');
      return { card: presence.card, situations, at: this.#ports.now() };
    } catch (cause) {
      const lost = this.#lending?.lost === true;
      if (!lost) this.#ended.tell(null, 'removed');
      await this.#logout();
      if (!lost) throw cause;
      // A key that could not be lent for want of its card: the card is what the user can do something about.
      const now = this.presence();
      throw now.kind === 'hung' ? presenceError(now) : cardError('CARD_REMOVED');
    } finally {
      this.#lending = null;
    }
  }

  /** Those of the card under which it may be used here: of a staff card, those of the structures of this workstation. */
  #taken({ type }: PublicCard, held: readonly CardSituation[]): readonly CardSituation[] {
    const [first] = held;
    if (first === undefined) throw fail('SESSION_NO_SITUATION');
    const { structures } = this.#ports;
    if (structures.length === 0 || (type !== 'CPE' && type !== 'CPA')) return held;
    const own = held.filter(({ structureIdNat }) => structures.includes(structureIdNat));
    if (own.length === 0) throw fail('SESSION_OTHER_STRUCTURE', { values: { structure: first.structureName || first.structureIdNat } });
    return own;
  }

  /** The activity of the session, kept until it ends. @throws PosteError SESSION_SITUATION */
  choose(index: number): void {
    const unlocked = this.#unlocked;
    const situation = unlocked?.situations.find((s) => s.index === index);
    if (unlocked === null || situation === undefined) throw fail('SESSION_SITUATION');
    const { card, at } = unlocked;
    if (cardKind(card) !== 'CPE-ANON') return this.#enter({ card, situation, at }, null);
    this.#unnamed = { card, situation, at };
    this.touch();
    this.#changed.tell();
  }

  /**
   * Somebody whom the structure declared said who they are, under the card that names nobody: the session is theirs.
   *
   * @param asked what waited for a name when they were asked.
   * @throws PosteError SESSION_CLOSED when it waits no more.
   */
  identify(asked: Unnamed, declared: DeclaredIdentity): void {
    if (this.#unnamed !== asked) throw fail('SESSION_CLOSED');
    this.#unnamed = null;
    this.#enter(asked, declared);
  }

  #enter({ card, situation, at }: Unnamed, declared: DeclaredIdentity | null): void {
    const { sections } = this.#ports;
    const pro = professionalOf(card.holder, situation, { declared, section: sectionOf(card.holder, situation, sections) });
    this.#open = { card, situation, pro, rights: rightsSession(card, situation, pro.idNat, sections), openedAt: at };
    this.#endedBy = null;
    this.touch();
    this.#opened.tell(this.#open);
    this.#changed.tell();
  }

  setMss(login: MssLogin): void {
    this.#mss = login;
    this.#changed.tell();
  }

  /** The person of this session chose to be locked sooner, in milliseconds, or not (null); never later than the ports say. */
  lockAfter(ms: number | null): void {
    if (this.#open === null || ms === this.#lockAfterMs) return;
    this.#lockAfterMs = ms;
    this.touch();
    this.#changed.tell();
  }

  /** The user did something: idleness starts again. */
  touch(): void {
    if (this.#idle !== null) clearTimeout(this.#idle);
    if (this.#open === null && this.#unnamed === null) return;
    const afterMs = Math.min(this.#lockAfterMs ?? Infinity, this.#ports.idleLockMs);
    this.#locksAt = new Date(this.#ports.now().getTime() + afterMs);
    this.#idle = setTimeout(() => void this.lock('idle'), afterMs);
    this.#idle.unref();
  }

  /** Ends the session; unsent work stays in the outbox, bound to its person. */
  async lock(reason: EndReason): Promise<void> {
    const was = this.#open;
    const wasUnlocked = this.#unlocked !== null;
    this.#forget();
    if (was !== null) this.#endedBy = reason;
    if (wasUnlocked) {
      this.#ended.tell(was, reason);
      if (reason !== 'removed' && reason !== 'hung') await this.#logout();
    }
    this.#changed.tell();
  }

  /** A driver that hangs is killed, and a card that left has nothing open: either way the PIN is forgotten. */
  async #logout(): Promise<void> {
    await this.#ports.card.logout().catch(() => undefined);
  }

  close(): void {
    for (const unsubscribe of this.#unsubscribe) unsubscribe();
    this.#forget();
  }

  #forget(): void {
    this.#open = null;
    this.#unlocked = null;
    this.#unnamed = null;
    this.#mss = { state: 'closed' };
    this.#locksAt = null;
    this.#lockAfterMs = null;
    if (this.#idle !== null) clearTimeout(this.#idle);
    this.#idle = null;
  }

  #cardMoved(presence: CardPresence): void {
    const held = this.#unlocked?.card.serial;
    const isIn = (serial: string): boolean => presence.kind === 'present' && presence.card.serial === serial;
    // Nobody waits for a key that can no longer be lent.
    if (this.#lending?.lost === false && !isIn(this.#lending.serial)) {
      this.#lending.lost = true;
      this.#ended.tell(null, 'removed');
    }
    if (held !== undefined && !isIn(held)) void this.lock(presence.kind === 'hung' ? 'hung' : 'removed');
    else this.#changed.tell();
  }
}
