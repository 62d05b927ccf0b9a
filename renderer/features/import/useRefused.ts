import { useCallback, useEffect, useState } from 'react';
import type { ImportLineError, ImportRun } from '../../../shared/contract/imports.ts';
import { call } from '../../client/client.ts';
import { attempt } from '../../client/session.ts';
import { tell } from '../../ui/Toasts.tsx';
import { useAction, type Action } from '../../ui/useAction.ts';
import { saveOffered } from './save-offered.ts';
import { importsText as words } from './text.ts';

/** The refused lines of an import, as far as they were read. */
interface Refusals {
  readonly errors: readonly ImportLineError[];
  /** Reads those that follow; null when there is none to read. */
  readonly more: (() => void) | null;
  /** Others were refused, and were not kept. */
  readonly cut: boolean;
}

const PAGE = 100;

/** Reads why lines were refused, once the import is over. */
export function useRefused({ id, state, rejected }: ImportRun): Refusals {
  const [errors, setErrors] = useState<readonly ImportLineError[]>([]);
  /** Nothing more is kept after those. */
  const [last, setLast] = useState(false);
  const read = useCallback(
    (after: number) =>
      attempt(async () => {
        const next = await call('imports.errors', { id, after, limit: PAGE });
        setLast(next.length < PAGE);
        setErrors((before) => [...before.filter(({ line }) => line <= after), ...next]);
      }),
    [id],
  );
  const over = state !== 'running';
  useEffect(() => {
    if (over) void read(0);
  }, [read, over]);
  const others = errors.length < rejected;
  return { errors, more: others && !last ? () => void read(errors.at(-1)?.line ?? 0) : null, cut: others && over && last };
}

/** Gives the refused lines back as a file, in the form of the one that was given. */
export function useRefusedFile({ id, kind }: ImportRun): Action<readonly []> {
  return useAction(
    useCallback(async () => {
      const file = await call('imports.refused', { id });
      if (file === null) {
        tell(words.downloadNone, 'info');
        return;
      }
      await saveOffered(file);
      tell(words.downloaded(file.lines, kind, file.fileName));
    }, [id, kind]),
  );
}
