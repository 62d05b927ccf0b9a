import { roleLabels } from '../../../shared/domain/consent/episodes.ts';
import type { EpisodeCorrespondent } from '../../../shared/domain/record/episode.ts';
import type { PatientFile } from '../../../shared/domain/record/patient.ts';
import type { KnownCorrespondent } from '../../../shared/domain/sending/channels.ts';

/** Everybody whom the record knows besides the médecin traitant: those of the current episode first, with what they are to the patient. */
export function knownCorrespondents({
  correspondents,
  currentEpisode,
}: Pick<PatientFile, 'correspondents' | 'currentEpisode'>): readonly KnownCorrespondent[] {
  const ofEpisode = (currentEpisode?.correspondents ?? []).map(({ name, address, role }) => ({
    name,
    address,
    role: roleLabels[role].toLowerCase(),
  }));
  return [...ofEpisode, ...correspondents];
}

/** Addresses of those whom the patient confirmed for this episode: a new document leaves for them, unless somebody takes them off. */
export function confirmedAddresses({ currentEpisode }: Pick<PatientFile, 'currentEpisode'>): readonly string[] {
  const isConfirmed = ({ confirmed }: EpisodeCorrespondent): boolean => confirmed !== null;
  return (currentEpisode?.correspondents ?? []).filter(isConfirmed).flatMap(({ address }) => address ?? []);
}
