import { useCallback, useState } from 'react';
import type { SimilarPatient } from '../../../shared/contract/identity.ts';
import { strictTraitNames } from '../../../shared/domain/ins/traits.ts';
import type { StrictTraits } from '../../../shared/domain/types.ts';
import type { ErrorFacts } from '../../../shared/errors.ts';
import { call } from '../../client/client.ts';
import { put } from '../../client/queries.ts';
import { go } from '../../client/router.ts';
import { fieldError } from '../../text/field-error.ts';
import { useAction, type Action } from '../../ui/useAction.ts';
import { identityScreen } from '../identity/feature.ts';
import { openQualification } from '../identity/public.ts';
import { changedDraft, draftTraits, problemsOf, trimmed, type TraitErrors } from './draft-traits.ts';
import { forgetPatientDraft, keepPatientDraft, keptPatientDraft, type PatientDraft } from './draft.ts';
import { useSimilar } from './useSimilar.ts';

/** The form of a new patient. */
interface NewPatient {
  readonly draft: PatientDraft;
  readonly change: (part: Partial<PatientDraft>) => void;
  readonly errorOf: (trait: keyof StrictTraits) => string | undefined;
  readonly phoneError: string | undefined;
  /** What went wrong and is about no trait. */
  readonly error: ErrorFacts | null;
  /** Records that may be the same person; null before they are looked for. */
  readonly similar: readonly SimilarPatient[] | null;
  /** Some are: the user says whether it is another person before the record is made. */
  readonly asked: boolean;
  readonly busy: boolean;
  readonly create: () => void;
  /** Creates: those that are alike are other persons. */
  readonly createOther: () => void;
  /** Back to what is being typed. */
  readonly back: () => void;
}

/** The form begins with what was typed before it was left. */
export function useNewPatient(): NewPatient {
  const [draft, setDraft] = useState(keptPatientDraft);
  const [problems, setProblems] = useState<TraitErrors>({});
  const [declining, setDeclining] = useState(false);
  const found = useSimilar(draft);
  const similar = found ?? [];
  const { run, busy, error, clear } = useCreate();
  const submit = (seen: readonly string[]): void => {
    setProblems(problemsOf(draft));
    const traits = draftTraits(draft);
    if (traits === null) return;
    // Somebody looks at those that are alike before another one is made.
    if (seen.length === 0 && similar.length > 0) setDeclining(true);
    else void run(traits, draft, seen);
  };
  const isSimilar = error?.code === 'PATIENT_SIMILAR';
  const onTrait = strictTraitNames.some((trait) => fieldError(error, trait) !== undefined);
  return {
    draft,
    change: (part) => {
      const next = changedDraft(draft, part);
      keepPatientDraft(next);
      setDraft(next);
      setProblems((before) => Object.fromEntries(Object.entries(before).filter(([trait]) => !(trait in part))));
    },
    errorOf: (trait) => problems[trait] ?? fieldError(error, trait),
    // What to do is said with it, above the button.
    phoneError: fieldError(error, 'phone') === undefined ? undefined : error?.message,
    error: isSimilar || onTrait ? null : error,
    similar: found,
    asked: (declining || isSimilar) && similar.length > 0,
    busy,
    create: () => submit([]),
    createOther: () => {
      setDeclining(false);
      submit(similar.map(({ row }) => row.id));
    },
    back: () => {
      setDeclining(false);
      clear();
    },
  };
}

/** The act itself: the record made is opened on the card that qualifies it. */
function useCreate(): Action<readonly [traits: StrictTraits, draft: PatientDraft, seen: readonly string[]]> {
  return useAction(
    useCallback(async (_live: () => boolean, traits: StrictTraits, draft: PatientDraft, seen: readonly string[]) => {
      const patient = await call('patients.create', {
        traits,
        usedName: trimmed(draft.usedName),
        usedFirstName: trimmed(draft.usedFirstName),
        phone: trimmed(draft.phone),
        birthDateUncertain: draft.birthDateUncertain,
        scanned: draft.scanned,
        seen: [...seen],
      });
      put('patients.get', { id: patient.id }, patient);
      forgetPatientDraft();
      openQualification(patient.id);
      go(identityScreen, patient.id);
    }, []),
  );
}
