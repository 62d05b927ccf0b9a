import { CircleCheck, CircleStop, CircleX, LoaderCircle, TriangleAlert } from 'lucide-react';
import type { ImportRun } from '../../../shared/contract/imports.ts';
import { importsText as words } from './text.ts';
import type { Mark } from '../../ui/marks.ts';

/** How the state of an import shows. */
export const runMarks: Readonly<Record<ImportRun['state'], Mark>> = {
  running: { icon: LoaderCircle, word: words.states.running, tone: 'wait' },
  done: { icon: CircleCheck, word: words.states.done, tone: 'ok' },
  cancelled: { icon: CircleStop, word: words.states.cancelled, tone: 'off' },
  stopped: { icon: TriangleAlert, word: words.states.stopped, tone: 'warn' },
  failed: { icon: CircleX, word: words.states.failed, tone: 'bad' },
};
