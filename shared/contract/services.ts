import { z } from 'zod';
import { call, errorFactsSchema, instant, nothing, notKept } from './define.ts';

/** Where the fault lies: the name, the network, the secure connection, who asks, or the service itself. */
const lightCause = z.enum(['dns', 'tcp', 'tls', 'authentication', 'service']);
export type LightCause = z.infer<typeof lightCause>;

const serviceLight = z.object({
  name: z.enum(['INSi', 'DMP', 'MSSanté']),
  state: z.enum(['unknown', 'up', 'down', 'off']),
  /** Of the state `down`, null otherwise. */
  cause: lightCause.nullable(),
  /** The service is being asked now; `state` is the last verdict. */
  checking: z.boolean(),
  /** Instant of the last verdict. */
  checkedAt: instant.nullable(),
  error: errorFactsSchema.nullable(),
});

/** Lights of the national services, and what the application is made of. */
const servicesState = z.object({ lights: z.array(serviceLight) });
export type ServiceLight = z.infer<typeof serviceLight>;

/** Which layer of the configuration an entry comes from: the application, the machine's policy, the user's settings. */
const decider = z.enum(['defaults', 'policy', 'user']);
export type Decider = z.infer<typeof decider>;

const about = z.object({
  version: z.string(),
  /** `Electron 45.5.0` or `Chromium 156.0`. */
  platform: z.string(),
  /** Configuration profile: `production` or `sandbox`. */
  profile: z.enum(['production', 'sandbox']),
  /** Path of the file of the authorities; null: none, nobody is trusted. */
  trustFile: z.string().nullable(),
  decidedBy: z.object({ profile: decider, trustFile: decider }),
  /** The undo window is not the user's to choose: the machine's policy locks it. */
  undoFixed: z.boolean(),
  /** JSON pointers of the user's settings that were not taken: the machine decides them. */
  notTaken: z.array(z.string()),
  store: z.object({ encrypted: z.boolean(), keyProtection: z.enum(['os', 'file']), path: z.string() }),
  endpoints: z.array(z.object({ name: z.string(), url: z.string(), decidedBy: decider })),
});
export type About = z.infer<typeof about>;

export const servicesCalls = {
  'services.state': call(nothing, servicesState, { needs: 'nobody', audit: notKept.shown }),
  'services.check': call(nothing, servicesState, { needs: 'nobody', audit: notKept.shown }),
  'app.about': call(nothing, about, { needs: 'nobody', audit: notKept.facts }),
} as const;
export const servicesEvents = { 'services.changed': servicesState } as const;
