/** Words of the help. */
export const helpText = { title: 'Aide', drawer: 'Aide de cet écran', all: 'Voir toute l’aide' } as const;
