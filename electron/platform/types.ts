import type { Resource } from '../ipc/resources.ts';
import type { ServiceProcess } from '../card/service-process.ts';
import type { KeyAbility, TlsTrust } from '../net/tls.ts';
import type { Transport } from '../net/types.ts';

/** The processes beside the main one: the card and its TLS; what opens files from outside. */
export type ServiceName = 'carte' | 'fichiers' | 'lecture';

/** What differs by host: window, secrets, services. Two adapters: Electron (ships) and Chromium (stands in). */
export interface Platform {
  readonly kind: 'electron' | 'chromium';
  /** « Electron 45.5.0 », « Chromium 156.0 ». */
  readonly name: string;
  readonly secrets: Secrets;
  /** Runs a module of ours in a process of its own. @param entry absolute path. @param name how the host lists the process, where it does. */
  startService(entry: string, env: Readonly<Record<string, string>>, name: ServiceName): ServiceProcess;
  openWindow(ports: WindowPorts): Promise<AppWindow>;
  /** Mutual TLS by the system's certificate store; absent where the host cannot. */
  readonly storeTls?: (identity: StoreIdentity) => StoreTransport;
}

/** The card whose certificate the system's store must hold. */
export interface StoreIdentity extends TlsTrust, KeyAbility {
  /** DER of its authentication certificate: this one is presented, or none. */
  readonly certificate: Uint8Array;
  /** Label of its token, as PKCS#11 gives it. */
  readonly tokenLabel: string;
  /** The PIN that the card has just accepted, for the systems that have no dialog of their own. */
  readonly pin: string;
}

/** See {@link Transport}. */
export interface StoreTransport extends Transport {
  /** Takes the certificate back at once: what was under way fails with NET_CUT, what comes next with NET_LOCKED. */
  lock(): void;
}

/** Protection of the store's key. */
export interface Secrets {
  /** `os`: the system's keychain; `file`: a 0600 file, said so by diagnose and refused in production. */
  readonly protection: 'os' | 'file';
  /** @throws PosteError SECRETS_UNAVAILABLE when the keychain is locked or missing. */
  protect(clear: Uint8Array): Uint8Array;
  unprotect(sealed: Uint8Array): Uint8Array;
}

export interface WindowPorts {
  /** Folder of the built renderer. */
  readonly assets: string;
  /** One call of the contract, text to text. */
  invoke(name: string, payload: string): Promise<string>;
  /** A single-use binary. */
  resource(path: string): Resource | null;
  closed(): void;
}

export interface AppWindow {
  /** Before the other windows of the desktop, even from the task bar. */
  front(): Promise<void>;
  emit(name: string, payload: string): void;
  close(): Promise<void>;
}
