import type { Handlers } from './bridge.ts';
import { auditHandlers, type AuditHandlersPorts } from './handlers/audit.ts';
import { documentHandlers, type DocumentHandlersPorts } from './handlers/documents.ts';
import { identityHandlers, type IdentityHandlersPorts } from './handlers/identity.ts';
import { importHandlers, type ImportHandlersPorts } from './handlers/imports.ts';
import { patientHandlers, type PatientHandlersPorts } from './handlers/patients.ts';
import { servicesHandlers, type ServicesHandlersPorts } from './handlers/services.ts';
import { sessionHandlers, type SessionHandlersPorts } from './handlers/session.ts';
import { settingsHandlers, type SettingsHandlersPorts } from './handlers/settings.ts';
import { worklistHandlers, type WorklistHandlersPorts } from './handlers/worklists.ts';

/** What the calls of each feature of the contract need. */
export interface HandlersPorts {
  readonly session: SessionHandlersPorts;
  readonly services: ServicesHandlersPorts;
  readonly settings: SettingsHandlersPorts;
  readonly patients: PatientHandlersPorts;
  readonly identity: IdentityHandlersPorts;
  readonly imports: ImportHandlersPorts;
  readonly worklists: WorklistHandlersPorts;
  readonly documents: DocumentHandlersPorts;
  readonly audit: AuditHandlersPorts;
}

/** Every call of the contract on its use case. */
export function handlersOf(ports: HandlersPorts): Handlers {
  return {
    ...sessionHandlers(ports.session),
    ...servicesHandlers(ports.services),
    ...settingsHandlers(ports.settings),
    ...patientHandlers(ports.patients),
    ...identityHandlers(ports.identity),
    ...importHandlers(ports.imports),
    ...worklistHandlers(ports.worklists),
    ...documentHandlers(ports.documents),
    ...auditHandlers(ports.audit),
  };
}
