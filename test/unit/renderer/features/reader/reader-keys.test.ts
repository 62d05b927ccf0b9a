import { describe, expect, test } from 'vitest';
import { actOf } from '../../../../../renderer/features/reader/reader-keys.ts';

const none = { code: '', ctrlKey: false, altKey: false, metaKey: false, shiftKey: false };

describe('a key in a reader', () => {
  test.each([
    ['f', { ctrlKey: true }, 'field', 'search'],
    ['F', { ctrlKey: true, shiftKey: true }, 'tools', 'search'],
    ['p', { ctrlKey: true }, 'pages', 'print'],
    ['+', { ctrlKey: true }, 'field', 'zoom-in'],
    ['=', { ctrlKey: true }, 'pages', 'zoom-in'],
    ['-', { ctrlKey: true }, 'pages', 'zoom-out'],
    ['0', { ctrlKey: true, code: 'Digit0' }, 'pages', 'zoom-reset'],
    ['à', { ctrlKey: true, code: 'Digit0' }, 'pages', 'zoom-reset'],
    ['0', { ctrlKey: true, code: 'Numpad0' }, 'pages', 'zoom-reset'],
    ['j', {}, 'pages', 'next-document'],
    ['K', {}, 'tools', 'previous-document'],
    ['ArrowRight', {}, 'pages', 'next-page'],
    ['ArrowLeft', {}, 'pages', 'previous-page'],
    ['Enter', {}, 'pages', 'full'],
    ['Escape', {}, 'field', 'back'],
  ] as const)('%s %j in the %s means %s', (key, held, where, act) => {
    expect(actOf({ ...none, ...held, key }, where)).toBe(act);
  });

  test.each([
    ['j', {}, 'field'],
    ['Enter', {}, 'field'],
    ['Enter', {}, 'tools'],
    ['ArrowRight', {}, 'tools'],
    ['f', {}, 'pages'],
    ['j', { shiftKey: true }, 'pages'],
    ['j', { altKey: true }, 'pages'],
    ['f', { ctrlKey: true, altKey: true }, 'pages'],
    ['j', { metaKey: true }, 'pages'],
    ['toString', { ctrlKey: true }, 'pages'],
    ['x', {}, 'pages'],
  ] as const)('%s %j in the %s means nothing here', (key, held, where) => {
    expect(actOf({ ...none, ...held, key }, where)).toBeNull();
  });
});
