import { MAX_TITLE } from '../../shared/domain/documents/title.ts';
import type { CdaWarning } from './content.ts';

/** Sentences of the warnings: the document is odd but readable. */
const WARNINGS = {
  SIGNATURE_NOT_VERIFIED: 'Le document est signé ; la signature n’a pas été vérifiée.',
  STYLESHEET_IGNORED: 'Le document apporte sa feuille de style ; elle n’est jamais exécutée.',
  SEVERAL_DOCUMENTS: 'Le fichier contient plusieurs documents ; seul le premier est lu.',
  INS_MISSING: 'Le document ne porte pas de matricule INS.',
  INS_KEY: 'La clé du matricule INS est fausse.',
  INS_TRAITS: 'Il manque des traits d’identité à côté du matricule INS.',
  ID_MISSING: 'Le document n’a pas d’identifiant.',
  VERSION_MISSING: 'Le document n’a pas de lot de versions (setId) ou de numéro de version.',
  VERSION_WITHOUT_REPLACES: 'Le document est une nouvelle version mais ne dit pas laquelle il remplace.',
  TYPE_UNKNOWN: 'Le type du document n’est pas ou plus dans la liste nationale.',
  TITLE_TOO_LONG: `Le titre dépasse ${MAX_TITLE} caractères.`,
  TIME_WITHOUT_OFFSET: 'Une heure du document n’a pas de décalage horaire.',
  TIME_INVALID: 'Une date du document est illisible.',
  BODY_MISSING: 'Le document n’a pas de contenu lisible.',
  BODY_BASE64: 'Le contenu du document n’est pas un base64 correct.',
} as const;

/** Warnings met while reading, each once. */
export class Notes {
  readonly #codes = new Set<keyof typeof WARNINGS>();
  add(code: keyof typeof WARNINGS): void {
    this.#codes.add(code);
  }
  list(): CdaWarning[] {
    return [...this.#codes].map((code) => ({ code, message: WARNINGS[code] }));
  }
}
