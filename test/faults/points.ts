import type { Commit } from '../../electron/store/types.ts';
import { backup, onAnotherWorkstation, storeAlone, wholeFolder, type Copying, type Folders } from './copies.ts';

/**
 * Where a workstation is stopped, or its disk filled. A point is one entry of {@link POINTS}: its stops follow one
 * another, each in a run of the workstation of its own; a last run, undisturbed, comes after them.
 */
export interface Point {
  readonly name: string;
  readonly stops: readonly Stop[];
  /** Work on the data folder after each stop, while nobody has it open. */
  readonly after?: readonly ((folders: Folders) => Promise<void>)[];
}

export interface Stop {
  readonly moment: Moment;
  /** `killed`: kill -9. The others fill the disk at that moment: then kill -9, or room again and the work goes on. */
  readonly how: 'killed' | 'full, killed' | 'full, then room';
  /** Milliseconds after the moment, at most; drawn for each point. */
  readonly withinMs: number;
}

type Moment =
  | {
      readonly kind: 'commit';
      readonly of: (commit: Commit) => boolean;
      /** `during`: given to the store, not answered. `after`: answered, and nobody knows it yet. */
      readonly step: 'before' | 'during' | 'after';
    }
  /** From the opening of the session on. */
  | { readonly kind: 'any' }
  /** While the application closes: the log of the store goes back to its file. */
  | { readonly kind: 'closing' };

const sends = (commit: Commit) => commit.changes.flatMap((change) => (change.kind === 'send.save' ? [change.send] : []));
const channels = ['dmp', 'mss'] as const;

const validated = (commit: Commit): boolean =>
  commit.changes.some((change) => change.kind === 'document.save' && change.document.status === 'validated');
const known = (commit: Commit): boolean => commit.changes.some((change) => change.kind === 'dmp.known');
const taken =
  (channel: 'dmp' | 'mss') =>
  (commit: Commit): boolean =>
    sends(commit).some((send) => send.channel === channel && send.state === 'sending');
const over =
  (channel: 'dmp' | 'mss') =>
  (commit: Commit): boolean =>
    sends(commit).some((send) => send.channel === channel && send.state === 'sent');
/** The DMP is about to be asked about a document in doubt. */
const asked = (commit: Commit): boolean => sends(commit).some((send) => send.state === 'unknown' && send.nextAt !== null);

const COMMITS: readonly (readonly [name: string, of: (commit: Commit) => boolean])[] = [
  ['validation', validated],
  ['what the DMP says of the record', known],
  ...channels.flatMap(
    (channel) =>
      [
        [`${channel} taken`, taken(channel)],
        [`${channel} sent`, over(channel)],
      ] as const,
  ),
];
const STEPS = ['before', 'during', 'after'] as const;

/** While a commit is written: a few milliseconds at most. */
const WRITING_MS = 4;
/** While a request is on its way. */
const REQUEST_MS = 150;
/** A whole run. */
const RUN_MS = 2000;

const killed = (of: (commit: Commit) => boolean, step: (typeof STEPS)[number], withinMs = step === 'during' ? WRITING_MS : 0): Stop => ({
  moment: { kind: 'commit', of, step },
  how: 'killed',
  withinMs,
});
const full = (of: (commit: Commit) => boolean, how: 'full, killed' | 'full, then room'): Stop => ({
  moment: { kind: 'commit', of, step: 'before' },
  how,
  withinMs: 0,
});

/** A document that the DMP has, and one that it never had, both in doubt after a restart. */
const DOUBTS: readonly (readonly [string, Stop])[] = [
  ['arrived', killed(over('dmp'), 'before')],
  ['not sent', killed(taken('dmp'), 'after')],
];

/** Validated, nothing left yet: then everything leaves, and a person puts an older state back. */
const VALIDATED_THEN_ALL_LEFT: readonly Stop[] = [killed(validated, 'after'), { moment: { kind: 'closing' }, how: 'killed', withinMs: 80 }];

const COPIES: readonly (readonly [name: string, copying: Copying])[] = [
  ['an older copy of the store is put back', storeAlone],
  ['an older copy of the folder is put back', wholeFolder],
  ['an older copy is opened on another workstation', onAnotherWorkstation],
  ['an older backup is restored', backup],
];

export const POINTS: readonly Point[] = [
  ...COPIES.map(([name, { keep, putBack }]): Point => ({ name, stops: VALIDATED_THEN_ALL_LEFT, after: [keep, putBack] })),
  ...COMMITS.flatMap(([name, of]) => STEPS.map((step): Point => ({ name: `${step} ${name}`, stops: [killed(of, step)] }))),
  ...channels.map((channel): Point => ({ name: `${channel} on its way`, stops: [killed(taken(channel), 'after', REQUEST_MS)] })),
  { name: 'any time', stops: [{ moment: { kind: 'any' }, how: 'killed', withinMs: RUN_MS }] },
  { name: 'any time, twice', stops: [1, 2].map(() => ({ moment: { kind: 'any' }, how: 'killed', withinMs: RUN_MS })) },
  { name: 'while closing', stops: [{ moment: { kind: 'closing' }, how: 'killed', withinMs: 80 }] },
  ...DOUBTS.flatMap(([name, doubt]) => [
    ...STEPS.map((step): Point => ({ name: `${name}, then ${step} the question`, stops: [doubt, killed(asked, step)] })),
    { name: `${name}, then the question on its way`, stops: [doubt, killed(asked, 'after', REQUEST_MS)] },
    { name: `${name}, then before its end`, stops: [doubt, killed(over('dmp'), 'before')] },
    { name: `${name}, then a full disk at the question`, stops: [doubt, full(asked, 'full, then room')] },
  ]),
  ...COMMITS.flatMap(([name, of]) =>
    (['full, killed', 'full, then room'] as const).map((how): Point => ({ name: `${name}: disk ${how}`, stops: [full(of, how)] })),
  ),
];
