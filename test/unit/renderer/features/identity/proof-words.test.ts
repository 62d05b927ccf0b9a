import { describe, expect, it } from 'vitest';
import { receivedProofWords, restoredBy } from '../../../../../renderer/features/identity/proof-words.ts';

const silent = { insiOn: null, document: null, channel: null, lunarDate: false };

describe('the proof that another system says it has', () => {
  it.each([
    [silent, 'ni date d’INSi, ni pièce'],
    [{ ...silent, insiOn: '2021-12-01', document: 'Passeport' }, 'INSi le 01/12/2021, passeport'],
    [{ ...silent, channel: 'Carte Vitale', lunarDate: true }, 'recueil : Carte Vitale, date de naissance incomplète sur la pièce'],
  ])('is told in words: %j', (received, said) => {
    expect(receivedProofWords(received)).toBe(said);
  });
});

describe('the traits that a document gives back', () => {
  const traits = {
    birthName: 'PAT-TROIS',
    birthFirstNames: 'DOMINIQUE MARIE',
    sex: 'F' as const,
    birthDate: '1979-03-12',
    birthPlace: '51215',
  };
  const patient = { traits, firstBirthFirstName: 'DOMINIQUE' };

  it('are those that differ, from what they are to what they were', () => {
    const before = { ...traits, birthName: 'PAT-TROYES', birthPlace: null, firstBirthFirstName: 'DOMINIQUE-MARIE' };
    expect(restoredBy(patient, before)).toEqual([
      { trait: 'birthName', before: 'PAT-TROIS', after: 'PAT-TROYES' },
      { trait: 'firstBirthFirstName', before: 'DOMINIQUE', after: 'DOMINIQUE-MARIE' },
      { trait: 'birthPlace', before: '51215', after: null },
    ]);
  });

  it('are none when nothing differs', () => {
    expect(restoredBy(patient, { ...traits, firstBirthFirstName: 'DOMINIQUE' })).toEqual([]);
  });
});
