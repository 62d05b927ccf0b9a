import { describe, expect, test } from 'vitest';
import { NotFetched, problemOf } from '../../../../../renderer/features/reader/problem.ts';
import { fail } from '../../../../../shared/errors.ts';

const named = (name: string): Error => Object.assign(new Error('Bad XRef'), { name });

describe('why a PDF is not shown', () => {
  test.each([
    ['what pdf.js cannot read', named('InvalidPDFException'), 'PREVIEW_DAMAGED'],
    ['a password', named('PasswordException'), 'PREVIEW_LOCKED'],
    ['an address that gave nothing', new NotFetched('HTTP 404'), 'PREVIEW_LOST'],
    ['what the application refused', fail('SESSION_CLOSED'), 'SESSION_CLOSED'],
    ['anything else', named('UnknownErrorException'), 'PREVIEW_FAILED'],
    ['what is no error', 'gone', 'PREVIEW_FAILED'],
  ])('%s has its sentence and what to do', (_, thrown, code) => {
    const problem = problemOf(thrown);
    expect(problem.code).toBe(code);
    expect(problem.message).toMatch(/\.$/);
    expect(problem.action).toMatch(/\.$/);
  });
});
