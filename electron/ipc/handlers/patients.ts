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
import type { HandlersParts } from './parts.ts';

const RESULTS = 50;

type PatientCalls = Extract<keyof Handlers, `patients.${string}`> | 'places.search';

/** The record of a patient, its identity, and who looks like it. */
export function patientHandlers(parts: HandlersParts): Omit<Pick<Handlers, PatientCalls>, 'patients.print'> {
  const { office, insi, carried, testOidsAllowed, proof, readings } = parts;
  const { store } = office;
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
    'patients.search': async ({ query, after, limit = RESULTS }, by) => {
      const rows = (await store.patients.search(query, limit, after)).map(patientRow);
      // The following ones are of a search that is told already.
      if (after === undefined) readings.search(by, { by: 'words', words: query.trim(), shown: rows.length });
      return rows;
    },
    'patients.get': ({ id }, by) => opened(id, by),
    'patients.similar': async (input, by) => {
      const found = await similar(input);
      const { birthName, birthFirstNames, birthDate } = input.traits;
      readings.search(by, { by: 'traits', words: [birthName, birthFirstNames, birthDate].join(' '), shown: found.length });
      return found;
    },
    'patients.create': async (input, by) => {
      readings.searchOver();
      return await opened(await createPatient({ ...office, testOidsAllowed })(input), by);
    },
    'patients.edit': thenView(editPatient({ ...office, isAddress: parts.isAddress })),
    'patients.unlocking': ({ id }) => unlocking({ store, carried })(id),
    'patients.editTraits': thenView(editTraits({ ...office, ...proof })),
    'patients.setAttributes': thenView(setAttributes(office)),
    'patients.askInsi': ({ id }) => askInsi({ ...office, ...insi })(id),
    'patients.acceptInsi': thenView(acceptInsi({ ...office, testOidsAllowed, formerIns: insi.formerIns })),
    'patients.verifyIns': async ({ id }) => {
      const outcome = await verifyIns({ ...office, verify: insi.verify })(id);
      return { outcome, patient: await view(id) };
    },
    'patients.identityDocumentTypes': () =>
      Promise.resolve(
        identityDocumentTypes(proof.identityDocuments).map(({ code, label, minorOnly = false }) => ({ code, label, minorOnly })),
      ),
    'patients.recordIdentityDocument': thenView(recordIdentityDocument({ ...office, ...proof })),
    'patients.recordDiscordance': thenView(recordDiscordance({ ...office, ...proof })),
    'patients.recordInformation': thenView(recordInformation(office)),
    'patients.setMedecinTraitant': thenView(setMedecinTraitant({ ...office, isAddress: parts.isAddress })),
    'patients.mergePlan': async (input, by) => {
      const plan = await previewed(input);
      readings.pair(by, [plan.kept, plan.removed]);
      return plan;
    },
    'patients.merge': async (asked, by) => opened(await mergePatients(office)(asked), by),
    'patients.unmerge': async ({ merge }, by) => opened(await unmergePatients(office)(merge), by),
    'places.search': searchPlaces(parts.places),
  };
}
