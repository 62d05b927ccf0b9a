import type { NoticeWording } from '../record/notice.ts';

/** Version of the minimum below. */
export const LEGAL_VERSION = '2026-1';

/**
 * What every notice says, whatever a structure adds: what is deposited and looked at, by whom, how to oppose, what to do of it
 * . Titles and paragraphs.
 */
export const legalMinimum: readonly { readonly title: string; readonly text: string }[] = [
  {
    title: 'Vos documents dans Mon espace santé',
    text: 'Les professionnels qui vous soignent déposent dans votre dossier médical (DMP) de Mon espace santé les documents utiles à vos soins. Vous pouvez vous y opposer pour un motif légitime, en le disant au professionnel.',
  },
  {
    title: 'La consultation de votre dossier',
    text: 'Votre équipe de soins peut consulter votre dossier médical si vous ne vous y opposez pas. Votre réponse vaut pour toute l’équipe, pendant votre prise en charge. Vous pouvez vous y opposer à tout moment, sans donner de raison.',
  },
  {
    title: 'Les messages sécurisés',
    text: 'Vos documents peuvent vous être envoyés dans la messagerie de Mon espace santé, et à vos autres professionnels de santé par messagerie sécurisée (MSSanté). Vous pouvez vous y opposer.',
  },
  {
    title: 'Changer d’avis',
    text: 'Vous pouvez changer d’avis à tout moment, auprès de votre équipe de soins ou dans Mon espace santé (monespacesante.fr), où vous voyez aussi qui a consulté votre dossier.',
  },
];

/** A notice as it is given: the structure's words, if any, around the minimum. */
export interface Notice {
  /** « 2026-1 », or « 2026-1.3 » with the third wording of the structure. */
  readonly version: string;
  readonly before: string;
  readonly legal: typeof legalMinimum;
  readonly after: string;
}

/** Longest words of a structure, before or after, in characters. */
export const MAX_WORDING = 2000;

/** @param wording the latest of the structure; null when it has none. */
export function noticeOf(wording: Pick<NoticeWording, 'version' | 'before' | 'after'> | null): Notice {
  return {
    version: wording === null ? LEGAL_VERSION : `${LEGAL_VERSION}.${wording.version}`,
    before: wording?.before ?? '',
    legal: legalMinimum,
    after: wording?.after ?? '',
  };
}
