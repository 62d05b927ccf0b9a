import { describe, expect, it } from 'vitest';
import { dmpMark } from '../../../../../renderer/features/patient/dmp-mark.ts';

const at = '2026-11-21T12:00:00.000Z';
const open = (authorization: string | null) => ({ state: 'open' as const, authorization, medecinTraitant: null, at });

describe('the mark of a DMP', () => {
  it.each([
    [null, 'DMP non interrogé', 'off'],
    [open(null), 'DMP ouvert', 'ok'],
    [open('VALIDE'), 'DMP ouvert · accès autorisé', 'ok'],
    [open('Interdit'), 'DMP ouvert · accès interdit', 'bad'],
    [{ ...open(null), state: 'closed' as const }, 'DMP fermé', 'warn'],
    [{ ...open(null), state: 'none' as const }, 'Pas de DMP', 'warn'],
    [{ ...open(null), state: 'unknown' as const }, 'DMP : réponse inconnue', 'off'],
  ])('that answered %j', (dmp, word, tone) => {
    expect(dmpMark(dmp)).toMatchObject({ word, tone });
  });
});
