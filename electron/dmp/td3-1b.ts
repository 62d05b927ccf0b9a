import type { Ins } from '../../shared/domain/types.ts';
import { NS } from '../xds/constants.ts';
import { attribute, descendants } from '../xml/read.ts';
import { xml, type Xml } from '../xml/write.ts';
import { ACTION, QUERY_GET_DOCUMENTS, QUERY_NS, SLOT_ENTRY_UNIQUE_ID } from './constants.ts';
import { dmpError } from './errors.ts';
import { readRegistryAnswer, requireAccepted } from './registry-response.ts';
import { exchange, soapContentType, soapEnvelope, type DmpConnection } from './soap.ts';

/**
 * TD3.1b: entryUUIDs of a document of that patient by its uniqueId (ITI-18 GetDocuments, ObjectRef). Says whether a
 * sending whose outcome is unknown arrived, and gives the target of a replacement.
 *
 * @returns [] when the DMP does not hold it.
 * @throws PosteError the refusal of the DMP, and those of `exchange`.
 */
export async function td31b(connection: DmpConnection, patient: Ins, uniqueId: string): Promise<readonly string[]> {
  const messageId = `urn:uuid:${connection.uuid()}`;
  const assertion = await connection.vihf(patient);
  const { body } = await exchange(connection, {
    url: connection.endpoints.registry,
    messageId,
    contentType: soapContentType(ACTION.storedQuery),
    body: soapEnvelope({ action: ACTION.storedQuery, messageId, assertion, body: td31bRequest(uniqueId) }).bytes({ declaration: true }),
  });
  if (body.ns !== QUERY_NS || body.name !== 'AdhocQueryResponse') throw dmpError('DMP_GARBAGE', { detail: body.name });
  requireAccepted(readRegistryAnswer(body));
  return descendants(body, NS.rim, 'ObjectRef').flatMap((reference) => attribute(reference, 'id') ?? []);
}

/** Body of TD3.1b. Strings are quoted, a quote inside doubled; several values in parentheses (dmp/README 7). */
export function td31bRequest(uniqueId: string): Xml {
  return xml`<query:AdhocQueryRequest xmlns:query="${QUERY_NS}" xmlns="${NS.rim}">
    <query:ResponseOption returnComposedObjects="true" returnType="ObjectRef"/>
    <AdhocQuery id="${QUERY_GET_DOCUMENTS}"><Slot name="${SLOT_ENTRY_UNIQUE_ID}"><ValueList><Value>('${uniqueId.replaceAll("'", "''")}')</Value></ValueList></Slot></AdhocQuery>
  </query:AdhocQueryRequest>`;
}
