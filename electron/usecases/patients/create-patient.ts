import { noAttributes } from '../../../shared/domain/identity/status.ts';
import { filledDate } from '../../../shared/domain/ins/dates.ts';
import { firstBirthFirstNameOf, usedName } from '../../../shared/domain/ins/names.ts';
import { receivedMatricule, type ReceivedMatricule } from '../../../shared/domain/identity/received.ts';
import type { Actor } from '../../../shared/domain/record/actor.ts';
import type { PatientFile, PatientRecord } from '../../../shared/domain/record/patient.ts';
import type { IdentitySource } from '../../../shared/domain/record/transition.ts';
import type { Ins, StrictTraits } from '../../../shared/domain/types.ts';
import { strictTraits } from '../../../shared/domain/ins/traits.ts';
import { fail } from '../../../shared/errors.ts';
import type { Change } from '../../store/types.ts';
import { act, actorOf } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { recordOf } from './identity-change.ts';
import { localDay } from './local-day.ts';
import { phoneNumber } from './phone.ts';
import { similarRecords, type SoughtPerson } from './similar.ts';
import { retryConflicts } from './retry-conflicts.ts';

export interface NewPatient {
  readonly traits: StrictTraits;
  readonly usedName: string | null;
  readonly usedFirstName: string | null;
  /** Null: the first of the list. */
  readonly firstBirthFirstName: string | null;
  readonly birthDateUncertain: boolean;
  readonly phone: string | null;
  /** Matricule read with the traits on a datamatrix: traits to verify, never a status (identity/README 1). */
  readonly scanned: Ins | null;
  /** Records that the user looked at and declined. */
  readonly seen: readonly string[];
}

/**
 * A new record, provisional. One that bears the same strict traits as a record that the user declined is its homonym:
 * both say so.
 *
 * @param typed where the traits come from when no datamatrix was scanned: typed by hand, or read from a card.
 * @returns its id.
 * @throws PosteError TRAIT_*, PATIENT_SIMILAR (detail = id of the first record to look at), SESSION_CLOSED
 */
export function createPatient(common: CommonPorts & { readonly testOidsAllowed: boolean }, typed: IdentitySource = 'SM') {
  return async (input: NewPatient): Promise<string> => {
    const session = common.session();
    const person = judged(input, typed, { today: localDay(common.now()), testOidsAllowed: common.testOidsAllowed });
    const id = common.uuid();
    // Two creations at once take the same number: the second one looks again, for the same person made by the first.
    let again = false;
    await retryConflicts(async () => {
      const now = common.now();
      const made = { id, at: now.toISOString(), by: actorOf(session), ipp: await common.store.patients.nextIpp(), episode: common.uuid() };
      const similar = await similarRecords(common.store, person);
      const unseen = similar.find(({ id: other, kind }) => !input.seen.includes(other) && (!again || kind === 'same'));
      again = true;
      if (unseen !== undefined) throw fail('PATIENT_SIMILAR', { detail: unseen.id });
      const identical = similar.filter(({ kind }) => kind === 'same' || kind === 'homonym').map(({ record }) => record.id);
      const others = (await Promise.all(identical.map((other) => common.store.patients.get(other)))).filter((other) => other !== null);
      const homonyms = others.filter(({ attributes }) => !attributes.homonym && !attributes.fictive);
      await common.store.commit({
        changes: creationOf(person, made, { homonym: identical.length > 0 }, homonyms),
        audit: [
          act(session, now, {
            act: 'patient.created',
            label: 'Dossier créé',
            patientId: id,
            details: { source: person.source, similar: similar.length },
          }),
          ...homonyms.map((other) =>
            act(session, now, {
              act: 'identity.attributes',
              label: 'Signalé homonyme d’un nouveau dossier',
              patientId: other.id,
              objectId: id,
              details: { homonym: true },
            }),
          ),
        ],
      });
    });
    return id;
  };
}

/** What was typed or read of somebody, as a record may hold it. */
interface Judged extends SoughtPerson {
  readonly firstBirthFirstName: string;
  readonly birthDateUncertain: boolean;
  readonly phone: string | null;
  readonly scanned: ReceivedMatricule | null;
  readonly source: IdentitySource;
}

/** @throws PosteError TRAIT_*, and what a name, a number of telephone or a matricule may not be */
function judged(
  input: NewPatient,
  typed: IdentitySource,
  { today, testOidsAllowed }: { readonly today: string; readonly testOidsAllowed: boolean },
): Judged {
  const scanned = input.scanned === null ? null : receivedMatricule(input.scanned, testOidsAllowed);
  const traits = strictTraits(input.traits, today);
  return {
    traits,
    firstBirthFirstName: firstBirthFirstNameOf(input.firstBirthFirstName, traits.birthFirstNames),
    usedName: usedName(input.usedName, '/usedName'),
    usedFirstName: usedName(input.usedFirstName, '/usedFirstName'),
    birthDateUncertain: input.birthDateUncertain || filledDate(traits.birthDate).fictive,
    phone: phoneNumber(input.phone),
    scanned,
    source: scanned === null ? typed : 'CB',
  };
}

interface Made {
  readonly id: string;
  readonly at: string;
  readonly by: Actor;
  readonly ipp: string;
  readonly episode: string;
}

/** The record, its first transition, the matricule read with it; those that it is the homonym of say so from now on. */
function creationOf(
  person: Judged,
  made: Made,
  attributes: { readonly homonym: boolean },
  homonyms: readonly PatientFile[],
): readonly Change[] {
  const { id, at, by } = made;
  const { scanned, source } = person;
  return [
    { kind: 'patient.save', patient: provisional(person, made, attributes) },
    ...(scanned === null
      ? []
      : [{ kind: 'ins.received' as const, patientId: id, received: { ...scanned, sender: 'Datamatrix', receivedAt: at } }]),
    ...homonyms.map((other): Change => ({
      kind: 'patient.save',
      patient: { ...recordOf(other), attributes: { ...other.attributes, homonym: true } },
    })),
    {
      kind: 'identity.transition',
      transition: {
        patientId: id,
        at,
        by,
        event: 'created',
        from: null,
        to: 'PROV',
        source,
        insBefore: null,
        insAfter: null,
        insiAnswerId: null,
        documentType: null,
        traits: null,
      },
    },
  ];
}

function provisional(person: Judged, made: Made, { homonym }: { readonly homonym: boolean }): PatientRecord {
  return {
    id: made.id,
    revision: 0,
    ipp: made.ipp,
    ...person.traits,
    firstBirthFirstName: person.firstBirthFirstName,
    usedName: person.usedName,
    usedFirstName: person.usedFirstName,
    birthDateUncertain: person.birthDateUncertain,
    phone: person.phone,
    address: null,
    death: null,
    channel: person.source === 'IMPORT' ? null : person.source,
    receivedProof: null,
    billingNss: null,
    billingBirthDate: null,
    birthRank: null,
    protection: 'none',
    mergedInto: null,
    status: 'PROV',
    attributes: { ...noAttributes, homonym },
    ins: null,
    insi: null,
    identityDocument: null,
    episode: made.episode,
    createdAt: made.at,
    updatedAt: made.at,
  };
}
