import { randomUUID } from 'node:crypto';
import { parseDmpMessage, type DmpMessage } from '../../../electron/dmp/parse.ts';
import { mtomContentType, writeMtom, type OutgoingPart } from '../../../electron/dmp/mtom.ts';
import type { DmpConnection, DmpService } from '../../../electron/dmp/soap.ts';
import type { HttpRequest } from '../../../electron/net/types.ts';
import { buildVihf, type VihfContent } from '../../../electron/saml/vihf.ts';
import { parseXml } from '../../../electron/xml/read.ts';
import type { Ins } from '../../../shared/domain/types.ts';
import { vihfContext } from '../saml/context.ts';

export const PATIENT: Ins = { matricule: '279035121518989', oid: '1.2.250.1.213.1.4.10' };
export const OTHER: Ins = { ...PATIENT, matricule: '207058575627097' };

export const NS = {
  rs: 'urn:oasis:names:tc:ebxml-regrep:xsd:rs:3.0',
  rim: 'urn:oasis:names:tc:ebxml-regrep:xsd:rim:3.0',
  query: 'urn:oasis:names:tc:ebxml-regrep:xsd:query:3.0',
  ihe: 'urn:ihe:iti:xds-b:2007',
} as const;

/** What the DMP answers: a body, with the parts of its documents if any, or an error of the transport. */
export type Answered = string | { readonly body: string; readonly parts: readonly OutgoingPart[] } | Error;

export interface Wire {
  readonly connection: DmpConnection<DmpService>;
  readonly requests: readonly HttpRequest[];
  /** What left, as `dmp parse` reads it. */
  readonly messages: () => readonly DmpMessage[];
  /** Text of what left. */
  readonly bodies: () => readonly string[];
}

/** A connection to a DMP that answers these bodies in turn, the last one again. */
export function wire(answers: readonly Answered[], mode: Partial<VihfContent> = {}): Wire {
  const requests: HttpRequest[] = [];
  const endpoint = (service: DmpService): string => `https://localhost/${service}`;
  const bodies = (): string[] => requests.map(({ body }) => Buffer.from(body ?? []).toString('utf8'));
  return {
    requests,
    bodies,
    messages: () => requests.map(({ body }) => parseDmpMessage(body ?? new Uint8Array())),
    connection: {
      transport: {
        send(request) {
          requests.push(request);
          const answer = answers[requests.length - 1] ?? answers.at(-1) ?? '';
          if (answer instanceof Error) return Promise.reject(answer);
          const messageId = /<MessageID[^>]*>([^<]+)</.exec(Buffer.from(request.body ?? []).toString('utf8'))?.[1] ?? '';
          const { body, parts } = typeof answer === 'string' ? { body: answer, parts: null } : answer;
          const envelope = Buffer.from(
            `<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Header><RelatesTo xmlns="http://www.w3.org/2005/08/addressing">${messageId}</RelatesTo></s:Header><s:Body>${body}</s:Body></s:Envelope>`,
          );
          return Promise.resolve({
            status: 200,
            headers: { 'content-type': parts === null ? 'application/soap+xml' : mtomContentType('b', 'urn:a') },
            body: parts === null ? envelope : writeMtom('b', envelope, parts),
          });
        },
        close: () => Promise.resolve(),
      },
      endpoints: {
        patients: endpoint('patients'),
        repository: endpoint('repository'),
        registry: endpoint('registry'),
        habilitations: endpoint('habilitations'),
        patientsSpecific: endpoint('patientsSpecific'),
        patientsPdq: endpoint('patientsPdq'),
      },
      software: { ...vihfContext.software, oidRoot: '1.2.250.1.999' },
      vihf: async (patient) => {
        const ports = { now: new Date('2026-03-02T08:15:30Z'), uuid: randomUUID, signer: null };
        return (await buildVihf({ ...vihfContext, ...mode, patient }, ports)).assertion;
      },
      now: () => new Date('2026-03-02T08:15:30Z'),
      uuid: randomUUID,
      timeoutMs: 1000,
      readXml: (bytes) => Promise.resolve(parseXml(bytes)),
    },
  };
}

const STATUS = 'urn:oasis:names:tc:ebxml-regrep:ResponseStatusType:';
export const SUCCESS = `${STATUS}Success`;
export const FAILURE = `${STATUS}Failure`;
export const PARTIAL = 'urn:ihe:iti:2007:ResponseStatusType:PartialSuccess';

export const registryErrors = (code: string, severity = 'Error'): string =>
  `<r:RegistryErrorList xmlns:r="${NS.rs}"><r:RegistryError errorCode="${code}" codeContext="contexte" severity="urn:oasis:names:tc:ebxml-regrep:ErrorSeverityType:${severity}"/></r:RegistryErrorList>`;

/** An answer of TD3.1, in prefixes of its own. */
export const list = (objects: string, { status = SUCCESS, errors = '', total = '' } = {}): string =>
  `<n:AdhocQueryResponse xmlns:n="${NS.query}" xmlns="${NS.rim}" startIndex="0" ${total === '' ? '' : `totalResultCount="${total}"`} status="${status}">${errors}<RegistryObjectList>${objects}</RegistryObjectList></n:AdhocQueryResponse>`;

/** An answer of TD3.3. */
export const registered = (status = SUCCESS, errors = ''): string =>
  `<r:RegistryResponse xmlns:r="${NS.rs}" status="${status}">${errors}</r:RegistryResponse>`;
