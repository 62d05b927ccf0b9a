import { describe, expect, it } from 'vitest';
import { adt, errorsOf, message, noticesOf, sourceOf } from './samples.ts';

const PV1 = 'PV1|1|I|CARDIO||||||||||||||||';
const read = (event: string, rest: readonly string[]) => adt(sourceOf(message({ event, rest }).slice(0, -1)));

describe('a last segment that nothing ends', () => {
  it.each([
    ['A28', ['PV1||N']],
    ['A31', ['PV1|1|N|CARDIO']],
    ['A28', ['NK1|1|AUTRE^PERS']],
    ['A28', ['ROL||UC|ODRP|1^AGNES^ISABELLE|']],
    ['A28', ['ZFD|||N|N|INSI|20211201']],
    ['A01', [`${PV1}8801^^^CHU`]],
    ['A01', [`${PV1}8801|`]],
    ['A01', [`${PV1}8801||||||||||||||||||||||||20261120`, 'PV2||']],
    ['A01', [`${PV1}8801|||||||||||||||||||||||||20261120|20261121|`]],
    ['A03', [`${PV1}8801|`, 'ZBE|1|20261120||INSERT|N||CARDIO|CARDIO|HMS']],
    ['A01', [`${PV1}8801|`, 'ZFA|ACTIF|20261120|||||||INO|20261120']],
  ])('%s %j is read, and said', async (event, rest) => {
    const [item, ...others] = await read(event, rest);
    expect(others).toEqual([]);
    expect(noticesOf(item)).toEqual(['HL7_OPEN_END']);
  });

  it.each([
    ['A28', []],
    ['A28', ['PV']],
    ['A28', ['PV1']],
    ['A28', ['ROL||UC|ODRP|1^AGNES^ISA']],
    ['A01', [PV1.slice(0, -1)]],
    ['A01', ['PV1|1|I|CARDIO']],
    ['A01', [`${PV1}88`]],
    ['A01', [`${PV1}8801|||||||||||||||||||||||||20261120`]],
    ['A01', [`${PV1}8801||||||||||||||||||||||||||20261120`]],
    ['A01', [`${PV1}8801|`, 'ZBE|1|2026112']],
    ['A01', [`${PV1}8801|`, 'ZBE|1|20261120||INSERT|N||CARDIO|CAR']],
    ['A40', ['MRG|99001^^^CHU^PI', 'PV1||N']],
    ['A40', ['MRG|99001^^^CHU^PI']],
  ])('%s %j is refused: what it says may be half', async (event, rest) => {
    expect(errorsOf(await read(event, rest))).toEqual([[1, 'HL7_TRUNCATED']]);
  });

  it('is refused within MLLP, whatever it is', async () => {
    expect(errorsOf(await adt(sourceOf(`\u000B${message({ rest: ['PV1||N'] })}`)))).toEqual([[1, 'HL7_TRUNCATED']]);
  });

  it('is none when blanks alone follow it', async () => {
    for (const end of ['\r', '\n', '\r\n', ' \r\n\r\n', '\r  ']) {
      const [item] = await adt(sourceOf(message().slice(0, -1) + end));
      expect(item, JSON.stringify(end)).toMatchObject({ kind: 'patient' });
      expect(noticesOf(item)).toEqual([]);
    }
  });

  it('of a message that is not taken changes nothing, unless its type may be cut', async () => {
    expect(errorsOf(await adt(sourceOf('MSH|^~\\&|GAM|CHU|||20261120||ADT^A')))).toEqual([[1, 'HL7_TRUNCATED']]);
    expect(await adt(sourceOf('MSH|^~\\&|GAM|CHU|||20261120||ADT^A05|1\rEVN||2026'))).toMatchObject([{ kind: 'ignored' }]);
  });
});
