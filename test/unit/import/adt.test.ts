import { describe, expect, it } from 'vitest';
import { adt, cut, errorsOf, INS, IPP, message, sourceOf } from './samples.ts';

const one = async (parts: Parameters<typeof message>[0], options: Parameters<typeof adt>[1] = {}) => {
  const items = await adt(sourceOf(message(parts)), options);
  expect(items).toHaveLength(1);
  return items[0];
};
const patient = { ipp: '442777', birthName: 'PAT-TROIS', birthFirstNames: 'DOMINIQUE MARIE-LOUISE', firstBirthFirstName: 'DOMINIQUE', usedName: 'Durand', usedFirstName: 'Domi', sex: 'F', birthDate: '1979-03-28', birthPlace: '51215' };

describe('an ADT message', () => {
  it.each(['A28', 'A31'])('%s gives a patient', async (event) => {
    expect(await one({ event })).toMatchObject({
      line: 1, kind: 'patient', event, messageId: 'MSG-1', occurredAt: '2026-11-20T08:30:00',
      patient: { ...patient, ins: { matricule: '279035121518989', oid: '1.2.250.1.213.1.4.10' }, reliability: ['VALI'], authorities: ['CHU', '1.2.250.1.999.7'], transliterated: [] },
    });
  });

  it.each(['A01', 'A02', 'A03', 'A04', 'A08', 'A11', 'A13'])('%s gives a patient and a stay', async (event) => {
    expect(await one({ event })).toMatchObject({
      kind: 'stay', event, patient,
      stay: { visitNumber: '8801', patientClass: 'I', ward: 'CARDIO', room: '12', bed: 'P', admittedAt: '2026-11-20T08:30:00+01:00', dischargedAt: null },
    });
  });

  it('A40 gives the two numbers', async () => {
    expect(await one({ event: 'A40', rest: ['MRG|99001^^^CHU&1.2.250.1.999.7&ISO^PI'] })).toMatchObject({ kind: 'merge', event: 'A40', ipp: '442777', mergedIpp: '99001', authorities: ['CHU', '1.2.250.1.999.7'] });
  });

  it.each([['M', 'M'], ['F', 'F'], ['U', 'I'], ['O', 'I'], ['A', 'I'], ['N', 'I']])('takes the sex %s of PID-8 as %s', async (pid8, sex) => {
    expect(await one({ pid8 })).toMatchObject({ kind: 'patient', patient: { sex } });
  });

  it.each([
    [{ event: 'A40', rest: [] }, 'HL7_SEGMENT'],
    [{ event: 'A40', rest: ['MRG|'] }, 'HL7_MERGE'],
    [{ event: 'A40', rest: ['MRG|442777^^^CHU^PI'] }, 'HL7_MERGE'],
    [{ event: 'A40', rest: ['MRG|1^^^CHU^PI~2^^^CHU^PI'] }, 'HL7_MERGE'],
    [{ event: 'A40', pid3: INS, rest: ['MRG|1^^^CHU^PI'] }, 'HL7_IPP'],
    [{ event: 'A01', rest: [] }, 'HL7_SEGMENT'],
    [{ event: 'A01', rest: ['PV1|1|I|||||||||||||||||8801|||||||||||||||||||||||||20261320'] }, 'HL7_TIME'],
    [{ pid3: `${IPP}~27903512151898^^^X&1.2.250.1.213.1.4.8&ISO^INS` }, 'IMPORT_INS_FORM'],
    [{ pid3: `${IPP}~2790351215189890^^^X&1.2.250.1.213.1.4.8&ISO^INS` }, 'IMPORT_INS_FORM'],
    [{ pid3: `${IPP}~279035121518900^^^X&1.2.250.1.213.1.4.8&ISO^INS` }, 'IMPORT_INS_KEY'],
    [{ pid3: `${IPP}~279035121518989^^^X^INS-NIR` }, 'IMPORT_INS_OID'],
    [{ pid3: `${INS}~297022A02077878^^^X&1.2.250.1.213.1.4.8&ISO^INS` }, 'IMPORT_INS_SEVERAL'],
    [{ pid3: '1^^^A^PI~2^^^B^PI' }, 'HL7_IPP'],
    [{ pid5: 'PAT-TROIS^DOMINIQUE^^^^^D' }, 'HL7_BIRTH_NAME'],
    [{ pid5: 'A^B^^^^^L~C^D^^^^^L' }, 'HL7_BIRTH_NAME'],
    [{ pid5: 'HENRY^PHILIPPE^ARNAUD^^^^L' }, 'HL7_FIRST_NAMES'],
    [{ pid5: 'HENRY^^^^^^L' }, 'HL7_FIRST_NAMES'],
    [{ pid5: 'PAT3^DOMINIQUE^^^^^L' }, 'TRAIT_CHARACTER'],
    [{ pid5: 'PAT\u0007TROIS^DOMINIQUE^^^^^L' }, 'TRAIT_CHARACTER'],
    [{ pid5: 'PAT-TROIS^DOMINIQUE^^^^^L~Du\u0007rand^^^^^^D' }, 'USED_NAME_CHARACTER'],
    [{ pid5: 'PAT--TROIS^JEAN--PAUL^^^^^L' }, 'TRAIT_FORM'],
    [{ pid3: '44\u000127^^^CHU^PI' }, 'IMPORT_CONTROL_CHARACTER'],
    [{ pid7: '19790230' }, 'IMPORT_DATE'],
    [{ pid7: '790328' }, 'IMPORT_DATE'],
    [{ pid7: '' }, 'IMPORT_DATE'],
    [{ pid7: '20261122' }, 'TRAIT_BIRTH_DATE_FUTURE'],
    [{ pid8: 'X' }, 'IMPORT_SEX'],
    [{ pid8: '' }, 'IMPORT_SEX'],
    [{ pid11: '^^^^^^BDL^^5121' }, 'TRAIT_BIRTH_PLACE'],
    [{ pid11: '^^^^^^BDL^^51215~^^^^^^BDL^^51454' }, 'HL7_BIRTH_PLACE'],
    [{ pid5: 'PAT-TROIS\\Zz\\^DOMINIQUE^^^^^L' }, 'HL7_ESCAPE'],
    [{ pid5: 'PAT-TROIS\\^DOMINIQUE^^^^^L' }, 'HL7_ESCAPE'],
    [{ charset: 'BIG-5' }, 'HL7_CHARSET'],
  ] as const)('%j is refused: %s, and no value leaves with the error', async (parts, code) => {
    const item = await one(parts);
    expect(item).toMatchObject({ line: 1, error: { code } });
    expect(JSON.stringify(item)).not.toMatch(/DOMINIQUE|2790351|19790/);
  });

  it.each([
    ['1979', '1979-00-00'], ['197903', '1979-03-00'], ['19790300', '1979-03-00'], ['19790328101500', '1979-03-28'],
  ])('reads the birth date %s as %s', async (pid7, birthDate) => {
    expect(await one({ pid7 })).toMatchObject({ patient: { birthDate } });
  });

  it('takes a lone first name as the list, and no birth place for none', async () => {
    expect(await one({ pid5: 'PAT-TROIS^DOMINIQUE^^^^^L', pid11: '' })).toMatchObject({ patient: { birthFirstNames: 'DOMINIQUE', firstBirthFirstName: 'DOMINIQUE', usedName: null, birthPlace: null } });
  });

  it('keeps a hyphenated premier prénom of a list written with spaces', async () => {
    expect(await one({ pid5: 'PAT^JEAN-CHRISTOPHE^JEAN CHRISTOPHE PIERRE^^^^L' })).toMatchObject({ patient: { birthFirstNames: 'JEAN CHRISTOPHE PIERRE', firstBirthFirstName: 'JEAN-CHRISTOPHE' } });
  });

  it('says which traits it transliterated', async () => {
    expect(await one({ pid5: 'Dupré^ZOÉ^^^^^L' })).toMatchObject({ patient: { birthName: 'DUPRE', birthFirstNames: 'ZOE', transliterated: ['birthName', 'birthFirstNames'] } });
  });

  it('refuses a test matricule in production', async () => {
    expect(errorsOf(await adt(sourceOf(message()), { test: false }))).toEqual([[1, 'IMPORT_INS_OID']]);
  });

  it('leaves out a matricule whose period is over, and finds the IPP by its authority', async () => {
    const pid3 = `${INS}^^20200101^20210101~10^^^OLD&1.2.3&ISO^PI~20^^^CHU&1.2.250.1.999.7&ISO^PI`;
    expect(await one({ pid3 }, { ippAuthority: '1.2.250.1.999.7' })).toMatchObject({ patient: { ins: null, ipp: '20', authorities: ['CHU', '1.2.250.1.999.7'] } });
  });

  it.each(['ADT^A05', 'ADT^', 'ORU^R01'])('%s is told as ignored', async (event) => {
    const text = message().replace('ADT^A28', event);
    expect(await adt(sourceOf(text))).toMatchObject([{ kind: 'ignored', event }]);
  });
});

describe('escapes and charsets', () => {
  it('decodes escapes, hexadecimal bytes in the charset of the message', async () => {
    const pid5 = 'PAT^LEA^^^^^L~D\\T\\Co \\F\\ \\S\\ \\R\\ \\E\\ L\\XC3A9\\a^^^^^^D';
    expect(await one({ pid5 })).toMatchObject({ patient: { usedName: 'D&Co | ^ ~ \\ Léa' } });
  });

  it.each([
    ['8859/1', 'latin1'],
    ['UNICODE UTF-8', 'utf8'],
  ] as const)('reads %s', async (charset, encoding) => {
    const bytes = Buffer.from(message({ charset, pid5: 'DUPRÉ^ZOÉ^^^^^L~Dupré^^^^^^D' }), encoding);
    expect(await adt(sourceOf(bytes))).toMatchObject([{ patient: { birthName: 'DUPRE', usedName: 'Dupré' } }]);
  });

  it('reads the œ and the € of 8859/15', async () => {
    const bytes = Buffer.from(message({ charset: '8859/15', pid5: 'LEBOEUF^ZOE^^^^^L~Leb#uf^^^^^^D' }), 'latin1');
    bytes[bytes.indexOf('#')] = 0xbd;
    expect(await adt(sourceOf(bytes))).toMatchObject([{ patient: { usedName: 'Lebœuf' } }]);
  });

  it('refuses accented letters of an undeclared or false charset, unless the flow has one', async () => {
    const latin = (charset: string) => Buffer.from(message({ charset, pid5: 'DUPRÉ^ZOÉ^^^^^L' }), 'latin1');
    expect(errorsOf(await adt(sourceOf(latin(''))))).toEqual([[1, 'HL7_CHARSET']]);
    expect(errorsOf(await adt(sourceOf(latin('ASCII'))))).toEqual([[1, 'HL7_CHARSET']]);
    expect(errorsOf(await adt(sourceOf(latin('UNICODE UTF-8'))))).toEqual([[1, 'HL7_CHARSET']]);
    expect(await adt(sourceOf(latin('')), { charset: 'windows-1252' })).toMatchObject([{ patient: { birthName: 'DUPRE' } }]);
  });

  it('reads other delimiters than the usual ones', async () => {
    const text = message({ pid5: 'PAT-TROIS^DOMINIQUE^^^^^L', pid3: IPP, pid11: '' }).replaceAll('^', '!').replaceAll('&', '%').replaceAll('|', '#');
    expect(await adt(sourceOf(text))).toMatchObject([{ patient: { ipp: '442777', birthName: 'PAT-TROIS' } }]);
  });
});

describe('a file of messages', () => {
  const mllp = (text: string) => `\u000B${text}\u001C\r`;

  it.each([
    ['CR', message().repeat(3)],
    ['LF', message().repeat(3).replaceAll('\r', '\n')],
    ['CR LF', message().repeat(3).replaceAll('\r', '\r\n')],
    ['blank lines between messages', `${message()}\r\r${message()}\r${message()}`],
    ['batch envelopes', `FHS|^~\\&|\rBHS|^~\\&|\r${message().repeat(3)}BTS|3\rFTS|1\r`],
    ['MLLP', mllp(message()).repeat(3)],
  ])('is read by message: %s, whatever the pieces', async (_, text) => {
    const whole = await adt(sourceOf(text));
    expect(whole.map((item) => 'kind' in item && item.kind)).toEqual(['patient', 'patient', 'patient']);
    for (const size of [1, 7, 64]) expect(await adt(cut(Buffer.from(text), size))).toEqual(whole);
  });

  it('gives the line of each header', async () => {
    const items = await adt(sourceOf(message().repeat(2).replaceAll('\r', '\r\n')));
    expect(items.map(({ line }) => line)).toEqual([1, 5]);
  });

  it('keeps complete messages and reports the one that the end cuts, wherever it cuts', async () => {
    const two = message().repeat(2);
    for (const cutAt of [two.length - 1, two.length - 40, message().length + 20]) {
      const items = await adt(sourceOf(two.slice(0, cutAt)));
      expect(items[0]).toMatchObject({ kind: 'patient' });
      expect(errorsOf(items)).toEqual([[5, 'HL7_TRUNCATED']]);
    }
  });

  it('reports a block of MLLP without its end, and goes on with the next one', async () => {
    const items = await adt(sourceOf(`\u000B${message()}${mllp(message())}\u000B${message()}`));
    expect(items.map((item) => ('error' in item ? item.error.code : item.kind))).toEqual(['HL7_TRUNCATED', 'patient', 'HL7_TRUNCATED']);
  });

  it('reports what is no message once, and reads the next one', async () => {
    const items = await adt(sourceOf(`nom;prénom\rDUPONT;Zoé\r${message()}`));
    expect(items.map((item) => ('error' in item ? item.error.code : item.kind))).toEqual(['HL7_GARBAGE', 'patient']);
    expect(errorsOf(await adt(sourceOf('MSH|^^^^|x\r')))).toEqual([[1, 'HL7_HEADER']]);
  });

  it('refuses an enormous message without holding it, and reads the next one', async () => {
    const items = await adt(sourceOf(`${message()}OBX|${'x'.repeat(2_000_000)}\r${message()}`, message()));
    expect(items.map((item) => ('error' in item ? item.error.code : item.kind))).toEqual(['HL7_TOO_LARGE', 'patient', 'patient']);
  });

  it('stops on demand, and counts what it read', async () => {
    const stop = new AbortController();
    const seen: number[] = [];
    const source = sourceOf(message(), message(), message());
    await expect(adt(source, { signal: stop.signal, onProgress: (bytes) => { seen.push(bytes); if (seen.length === 2) stop.abort(new Error('stopped')); } })).rejects.toThrow('stopped');
    expect(seen).toEqual([message().length, 2 * message().length]);
  });
});
