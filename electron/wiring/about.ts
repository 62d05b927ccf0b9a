import type { About } from '../../shared/contract/services.ts';
import type { SoftwareIdentity } from '../../shared/domain/types.ts';
import { uuidOid } from '../cda/identifiers.ts';
import type { LoadedConfig } from '../config/load.ts';
import type { Config } from '../config/schema.ts';
import type { Platform } from '../platform/types.ts';
import { tellAbout } from '../usecases/services/tell-about.ts';
import { version } from '../version.ts';
import { endpointsOf } from './services.ts';

/** Who decided what of the configuration. */
export type Decisions = Pick<LoadedConfig, 'decidedBy' | 'isLocked' | 'notTaken'>;

/** Whoever composes decided everything. */
export const ownDecisions: Decisions = { decidedBy: () => 'user', isLocked: () => false, notTaken: [] };

/** How this software names itself to the national services, on this workstation. */
export function softwareOf({ software }: Config, installation: string): SoftwareIdentity {
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

/** What Settings says of the application. @param path of the store. */
export const aboutOf = (config: Config, platform: Platform, path: string, decisions: Decisions): About =>
  tellAbout({
    version,
    platform: platform.name,
    profile: config.profile,
    trustFile: config.trustFile,
    store: { keyProtection: platform.secrets.protection, path },
    endpoints: endpointsOf(config),
    ...decisions,
  });
