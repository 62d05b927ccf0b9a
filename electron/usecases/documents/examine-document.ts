import type { DocumentWhose } from '../../../shared/contract/documents.ts';
import { PosteError } from '../../../shared/errors.ts';
import type { PdfReading } from '../../pdf/read.ts';
import { act } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import type { Trace } from '../journal/trace.ts';
import type { CheckPdf } from './add-document.ts';
import { namedIn, personWords, recordsOf, type PageSays } from './whom.ts';

export interface ExamineDocumentPorts extends CommonPorts {
  readonly checkPdf: CheckPdf;
  readonly reading: PdfReading;
  readonly testOidsAllowed: boolean;
  readonly trace: Pick<Trace, 'add'>;
}

/**
 * Of whom a PDF is that was dropped outside of a record: by the symbol, the matricule, then the name and birth date of its first
 * page. Nothing of it is kept.
 *
 * @throws PosteError those of `checkPdf`, SESSION_CLOSED
 */
export function examineDocument(common: ExamineDocumentPorts) {
  return async ({ bytes }: { readonly fileName: string; readonly bytes: Uint8Array }): Promise<DocumentWhose> => {
    const session = common.session();
    const { pages } = await common.checkPdf(bytes);
    const { scanned, says } = await firstPage(common.reading, bytes);
    const candidates = new Map<string, DocumentWhose['candidates'][number]>();
    for (const { person, evidence } of namedIn(says, common.testOidsAllowed)) {
      for (const { id, birthName, firstBirthFirstName, birthDate } of await recordsOf(common.store, person))
        if (!candidates.has(id))
          candidates.set(id, {
            patientId: id,
            name: `${birthName} ${firstBirthFirstName}`,
            birthDate,
            evidence,
            read: personWords(person),
          });
    }
    const [only, ...more] = candidates.keys();
    const patientId = more.length > 0 ? null : (only ?? null);
    common.trace.add(
      act(session, common.now(), {
        act: 'document.examined',
        label: 'Document lu pour trouver son patient',
        patientId,
        details: { shown: candidates.size },
      }),
    );
    return { pages, scanned, candidates: [...candidates.values()] };
  };
}

/** What a page that cannot be read says is nothing: the person chooses. */
async function firstPage(reading: PdfReading, bytes: Uint8Array): Promise<{ readonly scanned: boolean; readonly says: PageSays }> {
  let scanned = false;
  let says: PageSays = { lines: [], symbols: [] };
  try {
    const text = await reading.text(bytes, 1, 1);
    scanned = text.image;
    says = { lines: text.pages[0] ?? [], symbols: [] };
    const image = await reading.image(bytes, 1, { letters: scanned, symbols: true });
    return { scanned, says: { lines: scanned ? image.lines : says.lines, symbols: image.symbols } };
  } catch (thrown) {
    if (thrown instanceof PosteError && thrown.code.startsWith('READING_')) return { scanned, says };
    throw thrown;
  }
}
