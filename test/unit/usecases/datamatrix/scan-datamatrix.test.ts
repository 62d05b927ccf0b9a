import { expect, it } from 'vitest';
import { scanDatamatrix } from '../../../../electron/usecases/datamatrix/scan-datamatrix.ts';
import { buildDatamatrix } from '../../../../shared/domain/ins/datamatrix.ts';
import { DOMINIQUE } from '../../../setup/patient.ts';
import { readingAt } from '../reading.ts';
import { PAULE, workplace } from '../workplace.ts';

it('a code that is scanned is told with the record that it is of; one that cannot be read is not', async () => {
  const place = workplace();
  await place.records({});
  const { trace, ...ports } = readingAt(place);
  const scan = scanDatamatrix({ ...ports, testOidsAllowed: true, readImage: () => Promise.reject(new Error('no image')) });
  await expect(scan({ kind: 'keys', text: '???' }, PAULE)).rejects.toThrow();
  await trace.flush();
  expect(await place.journal()).toEqual([]);
  const { matches } = await scan({ kind: 'keys', text: buildDatamatrix(DOMINIQUE, { test: true }) }, PAULE);
  expect(matches.map(({ id }) => id)).toEqual(['p1']);
  await trace.flush();
  expect(await place.journal()).toMatchObject([{ act: 'datamatrix.read', patientId: 'p1', details: { shown: 1 } }]);
});
