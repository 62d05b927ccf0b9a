import type { ImportPreview } from '../../../shared/contract/imports.ts';
import { importPreviewRows } from '../../../shared/contract/imports.ts';
import type { CsvColumns } from '../../../shared/domain/csv-columns.ts';
import type { ImportItem } from '../../import/types.ts';
import type { CsvReader, ImportReaders } from './imports.ts';

/** What of the readers a preview needs. */
type PreviewReaders = Pick<ImportReaders, 'placeName'>;

/**
 * The first lines of a file as the records that they would be, by the columns chosen; what a line is refused for is said in its
 * place. Nothing is looked for in the store: whether a record is there already is the dry run's to say.
 *
 * @param head first bytes of the file. @param whole they are all of it: the last line is not cut.
 * @throws PosteError IMPORT_MAPPING, IMPORT_HEADER, IMPORT_COLUMN_TWICE, IMPORT_ENCODING_*
 */
export async function previewLines(
  csv: Pick<CsvReader, 'read'>,
  { head, whole, columns }: { readonly head: Uint8Array; readonly whole: boolean; readonly columns: CsvColumns },
  readers: PreviewReaders,
): Promise<ImportPreview[]> {
  const items: ImportItem[] = [];
  const end = whole ? head.byteLength : lastLine(head);
  async function* bytes(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(head.subarray(0, end));
  }
  for await (const item of csv.read(columns)(bytes)) {
    items.push(item);
    if (items.length === importPreviewRows) break;
  }
  return await Promise.all(items.map((item) => previewOf(item, readers)));
}

/** Where the last line that is whole ends. */
function lastLine(head: Uint8Array): number {
  const at = head.lastIndexOf(0x0a);
  return at === -1 ? head.byteLength : at + 1;
}

async function previewOf(item: ImportItem, { placeName }: PreviewReaders): Promise<ImportPreview> {
  const nobody = { line: item.line, ipp: null, name: null, sex: null, birthDate: null, birthPlace: null, error: null };
  if ('error' in item) {
    const { message, action } = item.error;
    return { ...nobody, name: item.refused.name, error: { message, action, value: item.refused.value } };
  }
  if (item.kind !== 'patient') return nobody;
  const { birthName, birthFirstNames, sex, birthDate, birthPlace, ipp } = item.patient;
  return {
    ...nobody,
    ipp,
    name: [birthName, birthFirstNames].filter(Boolean).join(' '),
    sex,
    birthDate,
    birthPlace: birthPlace === null ? null : ((await placeName(birthPlace, birthDate)) ?? birthPlace),
  };
}
