import { FolderCheck, FolderLock, FolderSearch, FolderX } from 'lucide-react';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { patientText as words } from './text.ts';
import type { Mark } from '../../ui/marks.ts';

/** What the DMP last answered, as a badge. */
export function dmpMark(dmp: PatientView['dmp']): Mark {
  if (dmp === null) return { icon: FolderSearch, word: words.dmp.never, tone: 'off' };
  if (dmp.state === 'open') {
    const refused = dmp.authorization?.toUpperCase() === 'INTERDIT';
    const word = dmp.authorization === null ? words.dmp.open : `${words.dmp.open} · ${words.authorization(dmp.authorization)}`;
    return { icon: refused ? FolderLock : FolderCheck, word, tone: refused ? 'bad' : 'ok' };
  }
  return {
    icon: dmp.state === 'closed' ? FolderLock : dmp.state === 'none' ? FolderX : FolderSearch,
    word: words.dmp[dmp.state],
    tone: dmp.state === 'unknown' ? 'off' : 'warn',
  };
}
