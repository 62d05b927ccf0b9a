import type { Traits } from '../../../shared/contract/patients.ts';
import { noAttributes } from '../../../shared/domain/identity/status.ts';
import { firstOf } from '../../../shared/domain/ins/names.ts';
import { strictTraits } from '../../../shared/domain/ins/traits.ts';
import { errorFactory } from '../../../shared/errors.ts';
import { act, actorOf, type Office } from '../office.ts';
import { localDay } from './view.ts';

const fail = errorFactory({
  PATIENT_EXISTS: [
    'Un dossier porte déjà ces traits (nom, prénom, sexe, date de naissance).',
    'Ouvrez ce dossier ; s’il s’agit d’un homonyme ou d’un jumeau, distinguez-le par ses prénoms.',
  ],
});

/**
 * A new record, provisional, from traits typed by hand.
 *
 * @returns its id.
 * @throws PosteError TRAIT_*, PATIENT_EXISTS (detail = id of the other record), SESSION_CLOSED
 */
export function createPatient(office: Office) {
  return async (input: { readonly traits: Traits; readonly usedName: string | null; readonly usedFirstName: string | null }): Promise<string> => {
    const session = office.session();
    const now = office.now();
    const at = now.toISOString();
    const traits = strictTraits(input.traits, localDay(now));
    const [twin] = await office.store.patients.sameTraits(traits);
    if (twin !== undefined) throw fail('PATIENT_EXISTS', { detail: twin });
    const id = office.uuid();
    const used = (name: string | null): string | null => (name === null || name.trim() === '' ? null : name.trim());
    await office.store.commit({
      changes: [
        {
          kind: 'patient.save',
          patient: {
            id,
            revision: 0,
            ipp: await office.store.patients.nextIpp(),
            ...traits,
            firstBirthFirstName: firstOf(traits.birthFirstNames),
            usedName: used(input.usedName),
            usedFirstName: used(input.usedFirstName),
            status: 'PROV',
            attributes: noAttributes,
            ins: null,
            insi: null,
            identityDocument: null,
            episode: office.uuid(),
            createdAt: at,
            updatedAt: at,
          },
        },
        {
          kind: 'identity.transition',
          transition: {
            patientId: id,
            at,
            by: actorOf(session),
            event: 'created',
            from: null,
            to: 'PROV',
            source: 'SM',
            insBefore: null,
            insAfter: null,
            insiAnswerId: null,
            documentType: null,
          },
        },
      ],
      audit: [act(session, now, { act: 'patient.created', label: 'Dossier créé', patientId: id })],
    });
    office.tell.patient(id);
    return id;
  };
}
