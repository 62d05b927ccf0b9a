import { describeEntry } from '../xds/describe.ts';
import type { XmlElement } from '../xml/read.ts';
import type { CarriedDocument } from './carried-document.ts';
import { messageFacts, type DmpMessageFacts } from './message.ts';
import { objectsOf } from './registry-objects.ts';
import { registryFacts } from './registry-response.ts';

/** A request of TD3.3: visibility, archiving or deletion of documents. */
export function readUpdateRequest(
  request: XmlElement,
): DmpMessageFacts & { readonly documents: readonly CarriedDocument[]; readonly references: readonly string[] } {
  const { entries, associations, submissionSets } = objectsOf(request);
  const to = associations.flatMap((one) => one.slots.find((slot) => slot.name === 'NewStatus')?.values ?? [])[0];
  const cx = submissionSets[0]?.patientId ?? null;
  return {
    // 3.3a and 3.3b are the same message: which one depends on what the entry was before.
    ...messageFacts('update-request', to === undefined ? null : to.endsWith(':Deleted') ? 'TD3.3c' : 'TD3.3d', {
      patient: cx === null ? null : { matricule: cx.id, oid: cx.root },
    }),
    documents: entries.map((entry): CarriedDocument => ({ description: describeEntry(entry), bytes: null })),
    references:
      to === undefined ? [] : associations.filter((one) => one.slots.some((slot) => slot.name === 'NewStatus')).map((one) => one.target),
  };
}

/** An answer of TD3.3. */
export function readUpdate(response: XmlElement): DmpMessageFacts {
  return messageFacts('update', null, registryFacts(response));
}
