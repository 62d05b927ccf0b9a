import { onOtherUser } from '../../client/drafts.ts';
import { go } from '../../client/router.ts';
import { worklistsScreen } from './feature.ts';

/** The lists, in order. */
export const worklistKinds = ['toQualify', 'doubtful', 'conflicts', 'received', 'stale'] as const;
export type WorklistKind = (typeof worklistKinds)[number];

/** Where the user was in « À traiter »: found again on the way back from a record. */
interface Place {
  readonly kind: WorklistKind;
  /** Id of the contradiction that was chosen. */
  readonly conflict: string | null;
}

const START: Place = { kind: 'toQualify', conflict: null };
let last = START;
onOtherUser(() => {
  last = START;
});

/** Where the user was last. */
export const lastPlace = (): Place => last;
/** Keeps where the user is now. */
export const keepPlace = (part: Partial<Place>): void => {
  last = { ...last, ...part };
};

/** Opens one of the lists. */
export function openWorklist(kind: WorklistKind): void {
  last = { kind, conflict: null };
  go(worklistsScreen);
}
