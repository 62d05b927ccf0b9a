import { expect, test } from 'vitest';
import { failureText } from '../../../electron/failure-text.ts';
import type { ErrorFacts } from '../../../shared/errors.ts';

const facts: ErrorFacts = {
  code: 'CONFIG_INVALID',
  message: 'La configuration est invalide.',
  action: 'Corrigez l’endroit indiqué.',
  path: '/dmp/timeoutMs',
  detail: null,
};

test('a start that failed says where, whenever that is known', () => {
  expect(failureText(facts)).toEqual([
    'La configuration est invalide.',
    'Corrigez l’endroit indiqué.',
    'Endroit : /dmp/timeoutMs',
    '[CONFIG_INVALID]',
  ]);
  expect(failureText({ ...facts, path: null })).toEqual([
    'La configuration est invalide.',
    'Corrigez l’endroit indiqué.',
    '[CONFIG_INVALID]',
  ]);
});
