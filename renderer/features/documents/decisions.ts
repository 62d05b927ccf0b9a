import { FolderUp, Send, UserRoundCheck, type LucideIcon } from 'lucide-react';
import type { DocumentPlan } from '../../../shared/contract/documents.ts';
import { documentsText as words } from './text.ts';

/** Something that may be decided of a draft. */
export interface Decision {
  readonly id: string;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly act: 'validate' | 'prepare' | 'feedFor';
  /** The professional in whose name, by national identifier. */
  readonly professional: string | null;
}

const VALIDATE: Decision = { id: 'validate', label: words.validate, icon: Send, act: 'validate', professional: null };

/**
 * What whoever is logged in may decide of a draft, the main one first: validating it, handing it over to a professional who
 * answers for it, feeding the DMP in their name. None when nobody delegated anything of it.
 */
export function decisionsOf(plan: DocumentPlan | undefined): readonly Decision[] {
  if (plan === undefined) return [VALIDATE];
  return [
    ...(plan.refusal === null ? [VALIDATE] : []),
    ...plan.handsTo.map(({ idNat, name }): Decision => ({
      id: `prepare ${idNat}`,
      label: words.toValidateBy(name),
      icon: UserRoundCheck,
      act: 'prepare',
      professional: idNat,
    })),
    ...plan.feedsFor.map(({ idNat, name }): Decision => ({
      id: `feed ${idNat}`,
      label: words.feedFor(name),
      icon: FolderUp,
      act: 'feedFor',
      professional: idNat,
    })),
  ];
}
