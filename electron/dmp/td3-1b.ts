import type { Ins } from '../../shared/domain/types.ts';
import { NS } from '../xds/constants.ts';
import { attribute, descendants } from '../xml/read.ts';
import type { Xml } from '../xml/write.ts';
import { PARAMETER, QUERY } from './constants.ts';
import { readRegistryAnswer, requireAccepted } from './registry-response.ts';
import type { DmpConnection } from './soap.ts';
import { listed, storedQuery, storedQueryRequest, type StoredQuery } from './stored-query.ts';

/**
 * TD3.1b: entryUUIDs of a document of that patient by its uniqueId (ITI-18 GetDocuments, ObjectRef). Says whether a
 * sending whose outcome is unknown arrived, and gives the target of a replacement.
 *
 * @returns [] when the DMP does not hold it.
 * @throws PosteError the refusal of the DMP, and those of `exchange`.
 */
export async function td31b(connection: DmpConnection<'registry'>, patient: Ins, uniqueId: string): Promise<readonly string[]> {
  const body = await storedQuery(connection, patient, byUniqueId(uniqueId));
  requireAccepted(readRegistryAnswer(body));
  return descendants(body, NS.rim, 'ObjectRef').flatMap((reference) => attribute(reference, 'id') ?? []);
}

const byUniqueId = (uniqueId: string): StoredQuery => ({
  id: QUERY.getDocuments,
  returned: 'ObjectRef',
  parameters: [[PARAMETER.uniqueId, listed([uniqueId])]],
});

/** Body of TD3.1b. */
export const td31bRequest = (uniqueId: string): Xml => storedQueryRequest(byUniqueId(uniqueId));
