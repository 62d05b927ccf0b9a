import { HL7_NS } from '../cda/constants.ts';
import { at, attribute, elements, text, type XmlElement } from '../xml/read.ts';
import { dmpError, masked } from './errors.ts';
import type { DmpIssue } from './registry-response.ts';

/** The errors of an HL7 acknowledgement: none when it is accepted (AA). */
export function readAcknowledgement(message: XmlElement): DmpIssue[] {
  const acknowledgement = at(message, HL7_NS, 'acknowledgement');
  if (acknowledgement === null) return [];
  // TD0.5 answers it as a child element, the others as an attribute.
  const type = attribute(acknowledgement, 'typeCode') ?? attribute(at(acknowledgement, HL7_NS, 'typeCode'), 'code');
  if (type === 'AA' || type === null) return [];
  const details = elements(acknowledgement, HL7_NS, 'acknowledgementDetail').map((detail): DmpIssue => ({
    code: attribute(at(detail, HL7_NS, 'code'), 'code') ?? type,
    context: text(at(detail, HL7_NS, 'text'))?.trim() || null,
    severity: 'error',
    location: text(at(detail, HL7_NS, 'location'))?.trim() || null,
  }));
  return details.length > 0 ? details : [{ code: type, context: null, severity: 'error', location: null }];
}

/** @throws PosteError DMP_QUERY_REFUSED, with the DMP's own words (AE, AR) */
export function requireAcknowledged(message: XmlElement): void {
  const [refused] = readAcknowledgement(message);
  if (refused === undefined) return;
  throw dmpError('DMP_QUERY_REFUSED', { detail: refused.code, values: { text: masked(refused.context ?? refused.code ?? 'sans motif') } });
}
