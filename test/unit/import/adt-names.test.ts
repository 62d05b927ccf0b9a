import { describe, expect, it } from 'vitest';
import { one } from './samples.ts';

const declared = { otherFirstNamesOnly: ['GAP'] };

describe('first names of birth', () => {
  it('of which the first is not in the list are refused with the sender to declare', async () => {
    const pid5 = 'HENRY^PHILIPPE^ARNAUD^^^^L';
    expect(await one({ pid5 })).toMatchObject({
      error: {
        code: 'HL7_FIRST_NAMES',
        message: expect.stringContaining('ne porte pas le premier prénom'),
        action: expect.stringContaining('déclarez cet émetteur (MSH-3 « GAP ») dans les réglages d’import'),
      },
      refused: { value: 'ARNAUD' },
    });
    expect(await one({ pid5, sender: '|CHU' })).toMatchObject({ error: { action: expect.stringContaining('MSH-4 « CHU »') } });
    expect(await one({ pid5, sender: '|' })).toMatchObject({
      error: { action: 'Faites corriger PID-5 : premier prénom en 2, liste entière en 3.' },
    });
  });

  it('of which the first stands later in the list, or that are missing, are no matter of sender', async () => {
    expect(await one({ pid5: 'HENRY^PHILIPPE^ARNAUD PHILIPPE^^^^L' })).toMatchObject({
      error: { code: 'HL7_FIRST_NAMES', message: expect.stringContaining('pas en tête'), action: expect.not.stringContaining('déclarez') },
    });
    expect(await one({ pid5: 'HENRY^^^^^^L' }, declared)).toMatchObject({
      error: { code: 'HL7_FIRST_NAMES', message: expect.stringContaining('aucun prénom') },
    });
  });

  it.each([['GAP'], ['CHU']])('of a declared sender (%s) are the first one and the others', async (name) => {
    expect(await one({ pid5: 'HENRY^PHILIPPE^ARNAUD JEAN^^^^L' }, { otherFirstNamesOnly: ['X', name] })).toMatchObject({
      patient: { birthFirstNames: 'PHILIPPE ARNAUD JEAN', firstBirthFirstName: 'PHILIPPE' },
    });
  });

  it.each([
    ['PAT^MARIE^MARIE-LOUISE^^^^L', 'MARIE MARIE-LOUISE'],
    ['PAT^JEAN PAUL^Jean Paul Marie^^^^L', 'JEAN PAUL MARIE'],
    ['PAT^MARIE^^^^^L', 'MARIE'],
    ['PAT^^MARIE ANNE^^^^L', 'MARIE ANNE'],
    ['PAT^JEANNE^JEANNE^^^^L', 'JEANNE'],
  ])('of a declared sender that knows the whole list are not doubled: %s', async (pid5, birthFirstNames) => {
    expect(await one({ pid5 }, declared)).toMatchObject({ patient: { birthFirstNames } });
  });

  it('of a sender that is not declared are its list', async () => {
    expect(await one({ pid5: 'PAT^MARIE^MARIE-LOUISE^^^^L' }, { otherFirstNamesOnly: ['LABO', ''] })).toMatchObject({
      patient: { birthFirstNames: 'MARIE-LOUISE' },
    });
  });
});

describe('used names', () => {
  const birth = 'PAT^ANNE^ANNE^^^^L';

  it.each([
    [`${birth}~""^""^^^^^D`, { usedName: null, usedFirstName: null, cleared: ['usedName', 'usedFirstName'] }],
    [`""^Orianne^^^^^D~${birth}`, { usedName: null, usedFirstName: 'Orianne', cleared: ['usedName'] }],
    [`${birth}~MARIEE^""^^^^^D`, { usedName: 'MARIEE', usedFirstName: null, cleared: ['usedFirstName'] }],
    [`${birth}~^^^^^^D`, { usedName: null, usedFirstName: null, cleared: [] }],
    [`${birth}~""^""^^^^^S`, { usedName: null, usedFirstName: null, cleared: [] }],
    [birth, { usedName: null, usedFirstName: null, cleared: [] }],
  ])('%s: "" removes, empty keeps', async (pid5, expected) => {
    expect(await one({ pid5 })).toMatchObject({ patient: { birthName: 'PAT', ...expected } });
  });
});
