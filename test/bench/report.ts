/** One measure of a benchmark, with its named peer measured in the same run (cli/README 14). */
export interface Item {
  readonly metric: string;
  readonly unit: string;
  readonly min: number;
  readonly median: number;
  readonly max: number;
  readonly peer: { readonly name: string; readonly median: number } | null;
  /** Median of ours over the peer's, of runs taken in pairs. */
  readonly ratio: number | null;
  /** About the ratio where there is a peer, else about the median. */
  readonly goal: number | null;
  readonly met: boolean | null;
}

export interface Benchmark {
  readonly name: string;
  readonly runs: number;
  readonly items: readonly Item[];
}

export interface Goal {
  readonly atMost?: number;
  readonly atLeast?: number;
}

/** Middle value. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = low] = sorted.length % 2 === 1 ? [sorted[middle]] : [sorted[middle - 1], sorted[middle]];
  return (low + high) / 2;
}

/** @param peer values of the peer, pair by pair with ours. */
export function item(
  metric: string,
  unit: string,
  values: readonly number[],
  options: { readonly peer?: { readonly name: string; readonly values: readonly number[] }; readonly goal?: Goal } = {},
): Item {
  const { peer, goal } = options;
  const ratio = peer === undefined ? null : median(values.map((value, i) => value / (peer.values[i] ?? Number.NaN)));
  const judged = ratio ?? median(values);
  const bound = goal?.atMost ?? goal?.atLeast ?? null;
  return {
    metric,
    unit,
    min: round(Math.min(...values)),
    median: round(median(values)),
    max: round(Math.max(...values)),
    peer: peer === undefined ? null : { name: peer.name, median: round(median(peer.values)) },
    ratio: ratio === null ? null : round(ratio),
    goal: bound,
    met: bound === null ? null : goal?.atMost === undefined ? judged >= bound : judged <= bound,
  };
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
