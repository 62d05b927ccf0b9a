import { describe, expect, it } from 'vitest';
import type { DocumentPlan } from '../../../../../shared/contract/documents.ts';
import { MAX_RECIPIENTS, type DocumentForm } from '../../../../../shared/domain/record/document.ts';
import { MAX_TITLE } from '../../../../../shared/domain/documents/title.ts';
import { addressLeft, isComplete, isHalfAddress, titleOver } from '../../../../../renderer/features/documents/draft-entry.ts';
import { fieldErrors } from '../../../../../renderer/features/documents/field-errors.ts';

const ADDRESS = 'paul.petit@sandbox.mssante.fr';
const FULL = Array.from({ length: MAX_RECIPIENTS }, (_, i) => `docteur${i}@sandbox.mssante.fr`);
const form: DocumentForm = { type: '11488-4', title: 'Compte rendu', date: '2026-03-12', visibility: 'visible', recipients: [ADDRESS] };

describe('a draft', () => {
  it.each<[string, Partial<DocumentForm>, string, string, boolean]>([
    ['everything is there', {}, '12/03/2026', '', true],
    ['an address is typed whole', {}, '12/03/2026', 'marc.roux@sandbox.mssante.fr', true],
    ['an address is half typed', {}, '12/03/2026', 'marc.roux@', false],
    ['an address is typed that is one too many', { recipients: FULL }, '12/03/2026', 'marc.roux@sandbox.mssante.fr', false],
    ['an address is typed that it leaves for already', { recipients: FULL }, '12/03/2026', FULL[3] ?? '', true],
    ['it has no type', { type: null }, '12/03/2026', '', false],
    ['its title is blank', { title: '  ' }, '12/03/2026', '', false],
    ['its title is as long as it may', { title: 'é'.repeat(MAX_TITLE) }, '12/03/2026', '', true],
    ['its title is too long by one', { title: 'é'.repeat(MAX_TITLE + 1) }, '12/03/2026', '', false],
    ['its date is half typed', {}, '12/03', '', false],
  ])('is judged whole or not when %s', (_what, part, date, address, complete) => {
    expect(isComplete({ ...form, ...part }, date, address)).toBe(complete);
  });

  it('counts a title past its limit', () => {
    expect(titleOver({ title: 'a'.repeat(MAX_TITLE + 2) })).toBe(2);
    expect(titleOver({ title: 'a'.repeat(MAX_TITLE) })).toBe(0);
  });

  it('takes an address that was typed and not added, once', () => {
    expect(addressLeft(form, '')).toBeNull();
    expect(addressLeft(form, ADDRESS)).toBeNull();
    expect(addressLeft(form, 'marc.roux@sandbox.mssante.fr')).toBe('marc.roux@sandbox.mssante.fr');
  });

  it('tells an empty address field from one that is half typed', () => {
    expect(isHalfAddress('')).toBe(false);
    expect(isHalfAddress('marc')).toBe(true);
    expect(isHalfAddress(ADDRESS)).toBe(false);
  });

  it('is told what is missing only once the user tried, and at once what is wrong', () => {
    const empty = { ...form, type: null, title: '' };
    expect(fieldErrors(empty, '12/03/2026', false, undefined)).toEqual({});
    expect(fieldErrors(empty, '12/03/2026', true, undefined)).toMatchObject({ type: expect.any(String), title: expect.any(String) });
    expect(fieldErrors(form, '12/03', false, undefined).date).toEqual(expect.any(String));
    expect(fieldErrors({ ...form, title: 'a'.repeat(MAX_TITLE + 1) }, '12/03/2026', false, undefined).title).toEqual(expect.any(String));
  });

  it('is told under each field what is wrong with that one, and what to do', () => {
    const plan: DocumentPlan = {
      patientSees: [],
      channels: [],
      refusal: null,
      canValidate: false,
      handsTo: [],
      feedsFor: [],
      problems: [
        { field: 'date', error: { code: 'DATE_FUTURE', message: 'Plus tard.', action: 'Corrigez-la.', path: '/date', detail: null } },
        { field: 'visibility', error: { code: 'VISIBILITY_FORCED', message: 'Visible.', action: '', path: '/visibility', detail: null } },
      ],
    };
    expect(fieldErrors(form, '12/03/2026', false, plan)).toEqual({ date: 'Plus tard. Corrigez-la.', visibility: 'Visible.' });
  });
});
