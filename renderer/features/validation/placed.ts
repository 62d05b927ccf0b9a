/** What places a row: its own identifier, and of whom it is. */
interface Placed {
  readonly id: string;
  readonly patientId: string;
}

/**
 * The rows as the list draws them: those that were drawn stay where they are, whatever becomes of them, and what arrives
 * comes after those of the same patient, else last. Nothing slides under the pointer.
 *
 * @param before as they were drawn. @param now as they were read. @returns `before` itself when nothing changed.
 */
export function placed<T extends Placed>(before: readonly T[], now: readonly T[]): readonly T[] {
  const read = new Map(now.map((row) => [row.id, row]));
  const drawn = before.flatMap((row) => {
    const found = read.get(row.id) ?? row;
    // Put in another record, it is drawn there.
    return found.patientId === row.patientId ? [found] : [];
  });
  const there = new Set(drawn.map(({ id }) => id));
  for (const row of now) {
    if (there.has(row.id)) continue;
    const last = drawn.findLastIndex(({ patientId }) => patientId === row.patientId);
    drawn.splice(last === -1 ? drawn.length : last + 1, 0, row);
  }
  return drawn.length === before.length && drawn.every((row, rank) => row === before[rank]) ? before : drawn;
}

/** The rows of one patient, which follow each other. */
interface OfPatient<T> {
  readonly patientId: string;
  readonly rows: readonly T[];
}

/** The same rows, patient by patient. */
export function byPatient<T extends Placed>(rows: readonly T[]): readonly OfPatient<T>[] {
  const groups: { readonly patientId: string; readonly rows: T[] }[] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last?.patientId === row.patientId) last.rows.push(row);
    else groups.push({ patientId: row.patientId, rows: [row] });
  }
  return groups;
}
