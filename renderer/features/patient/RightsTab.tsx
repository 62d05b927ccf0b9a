import type { PatientView } from '../../../shared/contract/patients.ts';
import { episodeLabels } from '../../../shared/domain/consent/episodes.ts';
import { representativeLabels } from '../../../shared/domain/identity/protection.ts';
import { errorFacts } from '../../../shared/errors.ts';
import { useAnswer } from '../../client/queries.ts';
import { common } from '../../text/common.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { frenchDay } from '../../ui/format.ts';
import { Panel, Waiting } from '../../ui/Panel.tsx';
import { Correspondents } from './Correspondents.tsx';
import { Delegation } from './Delegation.tsx';
import { DmpPanel } from './DmpPanel.tsx';
import { Episodes } from './Episodes.tsx';
import { Records } from './Records.tsx';
import { rightsText } from './rights-text.ts';
import { TeamStrip } from './TeamStrip.tsx';
import { summaryText as words } from './text.ts';
import './patient.css';
import './rights.css';

/** What the patient was told and answered, of which episode and by which team, who hears of them, and who prepares for whom. */
export function RightsTab({ patient }: { readonly patient: PatientView }) {
  const { id } = patient;
  const { sex } = patient.traits;
  const { data: word, error } = useAnswer('consent.get', { id }, { staleTime: 0 });
  if (error !== null) return <ErrorBox error={errorFacts(error)} />;
  if (word === undefined) return <Waiting>{common.loading}</Waiting>;
  const current = word.episodes.find((one) => one.current);
  const note =
    current === undefined ? rightsText.noEpisode : rightsText.inEpisode(episodeLabels[current.kind], frenchDay(current.openedAt));
  // Whoever is outside of the team must know it before anything else.
  const strip = <TeamStrip id={id} sex={sex} word={word} />;
  return (
    <div className="rights">
      <div className="rights-episodes">
        <Episodes id={id} sex={sex} word={word} />
      </div>
      <div className="stack">
        {word.member ? null : strip}
        <Records id={id} sex={sex} word={word} note={note} />
        <div className="rights-pair">
          <div className="stack">
            <Correspondents patient={patient} correspondents={current?.correspondents ?? []} />
            <DmpPanel dmp={patient.dmp} />
          </div>
          <div className="stack">
            {patient.representation === null ? null : <Whom patient={patient} representation={patient.representation} />}
            <Delegation id={id} />
          </div>
        </div>
        {word.member ? strip : null}
      </div>
    </div>
  );
}

/** A minor, a protected adult: whose information and whose consent, and who they are. */
function Whom({ patient, representation }: { readonly patient: PatientView; readonly representation: string }) {
  const acting = patient.representatives.filter(({ stands }) => stands);
  return (
    <Panel title={words.whom}>
      <div className="stack">
        <p>{representation}</p>
        {acting.length === 0 ? (
          <p className="quiet">{words.whomNobody}</p>
        ) : (
          <ul className="bullets">
            {acting.map(({ name, relation, phone }) => (
              <li key={`${name} ${relation}`}>
                {name}, {representativeLabels[relation].toLowerCase()}
                {phone === null ? '' : `, ${phone}`}
              </li>
            ))}
          </ul>
        )}
      </div>
    </Panel>
  );
}
