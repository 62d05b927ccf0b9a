import { z } from 'zod';
import type { CardSituation } from '../../card/types.ts';
import type { OpenSession } from '../../session/session.ts';
import type { Store } from '../../store/types.ts';

const situation = z.object({
  index: z.int(),
  structureIdNat: z.string(),
  structureName: z.string(),
  sector: z.string(),
}) satisfies z.ZodType<CardSituation>;

const known = z.object({
  /** Those of the card, at the last session of its holder here. */
  held: z.array(situation).min(1),
  /** The one that they chose. */
  last: situation,
});

/** By PS_IdNat. */
const kept = z.record(z.string(), known);

/** What this workstation remembers of the situations of somebody. */
type KnownSituations = z.output<typeof known>;

const SETTING = 'situations';

interface UsualSituationsPorts {
  readonly store: Pick<Store, 'settings' | 'commit'>;
  /** Hears why a choice could not be kept: the session goes on without. */
  readonly report: (thrown: unknown) => void;
}

/**
 * The situation under which each person works at this workstation, for those whose card names several: read from the card after
 * the PIN, and remembered so that it is said before the next one and not asked again.
 */
export class UsualSituations {
  readonly #ports: UsualSituationsPorts;
  readonly #known: Map<string, KnownSituations>;

  private constructor(ports: UsualSituationsPorts, remembered: Readonly<Record<string, KnownSituations>>) {
    this.#ports = ports;
    this.#known = new Map(Object.entries(remembered));
  }

  /** Reads what the store remembers. What it cannot read is asked again of its person. */
  static async load(ports: UsualSituationsPorts): Promise<UsualSituations> {
    return new UsualSituations(ports, kept.catch({}).parse(await ports.store.settings.get(SETTING)));
  }

  /** Null for whom there is nothing to choose, or who never chose here. */
  of(idNat: string): KnownSituations | null {
    return this.#known.get(idNat) ?? null;
  }

  /**
   * The situation to open, among those that the card names now.
   *
   * @param asked index of the situation chosen before the PIN, among those remembered; null: the last one.
   * @returns its index on the card; null when the card no longer names it, or nothing says which: its holder is asked.
   */
  pick(idNat: string, held: readonly CardSituation[], asked: number | null): number | null {
    const remembered = this.of(idNat);
    const wanted = asked === null ? remembered?.last : remembered?.held.find(({ index }) => index === asked);
    if (wanted === undefined) return asked;
    // A new card of the same person may number them otherwise.
    const same = held.filter((one) => one.structureIdNat === wanted.structureIdNat && one.sector === wanted.sector);
    return (same.find(({ index }) => index === wanted.index) ?? same[0])?.index ?? null;
  }

  /** @param held situations of the card of that session. */
  async remember(open: OpenSession, held: readonly CardSituation[]): Promise<void> {
    const { idNat } = open.pro;
    const before = this.of(idNat);
    if (held.length < 2) this.#known.delete(idNat);
    else this.#known.set(idNat, { held: [...held], last: open.situation });
    if (JSON.stringify(before) === JSON.stringify(this.of(idNat))) return;
    await this.#ports.store
      .commit({ changes: [{ kind: 'setting.set', name: SETTING, value: Object.fromEntries(this.#known) }], audit: [] })
      .catch(this.#ports.report);
  }
}
