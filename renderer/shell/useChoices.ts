import { ArrowRight, User, type LucideIcon } from 'lucide-react';
import { useFilter } from 'react-aria-components';
import type { PatientRow } from '../../shared/contract/patients.ts';
import type { SessionState } from '../../shared/contract/session.ts';
import { useAnswer } from '../client/queries.ts';
import { go } from '../client/router.ts';
import type { Command } from '../features/feature.ts';
import { summaryScreen } from '../features/patient/feature.ts';
import { frenchDate } from '../ui/format.ts';
import { recordName } from '../ui/record-name.ts';
import { commandsOf } from './commands.ts';
import { frameText } from './text.ts';

/** A line of the palette: what it shows, and what choosing it does. A command with its `keys`, a patient with a `note`. */
export interface Choice extends Command {
  readonly note?: string;
}

/** Lines of one kind. */
export interface ChoiceGroup {
  readonly title: string;
  readonly icon: LucideIcon;
  readonly choices: readonly Choice[];
}

/** What some letters lead to. */
interface Choices {
  readonly groups: readonly ChoiceGroup[];
  /** The lines are those of these letters, no more of the letters before. */
  readonly answered: boolean;
  /** The patients could not be read. */
  readonly failed: boolean;
}

/** Patients shown, at most. */
const SHOWN = 8;

const openRecord = (row: PatientRow): Choice => ({
  id: `p-${row.id}`,
  label: recordName(row),
  note: frenchDate(row.birthDate),
  act: () => go(summaryScreen, row.id),
});

/** Patients and commands that a few letters lead to. */
export function useChoices(query: string, mss: SessionState['mss']['state']): Choices {
  const { contains } = useFilter({ sensitivity: 'base' });
  const { data, error, isPending, isPlaceholderData } = useAnswer('patients.search', { query }, { placeholderData: (before) => before });
  const patients = (data ?? []).slice(0, SHOWN).map(openRecord);
  const commands = commandsOf(mss).filter(({ label }) => contains(label, query));
  return {
    groups: [
      { title: frameText.palette.patients, icon: User, choices: patients },
      { title: frameText.palette.commands, icon: ArrowRight, choices: commands },
    ],
    answered: !isPlaceholderData && !isPending,
    failed: error !== null,
  };
}
