import type { DelegatedAct } from '../../../shared/domain/record/delegation.ts';
import { count } from '../../text/count.ts';

const DOES: Readonly<Record<DelegatedAct, string>> = { prepare: 'prépare', 'TD2.2': 'dépose au DMP' };

/** Words of « Délégation », in « Droits et information ». */
export const delegationText = {
  title: 'Délégation',
  titles: 'Délégations',
  inForce: 'En cours',
  toCome: 'À venir',
  does: (acts: readonly DelegatedAct[]) => `${acts.map((act) => DOES[act]).join(' et ')} pour`,
  types: 'Types',
  anyType: 'Tous les types',
  since: 'Depuis le',
  until: 'Jusqu’au',
  endless: 'sans date de fin',
  here: 'Ce dossier',
  waiting: (documents: number) => (documents === 0 ? 'rien à valider' : `${count(documents, 'document', 'documents')} à valider`),
  validated: (mine: boolean) => `Rien ne part sans ${mine ? 'votre' : 'sa'} validation.`,
  none: 'Personne ne prépare vos documents.',
  receivedNone: 'Aucun professionnel ne vous a donné de délégation. Il la donne dans ses réglages, avec sa carte.',
  change: 'Donner ou retirer, dans Réglages',
  see: 'Voir dans Réglages',
} as const;
