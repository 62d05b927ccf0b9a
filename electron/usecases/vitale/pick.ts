import type { InsiOutcome } from '../../../shared/contract/patients.ts';
import {
  billingRights,
  cardProof,
  cardSearch,
  matchRecord,
  proposedTraits,
  type CardProof,
  type CardReading,
  type CardSearch,
} from '../../../shared/domain/identity/beneficiary.ts';
import { assertInsiAllowed } from '../../../shared/domain/identity/status.ts';
import { checkMatricule } from '../../../shared/domain/ins/matricule.ts';
import { agreementOf, judgeClaim } from '../../../shared/domain/identity/claim.ts';
import type { PatientFile, PatientRecord } from '../../../shared/domain/record/patient.ts';
import { errorFacts, PosteError, type ErrorFacts, fail } from '../../../shared/errors.ts';
import type { InsiAnswer } from '../../insi/answer.ts';
import type { OpenSession } from '../../session/session.ts';
import { act, actorOf } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { requireFree, type AcceptPorts } from '../patients/accept-insi.ts';
import { askFor, type InsiSearch } from '../patients/ask-insi.ts';
import { createPatient } from '../patients/create-patient.ts';
import { changeIdentity, recordOf } from '../patients/identity-change.ts';
import { insiOutcomeOf, matriculeWarnings } from '../patients/insi-answer.ts';
import { localDay } from '../patients/local-day.ts';
import { requirePatient } from '../patients/view.ts';
import { localRecord, matchesOf, type LastVitaleRead } from './last-read.ts';

/** WS_INS1 for a use case. */
export interface VitaleSearch {
  /** @returns the answer, and why it is not the picked person's when it is not: its identity is null then. */
  readonly searchByVitale: (
    session: OpenSession,
    search: CardSearch,
  ) => Promise<{ readonly answer: InsiAnswer; readonly refused: PosteError | null }>;
}

interface Picked {
  readonly patientId: string;
  readonly insi: InsiOutcome | null;
  /** The card was taken, INSi could not be asked or answered for somebody else. */
  readonly insiError: ErrorFacts | null;
  /** What is unusual in the matricule that the app gave: French sentences. */
  readonly warnings: readonly string[];
}

export type PickPorts = CommonPorts &
  VitaleSearch &
  Pick<InsiSearch, 'later'> &
  Pick<AcceptPorts, 'testOidsAllowed'> & { readonly lastRead: LastVitaleRead };

/**
 * Somebody chosen on the card read, for a record or a new one. A plastic card opens the INSi search and gives no status;
 * an Appli carte Vitale qualifies (RNIV 1 v2.0, 4.3.4). The holder's NSS goes to billing, never to an INS.
 *
 * @throws PosteError VITALE_GONE, VITALE_OTHER_PERSON, VITALE_SEX, BENEFICIARY_*, PATIENT_SIMILAR, PATIENT_SAME_INS,
 *   IDENTITY_DOUBTFUL, IDENTITY_FICTIVE, IDENTITY_BIRTH_DATE and IDENTITY_SEX (plastic card), TRAIT_*, PATIENT_UNKNOWN, SESSION_CLOSED
 */
export function pickBeneficiary(common: PickPorts) {
  return async (input: {
    readonly read: string;
    readonly beneficiary: number;
    readonly patient: string | null;
    readonly seen: readonly string[];
  }): Promise<Picked> => {
    const { reading } = common.lastRead.require(input.read);
    const proof = cardProof(reading, input.beneficiary, localDay(common.now()), { test: common.testOidsAllowed });
    const patient = input.patient === null ? null : await requirePatient(common.store, input.patient);
    const person = reading.beneficiaries[input.beneficiary];
    if (patient !== null && person !== undefined) {
      // The app gives the sex and the birth date that the record lacks, and INSi is not called.
      assertInsiAllowed(proof.event === 'vitaleApp' ? { ...patient, sex: proof.traits.sex, birthDate: proof.traits.birthDate } : patient);
      const match = matchRecord(person, localRecord(patient));
      if (match === 'other' || match === 'twin') throw fail('VITALE_OTHER_PERSON');
    }
    if (proof.event === 'vitaleApp') return await qualified(common, reading, input.beneficiary, proof, patient, input.seen);
    if (proof.error !== null) throw proof.error;
    return patient === null
      ? await newFromPlastic(common, reading, input.beneficiary, input.seen)
      : await searched(common, reading, input.beneficiary, patient);
  };
}

/** The identity of the Appli carte Vitale: qualified as it is, INSi is not called. */
async function qualified(
  common: PickPorts,
  reading: CardReading,
  index: number,
  proof: Extract<CardProof, { readonly event: 'vitaleApp' }>,
  known: PatientFile | null,
  seen: readonly string[],
): Promise<Picked> {
  const session = common.session();
  const agreement = known === null ? null : agreementOf(known, proof.traits);
  if (
    known !== null &&
    agreement !== null &&
    judgeClaim({ foundBy: 'card', domain: 'foreign', status: known.status, agreement, matricule: 'none' }).conflict !== null
  )
    throw fail('VITALE_OTHER_PERSON');
  await requireFree(common, session, known, proof.ins);
  const patient = known ?? (await requirePatient(common.store, await created(common, reading, index, proof.traits, seen)));
  const now = common.now();
  const { record, changes } = changeIdentity(
    patient,
    { event: 'vitaleApp', at: now, by: actorOf(session), source: 'AV', ins: proof.ins, document: 'AV' },
    { ...proof.traits, firstBirthFirstName: proof.firstBirthFirstName, ...billing(reading, index) },
  );
  await common.store.commit({
    changes: [...changes, { kind: 'insi.unqueue', patientId: patient.id }],
    audit: [
      act(session, now, {
        act: 'identity.vitale-app',
        label: 'Identité reçue de l’Appli carte Vitale',
        patientId: patient.id,
        details: { from: patient.status, to: record.status },
      }),
    ],
  });
  return { patientId: patient.id, insi: null, insiError: null, warnings: matriculeWarnings(proof.ins.matricule, proof.traits) };
}

/** A plastic card for a known record: INSi is asked, what serves reimbursement kept. */
async function searched(common: PickPorts, reading: CardReading, index: number, patient: PatientFile): Promise<Picked> {
  const session = common.session();
  const now = common.now();
  const known = recordOf(patient);
  const told = { ...known, ...billing(reading, index) };
  if (told.billingNss !== known.billingNss || told.billingBirthDate !== known.billingBirthDate || told.birthRank !== known.birthRank) {
    await common.store.commit({
      changes: [{ kind: 'patient.save', patient: told }],
      audit: [
        act(session, now, { act: 'vitale.read', label: 'Carte Vitale lue : données de remboursement enregistrées', patientId: patient.id }),
      ],
    });
  }
  try {
    const said: { refused: PosteError | null } = { refused: null };
    const record = await askFor(common, session, patient, async () => {
      const found = await common.searchByVitale(session, cardSearch(reading, index));
      said.refused = found.refused;
      return found.answer;
    });
    const { refused } = said;
    return asked(patient.id, refused === null ? insiOutcomeOf(record, patient) : null, refused);
  } catch (thrown) {
    if (!(thrown instanceof PosteError) || thrown.code === 'SESSION_CLOSED') throw thrown;
    return asked(patient.id, null, thrown);
  }
}

/** A plastic card for somebody new: INSi gives the strict traits when it can, the card otherwise. Provisional in both cases. */
async function newFromPlastic(common: PickPorts, reading: CardReading, index: number, seen: readonly string[]): Promise<Picked> {
  const session = common.session();
  const person = reading.beneficiaries[index];
  let found: Awaited<ReturnType<VitaleSearch['searchByVitale']>> | PosteError;
  try {
    found = await common.searchByVitale(session, cardSearch(reading, index));
  } catch (thrown) {
    if (!(thrown instanceof PosteError) || thrown.code === 'SESSION_CLOSED') throw thrown;
    found = thrown;
  }
  const official = found instanceof PosteError ? null : (found.answer.identity?.traits ?? null);
  const sex = official?.sex ?? person?.sex ?? null;
  if (person === undefined || sex === null) throw fail('VITALE_SEX', found instanceof PosteError ? { detail: found.code } : {});
  const card = proposedTraits(person);
  const id = await created(
    common,
    reading,
    index,
    {
      birthName: official?.birthName ?? card.birthName,
      birthFirstNames: official?.firstNames ?? card.birthFirstNames,
      sex,
      birthDate: official?.birthDate ?? card.birthDate,
      birthPlace: official?.birthPlace ?? null,
    },
    seen,
  );
  const patient = await requirePatient(common.store, id);
  const now = common.now();
  await common.store.commit({
    changes: [{ kind: 'patient.save', patient: { ...recordOf(patient), ...billing(reading, index), updatedAt: now.toISOString() } }],
    audit: [act(session, now, { act: 'vitale.read', label: 'Dossier créé d’après la carte Vitale', patientId: id })],
  });
  try {
    const answered = found;
    const record = await askFor(common, session, await requirePatient(common.store, id), () =>
      answered instanceof PosteError ? Promise.reject(answered) : Promise.resolve(answered.answer),
    );
    const refused = answered instanceof PosteError ? null : answered.refused;
    return asked(id, refused === null ? insiOutcomeOf(record, patient) : null, refused);
  } catch (thrown) {
    return asked(id, null, thrown);
  }
}

/** What came of asking INSi with a plastic card. */
const asked = (patientId: string, insi: InsiOutcome | null, error: unknown): Picked => ({
  patientId,
  insi,
  insiError: error === null ? null : errorFacts(error),
  warnings: [],
});

/** The records shown for the people of the card were seen, those of a twin too: the user chose a new one. */
async function created(
  common: PickPorts,
  reading: CardReading,
  index: number,
  traits: Parameters<ReturnType<typeof createPatient>>[0]['traits'],
  declined: readonly string[],
): Promise<string> {
  const person = reading.beneficiaries[index];
  const shown = await Promise.all(reading.beneficiaries.map((one) => matchesOf(common.store, reading, one)));
  return await createPatient(
    common,
    reading.source === 'apcv' ? 'AV' : 'CV',
  )({
    traits,
    usedName: person?.usedName ?? null,
    usedFirstName: null,
    firstBirthFirstName: null,
    birthDateUncertain: false,
    phone: null,
    scanned: null,
    seen: [...declined, ...shown.flat().map(({ id }) => id)],
  });
}

/**
 * What serves reimbursement, in fields of its own: the holder's NSS unless the card gives none, or a wrong one; the
 * beneficiary's date of birth, and rank when the card is plastic: the app says none.
 */
function billing(
  reading: CardReading,
  index: number,
): Pick<PatientRecord, 'billingBirthDate'> & Partial<Pick<PatientRecord, 'billingNss' | 'birthRank'>> {
  const { nss, birthDate, rank } = billingRights(reading, index);
  const valid = nss !== null && checkMatricule(nss, null, { test: true }).valid;
  return {
    billingBirthDate: birthDate,
    ...(reading.source === 'vitale' ? { birthRank: rank } : {}),
    ...(valid ? { billingNss: nss } : {}),
  };
}
