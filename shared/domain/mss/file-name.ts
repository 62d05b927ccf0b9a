interface DocumentFileName {
  /** Date of the act, ISO 8601 (`2024-03-05` or an instant: its own local date counts). */
  readonly actDate: string;
  readonly typeLabel: string;
  readonly birthName: string;
  readonly firstName: string;
  readonly recordNumber: string | null;
}

/**
 * `<date acte>_<type document>_<NOM>_<prenom>[_<numéro de dossier>].pdf`, date `YYYYMMDD` (mss/README 5, 2.1.6).
 * Spaces and accents stay. A name already in `taken` gets ` (2)`, ` (3)`... after its type.
 */
export function pdfFileName(document: DocumentFileName, taken: ReadonlySet<string> = new Set()): string {
  const date = document.actDate.slice(0, 10).replaceAll('-', '');
  for (let rank = 1; ; rank += 1) {
    const name = [
      date,
      document.typeLabel + (rank === 1 ? '' : ` (${rank})`),
      document.birthName.toUpperCase(),
      document.firstName.toUpperCase(),
      ...(document.recordNumber === null ? [] : [document.recordNumber]),
    ]
      .map(part)
      .join('_');
    if (!taken.has(`${name}.pdf`)) return `${name}.pdf`;
  }
}

/** Neither the separator of the grammar nor what a file system refuses may come from inside a field. */
function part(text: string): string {
  return text
    .replaceAll(/[\\/:*?"<>|]/g, '-')
    .replaceAll(/[_\p{Cc}]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
