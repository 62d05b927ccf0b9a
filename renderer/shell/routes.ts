import type { Feature, Room, Screen } from '../features/feature.ts';
import { features } from '../features/index.ts';

/** Every screen that a feature brings: the frame shows them, the end-to-end suite goes through them. */
export const screens = features.flatMap((feature): readonly (typeof feature)['screens'][number][] => feature.screens);

/** What a screen is called in code. */
export type ScreenId = (typeof screens)[number]['id'];

/** What the features bring, whichever they are. */
export const every: readonly Feature[] = features;

/** A room of the left rail, with the screen that it opens. */
export interface RailRoom extends Room {
  readonly screen: Screen;
  /** What opens it: `Alt+1`, or its own key. */
  readonly keys: string;
}

/** Rooms of the left rail, in the order of Alt+1, Alt+2... */
export const rooms: readonly RailRoom[] = every
  .flatMap(({ room, screens: [screen] }) => (room === undefined || screen === undefined ? [] : [{ ...room, screen }]))
  .map((room, index) => ({ ...room, keys: room.key ?? `Alt+${index + 1}` }));

/** Tabs of a patient, in order. */
export const tabs = screens.filter((screen) => screen.needs === 'patient').toSorted((a, b) => a.rank - b.rank);

/** Where the window is: a screen, and the patient it shows if it is one of a patient. */
export interface Place {
  readonly screen: ScreenId;
  readonly patient: string | null;
}

/** The screen of that identifier. */
export function screenOf(id: ScreenId): Screen {
  const found = screens.find((screen) => screen.id === id);
  if (found === undefined) throw new RangeError(`no screen ${id}`);
  return found;
}

/** The room that a screen belongs to: that of its feature, else the first. */
export function roomOf(id: ScreenId): RailRoom | undefined {
  const feature = every.find((known) => known.screens.some((screen) => screen.id === id));
  return rooms.find(({ screen }) => screen === feature?.screens[0]) ?? rooms[0];
}

/** Where a hash leads; anything unknown leads to the patients. */
export function placeOf(hash: string): Place {
  const [room, patient, tab] = hash.replace(/^#\//, '').split('/');
  if (room === 'patient' && patient !== undefined && /^[\w-]{1,64}$/.test(patient)) {
    return { screen: tabs.find(({ path }) => path.endsWith(`/${tab}`))?.id ?? 'patient-synthese', patient };
  }
  return { screen: screens.find((screen) => screen.needs === 'session' && screen.path === hash)?.id ?? 'patients', patient: null };
}
