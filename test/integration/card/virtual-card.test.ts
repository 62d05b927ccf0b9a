import { verify, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { certificatesOfPem, certificateToPem } from '../../../electron/card/certificate.ts';
import type { StartedCardService } from '../../../electron/card/client.ts';
import { pkcs11Card } from '../../../electron/card/pkcs11-card.ts';
import type { PublicCard } from '../../../electron/card/types.ts';
import { DEBIAN_ENGINE, engineTransport, type EngineTransport } from '../../../electron/net/engine.ts';
import { createVirtualCard, type Generation, type VirtualCard } from '../../sandbox/cards/index.ts';
import { createPki, type KeyedCertificate, type Person, type Pki } from '../../sandbox/pki/index.ts';
import { canPlayVirtualCards } from '../../setup/test-card.ts';
import { echo, post, serve } from '../net/setup.ts';
import { AUBERT, Bench, codeOf, DURAND, PIN, SITUATIONS, until, WRONG } from './setup.ts';

const canBuild = await canPlayVirtualCards();

const CKR_PIN_INCORRECT = 0xa0;
const CKR_USER_NOT_LOGGED_IN = 0x101;
/** PKCS#11 2.20; pkcs11js does not name it. */
const CKS_RO_PUBLIC_SESSION = 0;
const CKM = {
  RSA_PKCS: 0x1,
  SHA1_RSA_PKCS: 0x6,
  RSA_PKCS_PSS: 0xd,
  SHA1_RSA_PKCS_PSS: 0xe,
  SHA256_RSA_PKCS: 0x40,
  SHA256_RSA_PKCS_PSS: 0x43,
  SHA_1: 0x220,
  SHA256: 0x250,
} as const;

describe.skipIf(!canBuild).each(['CPS3', 'CPS4'] as const)('virtual %s', (generation: Generation) => {
  let pki: Pki;
  let durand: Person;
  let localhost: KeyedCertificate;
  const bench = new Bench();

  beforeAll(async () => {
    pki = await createPki();
    [durand, localhost] = await Promise.all([pki.person(DURAND), pki.server('localhost')]);
  });
  afterAll(() => bench.close());

  const insert = (pin = PIN): Promise<VirtualCard> =>
    createVirtualCard(bench.folder(), durand, { pin, situations: SITUATIONS, generation });
  const startOn = (card: VirtualCard): Promise<StartedCardService> =>
    bench.start({ kind: 'pkcs11', module: card.module, tokenLabel: null }, { env: card.env, issuersPem: pki.trustPem });
  const cardOf = (service: StartedCardService): PublicCard => {
    const presence = service.presence();
    if (presence.kind !== 'present') throw new Error(presence.kind);
    return presence.card;
  };

  it('is read like the card it plays, and opens with one C_Login', async () => {
    const card = await insert();
    const service = await startOn(card);
    expect(cardOf(service)).toMatchObject({
      // Last 16 characters of the card's number.
      serial: '0250000019900000017'.slice(-16),
      generation,
      demonstration: false,
      pss: generation === 'CPS4',
      pin: { triesLeft: 3 },
      holder: { idNat: '899900000017', family: 'DURAND', given: 'PAULE' },
    });
    await service.login(PIN, { lastTry: false });
    expect((await service.situations()).map(({ index }) => index)).toEqual([1, 3]);
    const data = Buffer.from('signed by the card');
    for (const hash of ['sha256', 'sha1'] as const) {
      for (const role of ['signature', 'authentication'] as const) {
        const signature = await service.sign(role, hash, data);
        expect(verify(hash, data, new X509Certificate(cardOf(service)[role].der).publicKey, signature)).toBe(true);
      }
    }
    // The signature key hashes the data itself; the authentication key gets a DigestInfo, whatever the generation.
    expect(card.control.signatures().map(({ mechanism, result }) => [mechanism, result])).toEqual([
      [CKM.SHA256_RSA_PKCS, 0],
      [CKM.RSA_PKCS, 0],
      [CKM.SHA1_RSA_PKCS, 0],
      [CKM.RSA_PKCS, 0],
    ]);
    expect(card.control.logins().map(({ result }) => result)).toEqual([0]);
  });

  it('loses one try per wrong PIN, by one C_Login, and none to a PIN that is not one', async () => {
    const card = await insert();
    const service = await startOn(card);
    for (const malformed of ['', '123', '123456789', '12a4'])
      expect(await codeOf(service.login(malformed, { lastTry: false }))).toBe('PIN_FORMAT');
    expect([card.control.logins(), card.control.tries()]).toEqual([[], 3]);
    await expect(service.login(WRONG, { lastTry: false })).rejects.toMatchObject({
      code: 'PIN_WRONG',
      detail: 'triesLeft=2',
      message: 'Code porteur incorrect : il reste 2 essais.',
    });
    expect(card.control.logins().map(({ result }) => result)).toEqual([CKR_PIN_INCORRECT]);
    expect([card.control.tries(), cardOf(service).pin.triesLeft]).toEqual([2, 2]);
    await service.login(PIN, { lastTry: false });
    expect([card.control.tries(), cardOf(service).pin.triesLeft]).toEqual([3, 3]);
    expect(card.control.logins()).toHaveLength(2);
  });

  it('is asked for its last try only when the user confirms it', async () => {
    const card = await insert();
    const service = await startOn(card);
    for (const left of [2, 1])
      await expect(service.login(WRONG, { lastTry: false })).rejects.toMatchObject({ code: 'PIN_WRONG', detail: `triesLeft=${left}` });
    expect(cardOf(service).pin.triesLeft).toBe(1);
    // Right or wrong, the PIN does not reach the card.
    expect(await codeOf(service.login(PIN, { lastTry: false }))).toBe('PIN_FINAL_TRY');
    expect(await codeOf(service.login(WRONG, { lastTry: false }))).toBe('PIN_FINAL_TRY');
    expect([card.control.logins().length, card.control.tries()]).toEqual([2, 1]);
    await service.login(PIN, { lastTry: true });
    expect([card.control.logins().length, card.control.tries(), cardOf(service).pin.triesLeft]).toEqual([3, 3, 3]);
  });

  it('locks after its last try, says how to unlock it, and is no longer asked anything', async () => {
    const card = await insert();
    const service = await startOn(card);
    card.control.setTries(1);
    const locked = {
      code: 'PIN_LOCKED',
      message: 'La carte est bloquée.',
      action: 'Débloquez-la dans CPS-Gestion avec votre code de déblocage.',
    };
    await expect(service.login(WRONG, { lastTry: true })).rejects.toMatchObject(locked);
    expect([card.control.tries(), cardOf(service).pin.triesLeft]).toEqual([0, 0]);
    await expect(service.login(PIN, { lastTry: true })).rejects.toMatchObject(locked);
    await expect(service.login(PIN, { lastTry: false })).rejects.toMatchObject(locked);
    expect(card.control.logins().map(({ result }) => result)).toEqual([CKR_PIN_INCORRECT]);
    // Out of the reader and back: still locked.
    card.control.remove();
    await until(service, ({ kind }) => kind === 'empty');
    card.control.insert();
    await until(service, ({ kind }) => kind === 'present');
    expect(await codeOf(service.login(PIN, { lastTry: true }))).toBe('PIN_LOCKED');
    expect(card.control.logins()).toHaveLength(1);
  });

  it('is seen to leave even when it is back before the next look, its login lost', async () => {
    const card = await insert();
    const service = await startOn(card);
    await service.login(PIN, { lastTry: false });
    const seen: string[] = [];
    service.onPresence(({ kind }) => seen.push(kind));
    card.control.insert();
    await until(service, ({ kind }) => kind === 'empty');
    await until(service, ({ kind }) => kind === 'present');
    expect(seen).toEqual(['empty', 'present']);
    expect(await codeOf(service.sign('signature', 'sha256', Buffer.from('x')))).toBe('CARD_NOT_LOGGED_IN');
    expect(card.control.logins()).toHaveLength(1);
  });

  it('gets no PIN typed for the card it replaced, even from an application that has not heard of the swap', async () => {
    const card = await insert();
    const service = await startOn(card);
    const other = await createVirtualCard(bench.folder(), await pki.person(AUBERT), { pin: PIN, situations: [], generation });
    card.control.swap(other);
    // The service sees both the card leave and the other one come; the application, busy, hears of neither.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
    expect(cardOf(service).holder.family).toBe('DURAND');
    await expect(service.login(PIN, { lastTry: false })).rejects.toMatchObject({ code: 'CARD_REMOVED' });
    expect(cardOf(service).holder.family).toBe('AUBERT');
    expect([card.control.logins(), other.control.tries()]).toEqual([[], 3]);
    await service.login(PIN, { lastTry: false });
  });

  it('that another program made forget its PIN says so once, and opens again with one C_Login', async () => {
    const card = await insert();
    const service = await startOn(card);
    let told = 0;
    service.onLoggedOut(() => (told += 1));
    await service.login(PIN, { lastTry: false });
    expect(await service.sign('signature', 'sha256', Buffer.from('x'))).toHaveLength(256);
    card.control.forgetPin();
    expect(told).toBe(0);
    expect(await codeOf(service.sign('signature', 'sha256', Buffer.from('x')))).toBe('CARD_NOT_LOGGED_IN');
    expect(told).toBe(1);
    // Known to be closed: the card is not asked again, and neither it nor its tries moved.
    expect(await codeOf(service.situations())).toBe('CARD_NOT_LOGGED_IN');
    expect([service.presence().kind, cardOf(service).pin.triesLeft, card.control.tries()]).toEqual(['present', 3, 3]);
    expect(card.control.signatures().map(({ result }) => result)).toEqual([0, CKR_USER_NOT_LOGGED_IN]);
    await service.login(PIN, { lastTry: false });
    expect(await service.sign('signature', 'sha256', Buffer.from('x'))).toHaveLength(256);
    expect(card.control.logins().map(({ result }) => result)).toEqual([0, 0]);
  });

  it('takes its time in the service process, never in the application', async () => {
    const card = await insert();
    const service = await startOn(card);
    card.control.latency(1000);
    let longest = 0;
    let last = performance.now();
    const ticks = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    const stalls: number[] = [];
    const started = performance.now();
    for (const work of [
      () => service.login(PIN, { lastTry: false }),
      () => service.sign('signature', 'sha256', Buffer.from('x')),
      () => service.sign('signature', 'sha1', Buffer.from('x')),
    ]) {
      longest = 0;
      await work();
      stalls.push(longest);
    }
    clearInterval(ticks);
    expect(performance.now() - started).toBeGreaterThan(3000);
    // A card that held the application would hold it each time; a busy machine does not.
    expect(Math.min(...stalls)).toBeLessThan(900);
  });

  describe('in mutual TLS, through the engine', () => {
    const transports: EngineTransport[] = [];
    afterEach(async () => {
      await Promise.all(transports.splice(0).map((transport) => transport.close()));
    });
    const transportOn = (card: VirtualCard, shown: PublicCard, pss = shown.pss): EngineTransport => {
      const transport = engineTransport({
        engine: DEBIAN_ENGINE,
        module: card.module,
        pkcs11Env: card.env,
        tokenLabel: shown.pkcs11?.tokenLabel ?? '',
        keyId: shown.pkcs11?.authenticationId ?? new Uint8Array(),
        certPem: [shown.authentication.der, ...shown.authentication.chain].map(certificateToPem).join(''),
        authorities: certificatesOfPem(pki.organisationsTrustPem),
        pss,
      });
      transports.push(transport);
      return transport;
    };

    it('signs what its generation can, logged in once for any number of exchanges', async () => {
      const card = await insert();
      const service = await startOn(card);
      await service.login(PIN, { lastTry: false });
      const server = await serve({ key: localhost.keyPem, cert: localhost.certPem, trustPem: pki.trustPem }, echo);
      try {
        const transport = transportOn(card, cardOf(service));
        await transport.unlock(PIN);
        for (let i = 0; i < 3; i++) expect((await transport.send(post(server.url))).status).toBe(200);
        expect(server.connections).toEqual([
          generation === 'CPS3'
            ? { protocol: 'TLSv1.2', algorithms: ['RSA+SHA256'], clientCn: '899900000017' }
            : expect.objectContaining({ protocol: 'TLSv1.3', clientCn: '899900000017' }),
        ]);
        expect(card.control.signatures().map(({ mechanism, result }) => [mechanism, result])).toEqual([
          [generation === 'CPS3' ? CKM.RSA_PKCS : CKM.RSA_PKCS_PSS, 0],
        ]);
        // One in each process, none again.
        const logins = card.control.logins();
        expect(logins.map(({ result }) => result)).toEqual([0, 0]);
        expect(new Set(logins.map(({ pid }) => pid)).size).toBe(2);
        expect(await service.sign('signature', 'sha256', Buffer.from('x'))).toHaveLength(256);
      } finally {
        await server.close();
      }
    });

    it('makes no connection once another program reset its PIN state, presents no PIN by itself, and says nothing was sent', async () => {
      const card = await insert();
      const service = await startOn(card);
      const server = await serve({ key: localhost.keyPem, cert: localhost.certPem, trustPem: pki.trustPem }, echo);
      try {
        const transport = transportOn(card, cardOf(service));
        await transport.unlock(PIN);
        card.control.forgetPin();
        await expect(transport.send(post(server.url))).rejects.toMatchObject({
          code: expect.stringMatching(/^NET_(TLS|KEY)$/),
          detail: expect.stringMatching(/^sent=no/),
        });
        expect([card.control.signatures().map(({ result }) => result), card.control.logins()]).toEqual([
          [CKR_USER_NOT_LOGGED_IN],
          [expect.objectContaining({ result: 0 })],
        ]);
      } finally {
        await server.close();
      }
    });

    it('refuses what its generation cannot', async () => {
      const card = await insert();
      const service = await startOn(card);
      const server = await serve({ key: localhost.keyPem, cert: localhost.certPem, trustPem: pki.trustPem }, echo);
      try {
        // A client that takes a CPS3 for a CPS4: OpenSSL asks for PSS, and the card has none.
        const transport = transportOn(card, cardOf(service), true);
        await transport.unlock(PIN);
        expect(await codeOf(transport.send(post(server.url)))).toBe(generation === 'CPS3' ? 'NET_TLS' : 'nothing thrown');
        expect(card.control.signatures().filter(({ result }) => result === 0)).toHaveLength(generation === 'CPS3' ? 0 : 1);
      } finally {
        await server.close();
      }
    });
  });

  it('offers the mechanisms of its generation, and creates nothing', async () => {
    const card = await insert('12345678');
    const { default: pkcs11js } = await import('pkcs11js');
    Object.assign(process.env, card.env);
    const p11 = new pkcs11js.PKCS11();
    p11.load(card.module);
    const codeFrom = (work: () => unknown): number => {
      try {
        work();
        return 0;
      } catch (thrown) {
        if (!(thrown instanceof pkcs11js.Pkcs11Error)) throw thrown;
        return thrown.code;
      }
    };
    try {
      expect(codeFrom(() => p11.C_GetSlotList(true))).toBe(pkcs11js.CKR_CRYPTOKI_NOT_INITIALIZED);
      p11.C_Initialize();
      expect(codeFrom(() => p11.C_Initialize())).toBe(pkcs11js.CKR_CRYPTOKI_ALREADY_INITIALIZED);
      const slot = p11.C_GetSlotList(true)[0] ?? Buffer.alloc(0);
      const pkcs1 = [CKM.RSA_PKCS, CKM.SHA1_RSA_PKCS, CKM.SHA256_RSA_PKCS, CKM.SHA_1, CKM.SHA256];
      const pss = [CKM.RSA_PKCS_PSS, CKM.SHA1_RSA_PKCS_PSS, CKM.SHA256_RSA_PKCS_PSS];
      expect(p11.C_GetMechanismList(slot)).toEqual(generation === 'CPS3' ? pkcs1 : [...pkcs1, ...pss]);
      expect(p11.C_GetTokenInfo(slot)).toMatchObject({ flags: 0x40d, minPinLen: 4, maxPinLen: 8 });
      const session = p11.C_OpenSession(slot, pkcs11js.CKF_SERIAL_SESSION | pkcs11js.CKF_RW_SESSION);
      const keysOf = (id: string): Buffer[] => {
        p11.C_FindObjectsInit(session, [
          { type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_PRIVATE_KEY },
          { type: pkcs11js.CKA_LABEL, value: id },
        ]);
        const keys = p11.C_FindObjects(session, 2);
        p11.C_FindObjectsFinal(session);
        return keys;
      };
      expect(keysOf('CPS_PRIV_SIG')).toEqual([]);
      // Too long for a card: refused without asking it.
      expect(codeFrom(() => p11.C_Login(session, pkcs11js.CKU_USER, '123456789'))).toBe(CKR_PIN_INCORRECT);
      expect(card.control.tries()).toBe(3);
      p11.C_Login(session, pkcs11js.CKU_USER, '12345678');
      expect(codeFrom(() => p11.C_Login(session, pkcs11js.CKU_USER, '12345678'))).toBe(pkcs11js.CKR_USER_ALREADY_LOGGED_IN);
      expect(() => p11.C_CreateObject(session, [{ type: pkcs11js.CKA_CLASS, value: pkcs11js.CKO_DATA }])).toThrow(
        'CKR_FUNCTION_NOT_SUPPORTED',
      );
      const [authentication = Buffer.alloc(0)] = keysOf('CPS_PRIV_AUT');
      const [signature = Buffer.alloc(0)] = keysOf('CPS_PRIV_SIG');
      expect(codeFrom(() => p11.C_SignInit(session, { mechanism: CKM.SHA256_RSA_PKCS }, authentication))).toBe(
        generation === 'CPS3' ? pkcs11js.CKR_MECHANISM_INVALID : 0,
      );
      if (generation === 'CPS4') p11.C_Sign(session, Buffer.from('x'), Buffer.alloc(256));
      p11.C_SignInit(session, { mechanism: CKM.RSA_PKCS }, signature);
      expect(codeFrom(() => p11.C_Sign(session, Buffer.from('neither a hash nor a DigestInfo'), Buffer.alloc(256)))).toBe(
        pkcs11js.CKR_DATA_INVALID,
      );
      // The card is pulled out and put back between two calls: nothing given before is good any more.
      card.control.insert();
      expect(codeFrom(() => p11.C_GetSessionInfo(session))).toBe(pkcs11js.CKR_SESSION_HANDLE_INVALID);
      const again = p11.C_OpenSession(slot, pkcs11js.CKF_SERIAL_SESSION);
      expect(p11.C_GetSessionInfo(again).state).toBe(CKS_RO_PUBLIC_SESSION);
      expect(codeFrom(() => p11.C_SignInit(again, { mechanism: CKM.RSA_PKCS }, signature))).toBe(pkcs11js.CKR_OBJECT_HANDLE_INVALID);
      card.control.remove();
      expect(p11.C_GetSlotList(true)).toEqual([]);
      expect(p11.C_GetSlotList(false)).toHaveLength(1);
      expect(codeFrom(() => p11.C_GetTokenInfo(slot))).toBe(pkcs11js.CKR_TOKEN_NOT_PRESENT);
      card.control.foreign(true);
      card.control.insert();
      expect(codeFrom(() => p11.C_GetTokenInfo(slot))).toBe(pkcs11js.CKR_TOKEN_NOT_RECOGNIZED);
      expect(codeFrom(() => p11.C_GetMechanismList(slot))).toBe(pkcs11js.CKR_TOKEN_NOT_PRESENT);
      expect(codeFrom(() => p11.C_WaitForSlotEvent(0))).toBe(pkcs11js.CKR_FUNCTION_NOT_SUPPORTED);
      expect(readFileSync(`${card.env.CARD_SHIM_DIR}/log`, 'utf8')).not.toContain('12345678');
    } finally {
      codeFrom(() => p11.C_Finalize());
    }
  });

  it('answers a card service in the same process too, removal included', async () => {
    const card = await insert();
    const { default: pkcs11js } = await import('pkcs11js');
    Object.assign(process.env, card.env);
    const adapter = pkcs11Card({
      load: () => {
        const p11 = new pkcs11js.PKCS11();
        p11.load(card.module);
        return p11;
      },
      tokenLabel: null,
      issuers: [],
    });
    try {
      expect(adapter.look().kind).toBe('present');
      await adapter.login(Buffer.from(PIN, 'latin1'), false);
      // Too long to end before the card is gone: pulling it out ends it.
      card.control.latency(10_000);
      const signing = codeOf(adapter.sign('signature', 'sha256', Buffer.from('x')));
      setTimeout(() => card.control.remove(), 100);
      expect(await signing).toBe('CARD_REMOVED');
      expect(adapter.look().kind).toBe('empty');
      expect(adapter.look().kind).toBe('empty');
      card.control.latency(0);
      card.control.insert();
      expect(adapter.look().kind).toBe('present');
      expect(await codeOf(adapter.sign('signature', 'sha256', Buffer.from('x')))).toBe('CARD_NOT_LOGGED_IN');
    } finally {
      adapter.close();
    }
  });
});
