import type { CorrespondentView, EpisodeView, PatientWordView, WordRecord } from '../../../shared/contract/consent.ts';
import { agreementHolds } from '../../../shared/domain/consent/agreement.ts';
import { isOfTeam, teamName } from '../../../shared/domain/consent/care-team.ts';
import { choiceRefusal, slipRefusal } from '../../../shared/domain/consent/change.ts';
import { endsAt } from '../../../shared/domain/consent/episodes.ts';
import { collectiveFor, informationInForce, informationState } from '../../../shared/domain/consent/information.ts';
import type { Actor } from '../../../shared/domain/record/actor.ts';
import type { EpisodeCorrespondent, EpisodeRecord } from '../../../shared/domain/record/episode.ts';
import { informationPurposes, type InformationPurpose, type InformationRecord } from '../../../shared/domain/record/information.ts';
import type { PatientFile } from '../../../shared/domain/record/patient.ts';
import { actorOf } from '../acting.ts';
import type { CommonPorts } from '../common-ports.ts';
import { requirePatient } from '../patients/view.ts';
import { isMember, placeOf } from './in-episode.ts';
import { knownPeople } from './people.ts';
import { noticeVersion, standingOf } from './standing.ts';

export interface ViewWordPorts extends CommonPorts {
  /** Calendar months without act after which a follow-up ends by itself. */
  readonly followUpMonths: number;
}

/** What the patient was told and answered, with its history, episodes and correspondents. @throws PosteError PATIENT_UNKNOWN, SESSION_CLOSED */
export function viewWord(ports: ViewWordPorts) {
  return async ({ id }: { readonly id: string }): Promise<PatientWordView> => {
    const session = ports.session();
    const { store, followUpMonths } = ports;
    const [patient, entries, episodes, agreements, people, notice] = await Promise.all([
      requirePatient(store, id),
      store.information.list(id),
      store.episodes.list(id),
      store.agreements.list(id),
      knownPeople(store, session),
      noticeVersion(store, session),
    ]);
    const now = ports.now().toISOString();
    const by = actorOf(session);
    const team = patient.currentEpisode?.team ?? null;
    return {
      episodes: episodes.map((one) => ({
        ...episodeView(one, patient, entries, followUpMonths),
        ours: isOfTeam(one.team, placeOf(session)),
      })),
      records: informationPurposes.map((purpose) => recordView(patient, purpose, by)),
      history: entries.map(historyView),
      agreements: agreements.map(({ at, reader, collector, means }) => ({
        at,
        reader: reader.name,
        collector: collector.name,
        means,
        holds: reader.idNat === by.idNat && agreementHolds({ at }, now),
      })),
      member: isMember(patient, session),
      team: team === null ? null : teamName(team),
      followUpMonths,
      people: [...people],
      notice,
    };
  };
}

function recordView(patient: PatientFile, purpose: InformationPurpose, by: Actor): WordRecord {
  const standing = standingOf(patient, purpose);
  const { held, earlier } = standing;
  const told = collectiveFor(patient, purpose);
  const state = informationState(patient, purpose);
  return {
    purpose,
    state,
    at: held?.at ?? null,
    day: told?.since ?? null,
    by: held?.by.name ?? told?.structureName ?? null,
    means: held?.means ?? (told === null ? null : 'collective'),
    collector: held?.collector ?? null,
    notice: held?.notice ?? told?.notice ?? null,
    toConfirm: held?.origin === 'import',
    collective: told !== null,
    earlier: earlier === null ? null : { at: earlier.at, by: earlier.by.name },
    slip: held !== null && slipRefusal(held, by) === null ? held.id : null,
    onRequest: choiceRefusal(standing, 'informed') !== null,
  };
}

const historyView = (entry: InformationRecord): PatientWordView['history'][number] => ({
  id: entry.id,
  purpose: entry.purpose,
  state: entry.state,
  at: entry.at,
  by: entry.by.name,
  means: entry.means,
  act: entry.act,
  collector: entry.collector,
  notice: entry.notice,
  episode: entry.episode,
  corrected: entry.corrected,
});

function episodeView(
  episode: EpisodeRecord,
  patient: PatientFile,
  entries: readonly InformationRecord[],
  followUpMonths: number,
): Omit<EpisodeView, 'ours'> {
  const { id, kind, openedAt, openedBy, closedAt, closedBy, actedAt, team, pathway, useCase } = episode;
  return {
    id,
    kind,
    current: id === patient.episode,
    openedAt,
    openedBy: openedBy?.name ?? null,
    closedAt,
    closedBy: closedBy?.name ?? null,
    actedAt,
    endsAt: kind === 'follow-up' && closedAt === null ? endsAt(episode, followUpMonths) : null,
    team: { name: teamName(team), members: team.members.map(({ name }) => name) },
    pathway,
    useCase,
    opposed: informationPurposes.filter((purpose) => informationInForce(entries, purpose, id)?.state === 'opposed'),
    correspondents: episode.correspondents.map(correspondentView),
  };
}

const correspondentView = ({ name, role, address, confirmed }: EpisodeCorrespondent): CorrespondentView => ({
  name,
  role,
  address,
  confirmedAt: confirmed?.at ?? null,
  confirmedBy: confirmed?.by.name ?? null,
});
