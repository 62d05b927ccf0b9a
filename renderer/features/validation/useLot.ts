import { useCallback, useRef, useState } from 'react';
import type { DocumentRow, WaitingRow } from '../../../shared/contract/documents.ts';
import { errorFacts, fail, type ErrorFacts } from '../../../shared/errors.ts';
import { call } from '../../client/client.ts';
import { flushDrafts } from '../../client/drafts.ts';
import { tell } from '../../ui/Toasts.tsx';
import { documentsText, offerTakingBack } from '../documents/public.ts';
import { validationText as words } from './text.ts';

/** Several documents validated together. */
export interface Lot {
  /** Null when nothing is under way. */
  readonly progress: { readonly done: number; readonly of: number } | null;
  /** Why those that were refused were, by identifier. */
  readonly problems: ReadonlyMap<string, ErrorFacts>;
  readonly run: (rows: readonly WaitingRow[]) => Promise<void>;
  /** Stops after the one under way. */
  readonly stop: () => void;
}

/** What stops a whole lot: nobody could validate any of it. */
const STOPS = /^(SESSION_|CARD_|BRIDGE_|STORE_)/;

/**
 * Validates documents one after the other, each on its own: one that is refused stays, with its reason, and the others go
 * on. What was validated is taken back together, from the first one on.
 * @param prepares they are handed over instead, each to the one professional it may be. @param onOver hears of each that is settled, well or not.
 */
export function useLot(prepares: boolean, onOver: (id: string) => void): Lot {
  const [progress, setProgress] = useState<Lot['progress']>(null);
  const [problems, setProblems] = useState<Lot['problems']>(new Map());
  const going = useRef(false);
  const stop = useCallback(() => {
    going.current = false;
  }, []);
  const run = useCallback(
    async (rows: readonly WaitingRow[]): Promise<void> => {
      if (going.current || rows.length === 0) return;
      going.current = true;
      setProblems((before) => new Map([...before].filter(([id]) => !rows.some((row) => row.id === id))));
      const lot = new Validated(stop);
      let done = 0;
      setProgress({ done, of: rows.length });
      // What is being typed in one of them is part of it.
      await flushDrafts();
      for (const row of rows) {
        if (!going.current) break;
        const outcome = await decided(row, prepares ? handOver : validate);
        if ('id' in outcome) {
          if (!prepares) lot.add(outcome, row.patient.name);
        } else {
          setProblems((before) => new Map([...before, [row.id, outcome]]));
          if (STOPS.test(outcome.code)) break;
        }
        done += 1;
        onOver(row.id);
        setProgress({ done, of: rows.length });
      }
      going.current = false;
      setProgress(null);
      if (done < rows.length) tell(words.stopped(rows.length - done), 'info');
    },
    [prepares, onOver, stop],
  );
  return { progress, problems, run, stop };
}

const validate = ({ id, form }: DocumentRow): Promise<DocumentRow> => call('documents.validate', { id, form });

/** To the one professional who may validate it. */
async function handOver({ id, form }: DocumentRow): Promise<DocumentRow | ErrorFacts> {
  const { handsTo } = await call('documents.plan', { id, form });
  const [professional, another] = handsTo;
  if (professional === undefined) return errorFacts(fail('RIGHTS_DELEGATION'));
  if (another !== undefined) return errorFacts(fail('DELEGATION_CHOICE'));
  return await call('documents.prepare', { id, form, for: professional.idNat });
}

/** The document once it is validated, or handed over, with what was decided of it; else why it was refused. */
async function decided(
  { patientId, id }: WaitingRow,
  act: (row: DocumentRow) => Promise<DocumentRow | ErrorFacts>,
): Promise<DocumentRow | ErrorFacts> {
  try {
    const row = await call('documents.get', { patientId, id });
    if (row?.status !== 'draft') return { ...words.gone, path: null, detail: null };
    return await act(row);
  } catch (thrown) {
    return errorFacts(thrown);
  }
}

/** What a lot has validated so far: offered to be taken back together, as long as none of it has left. */
class Validated {
  readonly #stop: () => void;
  #rows: readonly DocumentRow[] = [];
  #offer: number | null = null;

  constructor(stop: () => void) {
    this.#stop = stop;
  }

  add(row: DocumentRow, name: string): void {
    const now = Date.now();
    this.#rows = [...this.#rows, row].filter(({ sends }) => sends.every(({ leavesAt }) => leavesAt === null || Date.parse(leavesAt) > now));
    const done = this.#rows.length === 1 ? documentsText.validatedOf(name) : words.validatedAll(this.#rows.length);
    this.#offer = offerTakingBack(this.#rows, done, {
      replaces: this.#offer,
      before: () => {
        this.#stop();
        this.#rows = [];
        this.#offer = null;
      },
    });
  }
}
