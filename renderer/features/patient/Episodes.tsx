import { Archive, BedDouble, MessageSquare, Plus, Stethoscope, UserRound, type LucideIcon } from 'lucide-react';
import { useCallback, useState } from 'react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import type { EpisodeView, PatientWordView } from '../../../shared/contract/consent.ts';
import type { EpisodeKind } from '../../../shared/domain/record/episode.ts';
import type { LocalSex } from '../../../shared/domain/types.ts';
import { call } from '../../client/client.ts';
import { common } from '../../text/common.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { frenchDay } from '../../ui/format.ts';
import { moment } from '../../ui/moment.ts';
import { Panel } from '../../ui/Panel.tsx';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';
import { useFormOpen } from '../../client/useTyped.ts';
import { leftEpisode, OpenEpisode } from './OpenEpisode.tsx';
import { rightsText as words } from './rights-text.ts';

const icons: Readonly<Record<EpisodeKind, LucideIcon>> = { consultation: MessageSquare, 'follow-up': Stethoscope, stay: BedDouble };

/** Episodes of care and openings outside of the team; what the chosen episode is, and its end. @param id of the record. */
export function Episodes({ id, sex, word }: { readonly id: string; readonly sex: LocalSex; readonly word: PatientWordView }) {
  const { episodes, agreements } = word;
  const [open, setOpen] = useFormOpen(leftEpisode, id);
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = episodes.find((one) => one.id === chosen) ?? episodes.find(({ current }) => current) ?? episodes[0];
  return (
    <Panel
      title={words.episodes}
      flush
      aside={
        <Button icon={Plus} onPress={() => setOpen(true)}>
          {words.open}
        </Button>
      }
    >
      {episodes.length === 0 ? (
        <p className="episodes-none quiet">{words.noEpisodes}</p>
      ) : (
        <ListBox
          className="episodes"
          aria-label={words.episodes}
          selectionMode="single"
          disallowEmptySelection
          selectedKeys={shown === undefined ? [] : [shown.id]}
          onSelectionChange={(keys) => {
            const [key] = keys === 'all' ? [] : keys;
            if (key !== undefined) setChosen(String(key));
          }}
        >
          {episodes.map((episode) => (
            <EpisodeItem key={episode.id} episode={episode} />
          ))}
        </ListBox>
      )}
      {agreements.length === 0 ? null : (
        <ul className="episodes">
          {agreements.map(({ at, reader }) => (
            <li key={`${at} ${reader}`} className="episode">
              <UserRound size={18} aria-hidden="true" />
              <span className="two-lines">
                <strong>{words.outsideOpening}</strong>
                <span>{`${frenchDay(at)} · ${words.agreed} · ${reader}`}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {shown === undefined ? null : <EpisodeFacts key={shown.id} id={id} sex={sex} episode={shown} months={word.followUpMonths} />}
      {open ? <OpenEpisode id={id} sex={sex} people={word.people} onClose={() => setOpen(false)} /> : null}
    </Panel>
  );
}

function EpisodeItem({ episode: { id, kind, openedAt, closedAt, team, pathway } }: { readonly episode: EpisodeView }) {
  const Icon = closedAt === null ? icons[kind] : Archive;
  const title = closedAt === null ? words.running[kind] : words.closed[kind];
  const when = closedAt === null ? words.from(frenchDay(openedAt)) : words.fromTo(frenchDay(openedAt), frenchDay(closedAt));
  return (
    <ListBoxItem id={id} className="episode" textValue={title} data-closed={closedAt !== null || undefined}>
      <Icon size={18} aria-hidden="true" />
      <span className="two-lines">
        <strong>{title}</strong>
        <span>{`${when} · ${pathway ?? team.name}`}</span>
      </span>
    </ListBoxItem>
  );
}

function EpisodeFacts({
  id,
  sex,
  episode,
  months,
}: {
  readonly id: string;
  readonly sex: LocalSex;
  readonly episode: EpisodeView;
  readonly months: number;
}) {
  const { kind, closedAt, closedBy, actedAt, endsAt, team, ours, useCase, opposed } = episode;
  const [closing, setClosing] = useState(false);
  const names = words.purposeNames(sex);
  return (
    <div className="episode-facts">
      <h3>{words.teamOf}</h3>
      <p>{[team.name, ...team.members].join(', ')}</p>
      {useCase === null ? null : <p className="quiet">{useCase}</p>}
      <h3>{words.end}</h3>
      <p>{closedAt === null ? endWords(kind, endsAt, months) : words.ended(frenchDay(closedAt), closedBy)}</p>
      {closedAt === null ? (
        <>
          <h3>{words.lastAct}</h3>
          <p>{moment(actedAt)}</p>
          {kind === 'stay' || !ours ? null : (
            <Button icon={Archive} onPress={() => setClosing(true)}>
              {words.close[kind]}
            </Button>
          )}
        </>
      ) : (
        <p className="quiet">
          {words.opposedThen(
            sex,
            opposed.map((purpose) => names[purpose].name),
          )}
        </p>
      )}
      {closing ? <CloseEpisode id={id} episode={episode.id} onClose={() => setClosing(false)} /> : null}
    </div>
  );
}

function endWords(kind: EpisodeKind, endsAt: string | null, months: number): string {
  if (kind === 'stay') return words.endWithStay;
  return endsAt === null ? words.endByHand : words.endByItself(months, frenchDay(endsAt));
}

function CloseEpisode({ id, episode, onClose }: { readonly id: string; readonly episode: string; readonly onClose: () => void }) {
  const { run, busy, error } = useAction(
    useCallback(async () => {
      await call('episodes.close', { id, episode });
      tell(words.closeDone, 'quiet');
      onClose();
    }, [id, episode, onClose]),
  );
  return (
    <Dialog
      open
      title={words.closeTitle}
      icon={Archive}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose}>{common.cancel}</Button>
          <Button variant="primary" pending={busy} onPress={() => void run()}>
            {words.closeTitle}
          </Button>
        </>
      }
    >
      <div className="stack">
        <p>{words.closeHelp}</p>
        {error === null ? null : <ErrorBox error={error} />}
      </div>
    </Dialog>
  );
}
