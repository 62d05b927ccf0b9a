import type { VitaleView } from '../../../shared/contract/identity.ts';
import {
  beneficiaryChoice,
  ownNir,
  recordsOf,
  type CardPerson,
  type CardReading,
  type LocalRecord,
} from '../../../shared/domain/identity/beneficiary.ts';
import type { PatientRecord, PatientSummary } from '../../../shared/domain/record/patient.ts';
import { fail } from '../../../shared/errors.ts';
import type { Store } from '../../store/types.ts';
import { patientRow } from '../patients/view.ts';
import { rowOf } from '../patients/similar.ts';

interface LastVitaleReadPorts {
  readonly store: Store;
  readonly uuid: () => string;
  /** A session is open: nothing of a card is kept otherwise. */
  readonly inSession: () => boolean;
  /** How long a reading is kept, in milliseconds. */
  readonly maxAgeMs: number;
  readonly changed: (view: VitaleView | null) => void;
}

/** A card in the reader, and the records that each of its people may have. */
interface HeldReading {
  readonly id: string;
  readonly reading: CardReading;
}

/**
 * The last card read, until it is forgotten: on demand, when the session ends, or after ten minutes. Another reading
 * takes its place. It is never stored.
 */
export class LastVitaleRead {
  readonly #ports: LastVitaleReadPorts;
  #held: HeldReading | null = null;
  #timer: NodeJS.Timeout | null = null;

  constructor(ports: LastVitaleReadPorts) {
    this.#ports = ports;
  }

  /** A reader handed a card over; nobody being there, it is dropped. */
  async take(reading: CardReading): Promise<void> {
    if (!this.#ports.inSession()) return;
    const held = { id: this.#ports.uuid(), reading };
    this.#hold(held);
    const view = await this.#view(held);
    if (this.#held === held) this.#ports.changed(view);
  }

  async current(): Promise<VitaleView | null> {
    return this.#held === null ? null : await this.#view(this.#held);
  }

  /** @throws PosteError VITALE_GONE */
  require(id: string): HeldReading {
    if (this.#held?.id !== id) throw fail('VITALE_GONE');
    return this.#held;
  }

  forget(): void {
    if (this.#held === null) return;
    this.#hold(null);
    this.#ports.changed(null);
  }

  close(): void {
    this.#hold(null);
  }

  #hold(held: HeldReading | null): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#held = held;
    if (held === null) return;
    this.#timer = setTimeout(() => this.forget(), this.#ports.maxAgeMs);
    this.#timer.unref();
  }

  async #view({ id, reading }: HeldReading): Promise<VitaleView> {
    const { candidates } = beneficiaryChoice(reading, null);
    return {
      id,
      source: reading.source,
      at: reading.readAt,
      beneficiaries: await Promise.all(
        candidates.map(async ({ index, person, holder }) => ({
          index,
          birthName: person.birthName,
          usedName: person.usedName,
          firstName: person.firstName,
          birthDate: person.birthDate,
          rank: person.rank,
          holder,
          matches: (await matchesOf(this.#ports.store, reading, person)).map(patientRow),
        })),
      ),
    };
  }
}

/** Records that may be a card's person: by the person's own matricule, then by name, given name and date. */
export async function matchesOf(store: Store, reading: CardReading, person: CardPerson): Promise<readonly PatientSummary[]> {
  const matricule = person.ins?.matricule ?? ownNir(reading, person);
  const [numbered, near] = await Promise.all([
    matricule === null ? [] : store.patients.byMatricule(matricule),
    store.patients.candidates({
      birthName: person.birthName,
      birthFirstNames: person.ins?.birthFirstNames ?? person.firstName,
      usedName: person.usedName,
      birthDate: person.birthDate,
    }),
  ]);
  const alike = recordsOf(person, near.map(localRecord)).flatMap(({ id }) => near.find((record) => record.id === id) ?? []);
  const known = new Set(numbered.map(({ id }) => id));
  return [...numbered, ...alike.filter(({ id }) => !known.has(id)).map(rowOf)];
}

/** A record as it is compared with a card. */
export function localRecord(record: PatientRecord): LocalRecord {
  const { id, birthName, usedName, birthFirstNames, usedFirstName, birthDate, sex, birthRank, ins } = record;
  return { id, birthName, usedName, birthFirstNames, usedFirstName, birthDate, sex, rank: birthRank, matricule: ins?.matricule ?? null };
}
