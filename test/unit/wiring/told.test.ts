import { afterEach, expect, it, vi } from 'vitest';
import { Events } from '../../../electron/wiring/told.ts';

afterEach(() => vi.restoreAllMocks());

it('an event that a window cannot take is reported, and is not in the way of whoever tells it', () => {
  const written: unknown[] = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(text) > 0);
  const events = new Events();
  const stop = events.on(() => {
    throw new TypeError('Object has been destroyed');
  });
  const beside: string[] = [];
  const stopBeside = events.on((name) => beside.push(name));
  events.emit('vitale.read', null);
  expect(beside).toEqual(['vitale.read']);
  stopBeside();
  expect(written).toEqual([expect.stringMatching(/^\[event vitale\.read\] INTERNAL TypeError /)]);
  stop();
  const heard: string[] = [];
  events.on((name) => heard.push(name));
  events.emit('vitale.read', null);
  expect([heard, written.length]).toEqual([['vitale.read'], 1]);
});
