import type { Ins } from '../../shared/domain/types.ts';
import { NS } from '../xds/constants.ts';
import type { XmlElement } from '../xml/read.ts';
import { xml, type Xml } from '../xml/write.ts';
import { ACTION, QUERY_NS } from './constants.ts';
import { ask, type DmpConnection } from './soap.ts';

/** Whole objects, or their ids alone. */
export type Returned = 'LeafClass' | 'ObjectRef';

/** A stored query, its parameters as they travel; the empty ones are left out. */
export interface StoredQuery {
  readonly id: string;
  readonly returned: Returned;
  readonly parameters: readonly (readonly [name: string, value: string | null])[];
}

/** Body of a query (ITI-18; dmp/README 7). */
export const storedQueryRequest = ({ id, returned, parameters }: StoredQuery): Xml => xml`
  <query:AdhocQueryRequest xmlns:query="${QUERY_NS}" xmlns="${NS.rim}">
    <query:ResponseOption returnComposedObjects="true" returnType="${returned}"/>
    <AdhocQuery id="${id}">${parameters.map(
      ([name, value]) => value !== null && xml`<Slot name="${name}"><ValueList><Value>${value}</Value></ValueList></Slot>`,
    )}</AdhocQuery>
  </query:AdhocQueryRequest>`;

/** One query, and the element that answers it. @throws PosteError those of `ask` */
export async function storedQuery(connection: DmpConnection<'registry'>, patient: Ins, query: StoredQuery): Promise<XmlElement> {
  const { body } = await ask(connection, {
    service: 'registry',
    action: ACTION.storedQuery,
    patient,
    body: storedQueryRequest(query),
    answer: { ns: QUERY_NS, name: 'AdhocQueryResponse' },
  });
  return body;
}

/** A text: between single quotes, a quote inside doubled (IHE ITI TF-2a, 3.18.4.1.2.4). */
export const quoted = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** Several values, in parentheses; null when there is none. */
export const listed = (values: readonly string[]): string | null => (values.length === 0 ? null : `(${values.map(quoted).join(',')})`);
