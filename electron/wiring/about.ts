import type { About } from '../../shared/contract/services.ts';
import type { SoftwareIdentity } from '../../shared/domain/types.ts';
import { uuidOid } from '../cda/identifiers.ts';
import type { LoadedConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import type { Platform } from '../platform/types.ts';
import { endpointsOf } from './services.ts';

/** Who decided what of the configuration. */
export type Decisions = Pick<LoadedConfig, 'decidedBy' | 'isLocked' | 'notTaken'>;

/** Whoever composes decided everything. */
export const ownDecisions: Decisions = { decidedBy: () => 'user', isLocked: () => false, notTaken: [] };

/** How this software names itself to the national services, on this workstation. */
export function softwareOf({ software }: Config, version: string, installation: string): SoftwareIdentity {
  return {
    id: installation,
    name: software.name,
    version,
    vendor: software.vendor,
    dmpApproval: software.dmpApproval,
    insiIdam: software.insiIdam,
    mssNil: software.mssNil,
    oidRoot: software.oidRoot ?? uuidOid(installation),
  };
}

/** What Settings says of the application. */
export function aboutOf(
  config: Config,
  version: string,
  platform: Platform,
  path: string,
  { decidedBy, isLocked, notTaken }: Decisions,
): About {
  return {
    version,
    platform: platform.name,
    profile: config.profile,
    trustFile: config.trustFile,
    decidedBy: { profile: decidedBy('/profile'), trustFile: decidedBy('/trustFile') },
    undoFixed: isLocked('/outbox/undoMs'),
    notTaken: [...notTaken],
    store: { encrypted: true, keyProtection: platform.secrets.protection, path },
    endpoints: endpointsOf(config, decidedBy),
  };
}
