import type { Handlers } from './bridge.ts';
import { auditHandlers, type AuditHandlersPorts } from './handlers/audit.ts';
import { consentHandlers, type ConsentHandlersPorts } from './handlers/consent.ts';
import { delegationHandlers } from './handlers/delegations.ts';
import { documentHandlers, type DocumentHandlersPorts } from './handlers/documents.ts';
import { identityHandlers, type IdentityHandlersPorts } from './handlers/identity.ts';
import { importHandlers, type ImportHandlersPorts } from './handlers/imports.ts';
import { patientHandlers, type PatientHandlersPorts } from './handlers/patients.ts';
import { preparationHandlers } from './handlers/preparation.ts';
import { rightsHandlers, type RightsHandlersPorts } from './handlers/rights.ts';
import { servicesHandlers, type ServicesHandlersPorts } from './handlers/services.ts';
import { sessionHandlers, type SessionHandlersPorts } from './handlers/session.ts';
import { settingsHandlers, type SettingsHandlersPorts } from './handlers/settings.ts';
import { peopleHandlers, type PeopleHandlersPorts } from './handlers/people.ts';
import { worklistHandlers, type WorklistHandlersPorts } from './handlers/worklists.ts';

/** What the calls of each feature of the contract need. */
export interface HandlersPorts {
  readonly session: SessionHandlersPorts;
  readonly services: ServicesHandlersPorts;
  readonly settings: SettingsHandlersPorts;
  readonly patients: PatientHandlersPorts;
  readonly consent: ConsentHandlersPorts;
  readonly identity: IdentityHandlersPorts;
  readonly rights: RightsHandlersPorts;
  readonly imports: ImportHandlersPorts;
  readonly worklists: WorklistHandlersPorts;
  readonly documents: DocumentHandlersPorts;
  readonly audit: AuditHandlersPorts;
  readonly people: PeopleHandlersPorts;
}

/** Every call of the contract on its use case. */
export function handlersOf(ports: HandlersPorts): Handlers {
  return {
    ...sessionHandlers(ports.session),
    ...servicesHandlers(ports.services),
    ...settingsHandlers(ports.settings),
    ...patientHandlers(ports.patients),
    ...consentHandlers(ports.consent),
    ...identityHandlers(ports.identity),
    ...rightsHandlers(ports.rights),
    ...importHandlers(ports.imports),
    ...worklistHandlers(ports.worklists),
    ...delegationHandlers(ports.documents),
    ...documentHandlers(ports.documents),
    ...preparationHandlers(ports.documents),
    ...auditHandlers(ports.audit),
    ...peopleHandlers(ports.people),
  };
}
