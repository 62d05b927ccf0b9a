import fc from 'fast-check';
import { expect, it } from 'vitest';
import { defaults } from '../../../electron/config/defaults.ts';
import { checkConfig, merge } from '../../../electron/config/load.ts';
import type { Store } from '../../../electron/store/types.ts';
import { Imports } from '../../../electron/usecases/imports/imports.ts';
import { importPorts } from '../../../electron/wiring/imports.ts';
import { timeUuid } from '../../../electron/wiring/time-uuid.ts';
import type { ImportRun } from '../../../shared/contract/imports.ts';
import type { PatientIdentifier } from '../../../shared/domain/record/identifier.ts';
import type { PatientFile } from '../../../shared/domain/record/patient.ts';
import type { StayRecord } from '../../../shared/domain/record/stay.ts';
import { stores } from '../store/fixture.ts';
import { adt, HOSPITAL, letters } from './files.ts';

/**
 * Whole imports, in any order: messages of the own domain and of two others about three people, in one file or several,
 * with numbers that come back with somebody else, merges that nobody should make, matricules that are another's.
 */

/** What the structure declared: its own domain, whose word is enough or needs its proof; or none. */
type Trust = 'trusted' | 'required' | 'undeclared';

const DOMAINS = [HOSPITAL, '1.2.250.1.999.7.2', '1.2.250.1.999.7.3'] as const;
const isOwn = (domain: number): boolean => domain === 0;

const NAMES = ['ALPHAND', 'BETAND', 'OMEGAND'] as const;
const FIRST_NAMES = ['ANNE', 'PAUL', 'DOMINIQUE'] as const;
const SEXES = ['F', 'M'] as const;
const DATES = ['1979-03-12', '1950-01-28', '2001-07-04'] as const;
const PLACES = ['51215', '63220', '2A004'] as const;

/** Parts of a person, by their place in the lists. */
interface Person {
  readonly name: number;
  readonly firstName: number;
  readonly sex: number;
  readonly date: number;
}
const PARTS = ['name', 'firstName', 'sex', 'date'] as const;
const index = (length: number) => fc.nat({ max: length - 1 });
const person = fc.record<Person>({ name: index(3), firstName: index(3), sex: index(2), date: index(3) });
/** Two people: two parts differ, or one that no slip explains (twins, homonyms). */
const areTwo = (one: Person, other: Person): boolean => {
  const different = PARTS.filter((part) => one[part] !== other[part]);
  return different.length >= 2 || different.some((part) => part === 'firstName' || part === 'date');
};
type People = readonly [Person, Person, Person];
const strangers: People = [
  { name: 0, firstName: 0, sex: 0, date: 0 },
  { name: 1, firstName: 1, sex: 1, date: 1 },
  { name: 2, firstName: 2, sex: 0, date: 2 },
];
const people: fc.Arbitrary<People> = fc.oneof(
  fc.constant(strangers),
  fc.tuple(person, person, person).filter(([a, b, c]) => areTwo(a, b) && areTwo(b, c) && areTwo(a, c)),
);

type Who = 0 | 1 | 2;
interface Message {
  readonly event: 'A28' | 'A31' | 'A01' | 'A08' | 'A40';
  readonly who: Who;
  readonly domain: Who;
  /** Number in that domain: each person has two of them, `who` and `who + 3`; any other is wrong. */
  readonly number: number;
  /** A40: the number merged into it. */
  readonly merged: number;
  readonly reliability: '' | 'VALI' | 'DOUT' | 'FICT' | 'HOMD' | 'DOUA';
  readonly proof: boolean;
  /** Whose matricule it carries; the own domain gives the right ones. */
  readonly ins: Who | null;
  /** Whose visit it tells of. */
  readonly visit: Who;
  readonly secondName: boolean;
  readonly placed: boolean;
  readonly used: boolean;
  /** Whether it tells of something older than all the others. */
  readonly late: boolean;
  /** Whether a new file begins with it. */
  readonly cut: boolean;
  /** A40 alone in its file: whether the merge is undone at once. */
  readonly undone: boolean;
}

// Few people and few domains at a time: what matters is where they meet.
const who = fc.constantFrom<Who>(0, 0, 0, 0, 1, 1, 2);
const often = <T, U>(weight: number, usual: fc.Arbitrary<T>, other: fc.Arbitrary<U>): fc.Arbitrary<T | U> =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: other });
const OWN = 'own' as const;
/** The other number of the same person. */
const twinOf = (number: number): number => (number + 3) % 6;
const message: fc.Arbitrary<Message> = fc
  .record({
    event: fc.oneof({ weight: 5, arbitrary: fc.constantFrom('A28', 'A31', 'A01', 'A08') }, { weight: 2, arbitrary: fc.constant('A40') }),
    who,
    domain: fc.constantFrom<Who>(0, 0, 0, 1, 1, 1, 2),
    second: fc.boolean(),
    /** Somebody else's number, matricule or visit. */
    wrong: often(3, fc.constant(null), who),
    merged: often(3, fc.constant(null), fc.nat({ max: 5 })),
    reliability: fc.oneof(
      { weight: 2, arbitrary: fc.constant('') },
      { weight: 4, arbitrary: fc.constant('VALI') },
      { weight: 1, arbitrary: fc.constantFrom('DOUT', 'FICT', 'HOMD', 'HOMD', 'DOUA') },
    ),
    proof: fc.boolean(),
    ins: fc.oneof(fc.constant(null), fc.constant(OWN), who),
    visit: often(4, fc.constant(OWN), who),
    otherName: often(4, fc.constant(false), fc.constant(true)),
    placed: fc.boolean(),
    used: fc.boolean(),
    late: often(3, fc.constant(false), fc.constant(true)),
    cut: fc.boolean(),
    undone: fc.boolean(),
  })
  .map(({ wrong, second, merged, ins, visit, otherName, ...given }): Message => {
    const number = wrong ?? given.who + (second ? 3 : 0);
    return {
      ...given,
      number,
      // Two records of one person: their names are not the same to the letter.
      secondName: second !== otherName,
      merged: merged === null || merged === number ? twinOf(number) : merged,
      ins: ins !== null && (ins === OWN || isOwn(given.domain)) ? given.who : ins,
      visit: visit === OWN ? given.who : visit,
    };
  });

/** From one message to eight, mostly enough of them to meet. */
const messages = often(3, fc.array(message, { minLength: 5, maxLength: 8 }), fc.array(message, { minLength: 1, maxLength: 8 })).map(
  (list) => {
    const told = DOMAINS.map((): number[] => []);
    return list.map((one): Message => {
      // A merge of numbers that nobody has says nothing: of two told so far, of one person if there are.
      const domain = ([one.domain, 0, 1] as const).find((at) => (told[at]?.length ?? 0) > 1) ?? one.domain;
      const known = told[domain] ?? [];
      if (one.event !== 'A40' || known.length === 0) {
        told[one.domain] = [...new Set([...(told[one.domain] ?? []), one.number])];
        return one.event === 'A40' ? { ...one, event: 'A28' } : one;
      }
      const usual = one.merged === twinOf(one.number) ? known.find((number) => known.includes(twinOf(number))) : undefined;
      const number = usual ?? known[one.number % known.length] ?? one.number;
      const others = known.filter((other) => other !== number);
      const merged = usual === undefined ? (others[one.merged % others.length] ?? twinOf(number)) : twinOf(usual);
      return { ...one, domain, number, merged };
    });
  },
);

const numberOf = (turn: number, { domain }: Pick<Message, 'domain'>, number: number): string => `R${turn}D${domain}N${number}`;
const insOf = (turn: number, who: number) => {
  const digits = `2790351${String(turn).padStart(4, '0')}${String(who + 1).padStart(2, '0')}`;
  return { matricule: digits + String(97 - (Number(digits) % 97)).padStart(2, '0'), oid: '1.2.250.1.213.1.4.10' };
};
const visitOf = (turn: number, who: number): string => `V${turn}W${who}`;
const usedNameOf = (who: number): string => `ROUX${letters(who)}`;

/** @param place of the message among all. */
function text(turn: number, of: People, given: Message, place: number): string {
  const { event, who, domain, number, merged, reliability, proof, ins, visit, secondName, placed, used, late } = given;
  const { name, firstName, sex, date } = of[who];
  const sent = adt({
    event,
    ipp: numberOf(turn, given, number),
    authority: DOMAINS[domain],
    birthName: `${NAMES[name] ?? ''}${letters(turn)}`,
    firstNames: `${FIRST_NAMES[firstName] ?? ''}${secondName ? ' MARIE' : ''}`,
    sex: SEXES[sex] ?? '',
    birthDate: (DATES[date] ?? '').replaceAll('-', ''),
    place: placed ? PLACES[who] : '',
    at: `20261121${late ? '07' : '08'}${String(place).padStart(2, '0')}00`,
    reliability,
    ins: ins === null ? undefined : insOf(turn, ins),
    ...(used ? { usedName: usedNameOf(who) } : {}),
    ...(event === 'A40' ? { merged: numberOf(turn, given, merged) } : { visit: visitOf(turn, visit) }),
  });
  return proof ? `${sent}ZFD|||N|N|INSI|20211201|PA\r` : sent;
}

/** A record with what hangs from it. */
interface Held {
  readonly file: PatientFile;
  readonly numbers: readonly PatientIdentifier[];
  readonly stays: readonly StayRecord[];
}
type Snapshot = ReadonlyMap<string, Held>;

/** Of these ids, those that are records, merged or not. */
async function snapshot(store: Store, ids: readonly string[]): Promise<Snapshot> {
  const held = await Promise.all(
    ids.map(async (id): Promise<[string, Held][]> => {
      const file = await store.patients.get(id);
      return file === null ? [] : [[id, { file, numbers: await store.patients.identifiers(id), stays: await store.patients.stays(id) }]];
    }),
  );
  return new Map(held.flat());
}

/** What a merge undone gives back: all but when and how often the row was written, and the number that it had here. */
const given = ({ file: { revision: _revision, updatedAt: _at, ...file }, numbers, stays }: Held) => ({
  ...file,
  numbers: numbers.filter(({ authority }) => authority !== 'local').toSorted((a, b) => (a.value < b.value ? -1 : 1)),
  stays,
});

/** Whose a visit is: of those that messages told it of, the one whose record had it first. */
interface Visit {
  readonly told: Set<number>;
  bearer: number | null;
}
type Visits = Map<string, Visit>;

function tell(visits: Visits, turn: number, { event, domain, visit, who }: Message): void {
  if (event !== 'A01' && event !== 'A08') return;
  const key = `${DOMAINS[domain]} ${visitOf(turn, visit)}`;
  const known = visits.get(key) ?? { told: new Set(), bearer: null };
  known.told.add(who);
  visits.set(key, known);
}

/**
 * Every record is one person's, whole (traits, used name, matricule), so is the one that took it over, and a visit stays
 * that person's.
 */
function expectNobodyMixed(turn: number, of: People, now: Snapshot, visits: Visits): void {
  const bearers = new Map([...now].map(([id, { file }]) => [id, bearerOf(turn, of, file)]));
  for (const [id, { file, stays }] of now) {
    const bearer = bearers.get(id) ?? -1;
    if (file.mergedInto !== null) expect(bearers.get(file.mergedInto), 'two people merged').toBe(bearer);
    for (const { authority, visit } of stays) {
      const known = visits.get(`${authority} ${visit}`);
      expect(known === undefined ? [] : [...known.told], `visit ${visit}`).toContain(bearer);
      expect(known?.bearer ?? bearer, `visit ${visit}`).toBe(bearer);
      if (known !== undefined) known.bearer = bearer;
    }
  }
}

/** The one person that a record is. */
function bearerOf(turn: number, of: People, file: PatientFile): number {
  const bearers = of.flatMap(({ name, firstName, sex, date }, who) => {
    const first = FIRST_NAMES[firstName] ?? '';
    const theirs =
      file.birthName === `${NAMES[name] ?? ''}${letters(turn)}` &&
      [first, `${first} MARIE`].includes(file.birthFirstNames) &&
      file.firstBirthFirstName === first &&
      file.sex === SEXES[sex] &&
      file.birthDate === DATES[date] &&
      (file.birthPlace === null || file.birthPlace === PLACES[who]) &&
      (file.usedName === null || file.usedName === usedNameOf(who)) &&
      (file.ins === null || file.ins.matricule === insOf(turn, who).matricule);
    return theirs ? [who] : [];
  });
  const { birthName, birthFirstNames, sex, birthDate, birthPlace, usedName, ins } = file;
  expect(bearers, JSON.stringify({ birthName, birthFirstNames, sex, birthDate, birthPlace, usedName, ins })).toHaveLength(1);
  return bearers[0] ?? -1;
}

/** Another domain's word gives no status and takes none, verified records stay records of their own, and nothing is doubted for it. */
function expectNoStatusMoved(before: Snapshot, after: Snapshot): void {
  for (const [id, { file }] of after) {
    const was = before.get(id)?.file;
    if (was === undefined) expect([file.status, file.ins], 'a new record').toEqual(['PROV', null]);
    else {
      const { doubtful, fictive } = was.attributes;
      expect([file.status, file.ins, file.attributes.doubtful, file.attributes.fictive], `status of ${id}`).toEqual([
        was.status,
        was.ins,
        doubtful,
        fictive,
      ]);
      const kept = file.mergedInto ?? was.mergedInto ?? '';
      if (file.mergedInto !== was.mergedInto)
        expect([was.status, (before.get(kept) ?? after.get(kept))?.file.status], 'merged records').toEqual(['PROV', 'PROV']);
    }
  }
}

const now = (): Date => new Date();

/** An A40 that is a file by itself: what it did is then known, record by record. */
const isAlone = (one: Message | undefined): boolean => one?.event === 'A40' && one.cut;

/** Messages, as the files that are given one after the other: the own domain's, or others'. */
function filesOf(messages: readonly Message[]): readonly (readonly Message[])[] {
  const files: Message[][] = [];
  for (const one of messages) {
    const [last] = files.at(-1) ?? [];
    if (last === undefined || one.cut || isAlone(last) || isOwn(last.domain) !== isOwn(one.domain)) files.push([one]);
    else files.at(-1)?.push(one);
  }
  return files;
}

class Workstation {
  readonly #imports: Imports;
  readonly #made: string[] = [];
  readonly #store: Store;

  constructor(store: Store, trust: Trust) {
    this.#store = store;
    const config = checkConfig(
      merge(defaults, { profile: 'sandbox', identity: trust === 'undeclared' ? {} : { localAuthority: HOSPITAL, proof: trust } }),
      'test',
    );
    const uuid = (): string => {
      const id = timeUuid();
      this.#made.push(id);
      return id;
    };
    // The search of antecedents moves no record, and starts a thread for each file.
    const alone: Store = { ...store, patients: { ...store.patients, lookalikes: () => Promise.resolve([]) } };
    this.#imports = new Imports({
      store: alone,
      now,
      uuid,
      session: () => ({ command: { idNat: '', name: 'essai' } }),
      changed: () => undefined,
      report: () => undefined,
      owner: 'poste-1',
      ...importPorts(config, now),
    });
  }

  async take(file: string): Promise<ImportRun> {
    const bytes = Buffer.from(file);
    const { id } = await this.#imports.begin({ kind: 'hl7', fileName: 'adt.hl7', size: bytes.byteLength, dryRun: false, head: bytes });
    await this.#imports.push(id, bytes);
    const run = await this.#imports.end(id);
    expect([run.state, run.error]).toEqual(['done', null]);
    return run;
  }

  records(): Promise<Snapshot> {
    return snapshot(this.#store, this.#made);
  }

  /** Merges of these records that hold, the latest first. */
  async merges(): Promise<readonly { readonly id: string; readonly kept: string; readonly removed: string }[]> {
    const all = await Promise.all([...(await this.records()).keys()].map((id) => this.#store.patients.merges(id)));
    // Identifiers are in the order of time.
    return all
      .flat()
      .filter(({ undoneAt }) => undoneAt === null)
      .toSorted((a, b) => (a.id < b.id ? 1 : -1));
  }

  async undo(mergeId: string): Promise<void> {
    await this.#store.commit({ changes: [{ kind: 'patient.unmerge', mergeId, at: now().toISOString() }], audit: [] });
  }

  /** What waits is read for each conflict: it does not pile up from one turn to the next. */
  async clear(): Promise<void> {
    const waiting = await this.#store.worklists.conflicts();
    await this.#store.commit({
      changes: waiting.map(({ id }) => ({
        kind: 'conflict.settle',
        conflictId: id,
        at: now().toISOString(),
        by: { idNat: '', name: 'essai' },
      })),
      audit: [],
    });
  }
}

const usual: Message = {
  event: 'A28',
  who: 0,
  domain: 1,
  number: 0,
  merged: 3,
  reliability: '',
  proof: false,
  ins: null,
  visit: 0,
  secondName: false,
  placed: true,
  used: false,
  late: false,
  cut: false,
  undone: false,
};
const sent = (...messages: readonly Partial<Message>[]): [People, Message[], Trust] => [
  strangers,
  messages.map((one) => ({ ...usual, ...one })),
  'trusted',
];
const second = { number: 3, secondName: true } as const;
/** What chance may leave out. */
const examples: [People, Message[], Trust][] = [
  // A number that comes back with somebody else; a merge of strangers, then the number that went.
  sent({}, { event: 'A31', who: 1, used: true }),
  sent({}, { who: 1, number: 1 }, { event: 'A40', merged: 1 }, { event: 'A31', who: 1, number: 1 }),
  // Another domain merges two records of a person whom the own one verified.
  sent({}, second, { domain: 0, reliability: 'VALI' }, { event: 'A40', cut: true }),
  // Two records in one file, merged, told of again under both numbers; the same undone at once, one a homonym.
  sent({ domain: 0 }, { ...second, domain: 0 }, { event: 'A40', domain: 0 }, { ...second, event: 'A31', domain: 0, used: true }),
  sent({ domain: 0 }, { ...second, domain: 0, reliability: 'HOMD' }, { event: 'A40', domain: 0, cut: true, undone: true }),
  // Two verified records of one person.
  sent({ domain: 0, reliability: 'VALI' }, { ...second, domain: 0, reliability: 'VALI' }, { event: 'A40', domain: 0, cut: true }),
  // A matricule that another record bears.
  sent(
    { domain: 0, reliability: 'VALI', ins: 0 },
    { who: 1, number: 1, ins: 0 },
    { domain: 0, who: 1, number: 1 },
    { event: 'A31', who: 1, number: 1, ins: 0 },
  ),
];

const { openIt } = stores();

it('mixes nobody, lets no other domain move a status, and undoes every merge: whatever comes, in whatever order', async () => {
  const store = await openIt();
  let turn = 0;
  await fc.assert(
    fc.asyncProperty(people, messages, fc.constantFrom<Trust>('trusted', 'trusted', 'required', 'undeclared'), async (of, list, trust) => {
      turn += 1;
      const here = new Workstation(store, trust);
      const merged = new Map<string, Held>();
      const visits: Visits = new Map();
      let place = 0;
      for (const file of filesOf(list)) {
        const before = await here.records();
        await here.take(file.map((one) => text(turn, of, one, (place += 1))).join(''));
        for (const one of file) tell(visits, turn, one);
        const after = await here.records();
        expectNobodyMixed(turn, of, after, visits);
        const [first] = file;
        if (first !== undefined && (trust === 'undeclared' || !isOwn(first.domain))) expectNoStatusMoved(before, after);
        if (!isAlone(first)) continue;
        const [latest] = await here.merges();
        if (latest === undefined || before.get(latest.removed)?.file.mergedInto === after.get(latest.removed)?.file.mergedInto) continue;
        if (first?.undone === true) {
          await here.undo(latest.id);
          const back = await here.records();
          for (const [id, was] of before) {
            const is = back.get(id);
            expect(is === undefined ? null : given(is), 'a merge undone').toEqual(given(was));
          }
        } else {
          const was = before.get(latest.removed);
          if (was !== undefined) merged.set(latest.removed, was);
        }
      }
      for (const { id } of await here.merges()) await here.undo(id);
      const back = await here.records();
      expectNobodyMixed(turn, of, back, visits);
      for (const [id, { file: was }] of merged) {
        const file = back.get(id)?.file;
        const identity = (one: PatientFile | undefined) =>
          one && [
            one.mergedInto,
            one.ipp,
            one.status,
            one.ins,
            one.attributes,
            one.birthName,
            one.birthFirstNames,
            one.sex,
            one.birthDate,
            one.birthPlace,
            one.usedName,
          ];
        expect(identity(file), 'a record given back').toEqual(identity(was));
      }
      await here.clear();
    }),
    { numRuns: 200, examples },
  );
}, 180_000);
