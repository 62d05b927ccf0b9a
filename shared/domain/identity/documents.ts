import { fail } from '../../errors.ts';

/** A document that proves an identity (RNIV 3.3.2 and 3.3.3, EXI ID 19; identity/README 3). */
export interface IdentityDocumentType {
  /** FR Core 2.2.0 code. */
  readonly code: string;
  readonly label: string;
  /** Proves the identity of a minor alone (RNIV 3.3.3). */
  readonly minorOnly?: true;
}

/**
 * High-trust documents that RNIV names, the most usual first. No one is chosen by default (EXI SI 10). Not here: permis de conduire,
 * carte Vitale alone, attestations.
 */
const usual = [
  { code: 'CN', label: 'Carte nationale d’identité' },
  { code: 'PA', label: 'Passeport' },
  { code: 'CS', label: 'Titre de séjour' },
  { code: 'IE', label: 'Identité électronique (eIDAS substantiel ou élevé)' },
  { code: 'AV', label: 'Application carte Vitale' },
  { code: 'TC', label: 'Tiers de confiance sous contrat' },
  { code: 'LE', label: 'Livret de famille (mineur), avec la pièce d’un parent', minorOnly: true },
  { code: 'AN', label: 'Extrait d’acte de naissance (mineur), avec la pièce d’un parent', minorOnly: true },
  { code: 'DC', label: 'Document de circulation pour étranger mineur, avec photo', minorOnly: true },
  { code: 'AC', label: 'Acte de naissance et carte Vitale avec photo (admission en EHPAD)' },
] as const satisfies readonly IdentityDocumentType[];

/** Others of FR Core, which a structure may add. */
const others = [
  { code: 'CE', label: 'Carte d’identité d’un autre pays européen' },
  { code: 'CM', label: 'Carte militaire' },
  { code: 'CC', label: 'Carnet de circulation' },
] as const satisfies readonly IdentityDocumentType[];

const catalogue = [...usual, ...others];
export type IdentityDocumentCode = (typeof catalogue)[number]['code'];

/** Codes that a structure may accept. */
export const identityDocumentCodes: readonly IdentityDocumentCode[] = catalogue.map(({ code }) => code);

/** Accepted unless the structure says otherwise. */
export const usualIdentityDocuments: readonly IdentityDocumentCode[] = usual.map(({ code }) => code);

const byCode = new Map<string, IdentityDocumentType>(catalogue.map((type) => [type.code, type]));

/** The documents that a structure accepts, in its order. */
export function identityDocumentTypes(accepted: readonly IdentityDocumentCode[]): readonly IdentityDocumentType[] {
  return accepted.flatMap((code) => byCode.get(code) ?? []);
}

/**
 * A document that proves this person's identity.
 *
 * @param accepted what the structure accepts.
 * @throws PosteError IDENTITY_DOCUMENT_TYPE when the code is not that of a document accepted; IDENTITY_DOCUMENT_MINOR
 *   when it proves a minor's alone
 */
export function identityDocumentType(
  code: string,
  holder: { readonly minor: boolean },
  accepted: readonly IdentityDocumentCode[],
): IdentityDocumentType {
  const found = identityDocumentTypes(accepted).find((type) => type.code === code);
  if (found === undefined) throw fail('IDENTITY_DOCUMENT_TYPE', { path: '/type' });
  if (found.minorOnly === true && !holder.minor) throw fail('IDENTITY_DOCUMENT_MINOR', { path: '/type' });
  return found;
}

/** Label of a stored code, which an older list may have known: the code itself then. */
export function identityDocumentLabel(code: string): string {
  return byCode.get(code)?.label ?? code;
}
