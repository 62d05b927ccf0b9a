import type { Ins } from '../../shared/domain/types.ts';
import { HL7_NS, INS_OIDS } from '../cda/constants.ts';
import { at, attribute, descendants, elements, type XmlElement } from '../xml/read.ts';

/** Why a message of the GDP family is sent (`REASON`): what tells its transactions apart. */
export const reasonOf = (message: XmlElement): string | null => attribute(at(message, HL7_NS, 'controlActProcess', 'reasonCode'), 'code');

/** First matricule among the ids and patient identifiers of a message. */
export function insIn(message: XmlElement): Ins | null {
  const ids = [
    ...descendants(message, HL7_NS, 'patientIdentifier').flatMap((p) => elements(p, HL7_NS, 'value')),
    ...descendants(message, HL7_NS, 'patient').flatMap((p) => elements(p, HL7_NS, 'id')),
  ];
  const found = ids.find((id) => INS_OIDS.includes(attribute(id, 'root') ?? ''));
  const matricule = attribute(found ?? null, 'extension');
  const oid = attribute(found ?? null, 'root');
  return matricule === null || oid === null ? null : { matricule, oid };
}

/** `II` ids of an HL7v3 element: INS under their OIDs, INS-C and others too. */
export function readInsOf(holder: XmlElement): Ins[] {
  return elements(holder, HL7_NS, 'id').flatMap((id) => {
    const oid = attribute(id, 'root');
    const matricule = attribute(id, 'extension');
    return oid === null || matricule === null ? [] : [{ matricule, oid }];
  });
}
