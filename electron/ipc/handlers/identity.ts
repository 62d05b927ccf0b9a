import type { Trusts } from '../../../shared/domain/mss/recipient-address.ts';
import type { identityCalls } from '../../../shared/contract/identity.ts';
import { printDocument, printIdentity, type Printer } from '../../usecases/datamatrix/print-identity.ts';
import { scanDatamatrix, type ScanDatamatrixPorts } from '../../usecases/datamatrix/scan-datamatrix.ts';
import type { Readings } from '../../usecases/journal/readings.ts';
import type { CommonPorts } from '../../usecases/common-ports.ts';
import { comparePatients } from '../../usecases/patients/compare-patients.ts';
import { editPatient } from '../../usecases/patients/edit-patient.ts';
import { editTraits, unlocking } from '../../usecases/patients/edit-traits.ts';
import { mergePatients, unmergePatients } from '../../usecases/patients/merge-patients.ts';
import { openPatient, type OpenPatientPorts } from '../../usecases/patients/open-patient.ts';
import type { ProofRules } from '../../usecases/patients/proof.ts';
import { recordDiscordance } from '../../usecases/patients/record-discordance.ts';
import { searchSimilar } from '../../usecases/patients/search-similar.ts';
import { setAttributes } from '../../usecases/patients/set-attributes.ts';
import { verifyIns, type VerifyIns } from '../../usecases/patients/verify-ins.ts';
import { viewPatient } from '../../usecases/patients/view.ts';
import { searchPlaces } from '../../usecases/places/search-places.ts';
import { openBeneficiary } from '../../usecases/vitale/open-beneficiary.ts';
import type { PickPorts } from '../../usecases/vitale/pick.ts';
import type { Handlers } from '../bridge.ts';
import { thenShown } from './answers.ts';

export interface IdentityHandlersPorts extends CommonPorts, OpenPatientPorts, ProofRules, ScanDatamatrixPorts, PickPorts {
  readonly readings: Pick<Readings, 'record' | 'search' | 'pair' | 'datamatrix'>;
  readonly verify: VerifyIns;
  readonly printer: Printer;
  readonly trusts: Trusts;
}

/** The identity of a record: its traits and who looks like it, its INS, the cards and codes it is read from and printed on. */
export function identityHandlers(ports: IdentityHandlersPorts): Pick<Handlers, keyof typeof identityCalls> {
  const view = viewPatient(ports);
  const shown = ({ id }: { readonly id: string }) => view(id);
  const open = openPatient(ports);
  const unlock = unlocking(ports);
  const verify = verifyIns(ports);
  const merge = mergePatients(ports);
  const unmerge = unmergePatients(ports);
  const print = printIdentity(ports);
  const stamp = printDocument(ports);
  return {
    'places.search': searchPlaces(ports.places),
    'patients.similar': searchSimilar(ports),
    'patients.edit': thenShown(editPatient(ports), shown),
    'patients.unlocking': ({ id }) => unlock(id),
    'patients.editTraits': thenShown(editTraits(ports), shown),
    'patients.setAttributes': thenShown(setAttributes(ports), shown),
    'patients.recordDiscordance': thenShown(recordDiscordance(ports), shown),
    'patients.verifyIns': async ({ id }) => ({ outcome: await verify(id), patient: await view(id) }),
    'patients.mergePlan': comparePatients(ports),
    'patients.merge': async (asked, by) => open(await merge(asked), by),
    'patients.unmerge': async (asked, by) => open(await unmerge(asked.merge), by),
    'datamatrix.read': scanDatamatrix(ports),
    'patients.print': async (input) => ({ url: await print(input) }),
    'documents.printIdentity': async ({ id }) => ({ url: await stamp(id) }),
    'vitale.current': () => ports.lastRead.current(),
    'vitale.forget': thenShown(
      () => ports.lastRead.forget(),
      () => null,
    ),
    'vitale.pick': openBeneficiary(ports),
  };
}
