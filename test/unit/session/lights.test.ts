import { describe, expect, it } from 'vitest';
import { ServiceLights } from '../../../electron/session/service-lights.ts';
import { PosteError, type ErrorCode } from '../../../shared/errors.ts';

const fails = (code: ErrorCode) => () => Promise.reject(new PosteError(code, 'Peu importe.', 'Peu importe.'));

describe('the light of a service', () => {
  const lights = () =>
    new ServiceLights(
      { INSi: null, DMP: () => null, MSSanté: () => fails('MSS_DOWN')() },
      () => new Date('2026-03-02T10:00:00Z'),
      () => undefined,
    );
  const stateOf = (all: ServiceLights, name: string) => all.all().find((light) => light.name === name)?.state;

  it.each<readonly [ErrorCode, string]>([
    ['DMP_METADATA', 'up'],
    ['DMP_BLOCKED', 'up'],
    ['DMP_NO_ANSWER', 'down'],
    ['NET_REFUSED', 'down'],
    ['DMP_BUSY', 'down'],
    // Nothing was asked of the service.
    ['SERVICE_UNSET', 'unknown'],
    ['CARD_REMOVED', 'unknown'],
    ['SESSION_CLOSED', 'unknown'],
    ['NET_LOCKED', 'unknown'],
    ['DMP_INPUT', 'unknown'],
  ])('after %s is %s', async (code, state) => {
    const all = lights();
    await expect(all.watch('DMP', fails(code))).rejects.toMatchObject({ code });
    expect(stateOf(all, 'DMP')).toBe(state);
  });

  it('is off for a service that is not configured, and a probe that nobody can make changes nothing', async () => {
    const all = lights();
    await all.check();
    expect([stateOf(all, 'INSi'), stateOf(all, 'DMP'), stateOf(all, 'MSSanté')]).toEqual(['off', 'unknown', 'down']);
  });
});
