import { describe, expect, it } from 'vitest';
import { scannedTraits } from '../../../../../renderer/features/capture/scanned-traits.ts';

const ins = { matricule: '279035121518989', oid: '1.2.250.1.213.1.4.10', kind: 'NIR-TEST', keyRight: true };
const traits = { birthName: 'PAT-TROIS', birthFirstNames: 'DOMINIQUE', sex: 'F', birthDate: '1979-03-12', birthPlace: '51215' } as const;

describe('what a datamatrix fills in of a new record', () => {
  it('is its traits as they are typed, and its matricule apart', () => {
    expect(scannedTraits({ traits, ins })).toEqual({
      birthName: 'PAT-TROIS',
      birthFirstNames: 'DOMINIQUE',
      sex: 'F',
      birthDate: '12/03/1979',
      birthPlace: '51215',
      birthPlaceName: '',
      scanned: { matricule: '279035121518989', oid: '1.2.250.1.213.1.4.10' },
    });
  });

  it('has no place when the symbol bears none', () => {
    expect(scannedTraits({ traits: { ...traits, birthPlace: null }, ins }).birthPlace).toBe('');
  });
});
