/** The only door out of the window: tagged JSON (shared/contract/codec.ts) in both directions. */
export interface RendererBridge {
  /** @returns tagged JSON of `{ok: true, value}` or `{ok: false, error: ErrorFacts}`. */
  invoke(name: string, payload: string): Promise<string>;
  /** Listens to every event; returns the function that stops it. */
  on(listener: (name: string, payload: string) => void): () => void;
}

declare global {
  interface Window {
    /** Put there by the platform before any script of the page runs. */
    readonly poste: RendererBridge;
  }
}
