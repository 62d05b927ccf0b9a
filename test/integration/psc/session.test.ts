import { request as httpRequest } from 'node:http';
import { inspect } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { certificatesOfPem } from '../../../electron/card/certificate.ts';
import type { PscProxy } from '../../../electron/psc/proxy.ts';
import { accessToken, connect, disconnect, newBindingMessage } from '../../../electron/psc/session.ts';
import { Clock } from '../../sandbox/common/clock.ts';
import { Faults } from '../../sandbox/common/faults.ts';
import { HOLDERS } from '../../sandbox/identities.ts';
import { createPki, type Pki } from '../../sandbox/pki/index.ts';
import { startPsc, type Psc } from '../../sandbox/psc/index.ts';
import { oneWayTransport } from '../../../electron/net/https.ts';

const DURAND = '899900000017';
const faults = new Faults();
const clock = new Clock();
let pki: Pki;
let psc: Psc;
let proxy: PscProxy;

beforeAll(async () => {
  pki = await createPki();
  psc = await startPsc({ pki, faults, clock, autoApprove: 20, intervalSeconds: 0.05, accessTokenSeconds: 2 });
  proxy = {
    transport: oneWayTransport({ authorities: certificatesOfPem(pki.organisationsTrustPem) }),
    url: psc.proxyUrl,
    clientId: psc.clientId,
    timeoutMs: 5000,
  };
});
afterEach(() => {
  faults.clear();
  clock.reset();
  psc.setAutoApprove(20);
});
afterAll(async () => {
  await psc.close();
});

const options = (over: Partial<Parameters<typeof connect>[1]> = {}) => ({
  idNat: DURAND,
  bindingMessage: '42',
  channel: 'MOBILE' as const,
  signal: new AbortController().signal,
  ...over,
});
const waitForPhone = async () => {
  for (;;) {
    const [login] = psc.pending();
    if (login !== undefined) return login;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};
const phone = async (method: 'GET' | 'POST', path: string): Promise<string> =>
  await new Promise((resolve, reject) => {
    httpRequest(psc.phoneUrl + path, { method }, (response) => {
      let page = '';
      response
        .setEncoding('utf8')
        .on('data', (chunk: string) => (page += chunk))
        .once('end', () => resolve(page));
    })
      .once('error', reject)
      .end();
  });

describe('the Pro Santé Connect login through the editor’s proxy', () => {
  it('opens with the phone and says who logged in', async () => {
    const session = await connect(proxy, options());
    expect(session.user).toEqual({
      idNat: DURAND,
      family: 'DURAND',
      given: 'PAULE',
      profession: '10',
      activities: [
        { structureIdNat: '499900000017001', structureName: 'CABINET DU PORT', sector: 'SA07' },
        { structureIdNat: '10B0999997', structureName: 'CH DES ESSAIS', sector: 'SA01' },
      ],
    });
    await disconnect(session);
  });

  it('hands down a fresh token each time, which names the person and really expires', async () => {
    const session = await connect(proxy, options());
    const first = await accessToken(session);
    const second = await accessToken(session);
    expect(second).not.toBe(first);
    expect(await psc.introspect(second)).toEqual({ active: true, subjectNameId: DURAND });
    await vi.waitFor(async () => expect((await psc.introspect(second)).active).toBe(false), { timeout: 15_000 });
    expect((await psc.introspect(await accessToken(session))).active).toBe(true);
    await disconnect(session);
  });

  it.each(HOLDERS.map(({ person, situations }) => [person.given ?? '', person, situations] as const))(
    'opens for everybody who holds a card: %s',
    async (_name, person, situations) => {
      const session = await connect(proxy, options({ idNat: person.idNat }));
      expect(session.user).toMatchObject({
        idNat: person.idNat,
        family: person.family,
        given: person.given,
        activities: situations.map(({ idNat, sector }) => ({ structureIdNat: idNat, sector })),
      });
      expect(await psc.introspect(await accessToken(session))).toEqual({ active: true, subjectNameId: person.idNat });
      await disconnect(session);
    },
  );

  it('shows the same two digits on the phone and waits for the answer', async () => {
    psc.setAutoApprove(null);
    const login = connect(proxy, options({ bindingMessage: '07' }));
    const { id } = await waitForPhone();
    const page = await phone('GET', '/');
    expect(page).toContain('<p class="digits">07</p>');
    expect(page).toContain('Dr Paule DURAND');
    await phone('POST', `/accept/${id}`);
    const session = await login;
    expect(session.user.idNat).toBe(DURAND);
    await disconnect(session);
  });

  it('is refused when the phone refuses', async () => {
    psc.setAutoApprove(null);
    const login = connect(proxy, options());
    const refused = expect(login).rejects.toMatchObject({ code: 'PSC_REFUSED' });
    await phone('POST', `/refuse/${(await waitForPhone()).id}`);
    await refused;
  });

  it.each([
    ['access_denied', 'PSC_REFUSED'],
    ['expired_token', 'PSC_EXPIRED'],
    ['unknown_user_id', 'PSC_UNKNOWN_USER'],
  ])('says %s as %s', async (code, expected) => {
    faults.set('psc', { kind: 'code', code });
    await expect(connect(proxy, options())).rejects.toMatchObject({ code: expected });
  });

  it('does not know a professional without an account', async () => {
    await expect(connect(proxy, options({ idNat: '899900000099' }))).rejects.toMatchObject({ code: 'PSC_UNKNOWN_USER' });
  });

  it('does not know another workstation', async () => {
    await expect(connect({ ...proxy, clientId: 'autre' }, options())).rejects.toMatchObject({ code: 'PSC_CLIENT_UNKNOWN' });
  });

  it('can be cancelled while waiting', async () => {
    psc.setAutoApprove(null);
    const cancel = new AbortController();
    const login = connect(proxy, options({ signal: cancel.signal }));
    const cancelled = expect(login).rejects.toMatchObject({ code: 'PSC_CANCELLED' });
    const login2 = await waitForPhone();
    cancel.abort();
    await cancelled;
    await expect.poll(() => psc.journal.at(-1)?.result).toBe('cancelled');
    // Accepting now opens nothing.
    await login2.accept();
    expect(psc.journal.at(-1)?.result).toBe('cancelled');
  });

  it.each([[{ kind: 'http', status: 503 } as const], [{ kind: 'cut', when: 'before' } as const]])(
    'is down when the service answers %j',
    async (fault) => {
      faults.set('psc', fault);
      await expect(connect(proxy, options())).rejects.toMatchObject({ code: 'PSC_DOWN' });
    },
  );

  it('says an incomprehensible answer is one', async () => {
    faults.set('psc', { kind: 'garbage' });
    await expect(connect(proxy, options())).rejects.toMatchObject({ code: 'PSC_GARBAGE' });
  });

  it('is down when nothing listens', async () => {
    await expect(connect({ ...proxy, url: 'https://localhost:9' }, options())).rejects.toMatchObject({ code: 'PSC_DOWN' });
  });

  it('trusts nobody but the configured authorities', async () => {
    await expect(
      connect(
        { ...proxy, transport: oneWayTransport({ authorities: certificatesOfPem((await createPki()).organisationsTrustPem) }) },
        options(),
      ),
    ).rejects.toMatchObject({ code: 'PSC_TLS', detail: 'NET_TLS' });
    await expect(connect({ ...proxy, transport: oneWayTransport({ authorities: [] }) }, options())).rejects.toMatchObject({
      code: 'TRUST_EMPTY',
    });
  });

  it('gives no token once disconnected, and revokes those it gave', async () => {
    const session = await connect(proxy, options());
    const token = await accessToken(session);
    await disconnect(session);
    expect((await psc.introspect(token)).active).toBe(false);
    await expect(accessToken(session)).rejects.toMatchObject({ code: 'PSC_SESSION_ENDED' });
    await disconnect(session);
  });

  it('gives no token after the session’s four hours', async () => {
    const session = await connect(proxy, options());
    clock.advance(4 * 3600 * 1000 + 1000);
    await expect(accessToken(session)).rejects.toMatchObject({ code: 'PSC_SESSION_ENDED' });
  });

  it('keeps its secrets out of what can be printed', async () => {
    const session = await connect(proxy, options());
    const token = await accessToken(session);
    const printed = JSON.stringify(session) + inspect(session, { depth: 5, showHidden: true });
    expect(printed).not.toContain('Bearer');
    expect(printed).not.toContain('cookie');
    expect(printed).not.toContain(token);
    await disconnect(session);
  });
});

describe('the binding message', () => {
  it('is two digits', () => {
    for (let i = 0; i < 50; i += 1) expect(newBindingMessage()).toMatch(/^\d{2}$/);
  });
});
