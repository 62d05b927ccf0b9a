import { describe, expect, it } from 'vitest';
import { noticesOf, one } from './samples.ts';

const a28 = (...rest: readonly string[]) => one({ rest: ['PV1||N', ...rest] });

describe('what proves an identity (ZFD)', () => {
  it.each([
    ['ZFD|||N|N|INSI|20211201|PA|20300101', { lunarDate: false, channel: 'INSI', insiOn: '2021-12-01', document: 'PA' }],
    ['ZFD|31^02^1960||N|Y|SM', { lunarDate: true, channel: 'SM', insiOn: null, document: null }],
    ['ZFD|^^1960', { lunarDate: true, channel: null, insiOn: null, document: null }],
    ['ZFD|Y', { lunarDate: true, channel: null, insiOn: null, document: null }],
    ['ZFD|N||||CV', { lunarDate: false, channel: 'CV', insiOn: null, document: null }],
    ['ZFD||||||20211201101112', { lunarDate: false, channel: null, insiOn: '2021-12-01', document: null }],
    ['ZFD|||||||LE', { lunarDate: false, channel: null, insiOn: null, document: 'LE' }],
    ['ZFD|N|40|Y|Y', null],
    ['ZFD|""||||""|""|""', null],
    ['NTE|1', null],
  ])('%s', async (segment, proof) => {
    const item = await a28(segment);
    expect(item).toMatchObject({ patient: { proof } });
    expect(noticesOf(item)).toEqual([]);
  });

  it.each(['SM', 'CV', 'INSI', 'CB', 'RFID', 'AV'])('channel %s', async (code) => {
    expect(await a28(`ZFD|||||${code}`)).toMatchObject({ patient: { proof: { channel: code } } });
  });

  it('has a code of document of 16 characters at most', async () => {
    expect(await a28(`ZFD|||||||${'P'.repeat(16)}`)).toMatchObject({ patient: { proof: { document: 'P'.repeat(16) } } });
    expect(await a28(`ZFD|||||||${'P'.repeat(17)}`)).toMatchObject({ error: { code: 'IMPORT_TOO_LONG', path: '/ZFD/7' } });
  });

  it('says what it cannot read', async () => {
    const item = await a28('ZFD|||||XX|20211301|PA');
    expect(item).toMatchObject({ patient: { proof: { channel: null, insiOn: null, document: 'PA' } } });
    expect(noticesOf(item)).toEqual(['HL7_CHANNEL_UNKNOWN', 'HL7_DATE_DROPPED']);
  });
});

describe('information and opposition (ZFA)', () => {
  const informed = { state: 'informed', on: '2026-11-20' };
  const opposed = { state: 'opposed', on: '2026-11-20' };
  it.each([
    ['INO|20261120|IC|20261120', { feeding: informed, consultation: informed }],
    ['INO|20261120|INC|20261120101112', { feeding: informed, consultation: opposed }],
    ['IO|20261120|INC|20261120', { feeding: opposed, consultation: opposed }],
    ['INO|20261120|NA|', { feeding: informed, consultation: null }],
    ['NA||IC|', { feeding: null, consultation: { state: 'informed', on: null } }],
    ['IO^opposé||', { feeding: { state: 'opposed', on: null }, consultation: null }],
    ['NA||NA|', null],
    ['|||', null],
    ['""||""|', null],
  ])('%s in ZFA-9 to 12', async (fields, consent) => {
    const item = await a28(`ZFA|ACTIF|20261120|||||||${fields}`);
    expect(item).toMatchObject({ patient: { consent } });
    expect(noticesOf(item)).toEqual([]);
  });

  it('is read one field earlier when ZFA-8, a date, holds a code', async () => {
    expect(await a28('ZFA|ACTIF|20261120||||||IO|20261120|INC|20261120')).toMatchObject({
      patient: { consent: { feeding: opposed, consultation: opposed } },
    });
    expect(await a28('ZFA|ACTIF|20261120||||||20261119|IO|20261120|INC|20261120')).toMatchObject({
      patient: { consent: { feeding: opposed, consultation: opposed } },
    });
  });

  it('says a code that is not known, and takes it for nothing', async () => {
    const item = await a28('ZFA|||||||||IC|20261120|IO|20261120');
    expect(item).toMatchObject({ patient: { consent: null } });
    expect(noticesOf(item)).toEqual(['HL7_CONSENT_UNKNOWN', 'HL7_CONSENT_UNKNOWN']);
    expect(item).toMatchObject({
      patient: { notices: [{ message: expect.stringContaining('ZFA-9') }, { message: expect.stringContaining('ZFA-11') }] },
    });
  });

  it('keeps a choice whose date does not exist, and says so', async () => {
    const item = await a28('ZFA|||||||||IO|20261320');
    expect(item).toMatchObject({ patient: { consent: { feeding: { state: 'opposed', on: null } } } });
    expect(noticesOf(item)).toEqual(['HL7_DATE_DROPPED']);
  });
});
