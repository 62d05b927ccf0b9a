import { errorFacts } from '../../../shared/errors.ts';
import { useAnswer } from '../../client/queries.ts';
import { common } from '../../text/common.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Panel, Waiting } from '../../ui/Panel.tsx';
import { AboutFacts, Endpoints } from './About.tsx';
import { Appearance } from './Appearance.tsx';
import { settingsText as words } from './text.ts';

/** Appearance, and what the application is made of. */
export function SettingsScreen() {
  const { data: about, error } = useAnswer('app.about', null);
  return (
    <div className="page" data-scroll tabIndex={0}>
      <h1 className="page-title">{words.title}</h1>
      <div className="columns" data-main="even">
        <Appearance undoFixed={about?.undoFixed ?? false} />
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
      {about === undefined ? null : <Endpoints endpoints={about.endpoints} />}
    </div>
  );
}
