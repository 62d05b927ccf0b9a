import { execFileSync } from 'node:child_process';
import { verify, X509Certificate } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardSigner } from '../../../electron/card/signer.ts';
import type { CardPresence, PublicCard } from '../../../electron/card/types.ts';
import { writeFileCard } from '../../sandbox/cards/index.ts';
import { WHO } from '../../sandbox/identities.ts';
import { createPki, type Person, type Pki } from '../../sandbox/pki/index.ts';
import { AUBERT, Bench, codeOf, DURAND, PIN, SITUATIONS, until, WRONG } from './setup.ts';

let pki: Pki;
let durand: Person;
const bench = new Bench();

beforeAll(async () => {
  pki = await createPki();
  durand = await pki.person(DURAND);
});
afterAll(() => bench.close());

const triesOf = (dir: string): number => (JSON.parse(readFileSync(`${dir}/card.json`, 'utf8')) as { triesLeft: number }).triesLeft;
const cardOf = (presence: CardPresence): PublicCard => {
  if (presence.kind !== 'present') throw new Error(`no card: ${presence.kind}`);
  return presence.card;
};

describe('file card', () => {
  it('shows the holder before the PIN, and the situations, gaps included, after it', async () => {
    const dir = bench.folder();
    await writeFileCard(dir, durand, { pin: PIN, situations: SITUATIONS });
    const service = await bench.start({ kind: 'file', dir });
    const card = cardOf(service.presence());
    expect(card).toMatchObject({
      generation: 'CPS3',
      demonstration: true,
      pkcs11: null,
      type: 'CPS',
      pss: false,
      pin: { triesLeft: 3 },
      holder: {
        idNat: '899900000017',
        family: 'DURAND',
        given: 'PAULE',
        profession: { code: '10', displayName: 'Médecin', codeSystem: '1.2.250.1.71.1.2.7' },
        skill: { code: 'SM26', displayName: 'Qualifié en Médecine Générale (SM)', codeSystem: '1.2.250.1.71.4.2.5' },
      },
    });
    expect(card.signature.subject).toBe('CN=899900000017+SN=DURAND+GN=PAULE,title=Médecin,C=FR');
    expect(card.signature.keyUsage).toEqual(['nonRepudiation']);
    expect(card.authentication.keyUsage).toEqual(['digitalSignature']);
    expect(card.signature.chain.map((der) => new X509Certificate(der).subject.split('\n').at(-1))).toEqual([
      'CN=TEST AC IGC-SANTE FORT PERSONNES',
      'CN=TEST AC RACINE IGC-SANTE FORT',
    ]);
    expect(await codeOf(service.situations())).toBe('CARD_NOT_LOGGED_IN');
    await service.login(PIN, { lastTry: false });
    expect(await service.situations()).toEqual([
      { index: 1, structureIdNat: '499900000017001', structureName: 'Cabinet du Port', sector: 'SA07' },
      { index: 3, structureIdNat: '10B0999997', structureName: 'CH des Essais', sector: 'SA01' },
    ]);
  });

  it('signs with the key of each certificate, in SHA-256 and SHA-1', async () => {
    const dir = bench.folder();
    await writeFileCard(dir, durand, { pin: PIN, situations: SITUATIONS });
    const service = await bench.start({ kind: 'file', dir });
    const card = cardOf(service.presence());
    const data = Buffer.from('signed by the card');
    expect(await codeOf(service.sign('signature', 'sha256', data))).toBe('CARD_NOT_LOGGED_IN');
    await service.login(PIN, { lastTry: false });
    for (const hash of ['sha256', 'sha1'] as const) {
      for (const role of ['signature', 'authentication'] as const) {
        const signature = await service.sign(role, hash, data);
        expect(verify(hash, data, new X509Certificate(card[role].der).publicKey, signature)).toBe(true);
      }
    }
    const signer = cardSigner(service, card);
    expect(signer.certificates).toHaveLength(3);
    expect(verify('sha256', data, new X509Certificate(signer.certificates[0]).publicKey, await signer.sign('sha256', data))).toBe(true);
    await service.logout();
    expect(await codeOf(service.sign('signature', 'sha256', data))).toBe('CARD_NOT_LOGGED_IN');
  });

  it('takes exactly one try per wrong PIN, asks before the last one, then locks, even for the right PIN', async () => {
    const dir = bench.folder();
    await writeFileCard(dir, durand, { pin: PIN, situations: SITUATIONS });
    const service = await bench.start({ kind: 'file', dir });
    const login = (pin: string, lastTry = false): Promise<void> => service.login(pin, { lastTry });
    for (const malformed of ['', '123', '123456789', '12a4', '१२३४']) expect(await codeOf(login(malformed))).toBe('PIN_FORMAT');
    expect(triesOf(dir)).toBe(3);
    await expect(login(WRONG)).rejects.toMatchObject({
      code: 'PIN_WRONG',
      message: 'Code porteur incorrect : il reste 2 essais.',
      detail: 'triesLeft=2',
    });
    expect([triesOf(dir), cardOf(service.presence()).pin.triesLeft]).toEqual([2, 2]);
    await expect(login(WRONG)).rejects.toMatchObject({ code: 'PIN_WRONG', message: 'Code porteur incorrect : il reste 1 essai.' });
    expect(triesOf(dir)).toBe(1);
    expect(await codeOf(login(PIN))).toBe('PIN_FINAL_TRY');
    expect(triesOf(dir)).toBe(1);
    expect(await codeOf(login(WRONG, true))).toBe('PIN_LOCKED');
    expect([triesOf(dir), cardOf(service.presence()).pin.triesLeft]).toEqual([0, 0]);
    expect(await codeOf(login(PIN, true))).toBe('PIN_LOCKED');
    expect(triesOf(dir)).toBe(0);
  });

  it('gives the tries back after the right PIN, the last one included', async () => {
    const dir = bench.folder();
    await writeFileCard(dir, durand, { pin: PIN, situations: SITUATIONS, triesLeft: 1 });
    const service = await bench.start({ kind: 'file', dir });
    await service.login(PIN, { lastTry: true });
    expect([triesOf(dir), cardOf(service.presence()).pin.triesLeft]).toEqual([3, 3]);
    await expect(service.login(WRONG, { lastTry: false })).rejects.toMatchObject({ code: 'PIN_WRONG' });
    // A wrong PIN on an open card closes it: the person in front may be another one.
    expect(await codeOf(service.situations())).toBe('CARD_NOT_LOGGED_IN');
  });

  it('closes at removal and asks for the PIN again at return', async () => {
    const dir = bench.folder();
    await writeFileCard(dir, durand, { pin: PIN, situations: SITUATIONS });
    const service = await bench.start({ kind: 'file', dir });
    await service.login(PIN, { lastTry: false });
    const seen: string[] = [];
    service.onPresence((presence) => seen.push(presence.kind));
    renameSync(dir, `${dir}-away`);
    await until(service, (presence) => presence.kind === 'empty');
    expect(await codeOf(service.sign('signature', 'sha256', Buffer.from('x')))).toBe('CARD_ABSENT');
    renameSync(`${dir}-away`, dir);
    await until(service, (presence) => presence.kind === 'present');
    expect(await codeOf(service.sign('signature', 'sha256', Buffer.from('x')))).toBe('CARD_NOT_LOGGED_IN');
    writeFileSync(`${dir}/absent`, '');
    await until(service, (presence) => presence.kind === 'empty');
    rmSync(`${dir}/absent`);
    await until(service, (presence) => presence.kind === 'present');
    expect(seen).toEqual(['empty', 'present', 'empty', 'present']);
  });

  it('rejects a signature whose card is pulled out meanwhile with CARD_REMOVED', async () => {
    const dir = bench.folder();
    await writeFileCard(dir, durand, { pin: PIN, situations: SITUATIONS, latencyMs: 1000 });
    const service = await bench.start({ kind: 'file', dir });
    await service.login(PIN, { lastTry: false });
    const signing = codeOf(service.sign('signature', 'sha256', Buffer.from('x')));
    await new Promise((resolve) => setTimeout(resolve, 100));
    writeFileSync(`${dir}/absent`, '');
    expect(await signing).toBe('CARD_REMOVED');
    expect(service.presence().kind).toBe('empty');
  });

  it('does not lend the session of one card to another put in its place', async () => {
    const dir = bench.folder();
    await writeFileCard(dir, durand, { pin: PIN, situations: SITUATIONS });
    const service = await bench.start({ kind: 'file', dir });
    const signer = cardSigner(service, cardOf(service.presence()));
    await service.login(PIN, { lastTry: false });
    const other = bench.folder();
    await writeFileCard(other, await pki.person(AUBERT), { pin: '5678', situations: [] });
    renameSync(dir, `${dir}-away`);
    renameSync(other, dir);
    await until(service, (presence) => presence.kind === 'present' && presence.card.holder.family === 'AUBERT');
    expect(await codeOf(signer.sign('sha256', Buffer.from('x')))).toBe('CARD_REMOVED');
    expect(await codeOf(service.sign('signature', 'sha256', Buffer.from('x')))).toBe('CARD_NOT_LOGGED_IN');
  });

  it('does its work one thing at a time, in the order asked', async () => {
    const dir = bench.folder();
    await writeFileCard(dir, durand, { pin: PIN, situations: SITUATIONS, latencyMs: 20 });
    const service = await bench.start({ kind: 'file', dir });
    const order: string[] = [];
    const note = (name: string) => (): void => void order.push(name);
    await Promise.all([
      service.login(PIN, { lastTry: false }).then(note('login')),
      service.sign('signature', 'sha256', Buffer.from('a')).then(note('a')),
      service.situations().then(note('situations')),
      service.sign('authentication', 'sha256', Buffer.from('b')).then(note('b')),
    ]);
    expect(order).toEqual(['login', 'a', 'situations', 'b']);
  });

  it('says of a folder that is not a card that it is foreign, and of none that the reader is empty', async () => {
    const dir = bench.folder();
    const service = await bench.start({ kind: 'file', dir });
    expect(service.presence().kind).toBe('empty');
    expect(await codeOf(service.login(PIN, { lastTry: false }))).toBe('CARD_ABSENT');
    await writeFileCard(dir, durand, { pin: PIN, situations: [] });
    await until(service, (presence) => presence.kind === 'present');
    writeFileSync(`${dir}/card.json`, '{"generation":"CPS9"}');
    await until(service, (presence) => presence.kind === 'foreign');
    expect(await codeOf(service.login(PIN, { lastTry: false }))).toBe('CARD_FOREIGN');
  });

  it('kills a driver that hangs, fails what waited with CARD_HUNG, and comes back without trying any PIN again', async () => {
    const dir = bench.folder();
    await writeFileCard(dir, durand, { pin: PIN, situations: SITUATIONS });
    const service = await bench.start({ kind: 'file', dir }, { hungMs: 3_000 });
    await service.login(PIN, { lastTry: false });
    // Reading a pipe that nobody writes blocks the service process for good, as a driver does.
    renameSync(`${dir}/card.json`, `${dir}/card.kept`);
    execFileSync('mkfifo', [`${dir}/card.json`]);
    expect(await codeOf(service.situations())).toBe('CARD_HUNG');
    expect(service.presence().kind).toBe('hung');
    expect(await codeOf(service.login(PIN, { lastTry: false }))).toBe('CARD_HUNG');
    rmSync(`${dir}/card.json`);
    renameSync(`${dir}/card.kept`, `${dir}/card.json`);
    await until(service, (presence) => presence.kind === 'present');
    expect(triesOf(dir)).toBe(3);
    expect(await codeOf(service.situations())).toBe('CARD_NOT_LOGGED_IN');
    await service.login(PIN, { lastTry: false });
    expect(await service.situations()).toHaveLength(2);
  });

  it('does not pass for a driver that hangs while the application itself is too busy to hear it', async () => {
    const dir = bench.folder();
    await writeFileCard(dir, durand, { pin: PIN, situations: SITUATIONS });
    const service = await bench.start({ kind: 'file', dir }, { hungMs: 1_500 });
    await service.login(PIN, { lastTry: false });
    const seen: string[] = [];
    service.onPresence(({ kind }) => seen.push(kind));
    const started = bench.processes.length;
    for (const heldMs of [1_600, 4_000]) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, heldMs);
      // Whatever was to be judged of that time is, before this answer comes.
      await service.situations();
    }
    expect([seen, bench.processes.length]).toEqual([[], started]);
    // Still its login.
    expect(await service.situations()).toHaveLength(2);
  });

  it('comes back after its process died', async () => {
    const dir = bench.folder();
    await writeFileCard(dir, durand, { pin: PIN, situations: SITUATIONS });
    const service = await bench.start({ kind: 'file', dir });
    bench.processes.at(-1)?.kill();
    await until(service, (presence) => presence.kind === 'hung');
    await until(service, (presence) => presence.kind === 'present');
    await service.login(PIN, { lastTry: false });
  });
});

describe('the cards of the sandbox', () => {
  it.each(
    Object.entries(WHO).flatMap(([who, holder]) => (['CPS3', 'CPS4'] as const).map((generation) => [who, generation, holder] as const)),
  )('log their holder in: %s, %s', async (_who, generation, { person, pin, situations }) => {
    const dir = bench.folder();
    await writeFileCard(dir, await pki.person(person), { pin, situations, generation });
    const service = await bench.start({ kind: 'file', dir });
    const { type, holder, generation: seen } = cardOf(service.presence());
    expect({ type, ...holder, seen, profession: holder.profession?.code ?? null, skill: holder.skill?.code ?? null }).toEqual({
      type: person.type,
      idNat: person.idNat,
      // What stands in for the names of a card that has none (PDT-INF-617).
      family: person.family ?? 'Cabinet du Port',
      given: person.given ?? '699900000017001-000000011',
      nominative: person.family !== null,
      profession: person.profession ?? person.training ?? null,
      skill: person.skill,
      seen: generation,
    });
    await service.login(pin, { lastTry: false });
    // A CPS4 also holds them as its predecessor did: each is there once.
    expect(await service.situations()).toEqual(
      situations.map(({ index, idNat, name, sector }) => ({ index, structureIdNat: idNat, structureName: name, sector })),
    );
  });
});
