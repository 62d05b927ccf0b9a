import type { UnlockingView } from '../../../shared/contract/identity.ts';
import { unlockConsequence } from '../../../shared/domain/identity/unlock.ts';
import { filledDate } from '../../../shared/domain/ins/dates.ts';
import { firstBirthFirstNameOf } from '../../../shared/domain/ins/names.ts';
import { heldTraitNames, strictTraits } from '../../../shared/domain/ins/traits.ts';
import type { StrictTraits } from '../../../shared/domain/types.ts';
import { act, actorOf } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { changeIdentity } from './identity-change.ts';
import { localDay } from './local-day.ts';
import { proofOf, type ProofRules } from './proof.ts';
import { countSentUnder, type CarriedIdentity } from './sent-documents.ts';
import { requirePatient } from './view.ts';

/** What editing the strict traits costs, said before. @throws PosteError PATIENT_UNKNOWN */
export function unlocking(ports: Pick<CommonPorts, 'store'> & { readonly carried: CarriedIdentity }) {
  return async (id: string): Promise<UnlockingView> => {
    const patient = await requirePatient(ports.store, id);
    const sent = await countSentUnder(ports, patient);
    const of = (edit: 'hand' | 'document') => {
      const { sentences, to } = unlockConsequence(patient.status, edit, sent);
      return { message: sentences.join(' '), statusAfter: to };
    };
    return { hand: of('hand'), document: of('document'), sent };
  };
}

/**
 * Strict traits typed by hand, or copied from a high-trust document: an explicit act that loses the status that they
 * had (identity/README 1). The document they are copied from counts as checked, even when nothing differs.
 *
 * @throws PosteError TRAIT_*, IDENTITY_DOCUMENT_TYPE, IDENTITY_DOCUMENT_MINOR, STORE_CONFLICT, PATIENT_UNKNOWN, SESSION_CLOSED
 */
export function editTraits(common: CommonPorts & ProofRules) {
  return async (input: {
    readonly id: string;
    readonly traits: StrictTraits;
    readonly firstBirthFirstName: string;
    readonly birthDateUncertain: boolean;
    readonly document: string | null;
  }): Promise<void> => {
    const session = common.session();
    const now = common.now();
    const patient = await requirePatient(common.store, input.id);
    const traits = strictTraits(input.traits, localDay(now));
    const type = input.document === null ? null : proofOf(common, input.document, traits.birthDate, now);
    const firstBirthFirstName = firstBirthFirstNameOf(input.firstBirthFirstName, traits.birthFirstNames);
    const edited = { ...traits, firstBirthFirstName, birthDateUncertain: input.birthDateUncertain || filledDate(traits.birthDate).fictive };
    const changed = heldTraitNames.filter((trait) => edited[trait] !== patient[trait]);
    if (changed.length === 0 && type === null && edited.birthDateUncertain === patient.birthDateUncertain) return;
    const event =
      changed.length === 0
        ? type === null
          ? 'complementaryTraitEdited'
          : 'documentChecked'
        : type === null
          ? 'strictTraitEdited'
          : 'strictTraitEditedFromDocument';
    const fact = { at: now, by: actorOf(session), source: 'SM', ...(type === null ? {} : { document: type.code }) } as const;
    const edition = changeIdentity(patient, { ...fact, event }, edited);
    // The traits are now those of the document seen: it was checked too, should the edition alone not say so.
    const checked =
      event === 'strictTraitEditedFromDocument' && edition.record.status === 'PROV'
        ? changeIdentity(edition.record, { ...fact, event: 'documentChecked' })
        : null;
    const { record } = checked ?? edition;
    const changes =
      checked === null ? edition.changes : [...edition.changes.filter(({ kind }) => kind !== 'patient.save'), ...checked.changes];
    await common.store.commit({
      // An answer of INSi that waits was asked with the former traits.
      changes:
        event === 'complementaryTraitEdited'
          ? [{ kind: 'patient.save', patient: record }]
          : [...changes, { kind: 'insi.unqueue', patientId: patient.id }],
      audit: [
        act(session, now, {
          act: 'identity.traits-edited',
          label: type === null ? 'Traits d’identité modifiés' : `Traits d’identité modifiés d’après une pièce : ${type.label}`,
          patientId: patient.id,
          // Names of the traits, never their values.
          details: { from: patient.status, to: record.status, traits: changed.join(' '), type: type?.code ?? null },
        }),
      ],
    });
  };
}
