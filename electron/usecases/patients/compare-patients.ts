import type { MergePlanView } from '../../../shared/contract/identity.ts';
import type { Readings } from '../journal/readings.ts';
import type { Acting } from '../acting.ts';
import { previewMerge, type MergePair, type PreviewMergePorts } from './merge-plan.ts';

/** Two records side by side, with what merging them would do: both are read. @throws PosteError PATIENT_UNKNOWN */
export function comparePatients(ports: PreviewMergePorts & { readonly readings: Pick<Readings, 'pair'> }) {
  const preview = previewMerge(ports);
  return async (pair: MergePair, by: Acting): Promise<MergePlanView> => {
    const plan = await preview(pair);
    ports.readings.pair(by, [plan.kept, plan.removed]);
    return plan;
  };
}
