import { describe, expect, it } from 'vitest';
import { billingId, sectorOfActivity, specialityCode } from '../../../electron/insi/attributes.ts';

const refusal = (code: string, setting: string) => expect.objectContaining({ code, action: expect.stringContaining(setting) });

describe('identifiantFacturation', () => {
  it.each([
    ['the FINESS of an establishment', '10B0999997', 'SA01', '991234567', '0B0999997'],
    ['the FINESS of an establishment without setting', '10B0999997', 'SA01', null, '0B0999997'],
    ['the SIRET of an establishment without FINESS', '312345678901234', 'SA05', '991234567', '12345678901234'],
    ['the setting in an office', '499900000017001', 'SA07', '991234567', '991234567'],
    ['the setting in a group office that has a FINESS', '1750000000', 'SA08', '991234567', '991234567'],
    ['the setting in an establishment known by a person', '499900000017001', 'SA01', '991234567', '991234567'],
    ['the setting without the spaces around it', '499900000017001', 'SA07', ' 991234567 ', '991234567'],
  ])('is %s', (_, structureIdNat, sector, setting, sent) => {
    expect(billingId({ structureIdNat, sector }, setting)).toBe(sent);
  });

  it.each([
    ['in each liberal sector without setting', '1750000000', 'SA07', null],
    ['in a group office', '1750000000', 'SA08', null],
    ['in a company office', '1750000000', 'SA09', null],
    ['in a maison de santé', '1750000000', 'SA52', null],
    ['in an establishment known by a person', '499900000017001', 'SA01', null],
    ['with an empty setting', '499900000017001', 'SA07', ' '],
    ['with a word for a number', '499900000017001', 'SA07', 'inconnu'],
    ['with seven digits', '499900000017001', 'SA07', '1234567'],
    ['with fifteen digits', '499900000017001', 'SA07', '123456789012345'],
    ['in an establishment whose FINESS is empty', '1', 'SA01', '991234567'],
  ])('is refused %s, and the setting is named', (_, structureIdNat, sector, setting) => {
    expect(() => billingId({ structureIdNat, sector }, setting)).toThrow(refusal('INSI_BILLING_ID', 'insi.billingId'));
  });
});

describe('codeSpecialite', () => {
  it('is the setting for a doctor, and nothing for anybody else', () => {
    expect([specialityCode(true, '01'), specialityCode(true, ' 36 '), specialityCode(false, '01'), specialityCode(false, null)]).toEqual([
      '01',
      '36',
      null,
      null,
    ]);
  });

  it.each([null, '', '1', '123', 'SM26'])('is refused for a doctor when the setting is %j, which is named', (setting) => {
    expect(() => specialityCode(true, setting)).toThrow(refusal('INSI_SPECIALITY', 'insi.speciality'));
  });
});

describe('secteurActivite', () => {
  it('is the sector of the situation', () => {
    expect(sectorOfActivity({ structureIdNat: '499900000017001', sector: 'SA07' })).toBe('SA07');
  });

  it.each(['', 'SA7', 'SA070', 'XSA07'])('is refused when the card says %j', (sector) => {
    expect(() => sectorOfActivity({ structureIdNat: '499900000017001', sector })).toThrow(refusal('INSI_SECTOR', 'situation d’exercice'));
  });
});
