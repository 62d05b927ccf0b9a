import { describe, expect, test } from 'vitest';
import {
  authorSpecialty,
  documentType,
  documentTypes,
  facilityType,
  level1Format,
  level1MediaTypes,
  practiceSetting,
  profession,
  structuredFormat,
} from '../../../shared/codes/index.ts';

describe('lists', () => {
  test('each type has its class, and the withdrawn or closed ones are not offered', () => {
    expect(documentTypes).toHaveLength(113);
    expect(documentType('11488-4')).toMatchObject({
      class: { code: '10', displayName: 'Compte rendu' },
      dmp: true,
      defaultSending: 'visible',
    });
    expect(documentType('34794-8')).toMatchObject({ defaultSending: 'invisible-patient' });
    expect(documentType('27899-4')).toBeNull();
    expect(documentType('FEUILLE-DE-STYLE')).toBeNull();
  });

  test('level 1 carries five kinds of file', () => {
    expect(level1MediaTypes.toSorted()).toEqual(['application/pdf', 'image/jpeg', 'image/tiff', 'text/plain', 'text/rtf']);
    expect(level1Format('application/pdf')?.code).toBe('urn:ihe:iti:xds-sd:pdf:2008');
    expect(level1Format('image/png')).toBeNull();
  });

  test('a structured document has the format of its model, or « hors profils »', () => {
    const header = ['2.16.840.1.113883.2.8.2.1', '1.2.250.1.213.1.1.1.1'];
    expect(structuredFormat([...header, '1.2.250.1.213.1.1.1.29'])?.code).toBe('urn:asip:ci-sis:ldl-ses:2017');
    expect(structuredFormat([...header, '1.3.6.1.4.1.19376.1.3.3', '1.2.250.1.213.1.1.1.55'])?.code).toBe('urn:ihe:lab:xd-lab:2008');
    expect(structuredFormat(header)?.code).toBe('urn:asipSante:modelesHorsProfils:2011');
  });

  test('people and places', () => {
    expect(authorSpecialty('G15_10/SM26')?.displayName).toBe('Médecin - Qualifié en Médecine Générale (SM)');
    expect(profession('10')?.displayName).toBe('Médecin');
    expect(facilityType('SA07')?.displayName).toBe('Cabinet individuel');
    expect(practiceSetting('AMBULATOIRE')?.codeSystem).toBe('1.2.250.1.213.1.1.4.9');
    expect(facilityType('SA99')).toBeNull();
  });
});
