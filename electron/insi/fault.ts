import type { PosteError } from '../../shared/errors.ts';
import { SOAP_11_NS, SOAP_12_NS } from '../xml/soap-names.ts';
import { at, attribute, descendants, text, type XmlElement } from '../xml/read.ts';
import { SIRAM_NS } from './constants.ts';
import { insiError } from './errors.ts';

/** A SOAP fault of INSi (insi/README 7). */
interface InsiFault {
  /** Subcode without its prefix (`siram_40`), null when absent. */
  readonly subcode: string | null;
  /** Code of urn:siram Erreur (`insi_102`, `desir_550`), null when absent. */
  readonly code: string | null;
  /** The service's words, without what may be a trait ({@link withoutTraits}); null when nothing is left. */
  readonly text: string | null;
}

/** The fault of a SOAP body, 1.2 or 1.1, whatever its prefixes; null when there is none. */
export function readFault(body: XmlElement): InsiFault | null {
  const fault = at(body, SOAP_12_NS, 'Fault');
  const old = at(body, SOAP_11_NS, 'Fault');
  if (fault === null && old === null) return null;
  const error = descendants(body, SIRAM_NS, 'Erreur')[0] ?? null;
  const subcode = fault === null ? valueOf(at(old, '', 'faultcode')) : valueOf(at(fault, SOAP_12_NS, 'Code', 'Subcode', 'Value'));
  const words = valueOf(error) ?? valueOf(fault === null ? at(old, '', 'faultstring') : at(fault, SOAP_12_NS, 'Reason', 'Text'));
  const code = attribute(error, 'code');
  return {
    subcode: subcode === null ? null : codeOnly(subcode.slice(subcode.indexOf(':') + 1)),
    code: code === null ? null : codeOnly(code),
    text: words === null ? null : withoutTraits(words),
  };
}

type Kind = 'unavailable' | 'software' | 'access';

/** Published codes (insi/README 7). The code of Erreur decides; the subcode when it is not of this table. */
const KINDS: ReadonlyMap<string, Kind> = new Map([
  ['insi_102', 'unavailable'],
  ['siram_40', 'unavailable'],
  ['desir_550', 'software'],
  ['siram_100', 'software'],
  ['desir_560', 'access'],
]);

/** Refusals that a second call cannot change: why, and what to do. */
const REFUSALS = {
  software: { why: 'logiciel non autorisé', what: 'Contactez l’éditeur du logiciel.' },
  access: { why: 'certificat ou carte sans droit d’accès à INSi', what: 'Utilisez une carte CPS ou demandez un certificat autorisé.' },
} as const;

/** The fault as an error. `detail` holds codes only. */
export function faultError(fault: InsiFault): PosteError {
  const detail = [fault.subcode, fault.code].filter((code) => code !== null).join(' ') || 'sans code';
  const kind = KINDS.get(fault.code ?? '') ?? KINDS.get(fault.subcode ?? '') ?? null;
  if (kind === 'unavailable') return insiError('INSI_UNAVAILABLE', { detail });
  if (kind !== null) return insiError('INSI_REFUSED', { detail, values: REFUSALS[kind] });
  return unknownError(detail, fault.text);
}

/** A code that the published tables do not know, with the service's words, rid of traits. */
export function unknownError(detail: string, words: string | null): PosteError {
  return insiError('INSI_FAULT', { detail, values: { error: words === null ? detail : `${detail} (${words})` } });
}

/** Words with a capital that are nobody's name: acronyms, and the first words of the service's sentences. */
const NOT_NAMES: ReadonlySet<string> = new Set(
  (
    'INS INSI INSi NIR NIA COG CPS CPX LPS PS IDAM SOAP XML HTTP SAML OID ' +
    'Erreur Anomalie Service Accès Acces Aucun Aucune Le La Les Un Une Plusieurs Requête Requete Message Format Donnée Données Champ Valeur Code Droits Habilitation'
  ).split(' '),
);
const MAX_WORDS = 160;

/**
 * A text of the service without what may be a trait: words with a capital are left out unless they are known not to be
 * names, figures of two digits or more too, with what joins them.
 *
 * @returns null when nothing readable is left.
 */
export function withoutTraits(words: string): string | null {
  const clean = words
    .normalize('NFC')
    .replaceAll(/[\p{C}{}]/gu, ' ')
    .replaceAll(/[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*/gu, (word) =>
      (/\p{Lu}/u.test(word) && !NOT_NAMES.has(word)) || /\p{N}{2}/u.test(word) ? '…' : word,
    )
    .replaceAll(/…(?:[\s/:'’.-]*…)+/gu, '…')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, MAX_WORDS)
    .replace(/[\s.;:]+$/, '');
  return /\p{Ll}{2}/u.test(clean) ? clean : null;
}

/** A code is shown as it is: anything else than a word of letters, figures, dots and dashes is not one. */
const codeOnly = (code: string): string | null => (/^[\w.-]{1,64}$/.test(code.trim()) ? code.trim() : null);

const valueOf = (element: XmlElement | null): string | null => {
  const found = text(element)?.trim() ?? '';
  return found === '' ? null : found;
};
