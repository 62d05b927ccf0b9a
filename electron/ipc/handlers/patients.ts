import type { Trusts } from '../../../shared/domain/mss/recipient-address.ts';
import type { patientCalls } from '../../../shared/contract/patients.ts';
import type { Readings } from '../../usecases/journal/readings.ts';
import type { CommonPorts } from '../../usecases/common-ports.ts';
import { acceptInsi, type AcceptPorts } from '../../usecases/patients/accept-insi.ts';
import { askInsi, type InsiSearch } from '../../usecases/patients/ask-insi.ts';
import { createTyped } from '../../usecases/patients/create-typed.ts';
import { listIdentityDocuments } from '../../usecases/patients/list-identity-documents.ts';
import { openPatient, type OpenPatientPorts } from '../../usecases/patients/open-patient.ts';
import type { ProofRules } from '../../usecases/patients/proof.ts';
import { listPatients } from '../../usecases/patients/list-patients.ts';
import { recordIdentityDocument } from '../../usecases/patients/record-identity-document.ts';
import { recordInformation } from '../../usecases/consent/record-information.ts';
import { searchPatients } from '../../usecases/patients/search-patients.ts';
import { setMedecinTraitant } from '../../usecases/patients/set-medecin-traitant.ts';
import { viewPatient } from '../../usecases/patients/view.ts';
import type { Handlers } from '../bridge.ts';
import { thenShown } from './answers.ts';

export interface PatientHandlersPorts extends CommonPorts, OpenPatientPorts, InsiSearch, AcceptPorts, ProofRules {
  readonly readings: Pick<Readings, 'record' | 'search' | 'searchOver'>;
  readonly trusts: Trusts;
}

/** The record of a patient: found, opened, made, proven, informed. */
export function patientHandlers(ports: PatientHandlersPorts): Pick<Handlers, keyof typeof patientCalls> {
  const open = openPatient(ports);
  const view = viewPatient(ports);
  const shown = ({ id }: { readonly id: string }) => view(id);
  const ask = askInsi(ports);
  return {
    'patients.search': searchPatients(ports),
    'patients.list': listPatients(ports),
    'patients.get': ({ id }, by) => open(id, by),
    'patients.create': createTyped(ports),
    'patients.askInsi': ({ id }) => ask(id),
    'patients.acceptInsi': thenShown(acceptInsi(ports), shown),
    'patients.identityDocumentTypes': () => Promise.resolve(listIdentityDocuments(ports)),
    'patients.recordIdentityDocument': thenShown(recordIdentityDocument(ports), shown),
    'patients.recordInformation': thenShown(recordInformation(ports), shown),
    'patients.setMedecinTraitant': thenShown(setMedecinTraitant(ports), shown),
  };
}
