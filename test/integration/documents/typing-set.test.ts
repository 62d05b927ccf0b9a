import { expect, it } from 'vitest';
import { figuresOf, judgeSet, type Share } from '../../typing-set/judge.ts';

const part = ({ right, of }: Share): number => right / of;

it('a document of each type, half of them scans, is proposed as it is, and nobody is falsely warned of', async () => {
  const { type, dateAndTitle, warned, falselyWarned } = figuresOf(await judgeSet(4, 12));
  expect(part(type)).toBeGreaterThanOrEqual(0.9);
  expect(part(dateAndTitle)).toBeGreaterThanOrEqual(0.8);
  expect(warned.of).toBeGreaterThan(0);
  expect([warned.right, falselyWarned.right]).toEqual([warned.of, 0]);
}, 240_000);
