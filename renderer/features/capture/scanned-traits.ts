import type { DatamatrixView } from '../../../shared/contract/identity.ts';
import { frenchDate } from '../../ui/format.ts';

/** What a datamatrix fills in of « Nouveau patient »; the name of the place is found again by whoever looks for it. */
export const scannedTraits = ({ traits, ins }: Pick<DatamatrixView, 'traits' | 'ins'>) => ({
  birthName: traits.birthName,
  birthFirstNames: traits.birthFirstNames,
  sex: traits.sex,
  birthDate: frenchDate(traits.birthDate),
  birthPlace: traits.birthPlace ?? '',
  birthPlaceName: '',
  scanned: { matricule: ins.matricule, oid: ins.oid },
});
