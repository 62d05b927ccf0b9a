import type { Standing } from '../../../shared/domain/consent/change.ts';
import { noticeOf } from '../../../shared/domain/consent/notice.ts';
import type { InformationPurpose } from '../../../shared/domain/record/information.ts';
import type { PatientFile } from '../../../shared/domain/record/patient.ts';
import type { OpenSession } from '../../session/session.ts';
import type { Store } from '../../store/types.ts';

/** Where one purpose of a record stands. */
export function standingOf(patient: PatientFile, purpose: InformationPurpose): Standing {
  return { purpose, held: patient[purpose], earlier: patient.earlierOppositions.find((entry) => entry.purpose === purpose) ?? null };
}

/** Version of the notice that the structure of a session gives now. */
export async function noticeVersion(store: Store, { situation }: Pick<OpenSession, 'situation'>): Promise<string> {
  return noticeOf(await store.structure.notice(situation.structureIdNat)).version;
}
