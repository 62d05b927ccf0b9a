import type { Actor } from '../../../shared/domain/record/actor.ts';
import type { ConflictRecord, IncomingIdentity } from '../../../shared/domain/record/conflict.ts';
import type { Change, Store } from '../../store/types.ts';
import type { CommonPorts } from '../common-ports.ts';

/** A contradiction, before it is one of the work list. */
export interface Contradiction {
  readonly code: string;
  readonly patientIds: readonly string[];
  readonly message: string;
  /** What contradicts the record; null when records contradict each other. */
  readonly incoming?: IncomingIdentity | null;
}

/** A contradiction for somebody to look at, unless the same one already waits. */
export async function conflictOnce(
  common: Pick<CommonPorts, 'store' | 'uuid'>,
  { at, ...contradiction }: Contradiction & { readonly at: Date },
): Promise<Change[]> {
  const { add } = conflictsOnce({ store: () => Promise.resolve(common.store), uuid: common.uuid, at });
  return [...(await add(contradiction))];
}

/** What waits, for many questions at once: it is read once, and what is added waits too. */
interface Contradictions {
  readonly add: (contradiction: Contradiction) => Promise<readonly Change[]>;
  /** What waits between two records is over. */
  readonly settle: (patientIds: readonly [string, string], by: Actor) => Promise<readonly Change[]>;
}

export function conflictsOnce(of: {
  readonly store: () => Promise<Store>;
  readonly uuid: () => string;
  readonly at: Date;
}): Contradictions {
  let read: Promise<ConflictRecord[]> | null = null;
  const waiting = (): Promise<ConflictRecord[]> => (read ??= of.store().then(async (store) => [...(await store.worklists.waiting())]));
  const add: Contradictions['add'] = async ({ code, patientIds, message, incoming = null }) => {
    const all = await waiting();
    if (all.some((one) => one.code === code && sameIds(one.patientIds, patientIds) && sameIdentity(one.incoming, incoming))) return [];
    const conflict: ConflictRecord = { id: of.uuid(), at: of.at.toISOString(), code, patientIds, message, incoming, settled: null };
    all.push(conflict);
    return [{ kind: 'conflict.add', conflict }];
  };
  const settle: Contradictions['settle'] = async (patientIds, by) => {
    const all = await waiting();
    const over = all.filter((one) => sameIds(one.patientIds, patientIds));
    read = Promise.resolve(all.filter((one) => !over.includes(one)));
    return over.map(({ id }) => ({ kind: 'conflict.settle', conflictId: id, at: of.at.toISOString(), by }));
  };
  return { add, settle };
}

const sameIds = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((id) => other.includes(id));

/** The same person under the same number, whichever file said so. */
function sameIdentity(one: IncomingIdentity | null, other: IncomingIdentity | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    (['birthName', 'birthFirstNames', 'sex', 'birthDate', 'birthPlace', 'ipp', 'authority'] as const).every(
      (trait) => one[trait] === other[trait],
    ) && one.matricule?.matricule === other.matricule?.matricule
  );
}
