import type { Kept } from '../../shared/contract/define.ts';

/** What the journal keeps of every command (cli/README 1): those that open a data folder act as « Ligne de commande (account) ». */
export const commandActs: Readonly<Record<string, Kept>> = {
  'ins check': { none: 'no data folder is open' },
  'cda build': { none: 'no data folder is open' },
  'cda read': { none: 'no data folder is open' },
  'cda render': { none: 'no data folder is open' },
  'vihf build': { none: 'no data folder is open' },
  'dmp parse': { none: 'no data folder is open' },
  'rights explain': { none: 'no data folder is open' },
  'rights can': { none: 'no data folder is open' },
  'import run': { acts: ['import.begun', 'import.resumed', 'import.lines', 'import.ended', 'import.refused-lines'] },
  // Those that read leave their act beside the store (wiring/acts-beside.ts).
  'patients find': { acts: ['patients.searched'] },
  'documents list': { acts: ['documents.listed'] },
  'audit verify': { acts: ['journal.verified'] },
  'store backup': { acts: ['store.backed-up'] },
  'store restore': { acts: ['store.restored', 'journal.incident'] },
  'store new': { acts: ['store.created'] },
};
