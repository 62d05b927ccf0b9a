import type { EpisodeCorrespondent, EpisodeRole } from '../../../shared/domain/record/episode.ts';
import { addressRefusal, type Trusts } from '../../../shared/domain/mss/recipient-address.ts';
import { sameMailbox } from '../../../shared/domain/sending/channels.ts';
import { fail } from '../../../shared/errors.ts';
import { act, actorOf, requireSame } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { inEpisode } from '../consent/in-episode.ts';
import { requirePatient } from '../patients/view.ts';

interface GivenCorrespondent {
  readonly name: string;
  readonly role: EpisodeRole;
  readonly address: string | null;
}

/**
 * The correspondents of the current episode, as the patient has just confirmed them: who was there already keeps the day and the
 * person of their confirmation, unless all are confirmed again.
 *
 * @param ports `trusts`: domains that the operator would refuse are said before.
 * @throws PosteError PATIENT_UNKNOWN, CORRESPONDENT_NAME, CORRESPONDENT_TWICE, MSS_ADDRESS, MSS_DOMAIN, EPISODE_OTHER_TEAM, SESSION_CLOSED
 */
export function setCorrespondents(ports: CommonPorts & { readonly trusts: Trusts }) {
  return async (input: {
    readonly id: string;
    readonly correspondents: readonly GivenCorrespondent[];
    /** Every one of them was confirmed now. */
    readonly confirmedAgain: boolean;
  }): Promise<void> => {
    const session = ports.session();
    const now = ports.now();
    const patient = await requirePatient(ports.store, input.id);
    requireSame(session, ports.session());
    const before = patient.currentEpisode?.correspondents ?? [];
    const given = input.correspondents.map((one, i) => judged(one, i, before, ports.trusts));
    const twice = given.findIndex((one, i) => given.some((other, j) => j < i && isSame(one, other)));
    if (twice !== -1) throw fail('CORRESPONDENT_TWICE', { path: `/correspondents/${twice}/name` });
    const confirmed: EpisodeCorrespondent['confirmed'] = { at: now.toISOString(), by: actorOf(session) };
    const correspondents = given.map((one): EpisodeCorrespondent => {
      const known = before.find((other) => isSame(one, other) && one.name === other.name && one.role === other.role);
      return { ...one, confirmed: input.confirmedAgain ? confirmed : (known?.confirmed ?? confirmed) };
    });
    await ports.store.commit({
      changes: [
        ...inEpisode(patient, session, now),
        { kind: 'episode.correspondents', patientId: patient.id, episodeId: patient.episode, correspondents },
      ],
      audit: [
        act(session, now, {
          act: 'episode.correspondents',
          label: 'Correspondants confirmés avec le patient',
          patientId: patient.id,
          objectId: patient.episode,
          details: { correspondents: correspondents.length },
        }),
      ],
    });
  };
}

/** @throws PosteError CORRESPONDENT_NAME, or what is wrong with the address */
function judged(one: GivenCorrespondent, i: number, before: readonly EpisodeCorrespondent[], trusts: Trusts): GivenCorrespondent {
  const name = one.name.trim();
  if (name === '') throw fail('CORRESPONDENT_NAME', { path: `/correspondents/${i}/name` });
  const address = one.address?.trim() ?? '';
  if (address === '') return { ...one, name, address: null };
  // One that was taken already is not refused for a list that changed since: its channel says so.
  const held = before.some((other) => other.address !== null && sameMailbox(other.address, address));
  const refusal = held ? null : addressRefusal(address, trusts, `/correspondents/${i}/address`);
  if (refusal !== null) throw refusal;
  return { ...one, name, address };
}

/** One mailbox is one correspondent; without any, one name in one role is. */
const isSame = (one: GivenCorrespondent, other: GivenCorrespondent): boolean =>
  one.address !== null && other.address !== null
    ? sameMailbox(one.address, other.address)
    : one.address === other.address && one.name === other.name && one.role === other.role;
