import { noAttributes } from '../../../shared/domain/identity/status.ts';
import { fail } from '../../../shared/errors.ts';
import { act, actorOf } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { retryConflicts } from '../patients/retry-conflicts.ts';
import { receivedRecord } from '../imports/received-record.ts';

/**
 * What contradicted a record is another person: a provisional record of their own, under the number that they came with.
 * What the import says next under that number goes there.
 *
 * @returns id of the new record.
 * @throws PosteError CONFLICT_UNKNOWN, SESSION_CLOSED
 */
export function createApart(common: CommonPorts) {
  return async (conflictId: string): Promise<string> => {
    const session = common.session();
    const conflict = (await common.store.worklists.waiting()).find((one) => one.id === conflictId);
    const incoming = conflict?.incoming ?? null;
    if (conflict === undefined || incoming === null) throw fail('CONFLICT_UNKNOWN');
    const id = common.uuid();
    await retryConflicts(async () => {
      const now = common.now();
      const by = actorOf(session);
      const { changes } = receivedRecord(
        { ...incoming, proof: null, phone: null, address: null, death: null, billingNss: null, medecinTraitant: null, consent: null },
        { status: 'PROV', attributes: noAttributes, ins: null, toVerify: incoming.matricule, reason: 'NOT_VALIDATED', domain: 'foreign' },
        {
          id,
          ipp: await common.store.patients.nextIpp(),
          episode: common.uuid(),
          at: now,
          by,
          sender: incoming.authority ?? incoming.from,
        },
      );
      await common.store.commit({
        changes: [
          ...changes,
          ...(incoming.ipp === null || incoming.authority === null
            ? []
            : [
                {
                  kind: 'identifier.set' as const,
                  identifier: { patientId: id, authority: incoming.authority, value: incoming.ipp, eventAt: null },
                },
              ]),
          { kind: 'conflict.settle', conflictId, at: now.toISOString(), by },
        ],
        audit: [
          act(session, now, {
            act: 'patient.created',
            label: 'Dossier créé à part, d’après une contradiction',
            patientId: id,
            objectId: conflictId,
            details: { code: conflict.code },
          }),
          ...conflict.patientIds.map((patientId) =>
            act(session, now, {
              act: 'conflict.settled',
              label: 'Contradiction d’identité réglée : une autre personne',
              patientId,
              objectId: id,
              details: { code: conflict.code },
            }),
          ),
        ],
      });
    });
    return id;
  };
}
