import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { buffer } from 'node:stream/consumers';
import { default as PDFDocument } from 'pdfkit';

/** The letter of the demonstration and of the main job: every person and place is fictitious. */
export interface SamplePdfOptions {
  /** Title inside the PDF. */
  readonly title?: string;
  /** « Dominique PAT-TROIS »; nobody is named by default: the letter may be put in any record. */
  readonly patient?: string;
  /** `28/03/1979`. */
  readonly birthDate?: string;
  readonly correspondent?: string;
  /** Number of pages, 1 by default. */
  readonly pages?: number;
  /** PDF/A-1b by default; false makes a plain PDF 1.4. */
  readonly pdfA?: boolean;
  /** Protects the file with this password. */
  readonly password?: string;
  /** Protects the file against changes only: it opens without password. */
  readonly ownerPassword?: string;
  readonly date?: Date;
}

// PDF/A embeds its fonts. Liberation Sans (SIL OFL 1.1) comes with pdfjs-dist: no system font is needed.
const font = createRequire(import.meta.url).resolve('pdfjs-dist/standard_fonts/LiberationSans-Regular.ttf');

/** A real PDF/A-1b: a letter of Dr Durand to a colleague after a consultation. */
export async function samplePdf(options: SamplePdfOptions = {}): Promise<Buffer> {
  const date = options.date ?? new Date('2026-03-02T09:30:00Z');
  const title = options.title ?? 'Compte rendu de consultation';
  const document = new PDFDocument({
    size: 'A4',
    margin: 64,
    font,
    pdfVersion: '1.4',
    lang: 'fr-FR',
    // Made anew, a letter is another file.
    info: {
      Title: title,
      Keywords: randomUUID(),
      Author: 'Dr Paule DURAND',
      Creator: 'Poste Santé',
      Producer: 'Poste Santé',
      CreationDate: date,
      ModDate: date,
    },
    ...(options.pdfA === false ? {} : { subset: 'PDF/A-1b' as const }),
    ...(options.password === undefined ? {} : { userPassword: options.password }),
    ...(options.ownerPassword === undefined ? {} : { ownerPassword: options.ownerPassword }),
  });
  const done = buffer(document);
  const day = new Intl.DateTimeFormat('fr-FR', { dateStyle: 'long', timeZone: 'Europe/Paris' }).format(date);
  document.fontSize(11).text('Dr Paule DURAND\nMédecin généraliste\nCabinet du Port\n1 quai des Essais, 00000 Portville');
  document.moveDown().text(`Portville, le ${day}`, { align: 'right' });
  document.moveDown().fontSize(15).text(title);
  document
    .fontSize(11)
    .moveDown()
    .text(options.patient === undefined ? '' : `Patiente : ${options.patient}, née le ${options.birthDate ?? '28/03/1979'}`);
  document
    .moveDown()
    .text(
      `${options.correspondent ?? 'Cher confrère'},\n\nJe reçois ce jour votre patiente pour une toux sèche évoluant depuis trois semaines, sans fièvre ni ` +
        'altération de l’état général. L’auscultation cardio-pulmonaire est normale, la saturation est à 98 % en air ambiant.\n\n' +
        'Je propose une radiographie thoracique de face et une surveillance simple. Je la reverrai dans quinze jours avec le résultat.\n\n' +
        'Bien confraternellement,\n\nDr Paule DURAND',
      { align: 'left', lineGap: 3 },
    );
  for (let page = 2; page <= (options.pages ?? 1); page++) document.addPage().text(`Page ${page}`);
  document.end();
  return done;
}
