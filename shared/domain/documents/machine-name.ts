import { normaliseName } from '../ins/names.ts';

/** Words that a scanner, a telephone or an office program puts in the name of a file: they say nothing of what it is. */
const MACHINE = new Set(
  (
    'SCAN SCANS SCANNED SCANNER SCANNEE NUMERISATION NUMERISE NUMERISEE NUM IMG IMAGE IMAGES DSC DSCN PIC PICTURE PHOTO PHOTOS DOC DOCX DOCS DOCUMENT ' +
    'DOCUMENTS FILE FICHIER FICHIERS FAX TELECOPIE PAGE PAGES SKM SKMBT KONICA MINOLTA BRW BRN BROTHER EPSON HPSCAN XEROX CANON RICOH KYOCERA SHARP ' +
    'TOSHIBA LEXMARK CAMSCANNER ADOBE WHATSAPP SCREENSHOT CAPTURE ECRAN COPIE COPY UNTITLED UNNAMED SANS TITRE NOM NOUVEAU NOUVELLE NEW MICROSOFT ' +
    'WORD POWERPOINT EXCEL WRITER OFFICE LIBREOFFICE PRESENTATION CLASSEUR IMPRESSION IMPRIME PRINT PRINTED EXPORT TMP TEMP SORTIE PDF JPG JPEG PNG TIF ' +
    'TIFF ODT RTF HTML COLOR COULEUR GRAYSCALE SIGNED SIGNE SANSTITRE THE AND'
  ).split(' '),
);
/** An office program that names itself before the document: « Microsoft Word - bilan.doc ». */
const PROGRAM = /^(?:microsoft (?:word|excel|powerpoint|office)|libreoffice(?: writer)?|openoffice(?:\.org)?(?: writer)?)\s*-\s*/i;
const EXTENSION = /\.(?:pdf|docx?|odt|rtf|txt|jpe?g|png|tiff?|html?|xlsx?|pptx?)$/i;

/** A name without the program that made it, and without what says the kind of the file. */
export function withoutProgram(name: string): string {
  let bare = name.trim().replace(PROGRAM, '').trim();
  for (let shorter = bare.replace(EXTENSION, ''); shorter !== bare; shorter = bare.replace(EXTENSION, '')) bare = shorter.trim();
  return bare;
}

/**
 * Whether a name was given by a machine, or says too little to be the title of a document: `Scan 20261118 0042`, `IMG_1234`,
 * `doc00123`, « sans titre », `cr`.
 */
export function isMachineName(name: string): boolean {
  return !normaliseName(withoutProgram(name))
    // Digits part words: doc00123, SKM_C258.
    .split(/[^A-Z]+/)
    .some((word) => word.length > 2 && !MACHINE.has(word));
}
