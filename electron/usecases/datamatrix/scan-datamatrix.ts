import type { DatamatrixView } from '../../../shared/contract/identity.ts';
import type { Readings } from '../journal/readings.ts';
import type { Acting } from '../acting.ts';
import { readDatamatrix, type ReadDatamatrixPorts, type ScannedCode } from './read-datamatrix.ts';

export interface ScanDatamatrixPorts extends ReadDatamatrixPorts {
  readonly readings: Pick<Readings, 'datamatrix'>;
}

/** A code that somebody scans, told with the record that it is of. @throws PosteError those of {@link readDatamatrix} */
export function scanDatamatrix(ports: ScanDatamatrixPorts) {
  const read = readDatamatrix(ports);
  return async (code: ScannedCode, by: Acting): Promise<DatamatrixView> => {
    const view = await read(code);
    ports.readings.datamatrix(
      by,
      view.matches.map(({ id }) => id),
    );
    return view;
  };
}
