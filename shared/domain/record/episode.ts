import type { Actor } from './actor.ts';
import type { Instant } from './instant.ts';

/** What brings a patient to a care team, from a beginning to an end. */
export const episodeKinds = ['consultation', 'follow-up', 'stay'] as const;
export type EpisodeKind = (typeof episodeKinds)[number];

/** Who cares for the patient during an episode: a whole structure, or those who are named. */
export interface CareTeam {
  /** National identifier; null when it was not kept: whoever works on this workstation. */
  readonly structure: string | null;
  readonly structureName: string | null;
  /** Of a named team; null: the whole structure. */
  readonly name: string | null;
  /** Of a named team, of whatever structure. */
  readonly members: readonly Actor[];
}

/** What a correspondent is to the patient during an episode. */
export const correspondentRoles = [
  'medecinTraitant',
  'prescriber',
  'specialist',
  'hospital',
  'midwife',
  'nurse',
  'physiotherapist',
  'pharmacy',
  'laboratory',
  'imaging',
  'social',
  'other',
] as const;
export type EpisodeRole = (typeof correspondentRoles)[number];

/** Who hears of the patient during an episode, once the patient confirmed it. */
export interface EpisodeCorrespondent {
  readonly name: string;
  readonly role: EpisodeRole;
  /** MSSanté address. */
  readonly address: string | null;
  /** Null: known from an earlier episode, to be confirmed with the patient. */
  readonly confirmed: { readonly at: Instant; readonly by: Actor } | null;
}

/** Correspondents of one episode, at most. */
export const MAX_CORRESPONDENTS = 20;

export interface EpisodeRecord {
  readonly id: string;
  readonly patientId: string;
  readonly kind: EpisodeKind;
  readonly openedAt: Instant;
  /** Null: it opened by itself. */
  readonly openedBy: Actor | null;
  readonly closedAt: Instant | null;
  /** Null while it is open, or when it ended by itself. */
  readonly closedBy: Actor | null;
  /** Last time that something was done in it. */
  readonly actedAt: Instant;
  readonly team: CareTeam;
  readonly pathway: string | null;
  readonly useCase: string | null;
  readonly correspondents: readonly EpisodeCorrespondent[];
}
