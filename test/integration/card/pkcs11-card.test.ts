import { verify, X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { certificatesOfPem } from '../../../electron/card/certificate.ts';
import type { Cryptoki } from '../../../electron/card/pkcs11-calls.ts';
import { pkcs11Card } from '../../../electron/card/pkcs11-card.ts';
import { createSoftHsmCard, SOFTHSM_MODULE, type SoftHsmCard } from '../../sandbox/cards/index.ts';
import { createPki, type Person, type Pki } from '../../sandbox/pki/index.ts';
import { needs } from '../../setup/needs.ts';
import { Bench, codeOf, DURAND, PIN, SITUATIONS, WRONG } from './setup.ts';

const hasSoftHsm =
  needs.file(SOFTHSM_MODULE) !== null &&
  (await import('pkcs11js').then(
    () => true,
    () => false,
  ));

describe.skipIf(!hasSoftHsm)('PKCS#11 card on SoftHSM2', () => {
  let pki: Pki;
  let durand: Person;
  let card: SoftHsmCard;
  const bench = new Bench();

  beforeAll(async () => {
    pki = await createPki();
    durand = await pki.person(DURAND);
    card = await createSoftHsmCard(bench.folder(), durand, { pin: PIN, situations: SITUATIONS });
  });
  afterAll(() => bench.close());

  const startOn = (made: SoftHsmCard, options: { readonly tokenLabel?: string | null } = {}) =>
    bench.start(
      { kind: 'pkcs11', module: made.module, tokenLabel: options.tokenLabel === undefined ? made.tokenLabel : options.tokenLabel },
      { env: made.env, issuersPem: pki.trustPem },
    );

  it('shows the holder before the PIN and reads the situations after it', async () => {
    const service = await startOn(card);
    const presence = service.presence();
    expect(presence).toMatchObject({
      kind: 'present',
      card: {
        generation: 'CPS3',
        demonstration: false,
        type: 'CPS',
        // SoftHSM2 offers PSS: the generation decides.
        pss: false,
        pin: { triesLeft: 3 },
        holder: { idNat: '899900000017', family: 'DURAND', given: 'PAULE', profession: { code: '10' }, skill: { code: 'SM26' } },
        signature: { subject: 'CN=899900000017+SN=DURAND+GN=PAULE,title=Médecin,C=FR', keyUsage: ['nonRepudiation'] },
        authentication: { keyUsage: ['digitalSignature'] },
      },
    });
    // The chain is not on the card: the configured CAs complete it.
    expect(presence.kind === 'present' && presence.card.signature.chain).toEqual(certificatesOfPem(durand.chainPem));
    expect(await codeOf(service.situations())).toBe('CARD_NOT_LOGGED_IN');
    await service.login(PIN, { lastTry: false });
    expect(await service.situations()).toEqual([
      { index: 1, structureIdNat: '499900000017001', structureName: 'Cabinet du Port', sector: 'SA07' },
      { index: 3, structureIdNat: '10B0999997', structureName: 'CH des Essais', sector: 'SA01' },
    ]);
  });

  it('signs with both keys and both hashes, and no longer after logout', async () => {
    const service = await startOn(card);
    const presence = service.presence();
    if (presence.kind !== 'present') throw new Error(presence.kind);
    const data = Buffer.from('signed by the card');
    await service.login(PIN, { lastTry: false });
    for (const hash of ['sha256', 'sha1'] as const) {
      for (const role of ['signature', 'authentication'] as const) {
        const signature = await service.sign(role, hash, data);
        expect(verify(hash, data, new X509Certificate(presence.card[role].der).publicKey, signature)).toBe(true);
      }
    }
    await service.logout();
    expect(await codeOf(service.sign('signature', 'sha256', data))).toBe('CARD_NOT_LOGGED_IN');
  });

  it('tells a wrong PIN, shows what the flags say, and closes an open card to a wrong PIN', async () => {
    const made = await createSoftHsmCard(bench.folder(), durand, { pin: PIN, situations: [] });
    const service = await startOn(made);
    await service.login(PIN, { lastTry: false });
    // COUNT_LOW is all that SoftHSM2 ever says.
    await expect(service.login(WRONG, { lastTry: false })).rejects.toMatchObject({ code: 'PIN_WRONG', detail: 'triesLeft=2' });
    expect(service.presence()).toMatchObject({ card: { pin: { triesLeft: 2 } } });
    expect(await codeOf(service.situations())).toBe('CARD_NOT_LOGGED_IN');
    await service.login(PIN, { lastTry: false });
    expect(service.presence()).toMatchObject({ card: { pin: { triesLeft: 3 } } });
  });

  it('takes, among several tokens, the one asked for, and none when it is not there', async () => {
    const dir = bench.folder();
    const cps4 = await createSoftHsmCard(dir, durand, { pin: PIN, situations: [], generation: 'CPS4' });
    const other = await pki.person({ ...DURAND, idNat: '899900000025', family: 'AUBERT', given: 'Luc' });
    await createSoftHsmCard(dir, other, { pin: '5678', situations: [] });
    expect((await startOn(cps4, { tokenLabel: 'CPS3-TEST' })).presence()).toMatchObject({
      card: { holder: { family: 'AUBERT' }, generation: 'CPS3' },
    });
    expect((await startOn(cps4, { tokenLabel: 'CPS4-TEST' })).presence()).toMatchObject({
      card: { holder: { family: 'DURAND' }, generation: 'CPS4' },
    });
    expect((await startOn(cps4, { tokenLabel: 'CPS' })).presence().kind).toBe('empty');
  });

  it('offers RSA-PSS on a CPS4 only', async () => {
    const made = await createSoftHsmCard(bench.folder(), durand, { pin: PIN, situations: [], generation: 'CPS4' });
    const service = await startOn(made, { tokenLabel: null });
    expect(service.presence()).toMatchObject({ kind: 'present', card: { generation: 'CPS4', pss: true } });
  });

  it('reads the skill from CPS_INFO_PS when the certificate does not say it', async () => {
    const silent = await pki.person({ ...DURAND, skillInCertificate: false });
    const service = await startOn(await createSoftHsmCard(bench.folder(), silent, { pin: PIN, situations: [] }));
    expect(service.presence()).toMatchObject({ card: { holder: { skill: { code: 'SM26' } } } });
  });

  it('says CARD_MODULE with the loader’s words when the module is missing or is not one, and stays up', async () => {
    for (const module of ['/nowhere/libcps3_pkcs11_lux.so', '/usr/lib/x86_64-linux-gnu/libz.so.1']) {
      const service = await bench.start({ kind: 'pkcs11', module, tokenLabel: null });
      expect(service.presence()).toMatchObject({ kind: 'no-module', detail: expect.stringMatching(/./) });
      await expect(service.login(PIN, { lastTry: false })).rejects.toMatchObject({
        code: 'CARD_MODULE',
        detail: expect.stringMatching(/./),
      });
    }
  });

  it('says CARD_MODULE when pkcs11js is not installed', async () => {
    const hook = `import{registerHooks}from"node:module";registerHooks({resolve(s,c,n){if(s==="pkcs11js")throw(new(Error)("not found"));return(n(s,c))}})`;
    const service = await bench.start(
      { kind: 'pkcs11', module: card.module, tokenLabel: null },
      { env: { ...card.env, NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hook)}` } },
    );
    await expect(service.login(PIN, { lastTry: false })).rejects.toMatchObject({
      code: 'CARD_MODULE',
      detail: 'pkcs11js is not installed',
    });
  });

  describe('call by call', () => {
    /** The real module behind a hand that counts calls and puts a card's refusals in. */
    const load = async () => {
      const { default: pkcs11js } = await import('pkcs11js');
      process.env['SOFTHSM2_CONF'] = counted.env.SOFTHSM2_CONF;
      const p11 = new pkcs11js.PKCS11();
      p11.load(counted.module);
      const calls: string[] = [];
      const refusals = new Map<string, number[]>();
      const proxy = new Proxy(p11, {
        get(target, name: string) {
          const method: unknown = Reflect.get(target, name);
          if (typeof method !== 'function') return method;
          return (...args: unknown[]): unknown => {
            calls.push(name === 'C_SignInit' ? `C_SignInit ${(args[1] as { mechanism: number }).mechanism}` : name);
            const refusal = refusals.get(name)?.shift();
            if (refusal !== undefined && refusal !== 0) throw new pkcs11js.Pkcs11Error('refused', refusal, name);
            const answer: unknown = Reflect.apply(method, target, args);
            return name === 'C_GetTokenInfo' ? { ...(answer as object), ...tokenInfo } : answer;
          };
        },
      });
      const tokenInfo: { flags?: number } = {};
      const clock = { ms: 0 };
      const adapter = pkcs11Card({ load: (): Cryptoki => proxy, tokenLabel: null, issuers: [], now: () => clock.ms });
      return { adapter, clock, calls, refusals, tokenInfo, count: (name: string): number => calls.filter((call) => call === name).length };
    };
    let counted: SoftHsmCard;
    const pin = (text: string): Uint8Array => Buffer.from(text, 'latin1');

    beforeAll(async () => {
      counted = await createSoftHsmCard(bench.folder(), durand, { pin: PIN, situations: SITUATIONS });
    });

    it('makes one C_Login per login asked, right or wrong, and reads the flags before it', async () => {
      const { adapter, calls, count } = await load();
      adapter.look();
      expect(await codeOf(adapter.login(pin(WRONG), false))).toBe('PIN_WRONG');
      expect(count('C_Login')).toBe(1);
      expect(calls.lastIndexOf('C_GetTokenInfo', calls.indexOf('C_Login'))).toBeGreaterThan(calls.indexOf('C_OpenSession'));
      await adapter.login(pin(PIN), false);
      expect(count('C_Login')).toBe(2);
      for (let i = 0; i < 5; i++) {
        await adapter.sign('signature', 'sha256', Buffer.from('x'));
        adapter.situations();
      }
      expect(count('C_Login')).toBe(2);
      adapter.close();
    });

    it('spends no try at FINAL_TRY without confirmation, nor on a locked card', async () => {
      const { adapter, tokenInfo, count } = await load();
      adapter.look();
      tokenInfo.flags = 0x40d | 0x10000 | 0x20000;
      expect(await codeOf(adapter.login(pin(PIN), false))).toBe('PIN_FINAL_TRY');
      expect(adapter.look()).toMatchObject({ card: { pin: { triesLeft: 1 } } });
      tokenInfo.flags = 0x40d | 0x40000;
      expect(await codeOf(adapter.login(pin(PIN), true))).toBe('PIN_LOCKED');
      expect(count('C_Login')).toBe(0);
      tokenInfo.flags = 0x40d | 0x10000 | 0x20000;
      await adapter.login(pin(PIN), true);
      expect(count('C_Login')).toBe(1);
      adapter.close();
    });

    it('turns what a removed, reset or blocked card answers into what the user must do', async () => {
      const { adapter, refusals } = await load();
      adapter.look();
      const sign = (): Promise<unknown> => adapter.sign('signature', 'sha256', Buffer.from('x'));
      for (const removal of [0x32, 0xb3, 0xe0, 0x30]) {
        await adapter.login(pin(PIN), false);
        refusals.set('C_SignAsync', [removal]);
        expect(await codeOf(sign())).toBe('CARD_REMOVED');
        // Back at once, but seen to leave first: the session it had opened must end.
        expect(adapter.look().kind).toBe('empty');
        expect(adapter.look().kind).toBe('present');
        expect(await codeOf(sign())).toBe('CARD_NOT_LOGGED_IN');
      }
      await adapter.login(pin(PIN), false);
      // Session lost between two calls, same card back: the login is not lent to whoever is there now.
      refusals.set('C_GetSessionInfo', [0xb3]);
      expect(await codeOf(sign())).toBe('CARD_REMOVED');
      expect(await codeOf(adapter.login(pin(PIN), false))).toBe('CARD_ABSENT');
      expect([adapter.look().kind, adapter.look().kind]).toEqual(['empty', 'present']);
      await adapter.login(pin(PIN), false);
      // Another program reset the card's PIN state.
      refusals.set('C_SignInit', [0x101]);
      expect(await codeOf(sign())).toBe('CARD_NOT_LOGGED_IN');
      refusals.set('C_Login', [0xa4]);
      expect(await codeOf(adapter.login(pin(PIN), false))).toBe('PIN_LOCKED');
      refusals.set('C_Login', [0x102]);
      expect(await codeOf(adapter.login(pin(PIN), false))).toBe('CARD_ABSENT');
      refusals.set('C_Login', [0x5]);
      expect(await codeOf(adapter.login(pin(PIN), false))).toBe('CARD_FAILED');
      adapter.close();
    });

    it('falls back on the DigestInfo when the signature key refuses to hash, and never asks it of the authentication key', async () => {
      const { adapter, calls, refusals } = await load();
      const presence = adapter.look();
      if (presence.kind !== 'present') throw new Error(presence.kind);
      await adapter.login(pin(PIN), false);
      const check = async (role: 'signature' | 'authentication'): Promise<string[]> => {
        const before = calls.length;
        const data = Buffer.from('both ways give the same bytes');
        const { der } = presence.card[role];
        expect(verify('sha256', data, new X509Certificate(der).publicKey, await adapter.sign(role, 'sha256', data))).toBe(true);
        return calls.slice(before).filter((call) => call.startsWith('C_SignInit'));
      };
      // 64 = CKM_SHA256_RSA_PKCS on the data, 1 = CKM_RSA_PKCS on the DigestInfo: all that a CPS3's authentication key does.
      expect(await check('signature')).toEqual(['C_SignInit 64']);
      refusals.set('C_SignInit', [0x70]);
      expect(await check('signature')).toEqual(['C_SignInit 64', 'C_SignInit 1']);
      expect(await check('authentication')).toEqual(['C_SignInit 1']);
      adapter.close();
    });

    it.each([0x5, 0x6, 0x30, 0x32, 0x190, 0x8000_0002])(
      'ends the login of a driver that fails with %i, is seen to, and only then initialises it afresh',
      async (code) => {
        const { adapter, clock, refusals, count } = await load();
        adapter.look();
        await adapter.login(pin(PIN), false);
        // Whatever time it takes, nobody's login is touched while the driver works.
        clock.ms += 3_600_000;
        expect(adapter.look().kind).toBe('present');
        expect(await adapter.sign('signature', 'sha256', Buffer.from('x'))).toHaveLength(256);
        refusals.set('C_GetSlotList', [code, code]);
        clock.ms += 3_600_000;
        expect(adapter.look().kind).not.toBe('present');
        expect([count('C_Finalize'), count('C_Initialize')]).toEqual([0, 1]);
        adapter.look();
        const atOnce = code === 0x190 || code === 0x8000_0002;
        expect([count('C_Finalize'), count('C_Initialize')]).toEqual(atOnce ? [1, 2] : [0, 1]);
        clock.ms += 2_000;
        expect(adapter.look().kind).toBe('present');
        expect(await codeOf(adapter.sign('signature', 'sha256', Buffer.from('x')))).toBe('CARD_NOT_LOGGED_IN');
        adapter.close();
      },
    );

    it('does not initialise afresh within a login or a signature, even when the driver asks for it', async () => {
      const { adapter, refusals, count } = await load();
      adapter.look();
      await adapter.login(pin(PIN), false);
      refusals.set('C_GetSlotList', [0x190, 0x190, 0x190]);
      expect(await codeOf(adapter.sign('signature', 'sha256', Buffer.from('x')))).toBe('CARD_REMOVED');
      expect(await codeOf(adapter.login(pin(PIN), false))).toBe('CARD_MODULE');
      expect(count('C_Finalize')).toBe(0);
      expect(adapter.look().kind).toBe('no-module');
      expect(count('C_Finalize')).toBe(0);
      adapter.close();
    });

    it('initialises a driver that goes on failing 2, 4, 8... then every 30 s, and from the start once it has worked', async () => {
      const { adapter, clock, refusals, count } = await load();
      const failing = Array.from({ length: 10_000 }, () => 0x5);
      const instants = (lookForMs: number): number[] => {
        const [from, seen] = [clock.ms, [] as number[]];
        while (clock.ms < from + lookForMs) {
          const before = count('C_Finalize');
          expect(adapter.look()).toMatchObject({ kind: 'no-module', detail: expect.stringMatching(/./) });
          if (count('C_Finalize') > before) seen.push(clock.ms - from);
          clock.ms += 250;
        }
        return seen;
      };
      refusals.set('C_GetSlotList', failing);
      expect(instants(150_000)).toEqual([2_000, 6_000, 14_000, 30_000, 60_000, 90_000, 120_000]);
      refusals.clear();
      expect(adapter.look().kind).toBe('present');
      refusals.set('C_GetSlotList', [...failing]);
      adapter.look();
      expect(instants(10_000)).toEqual([2_000, 6_000]);
      adapter.close();
    });

    it('says why when it cannot be initialised again, goes on trying, and is no more hurried with the driver after it', async () => {
      const { adapter, clock, refusals, count } = await load();
      const detail = (): string => {
        const presence = adapter.look();
        return presence.kind === 'no-module' ? presence.detail : presence.kind;
      };
      adapter.look();
      refusals.set('C_GetSlotList', [0x5, 0x5, 0x5, 0x5, 0x5]);
      expect([detail(), detail()]).toEqual(['refused', 'refused']);
      refusals.set('C_Initialize', [0x5, 0x5]);
      clock.ms += 2_000;
      expect([detail(), detail()]).toEqual(['refused', 'refused']);
      expect([detail(), count('C_Initialize'), count('C_Finalize')]).toEqual(['refused', 4, 1]);
      clock.ms += 3_900;
      expect([detail(), count('C_Finalize')]).toEqual(['refused', 1]);
      expect(detail()).toBe('present');
      adapter.close();
      // Whoever looks again after the end begins anew.
      expect([adapter.look().kind, adapter.look().kind, count('C_Initialize')]).toEqual(['empty', 'present', 5]);
      adapter.close();
    });

    it('takes a reader whose failure lasts for one that is gone', async () => {
      const { adapter, refusals } = await load();
      adapter.look();
      refusals.set('C_GetSlotList', [0x30, 0x30, 0, 0x30]);
      expect([adapter.look().kind, adapter.look().kind, adapter.look().kind, adapter.look().kind]).toEqual([
        'empty',
        'no-reader',
        'present',
        'empty',
      ]);
      adapter.close();
    });

    it('tells no reader, an empty reader and a foreign card apart', async () => {
      const { adapter, refusals } = await load();
      const foreign = [0xe1, 0xe1, 0xe1, 0xe1];
      refusals.set('C_GetTokenInfo', foreign);
      expect(adapter.look().kind).toBe('foreign');
      refusals.clear();
      expect(adapter.look().kind).toBe('present');
      refusals.set('C_GetSlotList', [0x30]);
      expect(adapter.look().kind).toBe('empty');
      adapter.close();
    });
  });
});
