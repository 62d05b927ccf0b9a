import { HL7_NS } from '../cda/constants.ts';
import { elements, type XmlElement } from '../xml/read.ts';
import { REASON } from './constants.ts';
import { readAcknowledgement } from './hl7-ack.ts';
import { insIn, reasonOf } from './hl7-message.ts';
import { messageFacts, type DmpMessageFacts } from './message.ts';

/** TD1.3b and TD1.4 are one message (PRPA_IN201314UV02): its reason tells a closing from a modification. */
const transaction = (message: XmlElement): 'TD1.3b' | 'TD1.4' => (reasonOf(message) === REASON.closing ? 'TD1.4' : 'TD1.3b');

/** A request of TD1.3b or TD1.4. */
export function readRevisionRequest(message: XmlElement): DmpMessageFacts {
  return messageFacts('administrative-request', transaction(message), { patient: insIn(message) });
}

/** An answer of TD1.3b or TD1.4, in the wrapper of the DMP. */
export function readRevision(wrapper: XmlElement): DmpMessageFacts {
  const [inner] = elements(wrapper, HL7_NS);
  const errors = inner === undefined ? [] : readAcknowledgement(inner);
  const accepted = inner?.name === 'PRPA_IN201315UV02' && errors.length === 0;
  const td = inner === undefined || reasonOf(inner) === null ? null : transaction(inner);
  return messageFacts('administrative', td, {
    status: accepted ? 'success' : 'failure',
    errors,
    patient: inner === undefined ? null : insIn(inner),
  });
}
