import type { PatientView } from '../../../shared/contract/patients.ts';

type Stay = PatientView['stays'][number];

/** Latest admission first; a stay whose admission nobody wrote comes last. */
export const staysInOrder = (stays: readonly Stay[]): readonly Stay[] =>
  stays.toSorted((a, b) => (b.admittedAt ?? '').localeCompare(a.admittedAt ?? ''));

/** The stay under way: the open one, the latest when several were left open; null for somebody who is not in. */
export const currentStay = (stays: readonly Stay[]): Stay | null => staysInOrder(stays).find(({ state }) => state === 'open') ?? null;
