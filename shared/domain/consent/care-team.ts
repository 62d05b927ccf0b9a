import type { CareTeam } from '../record/episode.ts';

/** Who is logged in, as what. */
export interface TeamPerson {
  /** PS_IdNat. */
  readonly person: string;
  /** National identifier of the structure of the situation. */
  readonly structure: string;
}

/** Whether somebody is of the care team of an episode; of none yet, everybody who opens it here is. */
export function isOfTeam(team: CareTeam | null, { person, structure }: TeamPerson): boolean {
  if (team === null || team.structure === null) return true;
  return team.name === null ? team.structure === structure : team.members.some(({ idNat }) => idNat === person);
}

/** How a team is called. */
export function teamName({ name, structureName }: CareTeam): string {
  return name ?? structureName ?? 'Équipe de ce poste';
}
