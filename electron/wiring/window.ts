import type { Bridge } from '../ipc/bridge.ts';
import type { Resources } from '../ipc/resources.ts';
import type { AppWindow, Platform } from '../platform/types.ts';
import type { Events } from './told.ts';

interface OpenWindowPorts {
  readonly bridge: Bridge;
  readonly resources: Resources;
  readonly events: Events;
}

/** Opens the window on the contract: its calls, its binaries, its events. @param assets folder of the pages. */
export async function openWindow(
  platform: Platform,
  { bridge, resources, events }: OpenWindowPorts,
  assets: string,
  closed: () => void,
): Promise<AppWindow> {
  const window = await platform.openWindow({
    assets,
    invoke: (name, payload) => bridge.invoke(name, payload),
    resource: (path) => resources.take(path),
    closed,
  });
  events.on((name, payload) => window.emit(name, payload));
  return window;
}
