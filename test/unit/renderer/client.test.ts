import { describe, expect, it } from 'vitest';
import { createClient } from '../../../renderer/app/client.ts';
import type { RendererBridge } from '../../../renderer/app/bridge.ts';
import { encode } from '../../../shared/contract/codec.ts';
import { PosteError } from '../../../shared/errors.ts';
import { FakeApplication } from './fake-bridge.ts';

const fake = (): FakeApplication => new FakeApplication({ now: () => new Date('2026-11-20T10:00:00Z'), wait: async () => undefined, filled: true });
const bridgeThat = (invoke: RendererBridge['invoke']): RendererBridge => ({ invoke, on: () => () => undefined });

describe('the client of the window', () => {
  it('brings back a checked answer', async () => {
    const { call } = createClient(() => fake().bridge);
    expect((await call('session.state', null)).card.holder).toBe('Dr Paule DURAND');
  });

  it('carries bytes', async () => {
    const { call } = createClient(() => fake().bridge);
    const [patient] = await call('patients.search', { query: 'delacroix' });
    const row = await call('documents.add', { patientId: patient?.id ?? '', fileName: 'a.pdf', bytes: new TextEncoder().encode('%PDF-1.4') });
    expect(row.size).toBe(8);
  });

  it('throws the error of the application with its code, sentence, action and path', async () => {
    const { call } = createClient(() => fake().bridge);
    const traits = { birthName: 'X', birthFirstNames: 'Y', sex: 'F', birthDate: '1979-03-12', birthPlace: 'ABCDE' } as const;
    const thrown = await call('patients.create', { traits, usedName: null, usedFirstName: null }).catch((error: unknown) => error);
    expect(thrown).toBeInstanceOf(PosteError);
    expect(thrown).toMatchObject({ code: 'TRAIT_BIRTH_PLACE', path: '/traits/birthPlace', message: expect.stringMatching(/\.$/), action: expect.stringMatching(/\.$/) });
  });

  it('says that the application is gone when the bridge breaks', async () => {
    const { call } = createClient(() => bridgeThat(() => Promise.reject(new Error('closed'))));
    await expect(call('session.state', null)).rejects.toMatchObject({ code: 'BRIDGE_LOST' });
  });

  it.each(['', 'not json', '{"ok":true}x', encode({ ok: true, value: { card: null } }), encode({ ok: false, error: { code: 'X' } })])('refuses the garbage %s', async (answer) => {
    const { call } = createClient(() => bridgeThat(() => Promise.resolve(answer)));
    await expect(call('session.state', null)).rejects.toMatchObject({ code: 'BRIDGE_GARBAGE' });
  });

  it('hears its own events only, until it stops', () => {
    const application = fake();
    const { subscribe } = createClient(() => application.bridge);
    const heard: string[] = [];
    const stop = subscribe('patients.changed', ({ id }) => heard.push(id));
    application.emit('patients.changed', { id: 'a' });
    application.emit('outbox.changed', { attention: 0, pending: 1 });
    stop();
    application.emit('patients.changed', { id: 'b' });
    expect(heard).toEqual(['a']);
  });

  it('drops a malformed event', () => {
    let send: (name: string, payload: string) => void = () => undefined;
    const bridge: RendererBridge = { invoke: () => Promise.resolve(''), on: (listener) => { send = listener; return () => undefined; } };
    const heard: unknown[] = [];
    createClient(() => bridge).subscribe('patients.changed', (payload) => heard.push(payload));
    send('patients.changed', encode({ wrong: true }));
    expect(heard).toEqual([]);
  });
});
