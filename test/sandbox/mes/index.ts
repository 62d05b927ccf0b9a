import { createHash } from 'node:crypto';
import { readCdaHeader } from '../cda/header.ts';
import type { DmpSandbox, PatientView, Record } from '../dmp/index.ts';
import type { Clock } from '../common/clock.ts';
import { serveHttp, type HttpAnswer, type SandboxRequest } from '../common/https.ts';
import { homePage, notFoundPage, patientPage, type Who } from './page.ts';
import { STYLE } from './style.ts';

export interface PatientPortal {
  /** Plain HTTP on loopback. */
  readonly url: string;
  close(): Promise<void>;
}

interface PatientPortalOptions {
  readonly dmp: DmpSandbox;
  readonly clock: Clock;
  readonly port?: number;
}

const styleHash = createHash('sha256').update(STYLE).digest('base64');
const HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
};

/**
 * « Mon espace santé, vue du patient »: what the patient and the legal representative see of what the DMP received,
 * read from the DMP simulator's own store, never from the client.
 */
export async function startPatientPortal(options: PatientPortalOptions): Promise<PatientPortal> {
  const server = await serveHttp({ port: options.port ?? 0, handler: (request) => Promise.resolve(answer(request, options)) });
  return { url: `${server.url}/`, close: () => server.close() };
}

function answer(request: SandboxRequest, { dmp, clock }: PatientPortalOptions): HttpAnswer {
  if (request.method !== 'GET' && request.method !== 'HEAD') return { status: 405, body: '' };
  const path = request.url.split('?')[0] ?? '/';
  if (path === '/') return html(200, homePage(dmp));
  const [, kind, matricule = '', representative, document] =
    /^\/(patient|api\/patient)\/([0-9AB]{15})(\/representant)?(?:\/document\/([\da-f-]{36}))?$/.exec(path) ?? [];
  const who: Who = representative === undefined ? 'patient' : 'representative';
  const record = dmp.record(matricule);
  const view = dmp.patientView(matricule, who);
  if (kind === undefined || record === null || view === null) return html(404, notFoundPage());
  if (document !== undefined) return openDocument(record, view, `urn:uuid:${document}`);
  if (kind === 'api/patient') {
    const body = JSON.stringify({
      matricule: record.matricule,
      oid: record.oid,
      state: record.state,
      at: clock.now().toISOString(),
      ...view,
    });
    return { status: 200, headers: { ...HEADERS, 'content-type': 'application/json; charset=utf-8' }, body };
  }
  return html(200, patientPage(record, view, who));
}

const html = (status: number, body: string): HttpAnswer => ({
  status,
  headers: { ...HEADERS, 'content-type': 'text/html; charset=utf-8' },
  body,
});

/** The file carried by the document, only when this reader may see it. */
function openDocument(record: Record, view: PatientView, entryUUID: string): HttpAnswer {
  const entry = record.entries.find((one) => one.entryUUID === entryUUID);
  if (entry === undefined || !view.documents.some((one) => one.entryUUID === entryUUID)) return html(404, notFoundPage());
  const { body } = readCdaHeader(entry.bytes);
  const pdf = body?.mediaType === 'application/pdf';
  return {
    status: 200,
    headers: {
      ...HEADERS,
      'content-type': pdf ? 'application/pdf' : 'text/plain; charset=utf-8',
      'content-disposition': `inline; filename="document.${pdf ? 'pdf' : 'txt'}"`,
    },
    body: body?.bytes ?? entry.bytes,
  };
}
