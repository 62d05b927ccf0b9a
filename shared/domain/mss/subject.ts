import { withoutAccents } from './text.ts';

/** Prefix of the subject of a message that carries documents; hospital gateways route on it (mss/README 5). */
export const DOCUMENT_SUBJECT_PREFIX = 'XDM/1.0/DDM+';
/** Field practice for a correction; it follows the prefix (mss/README 9). */
const REPLACES_MARK = '[Annule et remplace]';

const LABEL_LENGTH = 40;

interface DocumentSubject {
  /** Display name of each document's type, one per document. */
  readonly typeLabels: readonly string[];
  readonly birthName: string;
  readonly firstName: string;
  /** `YYYY-MM-DD`; shorter or lunar dates are left out: the field is the only optional one. */
  readonly birthDate: string;
  readonly replaces: boolean;
}

/**
 * `XDM/1.0/DDM+<libellé> <NOM> <prenom> <JJ/MM/AAAA>`: the label is that of the single document, cut at 40 characters,
 * or `N documents` (mss/README 5, 2.1.3).
 */
export function documentSubject(subject: DocumentSubject): string {
  const [only] = subject.typeLabels;
  const label =
    subject.typeLabels.length === 1 && only !== undefined
      ? Array.from(only).slice(0, LABEL_LENGTH).join('').trim()
      : `${subject.typeLabels.length} documents`;
  const words = [
    ...(subject.replaces ? [REPLACES_MARK] : []),
    label,
    withoutAccents(subject.birthName).toUpperCase(),
    withoutAccents(subject.firstName),
    ...frenchDate(subject.birthDate),
  ];
  return DOCUMENT_SUBJECT_PREFIX + words.join(' ');
}

function frenchDate(date: string): string[] {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date) ?? [];
  if (year === undefined || month === undefined || day === undefined || month === '00' || day === '00') return [];
  return [`${day}/${month}/${year}`];
}
