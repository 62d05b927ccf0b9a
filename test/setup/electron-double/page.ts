/** What the page's side of the double is told. */
export interface PageSettings {
  readonly binding: string;
  readonly compromised: boolean;
}

/**
 * Runs in every document before its own scripts: Electron's renderer side, for one preload script. Serialised: it must
 * use nothing from outside itself. There is one world only here, so the preload's own names live in a closure.
 */
export function rendererSide(
  settings: PageSettings,
  preload: (require: (name: string) => unknown, module: object, exports: object) => void,
): void {
  type Raw = (op: string, ...args: readonly unknown[]) => Promise<unknown>;
  const page = globalThis as unknown as Record<string, unknown> & typeof globalThis;
  const raw = page[settings.binding] as Raw;
  if (!settings.compromised) delete page[settings.binding];
  // As in Electron, whose sub-frames have no preload unless asked for.
  if (page.top !== page.self) return;

  const strict = <T extends object>(name: string, members: T): T =>
    new Proxy(members, {
      get(target, key, receiver): unknown {
        if (typeof key === 'string' && !(key in target)) throw new Error(`the electron double does not implement ${name}.${key}`);
        return Reflect.get(target, key, receiver);
      },
    });
  const listeners = new Map<string, Set<(event: object, ...args: readonly unknown[]) => void>>();
  const listenersOf = (channel: string) => {
    const known = listeners.get(channel) ?? new Set();
    listeners.set(channel, known);
    return known;
  };
  const ipcRenderer = strict('ipcRenderer', {
    invoke: (channel: string, ...args: readonly unknown[]) => raw('invoke', channel, ...args),
    on: (channel: string, listener: (event: object, ...args: readonly unknown[]) => void) => void listenersOf(channel).add(listener),
    removeListener: (channel: string, listener: (event: object, ...args: readonly unknown[]) => void) =>
      void listenersOf(channel).delete(listener),
  });
  const contextBridge = strict('contextBridge', {
    executeInMainWorld: ({
      func,
      args = [],
    }: {
      readonly func: (...all: readonly unknown[]) => unknown;
      readonly args?: readonly unknown[];
    }) => func(...args),
    exposeInMainWorld(key: string, api: Record<string, unknown>) {
      for (const [name, member] of Object.entries(api)) {
        if (typeof member !== 'function') throw new Error(`the electron double exposes functions only: ${key}.${name}`);
      }
      Object.defineProperty(page, key, { value: Object.freeze({ ...api }), writable: false, configurable: false, enumerable: true });
    },
  });
  const require = (name: string): unknown => {
    if (name !== 'electron') throw new Error(`a sandboxed preload may not require « ${name} »`);
    return strict('electron', { contextBridge, ipcRenderer });
  };
  const module = { exports: {} };

  const pump = async (): Promise<void> => {
    const document = await raw('connect');
    for (;;) {
      const batch = (await raw('receive', document)) as readonly (readonly [string, readonly unknown[]])[];
      for (const [channel, args] of batch)
        for (const listener of listeners.get(channel) ?? []) listener(strict('IpcRendererEvent', {}), ...args);
    }
  };

  // Chromium asks nobody here: each question goes to the handlers of the session, as Electron's would. Outside a secure context
  // there is nothing to ask for.
  if (page.isSecureContext) {
    const permitted = (op: 'permission-request' | 'permission-check', name: string) => raw(op, name).then((answer) => answer === true);
    const { permissions, geolocation, mediaDevices } = page.navigator;
    const query = permissions.query.bind(permissions);
    permissions.query = async (descriptor) => {
      const status = await query(descriptor);
      const state = (await permitted('permission-check', descriptor.name)) ? 'granted' : 'denied';
      Object.defineProperty(status, 'state', { value: state });
      return status;
    };
    page.Notification.requestPermission = async () => ((await permitted('permission-request', 'notifications')) ? 'granted' : 'denied');
    const locate = geolocation.getCurrentPosition.bind(geolocation);
    geolocation.getCurrentPosition = (found, failed, options) => {
      void permitted('permission-request', 'geolocation').then((granted) => {
        if (granted) locate(found, failed, options);
        else failed?.({ code: 1, message: 'denied', PERMISSION_DENIED: 1, POSITION_UNAVAILABLE: 2, TIMEOUT: 3 });
      });
    };
    const capture = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (constraints) => {
      if (!(await permitted('permission-request', 'media'))) throw new DOMException('Permission denied', 'NotAllowedError');
      return capture(constraints);
    };
  }

  try {
    preload(require, module, module.exports);
  } catch (thrown) {
    void raw('preload-failed', String(thrown));
    return;
  }
  // The document may be gone before its next message is.
  pump().catch(() => undefined);
}
