import type { DocumentType } from '../../codes/index.ts';
import { type PosteError, fail } from '../../errors.ts';
import { visibilities, type Visibility } from '../record/document.ts';
import type { VisibilityFlag } from '../types.ts';

/** Flags of each mode besides `N` (rights/README 4). For professionals only: the document never goes to the DMP. */
const FLAGS: Readonly<Record<Visibility, readonly VisibilityFlag[]>> = {
  visible: [],
  'invisible-patient': ['INVISIBLE_PATIENT'],
  'invisible-representatives': ['INVISIBLE_REPRESENTANTS_LEGAUX'],
  masked: ['MASQUE_PS'],
  'professionals-only': [],
};

export function flagsOf(visibility: Visibility): readonly VisibilityFlag[] {
  return FLAGS[visibility];
}

/** The mode of flags read in metadata; null when no single mode says them all. */
export function visibilityOf(flags: readonly VisibilityFlag[]): Visibility | null {
  const wanted = [...new Set(flags)];
  return (
    visibilities.find(
      (mode) => mode !== 'professionals-only' && wanted.length === FLAGS[mode].length && wanted.every((flag) => FLAGS[mode].includes(flag)),
    ) ?? null
  );
}

/** Whether a document of this mode may be deposited in the DMP. */
export function isForDmp(visibility: Visibility): boolean {
  return visibility !== 'professionals-only';
}

/** What a choice does, beside the control. */
export const visibilityExplanations: Readonly<Record<Visibility, string>> = {
  visible: 'Visible dans Mon espace santé et par les professionnels autorisés dès l’envoi.',
  'invisible-patient': 'Visible dans Mon espace santé après la consultation d’annonce, ou d’office 3 mois après l’envoi.',
  'invisible-representatives': 'Décidé avec le mineur : ses représentants légaux ne le voient pas.',
  masked: 'À la demande de la personne : parmi les professionnels, seuls l’auteur et le médecin traitant le voient.',
  'professionals-only': 'Il n’est pas déposé au DMP : il part seulement par MSSanté, aux professionnels choisis.',
};

/** Vaccination note: visible, technically mandatory in the DMP. */
const FORCED_VISIBLE: ReadonlySet<string> = new Set(['87273-9']);
/** Constitutional genetics: never sent, CSP R1131-1-3. */
const NEVER_SENT: ReadonlySet<string> = new Set(['51969-4']);

/**
 * What is wrong with flags; null when nothing is.
 *
 * @param options.cumulAllowed DMP parameter `cumul-invisible_patient-masque_ps`.
 */
export function flagsProblem(
  flags: readonly VisibilityFlag[],
  options: { readonly minor: boolean; readonly cumulAllowed: boolean },
): PosteError | null {
  const has = (flag: VisibilityFlag): boolean => flags.includes(flag);
  if (has('INVISIBLE_PATIENT') && has('MASQUE_PS') && !options.cumulAllowed) return fail('FLAGS_INCOMPATIBLE', { path: '/visibility' });
  if (has('INVISIBLE_REPRESENTANTS_LEGAUX') && !options.minor) return fail('VISIBILITY_MINOR_ONLY', { path: '/visibility' });
  return null;
}

/** What is wrong with the mode chosen for a document; null when nothing is. */
export function visibilityProblem(visibility: Visibility, type: string | null, patient: { readonly minor: boolean }): PosteError | null {
  if (type !== null && FORCED_VISIBLE.has(type) && visibility !== 'visible') return fail('VISIBILITY_FORCED', { path: '/visibility' });
  if (type !== null && NEVER_SENT.has(type) && isForDmp(visibility)) return fail('VISIBILITY_NOT_SENT', { path: '/visibility' });
  return flagsProblem(flagsOf(visibility), { minor: patient.minor, cumulAllowed: false });
}

/**
 * The national advice for a type (R-039, rights/README 4). A type that the advice does not name is visible: invisible is
 * never a general default.
 */
export function defaultVisibility(type: Pick<DocumentType, 'defaultSending'>): Visibility {
  return type.defaultSending === 'not-sent' ? 'professionals-only' : (type.defaultSending ?? 'visible');
}
