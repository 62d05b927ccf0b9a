import type { About, Decider } from '../../../shared/contract/services.ts';

/** The application as it was composed. */
interface AboutPorts extends Pick<About, 'version' | 'platform' | 'profile' | 'trustFile'> {
  readonly store: Pick<About['store'], 'keyProtection' | 'path'>;
  /** Configured addresses of services; null: not configured. */
  readonly endpoints: readonly { readonly name: string; readonly pointer: string; readonly url: string | null }[];
  /** @param pointer JSON pointer of an entry of the configuration. */
  readonly decidedBy: (pointer: string) => Decider;
  /** Whether the machine's policy keeps the user from changing that entry. */
  readonly isLocked: (pointer: string) => boolean;
  /** JSON pointers of the user's settings that were not taken. */
  readonly notTaken: readonly string[];
}

/** What Settings says of the application: what it is, where its data are, who decided what. */
export function tellAbout({ version, platform, profile, trustFile, store, endpoints, decidedBy, isLocked, notTaken }: AboutPorts): About {
  return {
    version,
    platform,
    profile,
    trustFile,
    decidedBy: { profile: decidedBy('/profile'), trustFile: decidedBy('/trustFile') },
    undoFixed: isLocked('/outbox/undoMs'),
    notTaken: [...notTaken],
    store: { encrypted: true, ...store },
    endpoints: endpoints.flatMap(({ name, pointer, url }) => (url === null ? [] : [{ name, url, decidedBy: decidedBy(pointer) }])),
  };
}
