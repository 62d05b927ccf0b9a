import { mayBeMinor } from '../../../shared/domain/ins/dates.ts';
import type { PatientFile } from '../../../shared/domain/record/patient.ts';
import type { Ins } from '../../../shared/domain/types.ts';
import { fail } from '../../../shared/errors.ts';
import { mayTransmitIns } from '../../../shared/domain/identity/status.ts';
import type { OpenSession } from '../../session/session.ts';
import { act } from '../acting.ts';
import type { Trace } from '../journal/trace.ts';
import { localDay } from '../patients/local-day.ts';
import { sameIns } from '../patients/identity-change.ts';

export interface SecretConnectionPorts {
  readonly trace: Pick<Trace, 'add'>;
  readonly now: () => Date;
  /** Who is logged in. */
  readonly current: () => OpenSession | null;
  readonly parameters: () => { readonly minors: boolean; readonly ageOfMajority: number };
  /** It opened or ended: what was judged of that patient is stale. */
  readonly changed: (patientId: string) => void;
}

/**
 * The secret connection of a minor: decided with them, of one record at a time, from its banner. As long as it is open
 * every transaction of that patient says so and only documents hidden from representatives are deposited; it ends when the record
 * is left, when another one is opened, and with the session.
 */
export class SecretConnection {
  readonly #ports: SecretConnectionPorts;
  #open: { readonly by: OpenSession; readonly patientId: string; readonly ins: Ins } | null = null;

  constructor(ports: SecretConnectionPorts) {
    this.#ports = ports;
  }

  /** @throws PosteError SESSION_CLOSED, RIGHTS_MINOR, DMP_INS_NOT_QUALIFIED */
  begin(by: OpenSession, patient: PatientFile): void {
    // Their session ended while the record was read: what ends with it was ended already.
    if (this.#ports.current() !== by) throw fail('SESSION_CLOSED');
    if (!this.isFor(patient)) throw fail('RIGHTS_MINOR');
    if (patient.ins === null || !mayTransmitIns(patient.status)) throw fail('DMP_INS_NOT_QUALIFIED');
    if (this.isOpen(patient.id)) return;
    this.end();
    this.#open = { by, patientId: patient.id, ins: patient.ins };
    this.#tell(by, patient.id, 'secret-connection.opened', 'Connexion secrète ouverte');
  }

  end(): void {
    const was = this.#open;
    if (was === null) return;
    this.#open = null;
    this.#tell(was.by, was.patientId, 'secret-connection.closed', 'Connexion secrète terminée');
  }

  /** Another record is on screen: that of the minor is left. */
  leave(next: string): void {
    if (!this.isOpen(next)) this.end();
  }

  /** Of that record, now. */
  isOpen(patientId: string): boolean {
    return this.#open?.patientId === patientId;
  }

  /** Of the DMP under that matricule, now. */
  isOpenFor(ins: Ins): boolean {
    return this.#open !== null && sameIns(this.#open.ins, ins);
  }

  /** It may be offered: somebody who is, or may be, a minor, as far as the DMP has the functions for them. */
  isFor({ birthDate }: Pick<PatientFile, 'birthDate'>): boolean {
    const { minors, ageOfMajority } = this.#ports.parameters();
    return minors && mayBeMinor(birthDate, localDay(this.#ports.now()), ageOfMajority);
  }

  #tell(by: OpenSession, patientId: string, name: string, label: string): void {
    this.#ports.trace.add(act(by, this.#ports.now(), { act: name, label, patientId }));
    this.#ports.changed(patientId);
  }
}
