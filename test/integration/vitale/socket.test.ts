import { mkdtemp, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { VitaleDrop } from '../../../electron/vitale/folder.ts';
import { listenVitaleSocket } from '../../../electron/vitale/socket.ts';
import type { CardReading } from '../../../shared/domain/identity/beneficiary.ts';
import { bytesOf, FRESH, sample } from '../../unit/vitale/sample.ts';

let root = '';
let address = '';
let channel: VitaleDrop | null = null;
let readings: CardReading[] = [];
let refusals: string[] = [];
const WAIT = { timeout: 10_000, interval: 10 };
const listen = (idleMs = 5_000) =>
  listenVitaleSocket(address, {
    ...FRESH,
    idleMs,
    onReading: (reading) => void readings.push(reading),
    onRefused: ({ code }) => void refusals.push(code),
  });

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'vitale-'));
  address = join(root, 'canal', 'vitale.sock');
  [readings, refusals] = [[], []];
});
afterEach(async () => {
  await channel?.close();
  channel = null;
  await rm(root, { recursive: true, force: true });
});

const open = (): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ path: address, allowHalfOpen: true }, () => resolve(socket));
    socket.once('error', reject);
  });
async function send(...parts: readonly Uint8Array[]): Promise<unknown> {
  const socket = await open();
  socket.on('error', () => undefined);
  for (const part of parts) socket.write(part);
  socket.end();
  return JSON.parse(await text(socket));
}

describe.skipIf(process.platform === 'win32')('the channel', () => {
  it('is for its owner alone', async () => {
    channel = await listen();
    expect([(await stat(address)).mode & 0o777, (await stat(join(root, 'canal'))).mode & 0o777]).toEqual([0o600, 0o700]);
  });

  it('hands a reading over within a second, whole or in pieces, one after the other', async () => {
    channel = await listen();
    const start = performance.now();
    expect(await send(bytesOf(sample('PREMIER')))).toEqual({ accepted: true });
    await vi.waitFor(() => expect(readings).toHaveLength(1), WAIT);
    expect(performance.now() - start).toBeLessThan(1000);
    const bytes = bytesOf(sample('SECOND'));
    expect(await send(bytes.slice(0, 10), bytes.slice(10, 200), bytes.slice(200))).toEqual({ accepted: true });
    await vi.waitFor(() => expect(readings.map(({ beneficiaries }) => beneficiaries[1]?.firstName)).toEqual(['PREMIER', 'SECOND']), WAIT);
    expect(refusals).toEqual([]);
  });

  it.each([
    ['garbage', new Uint8Array(500).map((_, index) => (index * 7) & 255), 'VITALE_FORMAT'],
    ['nothing', new Uint8Array(), 'VITALE_FORMAT'],
    ['two documents at once', Buffer.concat([bytesOf(sample()), bytesOf(sample())]), 'VITALE_FORMAT'],
    ['too much', new Uint8Array(300_000).fill(32), 'VITALE_TOO_LARGE'],
    ['a stale reading', bytesOf({ ...sample(), readAt: '2026-03-01T09:00:00Z' }), 'VITALE_STALE'],
  ])('refuses %s with a code and a French sentence, and goes on', async (_, content, code) => {
    channel = await listen();
    expect(await send(content)).toMatchObject({
      accepted: false,
      code,
      message: expect.stringContaining('carte Vitale'),
      action: expect.any(String),
    });
    expect(await send(bytesOf(sample()))).toEqual({ accepted: true });
    await vi.waitFor(() => expect(readings).toHaveLength(1), WAIT);
    expect(refusals).toEqual([code]);
  });

  it('refuses what a connection cut midway has left', async () => {
    channel = await listen();
    const socket = await open();
    await new Promise((resolve) => socket.write(bytesOf(sample()).slice(0, -10), resolve));
    socket.destroy();
    await vi.waitFor(() => expect(refusals).toEqual(['VITALE_FORMAT']), WAIT);
    expect(await send(bytesOf(sample('APRES')))).toEqual({ accepted: true });
    await vi.waitFor(() => expect(readings.map(({ beneficiaries }) => beneficiaries[1]?.firstName)).toEqual(['APRES']), WAIT);
  });

  it('cuts a reader that stays silent, and a fifth one', async () => {
    channel = await listen(1_500);
    const silent = await Promise.all(Array.from({ length: 4 }, open));
    expect(await send(bytesOf(sample()))).toMatchObject({ accepted: false, code: 'VITALE_BUSY' });
    const answers = await Promise.all(silent.map(async (socket) => JSON.parse(await text(socket)) as unknown));
    expect(answers).toEqual(Array.from({ length: 4 }, () => expect.objectContaining({ code: 'VITALE_TIMEOUT' })));
    expect(refusals.toSorted()).toEqual(['VITALE_BUSY', ...Array.from({ length: 4 }, () => 'VITALE_TIMEOUT')]);
    await vi.waitFor(async () => expect(await send(bytesOf(sample()))).toEqual({ accepted: true }), WAIT);
  });

  it('takes the place of a session that died, never of a live one nor of another file', async () => {
    channel = await listen();
    await expect(listen()).rejects.toMatchObject({ code: 'VITALE_SOCKET' });
    await channel.close();
    channel = null;
    // A server that ends without closing leaves its socket.
    const dead = createServer();
    await new Promise<void>((resolve) => dead.listen(`${address}.x`, resolve));
    await rename(`${address}.x`, address);
    await new Promise<void>((resolve) => dead.close(() => resolve()));
    expect(await readdir(join(root, 'canal'))).toEqual(['vitale.sock']);
    channel = await listen();
    expect(await send(bytesOf(sample()))).toEqual({ accepted: true });
    await channel.close();
    channel = null;
    await writeFile(address, 'a document of the user');
    await expect(listen()).rejects.toMatchObject({ code: 'VITALE_SOCKET' });
    expect((await stat(address)).size).toBeGreaterThan(0);
  });
});
