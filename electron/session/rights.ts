import { facilityType } from '../../shared/codes/index.ts';
import { actorOf, lacksSection, PHARMACIST } from '../../shared/domain/rights/actor.ts';
import type { Card, RightsSession } from '../../shared/domain/rights/facts.ts';
import { fail, type PosteError } from '../../shared/errors.ts';
import type { CardSituation, PublicCard } from '../card/types.ts';

/** Sections of the Order (TRE_G05) by pharmacist, or by structure for all of hers: no card carries them. */
export type PharmacistSections = Readonly<Record<string, string>>;

/** The card as the rights tell them apart: a CPE may name nobody, and a CPA has no right that is public. */
export function cardKind({ type, holder }: Pick<PublicCard, 'type' | 'holder'>): Card {
  if (type === 'CPA') return 'none';
  return type === 'CPE' && !holder.nominative ? 'CPE-ANON' : type;
}

/**
 * Who acts, as the rights see them: all of it is the card's, but for the person of a card that names nobody and the section of a
 * pharmacist. A sector that no list knows is none.
 *
 * @param person national identifier of whoever is there, null when the card names nobody and nobody said who they are.
 */
export function rightsSession(
  card: Pick<PublicCard, 'type' | 'holder'>,
  situation: CardSituation,
  person: string | null,
  sections: PharmacistSections,
): RightsSession {
  const { profession, skill } = card.holder;
  return {
    card: cardKind(card),
    means: 'DIRECTE',
    profession: profession?.code ?? null,
    speciality: profession?.code === PHARMACIST ? sectionOf(card.holder, situation, sections) : (skill?.code ?? null),
    sector: facilityType(situation.sector) === null ? null : situation.sector,
    person,
    structure: situation.structureIdNat,
  };
}

/** The section configured for a pharmacist, else for where they work; null when there is none, or for another profession. */
export function sectionOf(
  { idNat, profession }: PublicCard['holder'],
  { structureIdNat }: CardSituation,
  sections: PharmacistSections,
): string | null {
  if (profession?.code !== PHARMACIST) return null;
  const found = [idNat, structureIdNat].find((id) => Object.hasOwn(sections, id));
  return found === undefined ? null : (sections[found] ?? null);
}

/** What a session can never do for want of something on its card or in the settings; null when nothing is missing. */
export function limitOf(session: RightsSession): PosteError | null {
  const actor = actorOf({
    session,
    mode: 'normal',
    dmp: { state: 'unknown', authorization: null, medecinTraitant: false, opposed: { breakGlass: false, regulation: false } },
  });
  if (typeof actor !== 'string') return actor.error;
  return lacksSection(session) ? fail('RIGHTS_SECTION') : null;
}
