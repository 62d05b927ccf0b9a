import type { About, servicesCalls } from '../../../shared/contract/services.ts';
import type { ServiceLights } from '../../session/service-lights.ts';
import type { Handlers } from '../bridge.ts';
import { thenShown } from './answers.ts';

export interface ServicesHandlersPorts {
  readonly lights: Pick<ServiceLights, 'all' | 'check'>;
  readonly about: () => About;
}

/** The lights of the national services, and what the application is made of. */
export function servicesHandlers({ lights, about }: ServicesHandlersPorts): Pick<Handlers, keyof typeof servicesCalls> {
  const shown = () => ({ lights: lights.all() });
  return {
    'services.state': () => Promise.resolve(shown()),
    'services.check': thenShown(() => lights.check(), shown),
    'app.about': () => Promise.resolve(about()),
  };
}
