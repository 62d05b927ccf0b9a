import { describe, expect, it } from 'vitest';
import type { LocalSex } from '../../../../../shared/domain/types.ts';
import { askWords } from '../../../../../renderer/features/identity/ask-words.ts';

const attributes = { homonym: false, doubtful: false, fictive: false };
const patient = (sex: LocalSex = 'F', insiAt: string | null = null) => ({
  status: 'PROV' as const,
  attributes,
  traits: { birthName: 'PAT-TROIS', birthFirstNames: 'DOMINIQUE', sex, birthDate: '1979-03-12', birthPlace: '51215' },
  insiAt,
});

describe('what is said of INSi before it is asked', () => {
  it('tells what asking does, then when its traits were accepted', () => {
    expect(askWords(patient())).toContain('Rien n’est remplacé avant votre accord');
    expect(askWords(patient('M', '2026-11-21T12:00:00.000Z'))).toBe('Traits officiels acceptés le 21/11/2026.');
  });

  it.each([
    ['a doubtful identity', { ...patient(), attributes: { ...attributes, doubtful: true } }, 'douteuse ou fictive'],
    ['a fictive identity', { ...patient('I'), attributes: { ...attributes, fictive: true } }, 'douteuse ou fictive'],
    ['an undetermined sex', patient('I', '2026-11-21T12:00:00.000Z'), 'tant que le sexe est indéterminé'],
  ])('tells why %s keeps it from being asked', (_why, held, said) => {
    expect(askWords(held)).toContain(said);
  });
});
