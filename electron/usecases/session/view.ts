import { accented } from '../../../shared/domain/words/accented.ts';
import type { SessionState, SituationView } from '../../../shared/contract/session.ts';
import { errorFacts, type ErrorFacts } from '../../../shared/errors.ts';
import type { PosteError } from '../../../shared/errors.ts';
import type { CardPresence, CardSituation, PublicCard } from '../../card/types.ts';
import { displayName, titleOf } from '../../session/professional.ts';
import { limitOf } from '../../session/rights.ts';
import type { OpenSession, Session, Unnamed } from '../../session/session.ts';
import { OFFICE_ACTS } from '../../../shared/domain/rights/office.ts';
import { refusalOf, type Rights } from '../rights/rights.ts';
import type { UsualSituations } from './usual-situations.ts';

export interface SessionViewPorts {
  readonly session: Session;
  /** What is remembered here of the situations of the card's holder; null when they are not asked. */
  readonly usual: UsualSituations['of'];
  readonly presenceError: (presence: Exclude<CardPresence, { readonly kind: 'present' }>) => PosteError;
  readonly rights: Pick<Rights, 'atOffice'>;
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
  usual,
  presenceError,
  rights,
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
    sectorLabel: accented(sectorLabel(s.sector)),
  });
  const { open, mss, locksAt, unnamed } = session;
  const limit = open === null ? null : limitOf(open.rights);
  const known = card === null ? null : usual(card.holder.idNat);
  const warning = revocationWarning();
  return {
    card: {
      kind: presence.kind,
      holder: card === null ? null : holderOf(card),
      type: card === null ? null : card.type === 'CPE' && !card.holder.nominative ? 'CPE-ANON' : card.type,
      generation: card?.generation ?? null,
      triesLeft: card?.pin.triesLeft ?? null,
      demonstration: card?.demonstration ?? false,
      expiresSoon: card === null ? null : endOf(card, now(), expiryWarningDays),
      usual: known === null ? null : { index: known.last.index, situations: known.held.map(situation) },
      error: presence.kind === 'present' ? null : errorFacts(presenceError(presence)),
    },
    session:
      open === null || locksAt === null
        ? null
        : {
            idNat: open.pro.idNat,
            displayName: displayName(open.pro),
            card: open.rights.card,
            limit: limit === null ? null : errorFacts(limit),
            profession: open.card.holder.profession?.displayName ?? null,
            speciality: open.card.holder.skill === null ? null : shortSkill(open.card.holder.skill.displayName),
            situation: situation(open.situation),
            rights: rightsShown(rights, open),
            openedAt: open.openedAt.toISOString(),
            locksAt: locksAt.toISOString(),
          },
    situations: session.choices.map(situation),
    unnamed: unnamed === null ? null : { structureName: placeOf(unnamed) },
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

/** What of the workstation is for whoever is logged in, and why the rest is not. */
function rightsShown({ atOffice }: Pick<Rights, 'atOffice'>, open: OpenSession): OpenRights {
  const refused = OFFICE_ACTS.map((act) => {
    const refusal = refusalOf(atOffice(open, act));
    return [act, refusal === null ? null : errorFacts(refusal)] as const;
  });
  // Cast: one entry an act, of the list that the record is of.
  return Object.fromEntries(refused) as OpenRights;
}

type OpenRights = NonNullable<SessionState['session']>['rights'];

/** « Dr Paule DURAND »; of a card that names nobody, its structure. */
const holderOf = ({ holder }: PublicCard): string =>
  holder.nominative ? displayName({ ...holder, suffix: titleOf(holder) }) : holder.family;

const placeOf = ({ card, situation }: Unnamed): string => situation.structureName || card.holder.family;

/** When the first of the two certificates ends, if that is near; over is for the login to refuse. */
function endOf(card: PublicCard, now: Date, days: number): { readonly at: string } | null {
  const [at = ''] = [card.authentication.notAfter, card.signature.notAfter].toSorted();
  const left = new Date(at).getTime() - now.getTime();
  return left > 0 && left <= days * 86_400_000 ? { at } : null;
}

/** « Qualifié en Médecine Générale (SM) » is said « Médecine Générale » at the top of a screen. */
const shortSkill = (label: string): string => label.replace(/^Qualifié en /, '').replace(/ \([A-Z]+\)$/, '');
