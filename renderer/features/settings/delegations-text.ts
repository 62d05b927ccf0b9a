import type { DelegatedAct } from '../../../shared/domain/record/delegation.ts';
import type { Standing } from '../../../shared/domain/delegation/standing.ts';

const WHAT: Readonly<Record<DelegatedAct, string>> = {
  prepare: 'prépare des documents, validés avant leur envoi',
  'TD2.2': 'dépose au DMP sans attendre la validation',
};

/** Words of the delegations. */
export const delegationsText = {
  title: 'Délégations',
  made: 'Vous déléguez à',
  received: 'Vous agissez pour',
  none: 'Aucune délégation.',
  noneHelp: 'Une personne de votre structure peut préparer vos documents ; vous les validez dans « À valider ».',
  receivedNone: 'Aucun professionnel ne vous a donné de délégation.',
  receivedNoneHelp: 'Il la donne ici, avec sa carte.',
  what: (acts: readonly DelegatedAct[]) => acts.map((act) => WHAT[act]).join(' ; '),
  anyType: 'tous les types',
  since: (day: string) => `depuis le ${day}`,
  from: (day: string) => `à partir du ${day}`,
  until: (day: string) => `jusqu’au ${day}`,
  endless: 'sans date de fin',
  standing: { 'in-force': 'En cours', 'to-come': 'À venir', ended: 'Terminée', revoked: 'Retirée' } satisfies Readonly<
    Record<Standing, string>
  >,
  past: (n: number) => (n === 1 ? 'Une délégation terminée' : `${n} délégations terminées`),
  revoke: 'Retirer',
  revokeOf: (name: string) => `Retirer la délégation de ${name}`,
  revoked: (name: string) => `Délégation retirée à ${name}.`,
  make: 'Déléguer',
  makeTitle: 'Donner une délégation',
  to: 'À qui',
  toChoose: 'Choisir une personne',
  nobody: 'Personne d’autre n’a encore ouvert de session sur ce poste pour cette structure.',
  nobodyHelp: 'Demandez à la personne d’y insérer sa carte une fois : elle apparaîtra ici.',
  whatField: 'Ce qu’elle fera',
  prepare: 'Préparer des documents que vous validerez',
  feed: 'Déposer des documents au DMP en votre nom, sans attendre votre validation',
  feedHelp: 'Réservé aux secrétaires d’un cabinet libéral, pour les types que vous nommez.',
  types: 'Types de document',
  typesAll: 'Aucun choisi : tous les types.',
  typesNeeded: 'Choisissez un à un les types concernés.',
  removeType: (type: string) => `Retirer ${type}`,
  untilField: 'Jusqu’au',
  untilHelp: 'Facultatif. Sans date, elle dure jusqu’à ce que vous la retiriez.',
  untilWrong: 'Saisissez une date à venir, comme 31/12/2026.',
  toNeeded: 'Choisissez une personne.',
  given: (name: string) => `Délégation donnée à ${name}.`,
} as const;
