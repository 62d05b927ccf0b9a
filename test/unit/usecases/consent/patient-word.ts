import { recordInformation } from '../../../../electron/usecases/consent/record-information.ts';
import { workplace } from '../workplace.ts';

/** A record, and what records a choice in passing. */
export async function told() {
  const place = workplace();
  await place.records({});
  return { ...place, record: recordInformation(place.common) };
}
