import { describe, expect, it } from 'vitest';
import { importPorts } from '../../../electron/wiring/imports.ts';
import { defaults } from '../../../electron/config/defaults.ts';
import { previewLines } from '../../../electron/usecases/imports/preview.ts';
import { proposedColumns } from '../../../electron/usecases/imports/columns.ts';

const { readers } = importPorts({ ...defaults, profile: 'sandbox' }, () => new Date('2026-11-21T10:00:00.000Z'));
const HEADING = 'IPP;Nom de naissance;Prénoms;Sexe;Date de naissance;COG';
const line = (n: number): string => `${n};PAT-TROIS;DOMINIQUE MARIE;F;28/03/1979;63220`;

/** @param bytes of the file that the window gives: all of it unless fewer. */
async function preview(text: string, bytes = Infinity) {
  const file = new TextEncoder().encode(text);
  const head = file.subarray(0, bytes);
  const whole = head.length === file.length;
  const csv = readers.csv(head, whole, null);
  return await previewLines(csv, { head, whole, columns: proposedColumns(csv) }, readers);
}

describe('the first lines of a file, as the records that they would be', () => {
  it('name, sex, birth date, place by its name of that day, number', async () => {
    expect(await preview(`${HEADING}\n${line(1)}\n`)).toEqual([
      {
        line: 2,
        ipp: '1',
        name: 'PAT-TROIS DOMINIQUE MARIE',
        sex: 'F',
        birthDate: '1979-03-28',
        birthPlace: expect.stringMatching(/^[A-ZÉÈ' -]+ \(63\)$/i),
        error: null,
      },
    ]);
  });

  it('say who would be refused, for what value and why, in their place', async () => {
    const [first, second] = await preview(`${HEADING}\n${line(1).replace('28/03/1979', '31/02/1979')}\n${line(2)}\n`);
    expect(first).toMatchObject({
      line: 2,
      name: expect.stringContaining('PAT-TROIS'),
      error: { value: '31/02/1979', message: expect.stringMatching(/\.$/) },
    });
    expect(second).toMatchObject({ line: 3, error: null });
  });

  it('are twenty at most, and never a line that is cut', async () => {
    const text = [HEADING, ...Array.from({ length: 100 }, (_, i) => line(i + 1)), ''].join('\n');
    expect((await preview(text)).map(({ line: at }) => at)).toEqual(Array.from({ length: 20 }, (_, i) => i + 2));
    const cut = `${HEADING}\n${line(1)}\n${line(2)}\n`.length + 10;
    expect((await preview(text, cut)).map(({ ipp, error }) => [ipp, error])).toEqual([
      ['1', null],
      ['2', null],
    ]);
  });
});
