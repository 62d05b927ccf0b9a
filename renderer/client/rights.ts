import type { OfficeAct } from '../../shared/domain/rights/office.ts';
import { peek, useAnswer } from './queries.ts';

/** Whether whoever is logged in may do that here, as the application said; nobody may before it did. */
export const may = (act: OfficeAct): boolean => peek('session.state', null)?.session?.rights[act] === null;

/** The same, drawn again when somebody else is there: what a role never does is not shown. */
export function useMay(act: OfficeAct): boolean {
  return useAnswer('session.state', null).data?.session?.rights[act] === null;
}

/** Those of a list that whoever is logged in may choose. */
export const allowed = <T extends { readonly right?: OfficeAct }>(lines: readonly T[]): readonly T[] =>
  lines.filter(({ right }) => right === undefined || may(right));
