import type { Situation } from './cards/index.ts';
import type { PersonRequest } from './pki/index.ts';

/** Card holders of the sandbox: plainly fictitious people. */
export interface Holder {
  readonly person: PersonRequest;
  readonly pin: string;
  readonly situations: readonly Situation[];
  readonly mailbox: string;
}

export const PAULE_DURAND: Holder = {
  person: {
    idNat: '899900000017',
    family: 'DURAND',
    given: 'PAULE',
    title: 'Médecin',
    profession: '10',
    skill: 'SM26',
    cardId: '9900000017',
    type: 'CPS',
  },
  pin: '1234',
  situations: [
    { index: 1, idNat: '499900000017001', name: 'Cabinet du Port', sector: 'SA07' },
    { index: 3, idNat: '10B0999997', name: 'CH des Essais', sector: 'SA01' },
  ],
  mailbox: 'paule.durand@medecin.sandbox.mssante.fr',
};

export const LUC_AUBERT: Holder = {
  person: {
    idNat: '899900000025',
    family: 'AUBERT',
    given: 'LUC',
    title: 'Médecin',
    profession: '10',
    skill: 'SM26',
    cardId: '9900000025',
    type: 'CPS',
  },
  pin: '5678',
  situations: [{ index: 1, idNat: '499900000025001', name: 'Cabinet des Halles', sector: 'SA07' }],
  mailbox: 'luc.aubert@medecin.sandbox.mssante.fr',
};
