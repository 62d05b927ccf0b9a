import type { InsiAnswer, InsiIdentity } from '../../../electron/insi/answer.ts';
import type { Store } from '../../../electron/store/types.ts';
import { DOMINIQUE } from '../../setup/patient.ts';

/** The traits of {@link DOMINIQUE}, as INSi gives them. */
const TRAITS: InsiIdentity['traits'] = {
  birthName: DOMINIQUE.birthName,
  firstNames: DOMINIQUE.birthFirstNames,
  sex: DOMINIQUE.sex,
  birthDate: DOMINIQUE.birthDate,
  birthPlace: DOMINIQUE.birthPlace,
};

const VERBATIM = new TextEncoder().encode('<RESULTAT/>');

/** INSi found one person: {@link DOMINIQUE}, but for what a test changes. */
export const found = (changed: Partial<InsiIdentity['traits']> = {}, ins: InsiIdentity['ins'] = DOMINIQUE.ins): InsiAnswer => ({
  code: '00',
  label: 'OK',
  identity: { ins, history: [], traits: { ...TRAITS, ...changed }, flags: [] },
  verbatim: VERBATIM,
});

/** INSi found nobody (01), or several people (02). */
export const foundNot = (code: '01' | '02'): InsiAnswer => ({ code, label: 'Identité non trouvée', identity: null, verbatim: VERBATIM });

/** An answer that the store keeps for a patient, under that id. */
export async function answered(store: Store, id: string, answer: InsiAnswer, patientId = 'p1'): Promise<void> {
  const { code, label, identity, verbatim } = answer;
  const by = { idNat: '899900000017', name: 'Dr Paule DURAND' };
  await store.commit({
    changes: [
      {
        kind: 'insi.answer',
        answer: {
          id,
          patientId,
          at: '2026-11-21T09:30:00.000Z',
          by,
          code,
          label,
          identity: identity === null ? null : { ins: identity.ins, ...identity.traits },
        },
        verbatim,
      },
    ],
    audit: [],
  });
}
