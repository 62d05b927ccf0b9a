import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import type { RendererBridge } from './platform/bridge-shape.ts';
import { removeGlobals, SOCKET_GLOBALS } from './platform/no-network.ts';

const bridge: RendererBridge = {
  invoke: async (name, payload) => String(await ipcRenderer.invoke('poste:invoke', name, payload)),
  on(listener) {
    const relay = (_event: IpcRendererEvent, name: unknown, payload: unknown): void => {
      if (typeof name === 'string' && typeof payload === 'string') listener(name, payload);
    };
    ipcRenderer.on('poste:event', relay);
    return () => {
      ipcRenderer.removeListener('poste:event', relay);
    };
  },
};

contextBridge.executeInMainWorld({ func: removeGlobals, args: [[...SOCKET_GLOBALS]] });
contextBridge.exposeInMainWorld('poste', bridge);
