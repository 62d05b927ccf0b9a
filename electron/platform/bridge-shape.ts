/** What the window finds as `window.poste`, whatever the host: tagged JSON in, tagged JSON out. */
export interface RendererBridge {
  invoke(name: string, payload: string): Promise<string>;
  /** Listens to every event; returns the unsubscribe function. */
  on(listener: (name: string, payload: string) => void): () => void;
}
