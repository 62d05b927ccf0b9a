import { describe, expect, it } from 'vitest';
import { adt, cut, errorsOf, IPP, message, one, sourceOf } from './samples.ts';

const patient = {
  ipp: '442777',
  birthName: 'PAT-TROIS',
  birthFirstNames: 'DOMINIQUE MARIE-LOUISE',
  firstBirthFirstName: 'DOMINIQUE',
  usedName: 'Durand',
  usedFirstName: 'Domi',
  sex: 'F',
  birthDate: '1979-03-28',
  birthPlace: '51215',
};

describe('an ADT message', () => {
  it.each(['A28', 'A31'])('%s gives a patient', async (event) => {
    expect(await one({ event })).toMatchObject({
      line: 1,
      kind: 'patient',
      event,
      messageId: 'MSG-1',
      occurredAt: '2026-11-20T08:30:00',
      patient: {
        ...patient,
        matricule: { matricule: '279035121518989', oid: '1.2.250.1.213.1.4.10', problem: null },
        reliability: ['VALI'],
        authorities: ['CHU', '1.2.250.1.999.7'],
        transliterated: [],
        notices: [],
      },
    });
  });

  it.each(['A01', 'A02', 'A03', 'A04', 'A08', 'A11', 'A13'])('%s gives a patient and a stay', async (event) => {
    expect(await one({ event })).toMatchObject({
      kind: 'stay',
      event,
      patient,
      stay: {
        visitNumber: '8801',
        patientClass: 'I',
        ward: 'CARDIO',
        room: '12',
        bed: 'P',
        admittedAt: '2026-11-20T08:30:00+01:00',
        dischargedAt: null,
      },
    });
  });

  it.each([
    ['M', 'M'],
    ['F', 'F'],
    ['U', 'I'],
    ['O', 'I'],
    ['A', 'I'],
    ['N', 'I'],
  ])('takes the sex %s of PID-8 as %s', async (pid8, sex) => {
    expect(await one({ pid8 })).toMatchObject({ kind: 'patient', patient: { sex } });
  });

  it.each([
    [{ event: 'A01', rest: [] }, 'HL7_SEGMENT'],
    [{ event: 'A01', rest: ['PV1|1|I|||||||||||||||||8801|||||||||||||||||||||||||20261320'] }, 'HL7_TIME'],
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
    [{ pid5: 'PAT-TROIS\\T^DOMINIQUE^^^^^L' }, 'HL7_ESCAPE'],
    [{ charset: 'BIG-5' }, 'HL7_CHARSET'],
  ] as const)('%j is refused: %s, and no value leaves with the error', async (parts, code) => {
    const item = await one(parts);
    expect(item).toMatchObject({ line: 1, error: { code } });
    expect(JSON.stringify('error' in item ? item.error : null)).not.toMatch(/DOMINIQUE|2790351|19790/);
  });

  it.each([
    ['1979', '1979-00-00'],
    ['197903', '1979-03-00'],
    ['19790300', '1979-03-00'],
    ['19790328101500', '1979-03-28'],
  ])('reads the birth date %s as %s', async (pid7, birthDate) => {
    expect(await one({ pid7 })).toMatchObject({ patient: { birthDate } });
  });

  it('takes a lone first name as the list, and no birth place for none', async () => {
    expect(await one({ pid5: 'PAT-TROIS^DOMINIQUE^^^^^L', pid11: '' })).toMatchObject({
      patient: { birthFirstNames: 'DOMINIQUE', firstBirthFirstName: 'DOMINIQUE', usedName: null, birthPlace: null },
    });
  });

  it('keeps a hyphenated premier prénom of a list written with spaces', async () => {
    expect(await one({ pid5: 'PAT^JEAN-CHRISTOPHE^JEAN CHRISTOPHE PIERRE^^^^L' })).toMatchObject({
      patient: { birthFirstNames: 'JEAN CHRISTOPHE PIERRE', firstBirthFirstName: 'JEAN-CHRISTOPHE' },
    });
  });

  it('says which traits it transliterated', async () => {
    expect(await one({ pid5: 'Dupré^ZOÉ^^^^^L' })).toMatchObject({
      patient: { birthName: 'DUPRE', birthFirstNames: 'ZOE', transliterated: ['birthName', 'birthFirstNames'] },
    });
  });

  it.each(['ADT^A05', 'ADT^A06', 'ADT^A12', 'ADT^A38', 'ADT^Z99', 'ADT^', 'ORU^R01', 'ORU^A01'])(
    '%s is told as ignored, whatever it holds',
    async (event) => {
      const text = message({ rest: ['NTE|1', 'not a segment'] }).replace('ADT^A28', event);
      expect(await adt(sourceOf(text))).toMatchObject([{ kind: 'ignored', event, notice: null }]);
    },
  );

  it.each([
    ['A46', 'un second dossier'],
    ['A47', 'un second dossier'],
    ['A49', 'un second séjour'],
    ['A50', 'un second séjour'],
    ['A51', 'un second séjour'],
  ])('%s, a change of number, is ignored and said to make %s', async (event, second) => {
    expect(await one({ event })).toMatchObject({
      kind: 'ignored',
      event: `ADT^${event}`,
      notice: { code: 'HL7_NUMBER_CHANGE', message: expect.stringContaining(second) },
    });
    expect(await adt(sourceOf(message().replace('ADT^A28', `ORU^${event}`)))).toMatchObject([{ notice: null }]);
  });

  it('refuses a message of two people, by name', async () => {
    const [, , pid = ''] = message().split('\r');
    expect(errorsOf(await adt(sourceOf(message({ rest: [pid] }))))).toEqual([[1, 'HL7_TWO_PEOPLE']]);
  });

  it('refuses to erase a strict trait', async () => {
    for (const parts of [
      { pid5: '""' },
      { pid5: '""^ANNE^^^^^L' },
      { pid5: 'PAT^""^ANNE^^^^L' },
      { pid5: 'PAT^ANNE^""^^^^L' },
      { pid7: '""' },
      { pid7: '""', pid: { 31: 'Y' } },
      { pid8: '""' },
      { pid11: '^^^^^^BDL^^""' },
    ]) {
      expect(await one(parts), JSON.stringify(parts)).toMatchObject({ error: { code: 'HL7_NULL_TRAIT' } });
    }
  });

  it('takes an unknown person of an emergency without birth date, and no one else', async () => {
    const pid5 = 'INCONNU^PERSONNE^^^^^L';
    expect(await one({ pid5, pid7: '', pid: { 31: 'Y' } })).toMatchObject({
      patient: { unknownPerson: true, birthDate: '0000-00-00', firstBirthFirstName: 'PERSONNE' },
    });
    expect(await one({ pid5, pid: { 31: 'Y' } })).toMatchObject({ patient: { unknownPerson: true, birthDate: '1979-03-28' } });
    for (const told of ['N', '', 'X'])
      expect(await one({ pid5, pid7: '', pid: { 31: told } })).toMatchObject({
        error: { code: 'IMPORT_DATE', message: 'Date de naissance (PID-7) : la date de naissance est vide.' },
      });
    expect(await one({ pid5, pid7: '00000000', pid: { 31: 'Y' } })).toMatchObject({ error: { code: 'IMPORT_DATE' } });
    expect(await one({ pid: { 31: 'N' } })).toMatchObject({ patient: { unknownPerson: false } });
  });

  it('warns when a validated identity has an unknown birth place', async () => {
    const codes = async (place: string, pid32: string) => {
      const item = await one({ pid11: `^^^^^^BDL^^${place}`, pid32 });
      return 'patient' in item ? item.patient.notices.map(({ code }) => code) : [];
    };
    expect(await codes('99999', 'VALI')).toEqual(['HL7_PLACE_UNKNOWN_VALIDATED']);
    expect(await codes('99999', 'PROV')).toEqual([]);
    expect(await codes('51215', 'VALI')).toEqual([]);
  });

  it('passes every code of PID-32 on as it is', async () => {
    expect(await one({ pid32: 'VALI~DOUB~Xy' })).toMatchObject({ patient: { reliability: ['VALI', 'DOUB', 'Xy'] } });
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

  it.each(['8859/1', '8859/15', 'ISO-8859-1'])('refuses a message that declares %s and whose letters are in UTF-8', async (charset) => {
    for (const pid5 of ['BENOÎT^ZOE^^^^^L', 'PAT^PRÊLE^^^^^L', 'PAT^ZOE^^^^^L~BÊLE^^^^^^D', 'PAT^ZOÉ^^^^^L']) {
      expect(errorsOf(await adt(sourceOf(message({ charset, pid5 }))))).toEqual([[1, 'HL7_CHARSET']]);
    }
    // Letters of a segment that is not read say as much.
    expect(errorsOf(await adt(sourceOf(message({ charset, rest: ['NTE|1||Ça va'] }))))).toEqual([[1, 'HL7_CHARSET']]);
  });

  it('refuses one value in UTF-8 within a message of another charset, hexadecimal or not', async () => {
    const latin = Buffer.from(message({ charset: '8859/1', pid5: 'PAT^ZO#^^^^^L~DUPRÉ^^^^^^D' }), 'latin1').toString('latin1');
    expect(errorsOf(await adt(sourceOf(Buffer.from(latin.replace('#', 'Ã\u008B'), 'latin1'))))).toEqual([[1, 'HL7_CHARSET']]);
    expect(errorsOf(await adt(sourceOf(Buffer.from(latin.replace('#', '\\XC38B\\'), 'latin1'))))).toEqual([[1, 'HL7_CHARSET']]);
    expect(await adt(sourceOf(Buffer.from(latin.replace('#', 'Ë'), 'latin1')))).toMatchObject([
      { patient: { birthFirstNames: 'ZOE', usedName: 'DUPRÉ' } },
    ]);
  });

  it('judges the encoding of the flow likewise', async () => {
    expect(errorsOf(await adt(sourceOf(message({ charset: '', pid5: 'BENOÎT^ZOE^^^^^L' })), { charset: 'windows-1252' }))).toEqual([
      [1, 'HL7_CHARSET'],
    ]);
  });

  it('skips a byte order mark, which tells UTF-8 for what follows', async () => {
    const accented = { pid5: 'DUPRÉ^ZOÉ^^^^^L' };
    const bom = '\uFEFF';
    const both = await adt(sourceOf(bom + message(accented) + message({ ...accented, charset: '' })), { charset: 'windows-1252' });
    expect(both).toMatchObject([{ line: 1, patient: { birthName: 'DUPRE' } }, { patient: { birthName: 'DUPRE' } }]);
    expect(errorsOf(await adt(sourceOf(bom + message() + message({ charset: '8859/1' }))))).toEqual([[5, 'HL7_CHARSET']]);
    expect(errorsOf(await adt(sourceOf(message({ charset: '8859/1' }) + bom + message())))).toEqual([]);
    expect(await adt(sourceOf(`\u000B${bom}${message()}\u001C\r`))).toMatchObject([{ kind: 'patient' }]);
    expect(await adt(cut(Buffer.from(bom + message()), 1))).toMatchObject([{ kind: 'patient' }]);
    expect(await adt(sourceOf(bom))).toEqual([]);
  });

  it.each([
    ['FF FE', Buffer.from(`\uFEFF${message()}`, 'utf16le')],
    ['FE FF', Buffer.from(`\uFEFF${message()}`, 'utf16le').swap16()],
    ['no mark', Buffer.from(message(), 'utf16le')],
    ['no mark, big endian', Buffer.from(message(), 'utf16le').swap16()],
  ])('says that a file is in UTF-16 (%s), once', async (_, bytes) => {
    const expected = [
      {
        line: 1,
        error: { code: 'IMPORT_ENCODING_UTF16', message: 'Le fichier est en UTF-16.' },
        refused: { name: null, value: null, raw: null },
      },
    ];
    expect(await adt(sourceOf(bytes))).toMatchObject(expected);
    expect(await adt(cut(bytes, 1))).toMatchObject(expected);
    expect(await adt(sourceOf(bytes.subarray(0, 3)))).toHaveLength(1);
  });

  it('reads other delimiters than the usual ones', async () => {
    const text = message({ pid5: 'PAT-TROIS^DOMINIQUE^^^^^L', pid3: IPP, pid11: '' })
      .replaceAll('^', '!')
      .replaceAll('&', '%')
      .replaceAll('|', '#');
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
    const [header = '', event = '', pid = ''] = message().split('\r');
    for (const cutAt of [
      20,
      header.length - 1,
      header.length + 6,
      header.length + event.length + 40,
      header.length + event.length + pid.length + 1,
    ]) {
      const items = await adt(sourceOf(two.slice(0, message().length + cutAt)));
      expect(items[0]).toMatchObject({ kind: 'patient' });
      expect(errorsOf(items), String(cutAt)).toEqual([[5, 'HL7_TRUNCATED']]);
    }
  });

  it('reports a block of MLLP without its end, and goes on with the next one', async () => {
    const items = await adt(sourceOf(`\u000B${message()}${mllp(message())}\u000B${message()}`));
    expect(items.map((item) => ('error' in item ? item.error.code : item.kind))).toEqual(['HL7_TRUNCATED', 'patient', 'HL7_TRUNCATED']);
  });

  it('reads blocks of MLLP among messages without, and empty blocks', async () => {
    const items = await adt(sourceOf(`${message()}\u000B\u000B${mllp(message()).slice(1)}${message().slice(0, -1)}`));
    expect(items.map((item) => ('error' in item ? item.error.code : item.kind))).toEqual(['patient', 'patient', 'patient']);
  });

  it('takes two bytes for a mark of UTF-16 at the head of a file alone', async () => {
    const bytes = Buffer.concat([Buffer.from(message()), Buffer.from([0xff, 0xfe, 0x0d])]);
    for (const source of [sourceOf(bytes), cut(bytes, 1)]) expect(errorsOf(await adt(source))).toEqual([[1, 'HL7_SEGMENT']]);
  });

  it('reports what is no message once, and reads the next one', async () => {
    const items = await adt(sourceOf(`nom;prénom\rDUPONT;Zoé\r${message()}`));
    expect(items.map((item) => ('error' in item ? item.error.code : item.kind))).toEqual(['HL7_GARBAGE', 'patient']);
    const after = await adt(sourceOf(`${message()}BTS|1\rjunk\rjunk\r`));
    expect(after.map((item) => ('error' in item ? item.error.code : item.kind))).toEqual(['patient', 'HL7_GARBAGE']);
    for (const header of ['MSH|^^^^|x', 'MSH|^~\\', 'MSH|A~\\&|x', 'MSH|^ \\&|x'])
      expect(errorsOf(await adt(sourceOf(`${header}\r`))), header).toEqual([[1, 'HL7_HEADER']]);
  });

  it('refuses an enormous message without holding it, and reads the next one', async () => {
    const text = Buffer.from(`${message()}OBX|${'x'.repeat(3_000_000)}\r${message().repeat(2)}`);
    for (const source of [sourceOf(text), cut(text, 65_536)]) {
      const items = await adt(source);
      expect(items.map((item) => ('error' in item ? item.error.code : item.kind))).toEqual(['HL7_TOO_LARGE', 'patient', 'patient']);
    }
  });

  it('takes a message of 1 MiB, its line ends apart, and none longer', async () => {
    const segments = message().split('\r').slice(0, -1);
    const left = 1024 ** 2 - segments.join('').length - 4;
    const items = await adt(sourceOf(...[left, left + 1].map((length) => [...segments, `NTE|${'x'.repeat(length)}`, ''].join('\r'))));
    expect(items.map((item) => ('error' in item ? item.error.code : item.kind))).toEqual(['patient', 'HL7_TOO_LARGE']);
  });

  it('reads the event of EVN when MSH-9 gives the type alone', async () => {
    expect(await adt(sourceOf(message().replace('|ADT^A28^ADT_A01|', '|ADT|').replace('EVN||', 'EVN|A31|')))).toMatchObject([
      { kind: 'patient', event: 'A31' },
    ]);
  });

  it('refuses a message without patient', async () => {
    expect(await adt(sourceOf(message().replace(/PID\|[^\r]*\r/, '')))).toMatchObject([
      { error: { code: 'HL7_SEGMENT', message: 'Le segment PID manque.' } },
    ]);
  });

  it('says which names it transliterated: outer spaces are none', async () => {
    const names = async (pid5: string) => {
      const item = await one({ pid5 });
      return 'patient' in item ? [item.patient.birthName, item.patient.transliterated] : item;
    };
    expect(await names(' PAT-TROIS^DOMINIQUE ^^^^^L')).toEqual(['PAT-TROIS', []]);
    expect(await names('Dupré^DOMINIQUE^^^^^L')).toEqual(['DUPRE', ['birthName']]);
  });

  it('takes the birth place of the address of that type alone', async () => {
    expect(await one({ pid11: '1 rue^^PARIS^^75007^FRA^C^^75107~1 rue^^PARIS^^75007^FRA^^^75108' })).toMatchObject({
      patient: { birthPlace: null },
    });
  });

  it('stops on demand, and counts what it read', async () => {
    const stop = new AbortController();
    const seen: number[] = [];
    const source = sourceOf(message(), message(), message());
    await expect(
      adt(source, {
        signal: stop.signal,
        onProgress: (bytes) => {
          seen.push(bytes);
          if (seen.length === 2) stop.abort(new Error('stopped'));
        },
      }),
    ).rejects.toThrow('stopped');
    expect(seen).toEqual([message().length, 2 * message().length]);
  });
});
