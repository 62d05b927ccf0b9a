import { useCallback, useState } from 'react';
import type { ErrorFacts } from '../../../shared/errors.ts';
import { call } from '../../client/client.ts';
import { put } from '../../client/queries.ts';
import { go } from '../../client/router.ts';
import { identityScreen } from '../identity/feature.ts';
import { identityText, keepInsi, openQualification } from '../identity/public.ts';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';

/** Choosing the patient among the persons of a card. */
interface VitalePick {
  /** @param beneficiary index of the person on the card. @param patient id of their record; null: a new one is made. */
  readonly pick: (beneficiary: number, patient: string | null) => void;
  readonly busy: boolean;
  readonly error: ErrorFacts | null;
  /** Id of a record that looks like the one to make: it was not made. */
  readonly similar: string | null;
  /** Makes the new record all the same: the similar one is somebody else's. */
  readonly pickOther: () => void;
}

/** @param read id of the reading of the card. */
export function useVitalePick(read: string): VitalePick {
  const [asked, setAsked] = useState<{ readonly beneficiary: number; readonly seen: readonly string[] }>({ beneficiary: 0, seen: [] });
  const { run, busy, error } = useAction(
    useCallback(
      async (_live: () => boolean, beneficiary: number, patient: string | null, seen: readonly string[]) => {
        setAsked({ beneficiary, seen });
        const picked = await call('vitale.pick', { read, beneficiary, patient, seen: [...seen] });
        put('patients.get', { id: picked.patient.id }, picked.patient);
        keepInsi(picked.patient.id, picked.insi);
        if (picked.patient.status !== 'QUAL') openQualification(picked.patient.id, true);
        put('vitale.current', null, null);
        if (picked.insiError !== null) tell(`${picked.insiError.message} ${picked.insiError.action}`, 'bad');
        if (picked.warnings.length > 0) tell(`${identityText.unusual} : ${picked.warnings.join(' ')}`, 'bad');
        go(identityScreen, picked.patient.id);
      },
      [read],
    ),
  );
  const similar = error?.code === 'PATIENT_SIMILAR' ? error.detail : null;
  return {
    pick: (beneficiary, patient) => void run(beneficiary, patient, []),
    busy,
    error,
    similar,
    pickOther: () => {
      if (similar !== null) void run(asked.beneficiary, null, [...asked.seen, similar]);
    },
  };
}
