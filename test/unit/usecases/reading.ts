import { places } from '../../../electron/codes/places.ts';
import { Readings } from '../../../electron/usecases/journal/readings.ts';
import { Trace } from '../../../electron/usecases/journal/trace.ts';
import type { OpenPatientPorts } from '../../../electron/usecases/patients/open-patient.ts';
import type { Workplace } from './workplace.ts';

/** What shows records and tells who read them, on the store of a workplace. */
export function readingAt({ common }: Workplace): OpenPatientPorts & { readonly trace: Trace; readonly readings: Readings } {
  const { store, now } = common;
  const trace = new Trace({
    store,
    now,
    report: (thrown) => {
      throw thrown;
    },
  });
  return {
    store,
    now,
    ageOfMajority: () => 18,
    secret: { leave: () => undefined },
    places,
    carried: () => ({ ins: null, ipp: null }),
    trace,
    readings: new Readings({ trace, now }),
  };
}
