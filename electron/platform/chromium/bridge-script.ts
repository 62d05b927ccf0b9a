import type { RendererBridge } from '../bridge-shape.ts';

/**
 * Runs in the page before anything else: hands `window.poste` to our own origin only and hides the raw binding in a
 * closure. Events come by a call that waits (`$events`), so no other global exists. Serialised: it must use nothing
 * from outside itself.
 */
export function bridgeScript(settings: { readonly origin: string; readonly binding: string }): void {
  const page = globalThis as unknown as Record<string, unknown> & { location: { origin: string }; top: unknown };
  const raw = page[settings.binding] as (name: string, payload: string) => Promise<string>;
  delete page[settings.binding];
  if (page.location.origin !== settings.origin || page.top !== globalThis) return;
  const listeners = new Set<(name: string, payload: string) => void>();
  const pump = async (): Promise<void> => {
    for (;;) {
      const batch = JSON.parse(await raw('$events', '')) as readonly (readonly [string, string])[];
      for (const [name, payload] of batch) for (const listener of listeners) listener(name, payload);
    }
  };
  const bridge: RendererBridge = {
    invoke: (name, payload) => raw(name, payload),
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  Object.defineProperty(page, 'poste', { value: Object.freeze(bridge), writable: false, configurable: false });
  pump().catch(() => undefined);
}
