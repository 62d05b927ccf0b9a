import { feature as arrivals } from './arrivals/feature.ts';
import { feature as audit } from './audit/feature.ts';
import { feature as capture } from './capture/feature.ts';
import { feature as documents } from './documents/feature.ts';
import { feature as help } from './help/feature.ts';
import { feature as identity } from './identity/feature.ts';
import { feature as imports } from './import/feature.ts';
import { feature as outbox } from './outbox/feature.ts';
import { feature as patient } from './patient/feature.ts';
import { feature as patients } from './patients/feature.ts';
import { feature as session } from './session/feature.ts';
import { feature as settings } from './settings/feature.ts';
import { feature as validation } from './validation/feature.ts';
import { feature as worklists } from './worklists/feature.ts';

/** Every feature of the window, in the order of the rail, of the palette and of the guide. */
export const features = [
  session,
  patients,
  identity,
  worklists,
  imports,
  patient,
  documents,
  validation,
  outbox,
  audit,
  settings,
  capture,
  arrivals,
  help,
] as const;
