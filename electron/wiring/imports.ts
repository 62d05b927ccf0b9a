import type { Config } from '../config/schema.ts';
import { readAdt } from '../import/adt.ts';
import { csvLayout } from '../import/csv-layout.ts';
import { checkMapping } from '../import/csv-mapping.ts';
import { readCsv } from '../import/csv.ts';
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
      csv: (head, whole) => {
        const { delimiter, ...layout } = csvLayout(head, whole);
        return {
          ...layout,
          read: (chosen) => {
            checkMapping(layout.headers, chosen.fields);
            return (source) => readCsv(source, { today: localDay(now()), test, columns: chosen, delimiter, oid: insOid });
          },
        };
      },
      hl7: () => (source) => readAdt(source, { today: localDay(now()), test, charset: hl7Charset, ippAuthority }),
    },
  };
}
