import type { Page } from 'playwright-core';
import { z } from 'zod';

/** An instant that the page marked (`performance.mark`), and when the first frame drawn after it was on screen, in milliseconds of one clock. */
interface Marked {
  readonly at: number;
  /** Null when no later frame came. */
  readonly shown: number | null;
}

const traced = z.object({
  name: z.string(),
  ph: z.string(),
  pid: z.number(),
  ts: z.number(),
  cat: z.string().optional(),
  id2: z.object({ local: z.string().optional() }).optional(),
  args: z.object({ frame_reporter: z.object({ state: z.string(), frame_sequence: z.number() }).optional() }).optional(),
});
type Traced = z.infer<typeof traced>;

/**
 * What the browser itself says of its frames while `act` runs: drawn by the page, painted, handed over, rastered, and
 * presented, which is where a frame ends.
 */
export async function marksOf(page: Page, act: () => Promise<void>): Promise<ReadonlyMap<string, Marked>> {
  return joined(await trace(page, act));
}

/** Refreshes of the display (vsync): those that were to show something new, and those of them at which it was not shown. */
interface Refreshes {
  readonly wanted: number;
  readonly missed: number;
}

/**
 * Counts the refreshes of the display while `act` runs, by what the compositor of the browser says of each (16.7 ms apart at 60 Hz).
 * One is missed when it reports that what it had to show was dropped: the measure of Chromium's own « dropped frames ». One that had
 * nothing new to show is not counted; nor is it a miss that the page draws one refresh behind its scroll, at every refresh.
 */
export async function refreshesOf(page: Page, act: () => Promise<void>): Promise<Refreshes> {
  const events = await trace(page, async () => {
    await page.evaluate(() => performance.mark('here'));
    await act();
  });
  const pid = events.find(({ name }) => name === 'here')?.pid;
  // A refresh is told of once by the thread of the compositor, and once more when the page itself was late.
  const told = new Map<number, Set<string>>();
  for (const event of events) {
    const report = event.args?.frame_reporter;
    if (event.name !== 'PipelineReporter' || event.ph !== 'b' || event.pid !== pid || report === undefined) continue;
    told.set(report.frame_sequence, (told.get(report.frame_sequence) ?? new Set()).add(report.state));
  }
  const refreshes = [...told.values()].filter((states) => states.size > 1 || !states.has('STATE_NO_UPDATE_DESIRED'));
  return { wanted: refreshes.length, missed: refreshes.filter((states) => states.has('STATE_DROPPED')).length };
}

/** Everything that the browser tells of its frames, in the order of time. */
async function trace(page: Page, act: () => Promise<void>): Promise<readonly Traced[]> {
  const devtools = await page.context().newCDPSession(page);
  const events: Traced[] = [];
  devtools.on('Tracing.dataCollected', ({ value }) => events.push(...value.flatMap((one) => traced.safeParse(one).data ?? [])));
  await devtools.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: ['blink.user_timing', 'benchmark'] },
  });
  await act();
  const whole = new Promise((resolve) => {
    devtools.once('Tracing.tracingComplete', resolve);
  });
  await devtools.send('Tracing.end');
  await whole;
  await devtools.detach();
  return events.toSorted((a, b) => a.ts - b.ts);
}

/** A frame shows all that was there when the page gave it to the compositor. */
function joined(events: readonly Traced[]): ReadonlyMap<string, Marked> {
  const marks = events.filter(({ cat }) => cat === 'blink.user_timing');
  const page = marks[0]?.pid;
  const frames: { given: number; shown: number }[] = [];
  const open = new Map<string, number>();
  for (const { name, ph, pid, ts, id2 } of events) {
    if (pid !== page || id2?.local === undefined) continue;
    if (name === 'Commit' && ph === 'b') open.set(id2.local, ts);
    const given = open.get(id2.local);
    if (name !== 'PipelineReporter' || ph !== 'e' || given === undefined) continue;
    open.delete(id2.local);
    frames.push({ given, shown: ts });
  }
  return new Map(
    marks.map(({ name, ts }) => {
      const shown = frames.find(({ given }) => given >= ts)?.shown;
      return [name, { at: ts / 1000, shown: shown === undefined ? null : shown / 1000 }];
    }),
  );
}
