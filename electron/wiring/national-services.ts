import type { Trusts } from '../../shared/domain/mss/recipient-address.ts';
import type { SoftwareIdentity } from '../../shared/domain/types.ts';
import type { Signer } from '../card/types.ts';
import type { Config } from '../config/schema.ts';
import type { Doors } from '../doors/types.ts';
import type { TlsTrust } from '../net/tls.ts';
import type { Transport } from '../net/types.ts';
import type { CardTransport } from '../session/card-key.ts';
import type { ServiceLights } from '../session/service-lights.ts';
import type { OpenSession, Session } from '../session/session.ts';
import type { Trace } from '../usecases/journal/trace.ts';
import type { FeedGateway } from '../usecases/outbox/feed-document.ts';
import type { SecretConnection } from '../usecases/rights/secret-connection.ts';
import { dmpGateway } from './dmp.ts';
import { insiCallsOf, insiGateway, pscTokenOf, type InsiCalls } from './insi.ts';
import { lightsOf } from './lights.ts';
import { mssOf, type Mss } from './mss.ts';
import type { Observe } from './services.ts';
import type { Events } from './told.ts';
import { whiteListOf } from './white-list.ts';

interface NationalServicesPorts {
  /** This workstation, as INSi numbers its messages. */
  readonly installation: string;
  readonly software: SoftwareIdentity;
  readonly now: () => Date;
  readonly uuid: () => string;
  readonly session: Session;
  readonly trace: Trace;
  readonly oneWay: Transport;
  readonly trust: TlsTrust;
  readonly cardKey: CardTransport;
  readonly signer: (open: OpenSession) => Signer;
  readonly doors: Doors;
  readonly secret: Pick<SecretConnection, 'isOpenFor'>;
  readonly emit: Events['emit'];
  readonly observe: Observe | undefined;
}

/** The national services as the use cases see them, each exchange seen by its light. */
interface NationalServices {
  readonly mss: Mss;
  readonly insi: InsiCalls;
  readonly dmp: FeedGateway;
  readonly lights: ServiceLights;
  /** Domains of MSSanté, as far as they are known. */
  readonly trusts: Trusts;
  /** Connections that this workstation alone holds; what the session lent ends with it. */
  close(): Promise<void>;
}

/** What they keep of a session is forgotten with it. */
export function nationalServices(config: Config, ports: NationalServicesPorts): NationalServices {
  const { session, software, installation } = ports;
  const mss = mssOf(config, ports);
  const insi = insiGateway(config, software, installation, { ...ports, pscToken: pscTokenOf(session) });
  session.onEnded(() => insi.forget());
  const lights = lightsOf(config, { ...ports, insi, mss });
  const dmp = dmpGateway(config, { ...ports, lights });
  const whiteList = whiteListOf(config, { ...ports, changed: () => ports.emit('services.changed', { lights: lights.all() }) });
  session.onOpened(() => void whiteList.refresh());
  return {
    mss,
    insi: insiCallsOf(insi, lights),
    dmp,
    lights,
    trusts: (domain) => whiteList.trusts(domain),
    close: async () => {
      await Promise.all([insi.close(), whiteList.close()]);
    },
  };
}
