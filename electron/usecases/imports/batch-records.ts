import type { ReceivedMatricule } from '../../../shared/domain/identity/received.ts';
import { ippAfter } from '../../../shared/domain/identity/ipp.ts';
import { normaliseName } from '../../../shared/domain/ins/names.ts';
import type { PatientRecord } from '../../../shared/domain/record/patient.ts';
import type { StayRecord } from '../../../shared/domain/record/stay.ts';
import type { ImportedPatient } from '../../import/types.ts';
import type { Store } from '../../store/types.ts';
import { recordOf } from '../patients/identity-change.ts';

/** A record under the number of another system. */
export interface NumberKey {
  readonly authority: string;
  readonly value: string;
}

/** What a number designates. */
interface Numbered {
  readonly patientId: string;
  readonly eventAt: string | null;
}

const numberKey = ({ authority, value }: NumberKey): string => `${authority}\u0000${value}`;
type Traits = Pick<PatientRecord, 'birthName' | 'birthFirstNames' | 'sex' | 'birthDate'>;
const traitsKey = (traits: Traits): string =>
  [normaliseName(traits.birthName), normaliseName(traits.birthFirstNames), traits.sex, traits.birthDate].join('\u0000');

/** What is known of people by some lines or by the store: ids by what they are looked for, records and stays as they are. */
class Known {
  readonly numbers = new Map<string, Numbered | null>();
  /** Authorities that gave a number to a record, by its id. */
  readonly numbered = new Map<string, ReadonlySet<string>>();
  readonly ins = new Map<string, string | null>();
  readonly traits = new Map<string, readonly string[]>();
  readonly records = new Map<string, PatientRecord | null>();
  readonly stays = new Map<string, StayRecord | null>();
  /** Matricules received by a record, by its id. */
  readonly received = new Map<string, readonly ReceivedMatricule[]>();
}

/**
 * What the store says of the people of some lines, with what these lines change, and those that are being written: a
 * line sees what the ones before it did, although nothing is committed yet. A dry run, which commits nothing, keeps what
 * its lines change from one batch to the next, as far as it holds.
 */
export class BatchRecords {
  readonly #store: Store;
  readonly #limit: number;
  /** Read in the store for these lines. */
  #read = new Known();
  /** Changed by these lines. */
  readonly #put = new Known();
  /** Changed by the lines before, which the store may not say yet. */
  readonly #before: Known;
  #ipp: string | null;

  /**
   * @param before records of the lines that are being written meanwhile.
   * @param limit records held that these lines change: beyond, the oldest are as the store has them.
   */
  constructor(store: Store, before: BatchRecords | null = null, limit = 100_000) {
    this.#store = store;
    this.#limit = limit;
    this.#before = before === null ? new Known() : before.#put;
    this.#ipp = before === null ? null : before.#ipp;
  }

  /** Reads at once what these lines will ask: the store answers one message after the other anyway. */
  async prefetch(wanted: {
    /** Each with the number it is looked for by first. */
    readonly patients: readonly (ImportedPatient & { readonly number: NumberKey | null })[];
    readonly numbers: readonly NumberKey[];
    readonly visits: readonly NumberKey[];
  }): Promise<void> {
    this.#read = new Known();
    const found = await Promise.all([
      ...wanted.patients.map(({ number }) => (number === null ? Promise.resolve(null) : this.byNumber(number))),
      ...wanted.numbers.map((number) => this.byNumber(number)),
      ...wanted.patients.flatMap(({ matricule }) =>
        matricule === null || matricule.problem !== null ? [] : [this.byIns(matricule.matricule)],
      ),
      ...wanted.visits.map(async (visit) => {
        await this.stay(visit);
        return null;
      }),
    ]);
    const ids = new Set(found.flatMap((one) => (one === null ? [] : [typeof one === 'string' ? one : one.patientId])));
    await Promise.all([...ids].map((id) => this.record(id)));
    // Those whose number says nothing yet are looked for by their traits; in the order of dates, which is that of the index.
    const unknown = wanted.patients.filter((_, i) => (found[i] ?? null) === null);
    await Promise.all(unknown.toSorted((a, b) => (a.birthDate < b.birthDate ? -1 : 1)).map((patient) => this.byTraits(patient)));
  }

  /** The record of that number, and the instant of the last event taken under it. */
  async byNumber(number: NumberKey): Promise<Numbered | null> {
    return await this.#find(
      ({ numbers }) => numbers,
      numberKey(number),
      () => this.#store.patients.byIdentifier(number.authority, number.value),
    );
  }

  /** Whatever its nature. */
  async byIns(matricule: string): Promise<string | null> {
    return await this.#find(
      ({ ins }) => ins,
      matricule,
      () => this.#store.patients.byIns(matricule),
    );
  }

  /** Records with the same birth name, first names, sex and date. */
  async byTraits(traits: Traits): Promise<readonly PatientRecord[]> {
    const key = traitsKey(traits);
    const stored = await read(this.#read.traits, key, () => this.#store.patients.sameTraits(traits));
    const ids = new Set([...stored, ...(this.#before.traits.get(key) ?? []), ...(this.#put.traits.get(key) ?? [])]);
    const records = await Promise.all([...ids].map((id) => this.record(id)));
    // Found twice when one was merged into the other; some have other traits by now.
    const same = new Map(records.flatMap((record) => (record !== null && traitsKey(record) === key ? [[record.id, record]] : [])));
    return [...same.values()];
  }

  /** A merged record is the one that took it over. */
  async record(id: string): Promise<PatientRecord | null> {
    const record = await this.#find(
      ({ records }) => records,
      id,
      async () => {
        const file = await this.#store.patients.get(id);
        return file === null ? null : recordOf(file);
      },
    );
    return record === null || record.mergedInto === null ? record : await this.record(record.mergedInto);
  }

  async stay(visit: NumberKey): Promise<StayRecord | null> {
    return await this.#find(
      ({ stays }) => stays,
      numberKey(visit),
      () => this.#store.patients.stay(visit.authority, visit.value),
    );
  }

  /** Next local patient number of this workstation. */
  async nextIpp(): Promise<string> {
    this.#ipp = this.#ipp === null ? await this.#store.patients.nextIpp() : ippAfter(this.#ipp);
    return this.#ipp;
  }

  /** A save of these lines: the next one of the same record has its revision. */
  put(record: PatientRecord): void {
    this.#put.records.delete(record.id);
    this.#put.records.set(record.id, { ...record, revision: record.revision + 1 });
    const key = traitsKey(record);
    const ids = this.#put.traits.get(key) ?? [];
    if (!ids.includes(record.id)) this.#put.traits.set(key, [...ids, record.id]);
    if (record.ins !== null) this.#put.ins.set(record.ins.matricule, record.id);
    this.#forget();
  }

  putNumber(number: NumberKey, numbered: Numbered): void {
    this.#put.numbers.set(numberKey(number), numbered);
    const { patientId } = numbered;
    this.#put.numbered.set(patientId, new Set([...(this.#put.numbered.get(patientId) ?? []), number.authority]));
  }

  /** Whether that authority numbered this record already. */
  async isNumbered(patientId: string, authority: string): Promise<boolean> {
    if (this.#put.numbered.get(patientId)?.has(authority) === true || this.#before.numbered.get(patientId)?.has(authority) === true)
      return true;
    return (
      await read(
        this.#read.numbered,
        patientId,
        async () => new Set((await this.#store.patients.identifiers(patientId)).map((one) => one.authority)),
      )
    ).has(authority);
  }

  /** Matricules received for a record and not verified. @param store once it holds the lines before these. */
  async received(id: string, settled: () => Promise<Store>): Promise<readonly ReceivedMatricule[]> {
    const stored = await read(this.#read.received, id, async () => (await (await settled()).patients.get(id))?.receivedIns ?? []);
    return [...stored, ...(this.#put.received.get(id) ?? [])];
  }

  putReceived(id: string, matricule: ReceivedMatricule): void {
    this.#put.received.set(id, [...(this.#put.received.get(id) ?? []), matricule]);
  }

  putStay(stay: StayRecord): void {
    this.#put.stays.set(numberKey({ authority: stay.authority, value: stay.visit }), stay);
  }

  async #find<V>(of: (known: Known) => Map<string, V>, key: string, ask: () => Promise<V>): Promise<V> {
    return of(this.#put).get(key) ?? of(this.#before).get(key) ?? (await read(of(this.#read), key, ask));
  }

  /** Maps keep the order of insertion: what was put first goes first. */
  #forget(): void {
    const { numbers, numbered, ins, traits, records, stays, received } = this.#put;
    for (const map of [numbers, numbered, ins, traits, records, stays, received]) {
      for (const key of map.keys()) {
        if (map.size <= this.#limit) break;
        map.delete(key);
      }
    }
  }
}

async function read<V>(known: Map<string, V>, key: string, ask: () => Promise<V>): Promise<V> {
  const found = known.get(key);
  if (found !== undefined) return found;
  const value = await ask();
  known.set(key, value);
  return value;
}
