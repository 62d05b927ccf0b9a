import { describe, expect, it } from 'vitest';
import { createClient } from '../../../../renderer/client/client.ts';
import type { RendererBridge } from '../../../../renderer/client/bridge.ts';
import { decode, encode } from '../../../../shared/contract/codec.ts';
import { PosteError } from '../../../../shared/errors.ts';

const bridgeThat = (invoke: RendererBridge['invoke']): RendererBridge => ({ invoke, on: () => () => undefined });

/** A bridge that answers this, and keeps what it was asked. */
function answering(answer: unknown): {
  readonly bridge: RendererBridge;
  readonly asked: { readonly name: string; readonly input: unknown }[];
} {
  const asked: { name: string; input: unknown }[] = [];
  return {
    asked,
    bridge: bridgeThat((name, input) => {
      asked.push({ name, input: decode(input) });
      return Promise.resolve(encode(answer));
    }),
  };
}

describe('the client of the window', () => {
  it('brings back a checked answer', async () => {
    const value = { lock: { fixed: true, mostMinutes: 120 }, mailboxes: ['a@x.mssante.fr'] };
    const { bridge, asked } = answering({ ok: true, value });
    expect(await createClient(() => bridge).call('settings.terms', null)).toEqual(value);
    expect(asked).toEqual([{ name: 'settings.terms', input: null }]);
  });

  it('carries bytes', async () => {
    const { bridge, asked } = answering({ ok: true, value: null });
    const bytes = new TextEncoder().encode('%PDF-1.4');
    await createClient(() => bridge)
      .call('documents.add', { patientId: 'p', fileName: 'a.pdf', bytes })
      .catch(() => undefined);
    expect(asked).toEqual([{ name: 'documents.add', input: { patientId: 'p', fileName: 'a.pdf', bytes } }]);
  });

  it('throws the error of the application with its code, sentence, action and path', async () => {
    const error = {
      code: 'TRAIT_BIRTH_PLACE',
      message: 'Ce lieu n’existe pas.',
      action: 'Corrigez-le.',
      path: '/traits/birthPlace',
      detail: null,
    };
    const { bridge } = answering({ ok: false, error });
    const thrown = await createClient(() => bridge)
      .call('app.about', null)
      .catch((caught: unknown) => caught);
    expect(thrown).toBeInstanceOf(PosteError);
    expect(thrown).toMatchObject(error);
  });

  it('says that the application is gone when the bridge breaks', async () => {
    const { call } = createClient(() => bridgeThat(() => Promise.reject(new Error('closed'))));
    await expect(call('session.state', null)).rejects.toMatchObject({ code: 'BRIDGE_LOST' });
  });

  it.each(['', 'not json', '{"ok":true}x', encode({ ok: true, value: { card: null } }), encode({ ok: false, error: { code: 'X' } })])(
    'refuses the garbage %s',
    async (answer) => {
      const { call } = createClient(() => bridgeThat(() => Promise.resolve(answer)));
      await expect(call('session.state', null)).rejects.toMatchObject({ code: 'BRIDGE_GARBAGE' });
    },
  );

  it('hears its own events only, until it stops', () => {
    let send: (name: string, payload: string) => void = () => undefined;
    const bridge: RendererBridge = {
      invoke: () => Promise.resolve(''),
      on: (listener) => {
        send = listener;
        return () => {
          send = () => undefined;
        };
      },
    };
    const heard: string[] = [];
    const stop = createClient(() => bridge).subscribe('records.changed', ({ patients }) => heard.push(...patients));
    send('records.changed', encode({ patients: ['a'], documents: [] }));
    send('vitale.read', encode(null));
    stop();
    send('records.changed', encode({ patients: ['b'], documents: [] }));
    expect(heard).toEqual(['a']);
  });

  it('drops a malformed event', () => {
    let send: (name: string, payload: string) => void = () => undefined;
    const bridge: RendererBridge = {
      invoke: () => Promise.resolve(''),
      on: (listener) => {
        send = listener;
        return () => undefined;
      },
    };
    const heard: unknown[] = [];
    createClient(() => bridge).subscribe('records.changed', (payload) => heard.push(payload));
    send('records.changed', encode({ wrong: true }));
    expect(heard).toEqual([]);
  });
});
