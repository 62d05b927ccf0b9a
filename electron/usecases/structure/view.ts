import type { StructureInformation } from '../../../shared/contract/consent.ts';
import { noticeOf } from '../../../shared/domain/consent/notice.ts';
import type { CommonPorts } from '../common-ports.ts';

/** What the structure of whoever is logged in tells its patients. @throws PosteError SESSION_CLOSED */
export function viewStructure(ports: CommonPorts) {
  return async (): Promise<StructureInformation> => {
    const session = ports.session();
    const { structureIdNat, structureName } = session.situation;
    const [declared, wording] = await Promise.all([
      ports.store.structure.collectives(structureIdNat),
      ports.store.structure.notice(structureIdNat),
    ]);
    const { version, before, after, legal } = noticeOf(wording);
    return {
      structure: structureName,
      collective: declared.map(({ id, means, since, notice, purposes, at, by, withdrawn }) => ({
        id,
        means,
        since,
        notice,
        purposes: [...purposes],
        at,
        by: by.name,
        withdrawnAt: withdrawn?.at ?? null,
        withdrawnBy: withdrawn?.by.name ?? null,
      })),
      notice: { version, before, after, legal: [...legal], savedAt: wording?.at ?? null, savedBy: wording?.by.name ?? null },
    };
  };
}
