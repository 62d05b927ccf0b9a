/**
 * A member that the double does not have must never pass for `undefined`: reading it throws. Symbols and `then` (asked
 * by `await`) are the language's own questions.
 */
export function strict<T extends object>(name: string, members: T): T {
  return new Proxy(members, {
    get(target, key, receiver): unknown {
      if (typeof key === 'string' && key !== 'then' && !(key in target))
        throw new Error(`the electron double does not implement ${name}.${key}`);
      return Reflect.get(target, key, receiver);
    },
    set(_target, key) {
      throw new Error(`nothing of the electron double may be replaced: ${name}.${String(key)}`);
    },
  });
}

type Listener = (...args: readonly never[]) => void;

/** The part of Node's EventEmitter that Electron's objects have, for the events the double really emits. */
interface Events {
  readonly on: (event: string, listener: Listener) => void;
  readonly once: (event: string, listener: Listener) => void;
  readonly emit: (event: string, ...args: readonly unknown[]) => void;
  readonly has: (event: string) => boolean;
}

export function events(name: string, known: readonly string[]): Events {
  const listeners = new Map<string, { readonly listener: Listener; readonly once: boolean }[]>();
  const add = (event: string, listener: Listener, once: boolean): void => {
    if (!known.includes(event)) throw new Error(`the electron double never emits « ${event} » on ${name}`);
    listeners.set(event, [...(listeners.get(event) ?? []), { listener, once }]);
  };
  return {
    on: (event, listener) => add(event, listener, false),
    once: (event, listener) => add(event, listener, true),
    has: (event) => (listeners.get(event)?.length ?? 0) > 0,
    emit(event, ...args) {
      const told = listeners.get(event) ?? [];
      listeners.set(
        event,
        told.filter((one) => !one.once),
      );
      // What each event carries is the caller's to get right, as in Electron.
      for (const { listener } of told) listener(...(args as readonly never[]));
    },
  };
}

/** An event that its listeners may prevent. */
export function preventable<T extends object>(members: T): T & { preventDefault(): void; readonly defaultPrevented: boolean } {
  let prevented = false;
  return strict('Event', {
    ...members,
    preventDefault: () => {
      prevented = true;
    },
    get defaultPrevented() {
      return prevented;
    },
  });
}
