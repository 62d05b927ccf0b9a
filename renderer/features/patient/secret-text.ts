/** Words of the secret connection of a minor. */
export const secretText = {
  title: 'Connexion secrète',
  open: 'Ouvrir la connexion secrète',
  leave: 'Quitter la connexion secrète',
  isOpen: 'Connexion secrète en cours.',
  decided: 'Elle se décide avec la personne mineure, qui veut garder le secret vis-à-vis de ses représentants légaux.',
  effect: 'Seuls des documents cachés aux représentants légaux sont déposés ; elle se termine en quittant ce dossier.',
} as const;
