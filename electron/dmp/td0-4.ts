import type { Ins } from '../../shared/domain/types.ts';
import { INS_OIDS } from '../cda/constants.ts';
import { fromDtm, toDtm } from '../xds/times.ts';
import { at, descendants, elements, text, type XmlElement } from '../xml/read.ts';
import { xml, type Xml } from '../xml/write.ts';
import { ACTION, PATIENTS_SPECIFIC_NS } from './constants.ts';
import { told } from './errors.ts';
import { messageFacts, type DmpMessageFacts } from './message.ts';
import { acceptedOutput, readOutput, type ServiceOutput } from './service-output.ts';
import { ask, type DmpConnection } from './soap.ts';

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

/** Which records TD0.4 lists: those whose authorisation, or whose last document, is of that date or later. */
export interface RecordSearch {
  /** ISO 8601. */
  readonly since: string;
  readonly by: 'authorization' | 'document';
}

/**
 * TD0.4: the records that whoever asks may open.
 *
 * @param patient whom the VIHF names, where the settings say that it has to name somebody (dmp/README 9); null by default.
 * @throws PosteError the refusal of the DMP, and those of `exchange`.
 */
export function td04(
  connection: DmpConnection<'patientsSpecific'>,
  search: RecordSearch,
  patient: Ins | null = null,
): Promise<readonly DmpRecord[]> {
  return told('read', async () => {
    const { body } = await ask(connection, {
      service: 'patientsSpecific',
      action: ACTION.patientList,
      patient,
      body: td04Request(search),
      answer: { ns: PATIENTS_SPECIFIC_NS, name: 'patientListResponse' },
    });
    acceptedOutput(body, PATIENTS_SPECIFIC_NS);
    return readRecords(body).dmps;
  });
}

/** The date of the samples has its hour: a day begins at midnight. */
const instant = (iso: string): string => toDtm(iso).padEnd(14, '0');

/** Body of TD0.4; `LASTAUTORIZATION` is the DMP's own spelling. */
export const td04Request = ({ since, by }: RecordSearch): Xml =>
  xml`<patientList xmlns="${PATIENTS_SPECIFIC_NS}"><startDate>${instant(since)}</startDate><dateType>${by === 'document' ? 'LASTDOC' : 'LASTAUTORIZATION'}</dateType></patientList>`;

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
