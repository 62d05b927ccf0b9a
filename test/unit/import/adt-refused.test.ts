import { describe, expect, it } from 'vitest';
import { hl7Refused } from '../../../electron/import/hl7-raw.ts';
import { adt, errorsOf, INS, IPP, message, one, sourceOf, type MessageParts } from './samples.ts';

const refusedOf = async (bytes: string | Uint8Array) => {
  const [item] = await adt(sourceOf(bytes));
  if (item === undefined || !('refused' in item)) throw new Error('a refusal was expected');
  return item.refused;
};

describe('a refused message', () => {
  it.each<[MessageParts, string | null, string | null]>([
    [{ pid8: 'X' }, 'PAT-TROIS DOMINIQUE MARIE-LOUISE, 28/03/1979', 'X'],
    [{ pid5: 'PAT3^Zoé^^^^^L' }, 'PAT3 Zoé, 28/03/1979', 'PAT3'],
    [{ pid5: 'PAT^ZOE3^^^^^L' }, 'PAT ZOE3, 28/03/1979', 'ZOE3'],
    [{ pid5: 'PAT^ZOE^ZOE3^^^^L' }, 'PAT ZOE3, 28/03/1979', 'ZOE3'],
    [{ pid5: 'PAT^ZOE^^^^^L~D\u0007U^^^^^^D' }, 'PAT ZOE, 28/03/1979', 'D\u0007U'],
    [{ pid5: 'PAT^ZOE^^^^^L~DU^Z\u0007^^^^^D' }, 'PAT ZOE, 28/03/1979', 'Z\u0007'],
    [{ pid5: 'MARIEE^ANNE^^^^^D' }, 'MARIEE ANNE, 28/03/1979', 'MARIEE^ANNE^^^^^D'],
    [{ pid7: '19790230' }, 'PAT-TROIS DOMINIQUE MARIE-LOUISE', '19790230'],
    [{ pid7: '20261122' }, 'PAT-TROIS DOMINIQUE MARIE-LOUISE, 22/11/2026', '20261122'],
    [{ pid11: '^^^^^^BDL^^5121' }, 'PAT-TROIS DOMINIQUE MARIE-LOUISE, 28/03/1979', '5121'],
    [{ pid3: '1^^^A^PI~2^^^B^PI' }, 'PAT-TROIS DOMINIQUE MARIE-LOUISE, 28/03/1979', '1^^^A^PI~2^^^B^PI'],
    [{ pid3: `${'9'.repeat(65)}^^^A^PI` }, 'PAT-TROIS DOMINIQUE MARIE-LOUISE, 28/03/1979', `${'9'.repeat(65)}^^^A^PI`],
    [{ event: 'A01', rest: [] }, 'PAT-TROIS DOMINIQUE MARIE-LOUISE, 28/03/1979', null],
    [{ pid5: '\\Zz\\^DOMINIQUE^^^^^L' }, '28/03/1979', '\\Zz\\^DOMINIQUE^^^^^L'],
    [{ pid5: '', pid7: '' }, null, null],
  ])('%j tells whose it is and what is wrong', async (parts, name, value) => {
    const raw = message(parts);
    expect(await one(parts)).toMatchObject({ refused: { name, value, raw } });
  });

  it('bounds what it tells', async () => {
    const { name, value } = await refusedOf(message({ pid5: `${'A'.repeat(150)}^${'B'.repeat(150)}^^^^^D` }));
    expect([name?.length, value?.length]).toEqual([200, 200]);
  });

  it('that the end of the file cuts is told as far as it goes', async () => {
    const text = message().slice(0, message().indexOf('|28 Av') + 3);
    expect(await refusedOf(text)).toEqual({ name: 'PAT-TROIS DOMINIQUE MARIE-LOUISE, 28/03/1979', value: null, raw: `${text}\r` });
    expect(await refusedOf(`\u000B${message()}`)).toMatchObject({ name: 'PAT-TROIS DOMINIQUE MARIE-LOUISE, 28/03/1979', raw: message() });
  });

  it('that is none, or has no header, tells nothing of anybody', async () => {
    expect(await refusedOf('nom;prénom\r')).toEqual({ name: null, value: null, raw: null });
    expect(await refusedOf('MSH|^^^^|É\r')).toEqual({ name: null, value: null, raw: 'MSH|^^^^|^XC389^\r' });
  });
});

describe('the text of a message', () => {
  const latin = (parts: MessageParts) => Buffer.from(message(parts), 'latin1');

  it('is that of its letters, segments ended by CR, taken or refused', async () => {
    const parts = { charset: '8859/1', pid5: 'DUPRÉ^ZOÉ^^^^^L' };
    expect(await adt(sourceOf(latin(parts)))).toMatchObject([{ kind: 'patient', raw: message(parts) }]);
    expect(await refusedOf(latin({ ...parts, pid8: 'X' }))).toMatchObject({ raw: message({ ...parts, pid8: 'X' }) });
    expect(await adt(sourceOf(message().replaceAll('\r', '\r\n')))).toMatchObject([{ raw: message() }]);
    expect(await adt(sourceOf(message({ event: 'A05' })))).toMatchObject([{ kind: 'ignored', raw: message({ event: 'A05' }) }]);
  });

  it('is null beyond 16 KiB, letters counted in UTF-8', async () => {
    const rest = (length: number) => ({ charset: '8859/1', rest: [`NTE|1||${'é'.repeat(2)}${'x'.repeat(length)}`] });
    const left = 16 * 1024 - latin(rest(0)).length - 2;
    expect(await adt(sourceOf(latin(rest(left))))).toMatchObject([{ raw: message(rest(left)) }]);
    expect(await adt(sourceOf(latin(rest(left + 1))))).toMatchObject([{ raw: null }]);
    const ascii = (length: number) => message({ rest: [`NTE|1||${'x'.repeat(length)}`] });
    expect(await adt(sourceOf(ascii(16 * 1024 - ascii(0).length)))).toMatchObject([{ raw: ascii(16 * 1024 - ascii(0).length) }]);
    expect(await adt(sourceOf(latin(rest(left + 20_000))))).toMatchObject([{ kind: 'patient', raw: null }]);
    expect(await refusedOf(message({ pid8: 'X', rest: [`NTE|1||${'x'.repeat(20_000)}`] }))).toMatchObject({ raw: null, value: 'X' });
  });

  it('holds the bytes of letters that cannot be told, not a guess', async () => {
    expect(await refusedOf(message({ charset: '8859/1', pid5: 'BENOÎT^ZOE^^^^^L' }))).toMatchObject({
      name: null,
      raw: message({ charset: '8859/1', pid5: 'BENO\\XC38E\\T^ZOE^^^^^L' }),
    });
    expect(await refusedOf(latin({ charset: '', pid5: 'DUPRÉ^ZOE^^^^^L' }))).toMatchObject({
      name: '28/03/1979',
      raw: message({ charset: '', pid5: 'DUPR\\XC9\\^ZOE^^^^^L' }),
    });
    // In UTF-8, and another charset within: told apart by what refused it.
    const mixed = Buffer.concat([latin({ charset: '8859/1', pid5: 'BENO#T^ZOE^^^^^L~DUPRÉ^^^^^^D' })])
      .toString('latin1')
      .replace('#', 'Ã\u008E');
    expect(await refusedOf(Buffer.from(mixed, 'latin1'))).toMatchObject({
      raw: message({ charset: '8859/1', pid5: 'BENO\\XC38E\\T^ZOE^^^^^L~DUPR\\XC9\\^^^^^^D' }),
    });
  });

  it('has the letters of hexadecimal escapes, which another charset would change, and no other escape decoded', async () => {
    const parts = (name: string) => ({ charset: '8859/1', pid5: `${name}^ZOE^^^^^L`, pid8: 'X' });
    expect(await refusedOf(latin(parts('DUPR\\XC9\\\\X0D\\\\T\\')))).toMatchObject({ raw: message(parts('DUPRÉ\\X0D\\\\T\\')) });
  });
});

describe('the file of refused messages', () => {
  it('declares UTF-8 where it holds letters, and is read again', async () => {
    const wrong = { charset: '8859/1', pid5: 'DUPRÉ^ZOÉ^^^^^L', pid8: 'X' };
    const { raw } = await refusedOf(Buffer.from(message(wrong), 'latin1'));
    const short = `${
      message({ ...wrong, charset: '' })
        .split('\r')[0]
        ?.split('|')
        .slice(0, 12)
        .join('|') ?? ''
    }\r`;
    const file = hl7Refused([
      raw ?? '',
      message({ pid8: 'X', charset: 'ASCII' }),
      message({ ...wrong, charset: '' }).replace(/^[^\r]*\r/, short),
    ]);
    expect(file.match(/MSH.*?\r/g)?.map((header) => header.split('|')[17]?.trim())).toEqual(['UNICODE UTF-8', 'ASCII', 'UNICODE UTF-8']);
    expect(file.match(/MSH.*?\r/g)?.map((header) => header.split('|').length)).toEqual([18, 18, 18]);
    expect(errorsOf(await adt(sourceOf(file.replaceAll('|X|', '|F|'))))).toEqual([]);
    expect(await adt(sourceOf(file.replaceAll('|X|', '|F|')))).toMatchObject([
      { patient: { birthName: 'DUPRE' } },
      {},
      { patient: { birthName: 'DUPRE' } },
    ]);
  });

  it('refuses again what was not corrected, and reads a message whose charset is corrected', async () => {
    const { raw } = await refusedOf(message({ charset: '8859/1', pid5: 'BENOÎT^ZOE^^^^^L~Benoît^^^^^^D', pid3: `${IPP}~${INS}` }));
    const file = hl7Refused([raw ?? '']);
    expect(errorsOf(await adt(sourceOf(file)))).toEqual([[1, 'HL7_CHARSET']]);
    expect(await adt(sourceOf(file.replace('8859/1', 'UNICODE UTF-8')))).toMatchObject([
      { patient: { birthName: 'BENOIT', usedName: 'Benoît' } },
    ]);
  });
});
