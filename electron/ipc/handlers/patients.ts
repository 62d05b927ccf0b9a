import { identityDocumentTypes } from '../../../shared/domain/identity/documents.ts';
import type { OpenSession } from '../../session/session.ts';
import { acceptInsi } from '../../usecases/patients/accept-insi.ts';
import { askInsi } from '../../usecases/patients/ask-insi.ts';
import { createPatient } from '../../usecases/patients/create-patient.ts';
import { editPatient } from '../../usecases/patients/edit-patient.ts';
import { editTraits, unlocking } from '../../usecases/patients/edit-traits.ts';
import { mergePatients, unmergePatients } from '../../usecases/patients/merge-patients.ts';
import { previewMerge } from '../../usecases/patients/merge-plan.ts';
import { recordDiscordance } from '../../usecases/patients/record-discordance.ts';
import { recordIdentityDocument } from '../../usecases/patients/record-identity-document.ts';
import { recordInformation } from '../../usecases/patients/record-information.ts';
import { setAttributes } from '../../usecases/patients/set-attributes.ts';
import { setMedecinTraitant } from '../../usecases/patients/set-medecin-traitant.ts';
import { similarToTyped } from '../../usecases/patients/similar.ts';
import { verifyIns } from '../../usecases/patients/verify-ins.ts';
import { patientRow, viewPatient } from '../../usecases/patients/view.ts';
import { searchPlaces } from '../../usecases/places/search-places.ts';
import type { Handlers } from '../bridge.ts';
import { inSessionOf, type HandlersParts } from './parts.ts';

const RESULTS = 50;

type PatientCalls =
  | Extract<keyof Handlers, `patients.${string}`>
  | 'places.search';

/** The record of a patient, its identity, and who looks like it. */
export function patientHandlers(parts: HandlersParts): Omit<Pick<Handlers, PatientCalls>, 'patients.print'> {
  const { office, insi, carried, testOidsAllowed, proof, readings } = parts;
  const { store } = office;
  const inSession = inSessionOf(parts.session);
  const view = viewPatient({ store, now: office.now, ageOfMajority: proof.ageOfMajority, places: parts.places, carried });
  const thenView =
    <I extends { readonly id: string }>(run: (input: I) => Promise<void>) =>
    async (input: I) => {
      await run(input);
      return await view(input.id);
    };
  /** The record, which whoever asked for it has open from then on. */
  const opened = async (id: string, by: OpenSession) => {
    const shown = await view(id);
    readings.record(by, id);
    // The work list asked next has it among those opened today.
    await parts.trace.flush();
    return shown;
  };
  const similar = similarToTyped({ store, now: office.now });
  const previewed = previewMerge({ store, carried, places: parts.places });
  return {
    'patients.search': inSession(async ({ query }, by) => {
      const rows = (await store.patients.search(query, RESULTS)).map(patientRow);
      readings.search(by, { by: 'words', words: query.trim(), shown: rows.length });
      return rows;
    }),
    'patients.get': inSession(({ id }, by) => opened(id, by)),
    'patients.similar': inSession(async (input, by) => {
      const found = await similar(input);
      const { birthName, birthFirstNames, birthDate } = input.traits;
      readings.search(by, { by: 'traits', words: [birthName, birthFirstNames, birthDate].join(' '), shown: found.length });
      return found;
    }),
    'patients.create': inSession(async (input, by) => {
      readings.searchOver();
      return await opened(await createPatient({ ...office, testOidsAllowed })(input), by);
    }),
    'patients.edit': inSession(thenView(editPatient({ ...office, isAddress: parts.isAddress }))),
    'patients.unlocking': inSession(({ id }) => unlocking({ store, carried })(id)),
    'patients.editTraits': inSession(thenView(editTraits({ ...office, ...proof }))),
    'patients.setAttributes': inSession(thenView(setAttributes(office))),
    'patients.askInsi': inSession(({ id }) => askInsi({ ...office, ...insi })(id)),
    'patients.acceptInsi': inSession(thenView(acceptInsi({ ...office, testOidsAllowed, formerIns: insi.formerIns }))),
    'patients.verifyIns': inSession(async ({ id }) => {
      const outcome = await verifyIns({ ...office, verify: insi.verify })(id);
      return { outcome, patient: await view(id) };
    }),
    'patients.identityDocumentTypes': () => Promise.resolve(identityDocumentTypes(proof.identityDocuments).map(({ code, label, minorOnly = false }) => ({ code, label, minorOnly }))),
    'patients.recordIdentityDocument': inSession(thenView(recordIdentityDocument({ ...office, ...proof }))),
    'patients.recordDiscordance': inSession(thenView(recordDiscordance({ ...office, ...proof }))),
    'patients.recordInformation': inSession(thenView(recordInformation(office))),
    'patients.setMedecinTraitant': inSession(thenView(setMedecinTraitant({ ...office, isAddress: parts.isAddress }))),
    'patients.mergePlan': inSession(async (input, by) => {
      const plan = await previewed(input);
      readings.pair(by, [plan.kept, plan.removed]);
      return plan;
    }),
    'patients.merge': inSession(async (asked, by) => opened(await mergePatients(office)(asked), by)),
    'patients.unmerge': inSession(async ({ merge }, by) => opened(await unmergePatients(office)(merge), by)),
    'places.search': searchPlaces(parts.places),
  };
}
