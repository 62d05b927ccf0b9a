import { errorFacts } from '../../../shared/errors.ts';
import { useAnswer } from '../../client/queries.ts';
import { common } from '../../text/common.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Panel, Waiting } from '../../ui/Panel.tsx';
import { AboutFacts, Endpoints } from './About.tsx';
import { Appearance } from './Appearance.tsx';
import { DeclaredPeople } from './DeclaredPeople.tsx';
import { Delegations } from './Delegations.tsx';
import { Habits } from './Habits.tsx';
import { StructurePanels } from './StructurePanels.tsx';
import { settingsText as words } from './text.ts';
import './settings.css';

/** Appearance, what the application is made of, and the structure for who administers it. */
export function SettingsScreen() {
  const { data: about, error } = useAnswer('app.about', null);
  const session = useAnswer('session.state', null).data?.session ?? null;
  return (
    <div className="page" data-scroll tabIndex={0}>
      <h1 className="page-title">{words.title}</h1>
      <div className="columns" data-main="even">
        <div className="stack">
          <Appearance undoFixed={about?.undoFixed ?? false} />
          <Habits />
          <Delegations />
        </div>
        <div className="stack">
          {session?.rights.administer === null ? <DeclaredPeople structureName={session.situation.structureName} /> : null}
          <StructurePanels />
          <Panel title={words.about}>
            {error !== null ? (
              <ErrorBox error={errorFacts(error)} />
            ) : about === undefined ? (
              <Waiting>{common.loading}</Waiting>
            ) : (
              <AboutFacts about={about} />
            )}
          </Panel>
        </div>
      </div>
      {about === undefined ? null : <Endpoints endpoints={about.endpoints} />}
    </div>
  );
}
