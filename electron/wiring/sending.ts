import type { Config } from '../config/schema.ts';
import { Outbox } from '../outbox/outbox.ts';
import type { ServiceLights } from '../session/service-lights.ts';
import type { Session } from '../session/session.ts';
import type { Store } from '../store/types.ts';
import { documentArrived, feedDocument, type FeedGateway } from '../usecases/outbox/feed-document.ts';
import { sameIdentity } from '../usecases/outbox/same-identity.ts';
import { stillDelegated } from '../usecases/outbox/still-delegated.ts';
import { sendMessage } from '../usecases/outbox/send-message.ts';
import type { Rights } from '../usecases/rights/rights.ts';
import type { Mss } from './mss.ts';
import { reportOf, type Events } from './told.ts';

interface SendingPorts {
  /** Installation of this workstation. */
  readonly owner: string;
  readonly store: Store;
  readonly session: Session;
  readonly now: () => Date;
  readonly dmp: FeedGateway;
  readonly mss: Mss;
  readonly lights: Pick<ServiceLights, 'watch'>;
  readonly carried: Parameters<typeof sameIdentity>[0]['carried'];
  readonly rights: Pick<Rights, 'about'>;
  readonly emit: Events['emit'];
}

/** The outbox, which sends by the DMP and by MSSanté under whoever is logged in, and wakes with them. */
export function outboxOf(config: Config, ports: SendingPorts): Outbox {
  const { owner, store, session, now, mss, lights, carried, emit } = ports;
  const feed = feedDocument(ports);
  const arrived = documentArrived(ports);
  const mail = sendMessage({
    ...ports,
    submit: async (login, message) => {
      try {
        return await lights.watch('MSSanté', () => mss.mail.to(login).submit(message));
      } catch (thrown) {
        mss.login.doubt(login, thrown);
        throw thrown;
      }
    },
  });
  const assertSame = sameIdentity({ store, carried });
  const assertDelegated = stillDelegated({ store, now });
  const outbox = new Outbox({
    owner,
    store,
    now,
    pollMs: config.outbox.pollMs,
    retryMs: config.outbox.retryMs,
    current: () => {
      const { open } = session;
      if (open === null) return null;
      return {
        idNat: open.pro.idNat,
        situation: open.situation.structureIdNat,
        deliver: async (send) => {
          await assertSame(send);
          await assertDelegated(send);
          return await (send.channel === 'dmp' ? feed(send, open) : mail(send, open, session.mss));
        },
        holds: (send) => arrived(send, open),
      };
    },
    unwritten: (sends) => emit('records.changed', { patients: [], documents: [...new Set(sends.map(({ patientId }) => patientId))] }),
    report: reportOf('outbox'),
  });
  const wake = (): void => void outbox.wake().catch(reportOf('outbox'));
  session.onOpened(wake);
  mss.onOpened(wake);
  return outbox;
}
