/** The user guide of `resources/aide/`, in reading order. */
const files = import.meta.glob<string>('../../../resources/aide/*.md', { query: '?raw', import: 'default', eager: true });

const ORDER = ['connexion', 'patients', 'identite', 'a-traiter', 'import', 'information', 'documents', 'a-envoyer', 'journal', 'sauvegarde', 'reglages', 'clavier'] as const;

/** A page of the guide: its file's name and its markdown. */
export interface HelpPage {
  readonly id: string;
  readonly source: string;
}

export const helpPages: readonly HelpPage[] = ORDER.flatMap((id) => {
  const source = files[`../../../resources/aide/${id}.md`];
  return source === undefined ? [] : [{ id, source }];
});
