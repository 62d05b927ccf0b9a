import type { Config } from '../config/schema.ts';
import { readAdt } from '../import/adt.ts';
import { csvLayout, readCsv } from '../import/csv.ts';
import { detectEncoding } from '../import/encoding.ts';
import type { ImportReaders } from '../usecases/imports/imports.ts';
import type { RunSettings } from '../usecases/imports/run.ts';
import { localDay } from '../usecases/patients/local-day.ts';

/** How files of patients and stays are read and judged, from the configuration. */
export function importParts(config: Config, now: () => Date): { readonly readers: ImportReaders; readonly settings: RunSettings } {
  const test = config.profile !== 'production';
  const { localAuthority } = config.identity;
  const { authority, ippAuthority, hl7Charset, insOid } = config.imports;
  return {
    settings: { own: localAuthority === null ? [] : [localAuthority], testOidsAllowed: test, defaultAuthority: authority },
    readers: {
      csv: async (head, whole) => {
        const start = async function* (): AsyncGenerator<Uint8Array> {
          yield await Promise.resolve(whole ? head : wholeLines(head));
        };
        const layout = await csvLayout(start, { encoding: await detectEncoding(start) });
        return (source) => readCsv(source, { today: localDay(now()), test, mapping: layout.suggested, encoding: layout.encoding, delimiter: layout.delimiter, oid: insOid });
      },
      hl7: () => (source) => readAdt(source, { today: localDay(now()), test, charset: hl7Charset, ippAuthority }),
    },
  };
}

/** The first bytes of a file end anywhere: what follows the last line end may be half a letter. */
function wholeLines(head: Uint8Array): Uint8Array {
  const end = head.lastIndexOf(0x0a);
  return end === -1 ? head : head.subarray(0, end + 1);
}
