import { describe, expect, it } from 'vitest';
import { documentTypes } from '../../../shared/codes/index.ts';
import { isOfPatient, typesTyped } from '../../../shared/domain/documents/type-search.ts';

const types = documentTypes.filter(({ dmp }) => dmp).map(({ code, displayName }) => ({ code, label: displayName }));
const found = (typed: string): readonly string[] => typesTyped(typed, types).map(({ code }) => code);

describe('types of document by what is typed', () => {
  it.each([
    ['compte rendu', '11488-4'],
    ['courrier', '96349-6'],
    ['CRH', '34112-3'],
    ['ordo', '57833-6'],
    ['ordonnance', '57833-6'],
    ['ordonn', '57833-6'],
    ['ordonnance kiné', 'PRESC-KINE'],
    ['kine ordonnance', 'PRESC-KINE'],
    ['opératoire', '34874-8'],
    ['sortie liaison', '11490-0'],
    ['vaccin', '87273-9'],
    ['irm', '18748-4'],
    ['document', '74207-2'],
  ])('« %s » is first %s', (typed, code) => {
    expect(found(typed)[0]).toBe(code);
  });

  it('give a physician’s prescription before what a pharmacist renews', () => {
    const codes = found('ordonnance');
    expect(codes.indexOf('57828-6')).toBeGreaterThan(0);
    expect(codes.indexOf('75468-9')).toBeGreaterThan(codes.indexOf('57828-6'));
  });

  it('are all of them while nothing is typed, none of what is no type, and each once', () => {
    expect(found(' ')).toHaveLength(types.length);
    expect(found('zzz')).toEqual([]);
    for (const typed of ['cr', 'compte rendu', 'prescription', 'bio']) expect(new Set(found(typed)).size).toBe(found(typed).length);
  });

  it('are found by every word of their label, and in the other order, accents and capitals apart', () => {
    for (const { code, label } of types) {
      const words = label.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2);
      expect([label, found(words.toReversed().join(' ').toUpperCase())]).toEqual([label, expect.arrayContaining([code])]);
    }
  });

  it('that patients deposit are told: those of their class, and those of their own', () => {
    expect(isOfPatient({ code: 'EXPPAT_1', classCode: '90' })).toBe(true);
    expect(isOfPatient({ code: 'DOCPAT04', classCode: '31' })).toBe(true);
    expect(isOfPatient({ code: '11488-4', classCode: '10' })).toBe(false);
  });
});
