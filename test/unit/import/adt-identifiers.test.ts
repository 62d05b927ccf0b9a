import { describe, expect, it } from 'vitest';
import { adt, errorsOf, INS, IPP, message, noticesOf, one, sourceOf, type MessageParts } from './samples.ts';

const NUMBER = '279035121518989';
const OTHER = '297022A02077878';
const ins = (number: string, oid: string, type = 'INS', authority = 'ASIP-SANTE-INS-NIR') => `${number}^^^${authority}&${oid}&ISO^${type}`;
const NIR = '1.2.250.1.213.1.4.8';
const withIpp = (...numbers: readonly string[]): MessageParts => ({ pid3: [IPP, ...numbers].join('~') });

describe('the matricule of a message', () => {
  it.each([
    [ins('27903512151898', NIR), { matricule: '27903512151898', oid: NIR, problem: 'LENGTH' }],
    [ins('279035121518900', NIR), { matricule: '279035121518900', oid: NIR, problem: 'KEY' }],
    [`${NUMBER}^^^X^INS-NIR`, { matricule: NUMBER, oid: null, problem: 'OID' }],
    [`${NUMBER}^^^X^INS`, { matricule: NUMBER, oid: null, problem: 'OID' }],
    [`${NUMBER}^^^X&1.2.3&ISO^INS-NIA`, { matricule: NUMBER, oid: null, problem: 'OID' }],
    [ins(NUMBER, NIR, ''), { matricule: NUMBER, oid: NIR, problem: null }],
    [ins(NUMBER, NIR, 'NH'), { matricule: NUMBER, oid: NIR, problem: null }],
  ])('%s is received with what is wrong with it, and the patient is taken', async (number, matricule) => {
    expect(await one(withIpp(number))).toMatchObject({ patient: { ipp: '442777', matricule, billingNss: null, notices: [] } });
  });

  it('keeps one of test in production, with its problem', async () => {
    expect(await one(withIpp(INS), { test: false })).toMatchObject({ patient: { matricule: { problem: 'OID' } } });
  });

  it.each([
    ['0123456789012345678901^^^ASIP-SANTE-INS-C&1.2.250.1.213.1.4.2&ISO^INS-C'],
    ['0123456789012345678901^^^ASIP-SANTE-INS-C&1.2.250.1.213.1.4.6&ISO^INS-C'],
    ['0123456789012345678901^^^ASIP-SANTE-INS-C&1.2.250.1.213.1.4.7&ISO^INC-C'],
    ['0123456789012345678901^^^X^INS-C'],
    ['0123456789012345678901^^^ASIP-SANTE-INS-C&1.2.250.1.213.1.4.2&ISO^PI'],
    [`${NUMBER}^^^ASIP-SANTE-INS-A&1.2.250.1.213.1.4.1&ISO^INS-A`],
    [`${NUMBER}^^^X^INS-A`],
  ])('is not the former %s, which is no error nor a local number either', async (number) => {
    expect(await one(withIpp(number))).toMatchObject({
      kind: 'patient',
      patient: { ipp: '442777', matricule: null, billingNss: null, notices: [] },
    });
    expect(await one({ pid3: number })).toMatchObject({ kind: 'patient', patient: { ipp: null, matricule: null } });
    expect(await one(withIpp(number, INS))).toMatchObject({ patient: { matricule: { matricule: NUMBER } } });
  });

  it.each(['1', '2', '6', '7', '13', '14'])(
    'is told from a former one, and from a numéro de sécurité sociale, by its OID 1.2.250.1.213.1.4.%s alone, whatever its type',
    async (last) => {
      for (const type of ['PI', 'INS', ''])
        expect(await one({ pid3: ins(NUMBER, `1.2.250.1.213.1.4.${last}`, type) }), type).toMatchObject({
          patient: { ipp: null, matricule: null },
        });
    },
  );

  it('is not a numéro de sécurité sociale, which fills that of reimbursement when its key is right', async () => {
    for (const nss of [
      ins(NUMBER, '1.2.250.1.213.1.4.13', 'NH', 'NSS'),
      ins(NUMBER, '1.2.250.1.213.1.4.14', 'SS', 'NSS'),
      ins(NUMBER, '1.2.250.1.213.1.4.13', 'INS'),
      `${NUMBER}^^^X^NH`,
      `${NUMBER}^^^X^SS`,
      ins(NUMBER, NIR, 'NH', 'ASIP-SANTE-NIR'),
      ins(NUMBER, NIR, 'SS', 'ASIP-SANTE-NIR'),
    ]) {
      expect(await one(withIpp(nss)), nss).toMatchObject({ patient: { matricule: null, billingNss: NUMBER, notices: [] } });
      expect(await one({ pid3: nss }), nss).toMatchObject({ patient: { ipp: null } });
    }
    expect(await one(withIpp('2 79 03 51 215 189 89^^^X^NH', INS))).toMatchObject({
      patient: { matricule: { matricule: NUMBER }, billingNss: NUMBER },
    });
  });

  it('says that a numéro de sécurité sociale is left out', async () => {
    for (const numbers of [['279035121518900^^^X^NH'], ['2790351215189^^^X^NH'], [`${NUMBER}^^^X^NH`, `${OTHER}^^^X^NH`]]) {
      const item = await one(withIpp(...numbers));
      expect(item).toMatchObject({ patient: { billingNss: null } });
      expect(noticesOf(item)).toEqual(['HL7_NSS_DROPPED']);
    }
  });

  it('is none of two active ones that differ, and that is said', async () => {
    for (const numbers of [
      [INS, ins(OTHER, NIR)],
      [ins(NUMBER, NIR), ins(NUMBER, '1.2.250.1.213.1.4.9')],
      [`${NUMBER}^^^X^INS`, `${OTHER}^^^X^INS`],
      [INS, `${OTHER}^^^X^INS`],
    ]) {
      const item = await one(withIpp(...numbers));
      expect(item).toMatchObject({ kind: 'patient', patient: { ipp: '442777', matricule: null } });
      expect(noticesOf(item)).toEqual(['HL7_INS_SEVERAL']);
    }
  });

  it('given twice is one, with its nature when one of them tells it', async () => {
    for (const numbers of [
      [INS, INS],
      [INS, '2 79 03 51 215 189 89^^^X^INS'],
      [`${NUMBER}^^^X^INS`, INS],
    ]) {
      expect(await one(withIpp(...numbers))).toMatchObject({
        patient: { matricule: { matricule: NUMBER, oid: '1.2.250.1.213.1.4.10' }, notices: [] },
      });
    }
  });

  it('is left out the day after the last one of its period, not before', async () => {
    const until = (day: string) => one(withIpp(`${INS}^^20200101^${day}`));
    expect(await until('20261120')).toMatchObject({ patient: { matricule: null } });
    expect(await until('20261121')).toMatchObject({ patient: { matricule: { matricule: NUMBER } } });
    expect(await until('20261122235959')).toMatchObject({ patient: { matricule: { matricule: NUMBER } } });
    expect(await until('2020')).toMatchObject({ patient: { matricule: { matricule: NUMBER } } });
    expect(await one(withIpp(`${INS}^^20200101^20210101`, ins(OTHER, NIR)))).toMatchObject({
      patient: { matricule: { matricule: OTHER } },
    });
    expect(await one(withIpp(`${NUMBER}^^^X^NH^^20200101^20210101`))).toMatchObject({ patient: { billingNss: null, notices: [] } });
  });

  it('that the sender removes is said, unless another one is given', async () => {
    const removed = ins('""', NIR);
    expect(noticesOf(await one(withIpp(removed)))).toEqual(['HL7_INS_REMOVED']);
    expect(noticesOf(await one(withIpp(removed, INS)))).toEqual([]);
    expect(noticesOf(await one(withIpp(ins('', NIR))))).toEqual([]);
  });
});

describe('the local number of a message', () => {
  it.each([
    ['10^^^OLD^PI', '10'],
    ['10^^^OLD', '10'],
    [`10^^^OLD~${INS}`, '10'],
    ['10^^^OLD^AN', null],
    ['10^^^OLD~20^^^NEW', null],
    ['10^^^OLD^PI~20^^^NEW', '10'],
    ['10^^^OLD^PI~10^^^OLD^PI', '10'],
    ['', null],
  ])('without authority expected, %s gives %s', async (pid3, ipp) => {
    expect(await one({ pid3 })).toMatchObject({ patient: { ipp } });
  });

  it.each([
    ['10^^^OLD^PI~20^^^CHU&1.2.3&ISO^PI', '20'],
    ['10^^^OLD^PI~20^^^&1.2.3&ISO', '20'],
    ['10^^^1.2.3^PI', '10'],
    ['10^^^OLD^PI', null],
    ['10^^^CHU&1.2.3&ISO^AN', null],
    ['10^^^OLD', null],
  ])('of the authority 1.2.3, %s gives %s', async (pid3, ipp) => {
    expect(await one({ pid3 }, { ippAuthority: '1.2.3' })).toMatchObject({ patient: { ipp } });
  });

  it('is refused when there are two, named by its own authorities otherwise', async () => {
    expect(await one({ pid3: '1^^^A^PI~2^^^B^PI' })).toMatchObject({ error: { code: 'HL7_IPP' } });
    expect(await one({ pid3: '1^^^A&1.2&ISO^PI~1^^^B^AN~2^^^C^AN~1^^^D' })).toMatchObject({
      patient: { ipp: '1', authorities: ['A', '1.2', 'D'] },
    });
    // Another system’s number gives it no authority.
    expect(await one({ pid3: '1^^^OLD^PI~2^^^CHU&1.2.3&ISO^PI' }, { ippAuthority: '1.2.3' })).toMatchObject({
      patient: { ipp: '2', authorities: ['CHU', '1.2.3'] },
    });
  });
});

describe('a merge', () => {
  const pid = (ipp: string) => message({ pid3: ipp }).split('\r')[2] ?? '';
  const merge = (...rest: readonly string[]) => one({ event: 'A40', rest });

  it('gives the two numbers', async () => {
    expect(await merge('MRG|99001^^^CHU&1.2.250.1.999.7&ISO^PI')).toMatchObject({
      kind: 'merge',
      event: 'A40',
      messageId: 'MSG-1',
      occurredAt: '2026-11-20T08:30:00',
      pairs: [{ ipp: '442777', mergedIpp: '99001', authorities: ['CHU', '1.2.250.1.999.7'] }],
    });
  });

  it('of several groups gives each of its pairs', async () => {
    const item = await merge('PD1||U', 'MRG|2^^^CHU^PI', 'PV1||N', pid('3^^^LABO^PI'), 'MRG|4^^^LABO^PI', pid('5'), 'MRG|6');
    expect(item).toMatchObject({
      pairs: [
        { ipp: '442777', mergedIpp: '2' },
        { ipp: '3', mergedIpp: '4', authorities: ['LABO'] },
        { ipp: '5', mergedIpp: '6', authorities: [] },
      ],
    });
  });

  it.each([
    ['no MRG', []],
    ['an empty MRG', ['MRG|']],
    ['the same number on both sides', ['MRG|442777^^^CHU^PI']],
    ['several numbers in an MRG', ['MRG|1^^^CHU^PI~2^^^CHU^PI']],
    ['two MRG for one patient', ['MRG|1^^^CHU^PI', 'MRG|2^^^CHU^PI']],
    ['numbers of two authorities', ['MRG|1^^^LABO&1.2.3&ISO^PI']],
    ['a group without MRG after one that has it', ['MRG|1^^^CHU^PI', pid('2^^^CHU^PI')]],
    ['a group without MRG before one that has it', [pid('2^^^CHU^PI'), 'MRG|1^^^CHU^PI']],
    ['one number merged twice', ['MRG|1^^^CHU^PI', pid('2^^^CHU^PI'), 'MRG|1^^^CHU^PI']],
  ])('with %s is refused whole', async (_, rest) => {
    expect(await merge(...rest)).toMatchObject({ error: { code: 'HL7_MERGE' } });
  });

  it('is one of numbers of which one does not tell its authority', async () => {
    expect(await merge('MRG|99001')).toMatchObject({ pairs: [{ ipp: '442777', mergedIpp: '99001' }] });
    expect(await one({ event: 'A40', pid3: '5', rest: ['MRG|6^^^LABO^PI'] })).toMatchObject({
      pairs: [{ ipp: '5', mergedIpp: '6', authorities: [] }],
    });
  });

  it('takes numbers of 64 characters at most', async () => {
    expect(await merge(`MRG|${'9'.repeat(64)}^^^CHU^PI`)).toMatchObject({ pairs: [{ mergedIpp: '9'.repeat(64) }] });
    expect(await merge(`MRG|${'9'.repeat(65)}^^^CHU^PI`)).toMatchObject({ error: { code: 'IMPORT_TOO_LONG' } });
  });

  it('without a number to keep, or with one that no number is, is refused', async () => {
    expect(await one({ event: 'A40', pid3: INS, rest: ['MRG|1^^^CHU^PI'] })).toMatchObject({ error: { code: 'HL7_IPP' } });
    expect(await merge('MRG|1\u00012^^^CHU^PI')).toMatchObject({ error: { code: 'IMPORT_CONTROL_CHARACTER' } });
    expect(errorsOf(await adt(sourceOf(message({ event: 'A40' }).replace(/PID\|[^\r]*/, 'PID'))))).toEqual([[1, 'HL7_IPP']]);
  });
});
