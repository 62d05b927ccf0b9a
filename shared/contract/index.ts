import type { z } from 'zod';
import { auditCalls } from './audit.ts';
import { consentCalls } from './consent.ts';
import { delegationCalls } from './delegations.ts';
import { documentCalls } from './documents.ts';
import { identityCalls, identityEvents } from './identity.ts';
import { importCalls, importEvents } from './imports.ts';
import { patientCalls } from './patients.ts';
import { preparationCalls } from './preparation.ts';
import { recordEvents } from './records.ts';
import { rightsCalls } from './rights.ts';
import { servicesCalls, servicesEvents } from './services.ts';
import { sessionCalls, sessionEvents } from './session.ts';
import { settingsCalls } from './settings.ts';
import { peopleCalls } from './people.ts';
import { worklistCalls } from './worklists.ts';

/** Everything the renderer may ask. */
export const calls = {
  ...sessionCalls,
  ...servicesCalls,
  ...patientCalls,
  ...consentCalls,
  ...identityCalls,
  ...rightsCalls,
  ...importCalls,
  ...worklistCalls,
  ...delegationCalls,
  ...documentCalls,
  ...preparationCalls,
  ...auditCalls,
  ...settingsCalls,
  ...peopleCalls,
} as const;

/** Everything the application may tell the renderer without being asked. */
export const events = { ...recordEvents, ...sessionEvents, ...servicesEvents, ...identityEvents, ...importEvents } as const;

export type CallName = keyof typeof calls;
/** As the window gives it: what has a default may be left out. */
export type CallInput<N extends CallName> = z.input<(typeof calls)[N]['input']>;
/** As the application receives it. */
export type CallReceived<N extends CallName> = z.output<(typeof calls)[N]['input']>;
/** Whether a call is answered to the person of an open session only. */
export type CallNeeds<N extends CallName> = (typeof calls)[N]['needs'];
export type CallOutput<N extends CallName> = z.infer<(typeof calls)[N]['output']>;
export type EventName = keyof typeof events;
export type EventPayload<N extends EventName> = z.infer<(typeof events)[N]>;
