import type { CardPerson, CardReading } from '../../../../shared/domain/identity/beneficiary.ts';
import { DOMINIQUE } from '../../../setup/patient.ts';

/** {@link DOMINIQUE} as a plastic card writes her, holder of her card; every test changes what it looks at. */
export const dominique = (changed: Partial<CardPerson> = {}): CardPerson => ({
  birthName: 'PAT-TROIS',
  usedName: null,
  firstName: 'DOMINIQUE',
  birthDate: '1979-03-28',
  rank: 1,
  sex: 'F',
  nir: { number: '2790351215189', key: '89', certifiedOn: '2024-01-15' },
  ins: null,
  ...changed,
});

/** Her child, who has no number of their own. */
export const child = (changed: Partial<CardPerson> = {}): CardPerson =>
  dominique({ firstName: 'LÉO', birthDate: '2015-06-07', sex: 'M', nir: null, ...changed });

/** The identity that the Appli carte Vitale gives with her. */
export const APP_INS = { ...DOMINIQUE.ins, birthFirstNames: DOMINIQUE.birthFirstNames, birthPlace: DOMINIQUE.birthPlace };

/** A card of these people, the first one its holder. */
export const card = (source: CardReading['source'], holder: CardPerson, ...others: readonly CardPerson[]): CardReading => ({
  source,
  readAt: '2026-11-21T09:59:00.000Z',
  holder,
  beneficiaries: [holder, ...others],
  regime: '01',
  fund: '751',
  centre: null,
});
