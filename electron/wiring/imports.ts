import { places } from '../codes/places.ts';
import type { Config } from '../config/schema.ts';
import { readAdt } from '../import/adt.ts';
import { csvLayout } from '../import/csv-layout.ts';
import { checkMapping } from '../import/csv-mapping.ts';
import { csvRefused } from '../import/csv-refused.ts';
import { readCsv } from '../import/csv.ts';
import { hl7Refused } from '../import/hl7-raw.ts';
import type { Session } from '../session/session.ts';
import { Imports, type ImportReaders } from '../usecases/imports/imports.ts';
import type { RunSettings } from '../usecases/imports/run.ts';
import type { CommonPorts } from '../usecases/common-ports.ts';
import { placeName } from '../usecases/patients/place-words.ts';
import { localDay } from '../usecases/patients/local-day.ts';
import { timeUuid } from './time-uuid.ts';
import { reportOf, type Events } from './told.ts';

interface OfficeImportsPorts {
  /** Installation of this workstation. */
  readonly owner: string;
  readonly common: CommonPorts;
  readonly session: Session;
  readonly emit: Events['emit'];
}

/** The imports, which stop with the session. */
export function importsOf(config: Config, { owner, common, session, emit }: OfficeImportsPorts): Imports {
  const report = reportOf('import');
  const imports = new Imports({
    ...common,
    owner,
    // In the order of time: the rows of an import stand side by side on the disk.
    uuid: timeUuid,
    ...importPorts(config, common.now),
    changed: (run) => emit('imports.changed', run),
    report,
  });
  session.onEnded(() => void imports.stop().catch(report));
  return imports;
}

/** How files of patients and stays are read and judged, from the configuration. */
export function importPorts(config: Config, now: () => Date): { readonly readers: ImportReaders; readonly settings: RunSettings } {
  const test = config.profile !== 'production';
  const { localAuthority, proof, documents } = config.identity;
  const { authority, ippAuthority, hl7Charset, hl7OtherFirstNames, insOid } = config.imports;
  return {
    settings: { own: localAuthority === null ? [] : [localAuthority], proof, documents, defaultAuthority: authority },
    readers: {
      csv: (head, whole, encoding) => {
        const { delimiter, ...layout } = csvLayout(head, whole, encoding);
        return {
          ...layout,
          read: (chosen) => {
            checkMapping(layout.headers, chosen.fields);
            return async function* (source) {
              const directory = chosen.fields.birthPlaceName === null ? null : await places();
              const placeOf = directory === null ? null : (name: string, on: string) => directory.onlyPlaceNamed(name, on)?.cog ?? null;
              yield* readCsv(source, { today: localDay(now()), test, columns: chosen, delimiter, oid: insOid, encoding, placeOf });
            };
          },
        };
      },
      placeName: async (code, on) => placeName(code, on, await places()),
      refusedFile: (kind, heading, lines) =>
        Buffer.from(kind === 'hl7' ? hl7Refused(lines.map(({ raw }) => raw)) : csvRefused(heading ?? '', lines)),
      hl7: () => (source) =>
        readAdt(source, { today: localDay(now()), test, charset: hl7Charset, ippAuthority, otherFirstNamesOnly: hl7OtherFirstNames }),
    },
  };
}
