import type { Config } from '../config/schema.ts';
import type { CardTransport } from '../session/card-key.ts';
import { ServiceLights } from '../session/service-lights.ts';
import type { Session } from '../session/session.ts';
import type { InsiGateway } from './insi.ts';
import type { Mss } from './mss.ts';
import { reachable } from './services.ts';
import type { Events } from './told.ts';

interface LightsPorts {
  readonly session: Session;
  readonly cardKey: CardTransport;
  readonly insi: Pick<InsiGateway, 'reach'>;
  readonly mss: Mss;
  readonly now: () => Date;
  readonly emit: Events['emit'];
}

/** The lights of the services that are configured, looked at while somebody is there. */
export function lightsOf(config: Config, { session, cardKey, insi, mss, now, emit }: LightsPorts): ServiceLights {
  const lights = new ServiceLights(
    {
      INSi: config.insi.url === null ? null : (terms) => insi.reach(terms),
      DMP:
        config.dmp.patientsUrl === null ? null : (terms) => (cardKey.unlocked ? reachable(cardKey, config.dmp.patientsUrl, terms) : null),
      MSSanté: config.mss.mailboxes.length === 0 ? null : (terms) => mss.reach(terms),
    },
    now,
    () => emit('services.changed', { lights: lights.all() }),
    config.lights,
    ['DMP'],
  );
  session.onOpened(() => lights.start());
  session.onEnded(() => lights.stop());
  mss.onOpened(() => void lights.check(['MSSanté']));
  return lights;
}
