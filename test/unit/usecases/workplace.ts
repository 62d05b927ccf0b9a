import type { OpenSession } from '../../../electron/session/session.ts';
import type { Store } from '../../../electron/store/types.ts';
import type { CommonPorts } from '../../../electron/usecases/common-ports.ts';
import type { AuditRow } from '../../../shared/domain/record/audit.ts';
import type { PatientRecord } from '../../../shared/domain/record/patient.ts';
import { fail } from '../../../shared/errors.ts';
import { patientRecord } from '../../setup/patient.ts';
import { presentCard } from '../../setup/public-card.ts';
import { memoryStore } from '../../setup/memory-store.ts';

export const PAULE: OpenSession = {
  card: presentCard('1'),
  situation: { index: 1, structureIdNat: '499900000017001', structureName: 'CABINET DU DR DURAND', sector: 'SA07' },
  pro: {
    idNat: '899900000017',
    family: 'DURAND',
    given: 'Paule',
    prefix: null,
    suffix: 'DR',
    speciality: null,
    structure: { idNat: '499900000017001', name: 'CABINET DU DR DURAND', sector: 'SA07', practiceSetting: 'AMBULATOIRE' },
  },
  openedAt: new Date('2026-11-21T09:00:00.000Z'),
};

/** Where use cases are tried: a store in memory, a clock that moves when told, somebody logged in until they leave. */
export interface Workplace {
  readonly common: CommonPorts;
  readonly store: Store;
  /** Moves the clock. */
  wait(minutes: number): void;
  /** Nobody is logged in any more; with someone: they are. */
  logged(session: OpenSession | null): void;
  /** Saves records of number p1, p2… in their order, each as changed from a fictitious provisional one. */
  records(...changed: readonly Partial<PatientRecord>[]): Promise<void>;
  /** Acts of the journal, oldest first. */
  journal(): Promise<readonly AuditRow[]>;
}

export function workplace(): Workplace {
  const store = memoryStore();
  let session: OpenSession | null = PAULE;
  let at = Date.parse('2026-11-21T10:00:00.000Z');
  let made = 0;
  const common: CommonPorts = {
    store,
    session: () => {
      if (session === null) throw fail('SESSION_CLOSED');
      return session;
    },
    now: () => new Date(at),
    uuid: () => `id-${(made += 1)}`,
  };
  return {
    common,
    store,
    wait: (minutes) => void (at += minutes * 60_000),
    logged: (somebody) => void (session = somebody),
    records: (...changed) =>
      store.commit({
        changes: changed.map((fields, i) => ({
          kind: 'patient.save',
          patient: patientRecord({ id: `p${i + 1}`, ipp: `P00000${i + 1}`, ...fields }),
        })),
        audit: [],
      }),
    journal: async () => (await store.audit.page({ before: null, limit: 500 })).entries.toReversed(),
  };
}
