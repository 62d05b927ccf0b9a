import { createElement, use, type ComponentType, type ReactNode } from 'react';

/** A component whose code is in a chunk of its own, read from the application when it is first needed. */
export interface Apart<P> {
  (props: P): ReactNode;
  /** Asks for the code ahead; once it is there the component is drawn at once, without its Suspense showing anything. */
  readonly load: () => Promise<void>;
}

/**
 * Puts a component in a chunk of its own. Unlike React's `lazy`, what was loaded ahead is drawn in the same turn.
 * @param read imports the module and picks the component.
 */
export function apart<P extends object>(read: () => Promise<ComponentType<P>>): Apart<P> {
  let asked: Promise<ComponentType<P>> | null = null;
  let loaded: ComponentType<P> | null = null;
  const ask = async (): Promise<ComponentType<P>> => {
    loaded = await read();
    return loaded;
  };
  function Loaded(props: P): ReactNode {
    return createElement(loaded ?? use((asked ??= ask())), props);
  }
  return Object.assign(Loaded, {
    load: async () => {
      await (asked ??= ask());
    },
  });
}
