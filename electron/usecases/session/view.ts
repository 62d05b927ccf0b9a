import type { SessionState, SituationView } from '../../../shared/contract/session.ts';
import { errorFacts, type ErrorFacts } from '../../../shared/errors.ts';
import type { PosteError } from '../../../shared/errors.ts';
import type { CardPresence, CardSituation, PublicCard } from '../../card/types.ts';
import { displayName, titleOf } from '../../session/professional.ts';
import type { Session } from '../../session/session.ts';

export interface SessionViewPorts {
  readonly session: Session;
  readonly presenceError: (presence: Exclude<CardPresence, { readonly kind: 'present' }>) => PosteError;
  readonly now: () => Date;
  /** Days before the end of the card's certificates when it is announced. */
  readonly expiryWarningDays: number;
  /** What is wrong with the revocation lists; null when nothing. */
  readonly revocationWarning: () => PosteError | null;
  /** What the opening of the store, or the verification of its journal, found wrong; null when nothing. */
  readonly dataWarning: () => ErrorFacts | null;
  /** Label of a sector of activity (TRE_R02). */
  readonly sectorLabel: (code: string) => string;
}

/** What the lock screen and the top bar show. */
export function sessionView({
  session,
  presenceError,
  sectorLabel,
  now,
  expiryWarningDays,
  revocationWarning,
  dataWarning,
}: SessionViewPorts): SessionState {
  const presence = session.presence();
  const card = presence.kind === 'present' ? presence.card : null;
  const situation = (s: CardSituation): SituationView => ({
    index: s.index,
    structureName: s.structureName,
    structureIdNat: s.structureIdNat,
    sector: s.sector,
    sectorLabel: sectorLabel(s.sector),
  });
  const { open, mss, locksAt } = session;
  const warning = revocationWarning();
  return {
    card: {
      kind: presence.kind,
      holder: card === null ? null : displayName({ ...card.holder, suffix: titleOf(card.holder) }),
      type: card?.type ?? null,
      generation: card?.generation ?? null,
      triesLeft: card?.pin.triesLeft ?? null,
      demonstration: card?.demonstration ?? false,
      expiresSoon: card === null ? null : endOf(card, now(), expiryWarningDays),
      error: presence.kind === 'present' ? null : errorFacts(presenceError(presence)),
    },
    session:
      open === null || locksAt === null
        ? null
        : {
            idNat: open.pro.idNat,
            displayName: displayName(open.pro),
            profession: open.card.holder.profession?.displayName ?? null,
            speciality: open.card.holder.skill === null ? null : shortSkill(open.card.holder.skill.displayName),
            situation: situation(open.situation),
            openedAt: open.openedAt.toISOString(),
            locksAt: locksAt.toISOString(),
          },
    situations: session.choices.map(situation),
    mss: {
      state: mss.state,
      bindingMessage: mss.state === 'pending' ? mss.bindingMessage : null,
      expiresAt: mss.state === 'pending' ? mss.expiresAt.toISOString() : null,
      mailbox: mss.state === 'open' ? mss.mailbox.address : null,
      error: mss.state === 'failed' ? mss.error : null,
    },
    endedBy: session.endedBy,
    revocation: warning === null ? null : errorFacts(warning),
    data: dataWarning(),
  };
}

/** When the first of the two certificates ends, if that is near; over is for the login to refuse. */
function endOf(card: PublicCard, now: Date, days: number): { readonly at: string } | null {
  const [at = ''] = [card.authentication.notAfter, card.signature.notAfter].toSorted();
  const left = new Date(at).getTime() - now.getTime();
  return left > 0 && left <= days * 86_400_000 ? { at } : null;
}

/** « Qualifié en Médecine Générale (SM) » is said « Médecine Générale » at the top of a screen. */
const shortSkill = (label: string): string => label.replace(/^Qualifié en /, '').replace(/ \([A-Z]+\)$/, '');
