import { forkService } from '../../electron/card/fork.ts';
import { fileSecrets } from '../../electron/platform/chromium/secrets.ts';
import type { Platform } from '../../electron/platform/types.ts';

/** A host without a window, for what is driven by the contract alone. */
export function windowless(dataFolder: string): Platform {
  return {
    kind: 'chromium',
    name: 'sans fenêtre',
    secrets: fileSecrets(dataFolder),
    startService: forkService,
    openWindow: () => Promise.reject(new Error('no window here')),
  };
}
