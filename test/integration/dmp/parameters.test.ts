import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { certificatesOfPem } from '../../../electron/card/certificate.ts';
import { oneWayTransport } from '../../../electron/net/https.ts';
import type { HttpResponse, Transport } from '../../../electron/net/types.ts';
import { startBench, type Bench } from './kit.ts';

/** The file of parameters that the DMP of the sandbox publishes, and what its address may answer instead (dmp/README 10). */
let bench: Bench;
let transport: Transport;
beforeAll(async () => {
  bench = await startBench();
  transport = oneWayTransport({ authorities: certificatesOfPem(bench.pki.organisationsTrustPem), maxBytes: 16 * 1024 * 1024 });
});
afterAll(async () => {
  await transport.close();
  await bench.close();
});
beforeEach(() => {
  bench.dmp.parameters.mode = 'good';
});

const ask = async (url = bench.dmp.parameters.url): Promise<HttpResponse> =>
  await transport.send({ method: 'GET', url, headers: {}, body: null, timeoutMs: 10_000 });
const textOf = ({ body }: HttpResponse): string => Buffer.from(body).toString('utf8');

describe('the parameters of the DMP', () => {
  it('are those that the simulator follows, without a client certificate', async () => {
    expect(textOf(await ask())).toContain('<parametre nom="age-majorite" valeur="18"/>');
    bench.dmp.rules.majority = 17;
    const changed = textOf(await ask());
    bench.dmp.rules.majority = 18;
    expect(changed).toContain('<parametre nom="age-majorite" valeur="17"/>');
    for (const name of ['fonctions-gestion-mineurs', 'cumul-invisible_patient-masque_ps', 'hr-periode-max-mois'])
      expect(changed).toContain(name);
  });

  it.each([
    ['html', 200, /^<!doctype html>/],
    ['dtd', 200, /<!DOCTYPE[^]*&age;/],
    ['empty', 200, /^$/],
    ['cut', 200, /[^>]$/],
    ['error', 503, /^$/],
  ] as const)('may be %s', async (mode, status, body) => {
    bench.dmp.parameters.mode = mode;
    const answer = await ask();
    expect([answer.status, body.test(textOf(answer))]).toEqual([status, true]);
  });

  it('may be far longer than such a file', async () => {
    bench.dmp.parameters.mode = 'huge';
    expect((await ask()).body.length).toBeGreaterThan(8 * 1024 * 1024);
  });

  it('may have moved, for good or for ever', async () => {
    bench.dmp.parameters.mode = 'moved';
    const { status, headers } = await ask();
    expect(status).toBe(302);
    expect(textOf(await ask(new URL(String(headers['location']), bench.dmp.parameters.url).href))).toContain('age-majorite');
    bench.dmp.parameters.mode = 'loop';
    const again = await ask();
    expect(new URL(String(again.headers['location']), bench.dmp.parameters.url).href).toBe(bench.dmp.parameters.url);
  });
});
