import { normaliseName } from '../../../shared/domain/ins/names.ts';
import type { Ins } from '../../../shared/domain/types.ts';
import type { ImportedPatient } from '../../import/types.ts';
import type { PatientRecord, StayRecord, Store } from '../../store/types.ts';
import { recordOf } from '../patients/identity-change.ts';

/** A record under the number of another system. */
export interface NumberKey {
  readonly authority: string;
  readonly value: string;
}

const numberKey = ({ authority, value }: NumberKey): string => `${authority}\u0000${value}`;
const insKey = (ins: Ins): string => `${ins.oid}\u0000${ins.matricule}`;
type Traits = Pick<PatientRecord, 'birthName' | 'birthFirstNames' | 'sex' | 'birthDate'>;
const traitsKey = (traits: Traits): string => [normaliseName(traits.birthName), normaliseName(traits.birthFirstNames), traits.sex, traits.birthDate].join('\u0000');

/**
 * What the store says of the people of some lines, with what these lines change: one line sees what the one before it
 * did, although nothing is committed yet. A dry run keeps it from one batch to the next, as far as it holds.
 */
export class Picture {
  readonly #store: Store;
  readonly #limit: number;
  readonly #numbers = new Map<string, string | null>();
  readonly #ins = new Map<string, string | null>();
  readonly #traits = new Map<string, readonly string[]>();
  readonly #records = new Map<string, PatientRecord | null>();
  readonly #stays = new Map<string, StayRecord | null>();

  /** @param limit records kept: the oldest are read again beyond. */
  constructor(store: Store, limit = 100_000) {
    this.#store = store;
    this.#limit = limit;
  }

  /** Reads at once what these lines will ask: the store answers one message after the other anyway. */
  async prefetch(wanted: {
    /** Each with the number it is looked for by first. */
    readonly patients: readonly (ImportedPatient & { readonly number: NumberKey | null })[];
    readonly numbers: readonly NumberKey[];
    readonly visits: readonly NumberKey[];
  }): Promise<void> {
    this.#forget();
    const found = await Promise.all([
      ...wanted.patients.map(({ number }) => (number === null ? Promise.resolve(null) : this.byNumber(number))),
      ...wanted.numbers.map((number) => this.byNumber(number)),
      ...wanted.patients.flatMap(({ ins }) => (ins === null ? [] : [this.byIns(ins)])),
      ...wanted.visits.map(async (visit) => {
        await this.stay(visit);
        return null;
      }),
    ]);
    await Promise.all([...new Set(found)].flatMap((id) => (id === null ? [] : [this.record(id)])));
    // Those whose number says nothing yet are looked for by their traits; in the order of dates, which is that of the index.
    const unknown = wanted.patients.filter((_, i) => (found[i] ?? null) === null);
    await Promise.all(unknown.toSorted((a, b) => (a.birthDate < b.birthDate ? -1 : 1)).map((patient) => this.byTraits(patient)));
  }

  async byNumber(number: NumberKey): Promise<string | null> {
    return await remember(this.#numbers, numberKey(number), () => this.#store.patients.byIdentifier(number.authority, number.value));
  }

  async byIns(ins: Ins): Promise<string | null> {
    return await remember(this.#ins, insKey(ins), () => this.#store.patients.byIns(ins.matricule));
  }

  /** Records with the same birth name, first names, sex and date. */
  async byTraits(traits: Traits): Promise<readonly PatientRecord[]> {
    const ids = await remember(this.#traits, traitsKey(traits), () => this.#store.patients.sameTraits(traits));
    const records = await Promise.all(ids.map((id) => this.record(id)));
    return records.filter((record) => record !== null).filter((record) => traitsKey(record) === traitsKey(traits));
  }

  /** A merged record is the one that took it over. */
  async record(id: string): Promise<PatientRecord | null> {
    const record = await remember(this.#records, id, async () => {
      const file = await this.#store.patients.get(id);
      return file === null ? null : recordOf(file);
    });
    return record === null || record.mergedInto === null ? record : await this.record(record.mergedInto);
  }

  async stay(visit: NumberKey): Promise<StayRecord | null> {
    return await remember(this.#stays, numberKey(visit), () => this.#store.patients.stay(visit.authority, visit.value));
  }

  /** A save of these lines: the next one of the same record has its revision. */
  put(record: PatientRecord): void {
    const before = this.#records.get(record.id) ?? null;
    this.#records.delete(record.id);
    this.#records.set(record.id, { ...record, revision: record.revision + 1 });
    if (before === null || traitsKey(before) !== traitsKey(record)) {
      const key = traitsKey(record);
      this.#traits.set(key, [...(this.#traits.get(key) ?? []).filter((id) => id !== record.id), record.id]);
    }
    if (record.ins !== null) this.#ins.set(insKey(record.ins), record.id);
    this.#forget();
  }

  putNumber(number: NumberKey, patientId: string): void {
    this.#numbers.set(numberKey(number), patientId);
  }

  putStay(stay: StayRecord): void {
    this.#stays.set(numberKey({ authority: stay.authority, value: stay.visit }), stay);
  }

  /** Maps keep the order of insertion: what was put first goes first. */
  #forget(): void {
    for (const map of [this.#numbers, this.#ins, this.#traits, this.#records, this.#stays]) {
      for (const key of map.keys()) {
        if (map.size <= this.#limit) break;
        map.delete(key);
      }
    }
  }
}

async function remember<V>(known: Map<string, V>, key: string, read: () => Promise<V>): Promise<V> {
  const found = known.get(key);
  if (found !== undefined) return found;
  const value = await read();
  // A line may have put its own meanwhile.
  const put = known.get(key);
  if (put !== undefined) return put;
  known.set(key, value);
  return value;
}
