import { ArrowRight, FileText, User, type LucideIcon } from 'lucide-react';
import type { FoundDocument } from '../../shared/contract/documents.ts';
import type { PatientRow } from '../../shared/contract/patients.ts';
import { useAnswer } from '../client/queries.ts';
import { useMay } from '../client/rights.ts';
import { go } from '../client/router.ts';
import { useUndoBar } from '../client/undo.ts';
import type { Command } from '../features/feature.ts';
import { showDocument } from '../features/documents/shown-document.ts';
import { summaryScreen } from '../features/patient/feature.ts';
import { frenchDate } from '../ui/format.ts';
import { recordName } from '../ui/record-name.ts';
import { called } from './called.ts';
import { commandsOf, type PaletteAt } from './commands.ts';
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

/** Patients shown, at most; documents too. */
const SHOWN = 8;
/** Letters from which documents are looked for. */
const WRITTEN = 3;

const openRecord = (row: PatientRow): Choice => ({
  id: `p-${row.id}`,
  label: recordName(row),
  note: frenchDate(row.birthDate),
  act: () => go(summaryScreen, row.id),
});

const openDocument = (row: FoundDocument): Choice => ({
  id: `d-${row.id}`,
  label: row.title,
  note: `${row.patientName} · ${frenchDate(row.date)}`,
  act: () => showDocument(row.patientId, row.id),
});

/** The answer is to the letters of now. */
const settled = ({ isPending, isPlaceholderData }: { readonly isPending: boolean; readonly isPlaceholderData: boolean }): boolean =>
  !isPending && !isPlaceholderData;

/** Patients, documents and commands that a few letters lead to. */
export function useChoices(query: string, at: PaletteAt): Choices {
  const found = useAnswer('patients.search', { query, limit: SHOWN }, { placeholderData: (before) => before });
  const asked = useMay('record') && query.length >= WRITTEN;
  const written = useAnswer('documents.search', { query, limit: SHOWN }, { enabled: asked, placeholderData: (before) => before });
  const patients = (found.data ?? []).map(openRecord);
  const documents = asked ? (written.data ?? []).map(openDocument) : [];
  const bar = useUndoBar();
  const commands = called(commandsOf({ ...at, undoable: bar?.kind === 'offer' ? bar.act.done : null }), query);
  return {
    groups: [
      { title: frameText.palette.patients, icon: User, choices: patients },
      { title: frameText.palette.documents, icon: FileText, choices: documents },
      { title: frameText.palette.commands, icon: ArrowRight, choices: commands },
    ],
    answered: settled(found) && (!asked || settled(written)),
    failed: found.error !== null,
  };
}
