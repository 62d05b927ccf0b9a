import type { OpenSession } from '../../../electron/session/session.ts';
import type { Store } from '../../../electron/store/types.ts';
import type { Rights, RightsPorts } from '../../../electron/usecases/rights/rights.ts';
import type { CommonPorts } from '../../../electron/usecases/common-ports.ts';
import type { AuditRow } from '../../../shared/domain/record/audit.ts';
import type { PatientRecord } from '../../../shared/domain/record/patient.ts';
import { fail } from '../../../shared/errors.ts';
import { patientRecord } from '../../setup/patient.ts';
import { doctorRights, presentCard } from '../../setup/public-card.ts';
import { usualRights } from '../../setup/rights.ts';
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
    speciality: { code: 'G15_10/SM26', displayName: 'Médecin - Qualifié en Médecine Générale (SM)', codeSystem: '1.2.250.1.213.1.1.4.5' },
    structure: { idNat: '499900000017001', name: 'CABINET DU DR DURAND', sector: 'SA07', practiceSetting: 'AMBULATOIRE' },
  },
  rights: doctorRights('899900000017'),
  openedAt: new Date('2026-11-21T09:00:00.000Z'),
};

/** Paule, were she of another profession (TRE_G15). */
export const withProfession = (code: string): OpenSession => ({
  ...PAULE,
  card: { ...PAULE.card, holder: { ...PAULE.card.holder, profession: { code, displayName: code, codeSystem: '1.2.250.1.71.1.2.7' } } },
  rights: { ...PAULE.rights, profession: code, speciality: null },
});

/** Paule's secretary, by a card of the structure that names her. */
export const SECRETARY: OpenSession = {
  ...PAULE,
  card: {
    ...presentCard('2'),
    type: 'CPE',
    holder: { idNat: '5499900000017/CPE01', family: 'MOREAU', given: 'LISE', nominative: true, profession: null, skill: null },
  },
  pro: { ...PAULE.pro, idNat: '5499900000017/CPE01', family: 'MOREAU', given: 'Lise', suffix: null, speciality: null },
  rights: { ...PAULE.rights, card: 'CPE', profession: null, speciality: null, person: '5499900000017/CPE01' },
};

/** The secretary of the same practice: her card names no profession. */
export const ALIX: OpenSession = {
  ...PAULE,
  card: { ...PAULE.card, serial: '2', type: 'CPE' },
  pro: { ...PAULE.pro, idNat: '699900000017001/CPET0001', family: 'SIMON', given: 'Alix', suffix: null, speciality: null },
  rights: { ...PAULE.rights, card: 'CPE', profession: null, speciality: null, person: '699900000017001/CPET0001' },
};

/** A doctor of another practice. */
export const LUC: OpenSession = {
  ...PAULE,
  card: { ...PAULE.card, serial: '3' },
  situation: { index: 1, structureIdNat: '499900000025001', structureName: 'Cabinet des Halles', sector: 'SA07' },
  pro: { ...PAULE.pro, idNat: '899900000025', family: 'AUBERT', given: 'Luc' },
  rights: { ...PAULE.rights, person: '899900000025', structure: '499900000025001' },
};

/** Somebody else of the same structure, and somebody of another one. */
export const COLLEAGUE: OpenSession = {
  ...PAULE,
  pro: { ...PAULE.pro, idNat: '899900000041', family: 'SABLE', given: 'Luc' },
  rights: { ...PAULE.rights, person: '899900000041' },
};
export const ELSEWHERE: OpenSession = {
  ...COLLEAGUE,
  situation: { ...PAULE.situation, structureIdNat: '499900000099001', structureName: 'CENTRE DE LA PLAGE' },
  rights: { ...COLLEAGUE.rights, structure: '499900000099001' },
};

/** Where use cases are tried: a store in memory, a clock that moves when told, somebody logged in until they leave. */
export interface Workplace {
  readonly common: CommonPorts;
  readonly store: Store;
  /** What everybody may, asked as it is in the application. */
  readonly rights: Rights;
  /** Moves the clock. */
  wait(minutes: number): void;
  /** Nobody is logged in any more; with someone: they are. */
  logged(session: OpenSession | null): void;
  /** Saves records of number p1, p2… in their order, each as changed from a fictitious provisional one. */
  records(...changed: readonly Partial<PatientRecord>[]): Promise<void>;
  /** Acts of the journal, oldest first. */
  journal(): Promise<readonly AuditRow[]>;
}

/** @param rights what is otherwise than usual of what a right depends on. */
export function workplace(rights: Partial<RightsPorts> = {}): Workplace {
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
    rights: usualRights(common.now, rights),
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
