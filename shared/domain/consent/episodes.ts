import { isComplete } from '../ins/dates.ts';
import type { EpisodeKind, EpisodeRecord, EpisodeRole } from '../record/episode.ts';

export const episodeLabels: Readonly<Record<EpisodeKind, string>> = { consultation: 'Consultation', 'follow-up': 'Suivi', stay: 'Séjour' };

export const roleLabels: Readonly<Record<EpisodeRole, string>> = {
  medecinTraitant: 'Médecin traitant',
  prescriber: 'Prescripteur',
  specialist: 'Spécialiste',
  hospital: 'Établissement de santé',
  midwife: 'Sage-femme',
  nurse: 'Infirmier',
  physiotherapist: 'Kinésithérapeute',
  pharmacy: 'Pharmacie',
  laboratory: 'Laboratoire',
  imaging: 'Imagerie',
  social: 'Médico-social',
  other: 'Autre correspondant',
};

/**
 * When a follow-up ends by itself, nothing being done in it: so many calendar months after its last act; the last day of a month
 * that has not the day.
 */
export function endsAt({ actedAt }: Pick<EpisodeRecord, 'actedAt'>, months: number): string {
  const [year = 0, month = 1] = actedAt.slice(0, 7).split('-').map(Number);
  const count = year * 12 + (month - 1) + months;
  const yearMonth = `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`;
  const day =
    ['31', '30', '29', '28'].find((last) => last <= actedAt.slice(8, 10) && isComplete(`${yearMonth}-${last}`)) ?? actedAt.slice(8, 10);
  return `${yearMonth}-${day}${actedAt.slice(10)}`;
}
