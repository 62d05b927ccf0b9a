import { delegationChanges } from './delegations/changes.ts';
import { documentChanges } from './documents/changes.ts';
import { identityChanges } from './identity/changes.ts';
import { importChanges } from './imports/changes.ts';
import { patientChanges } from './patients/changes.ts';
import { peopleChanges } from './people/changes.ts';
import { sendChanges } from './sends/changes.ts';
import { settingChanges } from './settings/changes.ts';
import { structureChanges } from './structure/changes.ts';
import { worklistChanges } from './worklists/changes.ts';

/** What a commit may change, by kind: each is the function that writes it. */
export const changes = {
  ...patientChanges,
  ...identityChanges,
  ...worklistChanges,
  ...importChanges,
  ...delegationChanges,
  ...documentChanges,
  ...peopleChanges,
  ...sendChanges,
  ...settingChanges,
  ...structureChanges,
} as const;

type Changes = typeof changes;

/** The change of a kind: what its function takes. */
export type ChangeOf<K extends keyof Changes> = { readonly kind: K } & Parameters<Changes[K]>[1];

/** What a commit changes. */
export type Change = { readonly [K in keyof Changes]: ChangeOf<K> }[keyof Changes];
