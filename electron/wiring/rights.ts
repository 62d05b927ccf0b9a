import { asRight } from '../../shared/domain/delegation/standing.ts';
import { agreementOf } from '../usecases/consent/agree.ts';
import type { Config } from '../config/schema.ts';
import type { Doors } from '../doors/types.ts';
import type { TlsTrust } from '../net/tls.ts';
import type { Session } from '../session/session.ts';
import type { Store } from '../store/types.ts';
import type { Trace } from '../usecases/journal/trace.ts';
import { rightsOf, type Rights } from '../usecases/rights/rights.ts';
import { SecretConnection } from '../usecases/rights/secret-connection.ts';
import { dmpParametersOf } from './dmp-parameters.ts';
import type { Events } from './told.ts';

interface OfficeNeeds {
  readonly store: Store;
  readonly trust: TlsTrust;
  readonly doors: Doors;
  readonly session: Pick<Session, 'open' | 'onOpened' | 'onEnded'>;
  readonly trace: Pick<Trace, 'add'>;
  readonly now: () => Date;
  readonly emit: Events['emit'];
}

/** Who may do what here, by the DMP's own rules as they are known now. */
interface Office {
  readonly rights: Rights;
  readonly secret: SecretConnection;
  /** In years. */
  readonly majority: () => number;
  close(): Promise<void>;
}

/** The secret connection ends with the session; what is old of the DMP's rules is asked for when one opens. */
export function officeOf(config: Config, { store, trust, doors, session, trace, now, emit }: OfficeNeeds): Office {
  const changed = (patients: string[] | 'many'): void => emit('records.changed', { patients, documents: patients });
  const dmp = dmpParametersOf(config, { trust, doors, now, changed: () => changed('many') });
  const majority = (): number => dmp.parameters().ageOfMajority;
  const secret = new SecretConnection({
    trace,
    now,
    current: () => session.open,
    parameters: dmp.parameters,
    changed: (id) => changed([id]),
  });
  const rights = rightsOf({
    now,
    delegations: async (to, structure) => (await store.delegations.of(to)).filter((one) => one.structure === structure).map(asRight),
    agreementOf: (by, patientId) => agreementOf(store, patientId, by, now()),
    isSecret: (id) => secret.isOpen(id),
    regulationCentre: config.dmp.regulationCentre,
    ageOfMajority: majority,
    administers: ({ rights: { person } }) => person !== null && config.structure.administrators.includes(person),
  });
  session.onOpened(() => void dmp.refresh());
  session.onEnded(() => secret.end());
  return { rights, secret, majority, close: dmp.close };
}
