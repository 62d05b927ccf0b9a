import type { Ins } from '../../shared/domain/types.ts';
import { INS_OIDS } from '../cda/constants.ts';
import { fromDtm } from '../xds/times.ts';
import { at, descendants, elements, text, type XmlElement } from '../xml/read.ts';
import { PATIENTS_SPECIFIC_NS } from './constants.ts';
import { messageFacts, type DmpMessageFacts } from './message.ts';
import { readOutput, type ServiceOutput } from './service-output.ts';

/** One record the professional may open (TD0.4). */
export interface DmpRecord {
  readonly ins: Ins | null;
  readonly family: string | null;
  readonly given: string | null;
  readonly birthDate: string | null;
  readonly medecinTraitant: boolean | null;
  readonly lastAccessAt: string | null;
  readonly lastUpdateAt: string | null;
  readonly lastAddAt: string | null;
}

/** An answer of TD0.4: the records that the professional may open. */
export function readRecords(
  response: XmlElement,
): DmpMessageFacts & { readonly authorization: ServiceOutput; readonly dmps: readonly DmpRecord[] } {
  return {
    ...messageFacts('dmps', 'TD0.4'),
    ...readOutput(response, PATIENTS_SPECIFIC_NS),
    dmps: descendants(response, PATIENTS_SPECIFIC_NS, 'patientlistData').map(readRecord),
  };
}

function readRecord(element: XmlElement): DmpRecord {
  const value = (name: string): string | null => text(at(element, PATIENTS_SPECIFIC_NS, name))?.trim() || null;
  const time = (name: string): string | null => fromDtm(value(name) ?? '');
  const ids = elements(element, PATIENTS_SPECIFIC_NS, 'patientIdentifier').map((id) => ({
    matricule: text(at(id, PATIENTS_SPECIFIC_NS, 'nationalId'))?.trim() ?? '',
    oid: text(at(id, PATIENTS_SPECIFIC_NS, 'nationalIdType'))?.trim() ?? '',
  }));
  const treating = value('MT')?.toLowerCase();
  return {
    ins: ids.find((ins) => INS_OIDS.includes(ins.oid)) ?? null,
    family: value('lastName'),
    given: value('firstName'),
    birthDate: time('dateOfBirth')?.slice(0, 10) ?? null,
    medecinTraitant: treating === undefined ? null : treating === 'true' || treating === '1',
    lastAccessAt: time('lastAccessDate'),
    lastUpdateAt: time('lastUpdateDate'),
    lastAddAt: time('lastAddDate'),
  };
}
