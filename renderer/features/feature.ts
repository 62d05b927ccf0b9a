import type { LucideIcon } from 'lucide-react';
import type { ComponentType } from 'react';
import type { PatientView } from '../../shared/contract/patients.ts';
import type { OfficeAct } from '../../shared/domain/rights/office.ts';
import type { Apart } from '../client/apart.ts';

/** What a feature brings to the window; `index.ts` lists them all, the shell draws from that list. */
export interface Feature {
  /** Its screens; the first one is that of its room, when it has one. */
  readonly screens: readonly Screen[];
  /** Its room of the left rail. A feature without one is behind the first room. */
  readonly room?: Room;
  /** Its lines of the palette, before that of its room. */
  readonly commands?: readonly Command[];
  /** Its lines of the palette while a record is open: what it does to that patient. */
  readonly recordCommands?: readonly RecordCommand[];
  /** Its keys, with Ctrl, that work everywhere. */
  readonly keys?: readonly Key[];
  /** What it may show over any screen while a session is open. */
  readonly overlays?: readonly Overlay[];
  /** Its pages of the guide (`resources/aide/<page>.md`), in reading order. */
  readonly guide?: readonly string[];
}

/** A screen: where it is, and what draws it. */
export type Screen<Id extends string = string> = {
  readonly id: Id;
  /** French title, also the document's title. */
  readonly title: string;
  /** Hash path; `:patient` stands for the identifier of a patient. */
  readonly path: string;
  /** Page of the guide that F1 opens. */
  readonly help: string;
} & ({ readonly needs: 'locked' } | { readonly needs: 'session'; readonly Content: Apart<object> } | OfPatient);

/** A screen of a patient is a tab of the record. */
export interface OfPatient {
  readonly needs: 'patient';
  /** Rank among the tabs, in tens: the next feature finds its place between two. */
  readonly rank: number;
  /** Not shown to whoever may not do that. */
  readonly right?: OfficeAct;
  readonly Content: Apart<{ readonly patient: PatientView }>;
}

/** A tab of the record. */
export type RecordScreen = Extract<Screen, OfPatient>;

/** What may be shown over any screen. */
interface Overlay {
  readonly id: string;
  readonly Content: Apart<object>;
}

/** A room of the rail, opened by Alt and its rank. */
export interface Room {
  readonly icon: LucideIcon;
  /** Words of its line in the palette. */
  readonly command: string;
  /** The key that is told instead of Alt and its rank. */
  readonly key?: 'F1';
  /** A rule is drawn before it. */
  readonly afterRule?: true;
  /** What needs a human there, beside its name, while a session is open. */
  readonly Badge?: ComponentType;
  /** Nobody is led there who may not do that. */
  readonly right?: OfficeAct;
}

/** A line of the palette. */
export interface Command {
  readonly id: string;
  readonly label: string;
  /** As shown: `Ctrl N`. */
  readonly keys?: string;
  /** Not told to whoever may not do that. */
  readonly right?: OfficeAct;
  readonly act: () => void;
}

/** A line of the palette that is about the patient of the open record. */
export interface RecordCommand extends Omit<Command, 'act'> {
  readonly act: (patient: string) => void;
}

/** A key that works everywhere while a session is open, on a patient only if it needs one. */
type Key = { readonly ctrl: string; readonly right?: OfficeAct } & (
  | { readonly needs: 'session'; readonly act: () => void }
  | { readonly needs: 'patient'; readonly act: (patient: string) => void }
);
