import { describe, expect, it } from 'vitest';
import { adt, cut, errorsOf, message, sourceOf } from './samples.ts';

const address = (street: string) => ({ pid11: `${street}^^PARIS^^75001^FRA^H~^^^^^^BDL^^63220` });

describe('line feeds', () => {
  it('are data where CR ends the segments: nothing of the field nor after it is lost', async () => {
    const text = message(address('12 RUE\nDES LILAS'));
    const items = await adt(sourceOf(text));
    expect(items).toMatchObject([{ patient: { birthPlace: '63220', reliability: ['VALI'], address: '12 RUE DES LILAS, 75001 PARIS' } }]);
    for (const size of [1, 7]) expect(await adt(cut(Buffer.from(text), size))).toEqual(items);
  });

  it.each([
    ['pid5', { pid5: 'PAT\nTROIS^ANNE^^^^^L' }, 'TRAIT_CHARACTER'],
    ['pid5', { pid5: 'PAT^ANNE\nMARIE^^^^^L' }, 'TRAIT_CHARACTER'],
    ['pid7', { pid7: '1979\n0328' }, 'IMPORT_DATE'],
    ['pid8', { pid8: 'F\n' }, 'IMPORT_SEX'],
    ['pid3', { pid3: '44\n27^^^CHU^PI' }, 'IMPORT_CONTROL_CHARACTER'],
  ])('refuse a strict trait or a number (%s)', async (_, parts, code) => {
    expect(errorsOf(await adt(sourceOf(message(parts))))).toEqual([[1, code]]);
  });

  it('count as lines of the file', async () => {
    const text = message(address('12 RUE\nDES\nLILAS')) + message() + message({ pid8: 'X' });
    expect(errorsOf(await adt(sourceOf(text)))).toEqual([[11, 'IMPORT_SEX']]);
  });

  it('end segments where the first one ends so, or with CR LF', async () => {
    for (const end of ['\n', '\r\n', '\n\r']) {
      const items = await adt(sourceOf(message().repeat(2).replaceAll('\r', end)));
      expect(
        items.map((item) => 'kind' in item && item.kind),
        JSON.stringify(end),
      ).toEqual(['patient', 'patient']);
    }
    // Each message of a file has its own.
    const mixed = message().replaceAll('\r', '\n') + message(address('12 RUE\nDES LILAS')) + message().replaceAll('\r', '\n');
    expect(errorsOf(await adt(sourceOf(mixed)))).toEqual([]);
  });

  it('end a message when the next one, or an envelope, follows: none is swallowed', async () => {
    const items = await adt(sourceOf(`${message().slice(0, -1)}\n\uFEFF${message().slice(0, -1)}\nBTS|2\r${message({ pid8: 'X' })}`));
    expect(items.map((item) => ('error' in item ? `${item.line} ${item.error.code}` : `${item.line} ${item.kind}`))).toEqual([
      '1 patient',
      '5 patient',
      '10 IMPORT_SEX',
    ]);
  });

  it('refuse a message of which some segments end with CR and others with LF', async () => {
    const text = message().replace('\rPV1', '\nPV1');
    expect(await adt(sourceOf(text))).toMatchObject([
      { error: { code: 'HL7_SEGMENT', message: 'Les segments du message ne finissent pas tous de la même façon.' } },
    ]);
  });
});

describe('lines that are no segment', () => {
  it.each(['DES LILAS', 'pv1|1', 'PV1^1', 'P|1', 'MSHX|1', 'FTSX|1', 'BHS2'])(
    '« %s » refuses the message that holds it, with the line',
    async (line) => {
      for (const end of ['\r', '\n']) {
        const [item, ...others] = await adt(sourceOf(message({ rest: ['PV1|1|N', line] }).replaceAll('\r', end)));
        expect(others).toEqual([]);
        expect(item).toMatchObject({
          line: 1,
          error: { code: 'HL7_SEGMENT', message: 'Une ligne du message n’est pas un segment HL7.' },
          refused: { value: line, name: 'PAT-TROIS DOMINIQUE MARIE-LOUISE, 28/03/1979' },
        });
      }
    },
  );

  it.each(['PV1', 'Z99|1', 'ZFD'])('« %s » is one', async (line) => {
    expect(await adt(sourceOf(message({ rest: [line] })))).toMatchObject([{ kind: 'patient' }]);
  });
});

describe('continuations', () => {
  it('ADD goes on with the last field of the segment before', async () => {
    const text = message({ rest: ['ADD|~DOUB', 'PV1||N'] });
    expect(await adt(sourceOf(text))).toMatchObject([{ patient: { reliability: ['VALI', 'DOUB'] } }]);
  });

  it('ADD of nothing, and a message continued in another one, are refused by name', async () => {
    const [header = '', ...others] = message().split('\r');
    const orphan = [header, 'ADD|x', ...others].join('\r').replace(header, header);
    // After the header it would change MSH-18.
    expect(await adt(sourceOf(orphan))).toMatchObject([
      { error: { code: 'HL7_SEGMENT', message: 'Le segment ADD ne continue aucun segment.' } },
    ]);
    expect(await adt(sourceOf(message({ rest: ['DSC|suite'] })))).toMatchObject([
      { error: { code: 'HL7_SEGMENT', message: expect.stringContaining('DSC') } },
    ]);
    expect(await adt(sourceOf(message({ rest: ['DSC|'] })))).toMatchObject([{ kind: 'patient' }]);
  });
});
