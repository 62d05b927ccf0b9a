import { Fragment } from 'react';
import { Label, Radio, RadioGroup, Switch, Text } from 'react-aria-components';
import type { About } from '../../../shared/contract/services.ts';
import { errorFacts } from '../../../shared/errors.ts';
import { useAnswer } from '../../client/queries.ts';
import { saveSettings, useSettings } from '../../client/settings.ts';
import { settingsText as words } from './text.ts';
import { common } from '../../text/common.ts';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Panel, Waiting } from '../../ui/Panel.tsx';

/** Undo windows that the screen offers, in seconds. */
const UNDO_SECONDS = [0, 5, 10, 20, 30] as const;
const THEMES = ['system', 'light', 'dark'] as const;

/** Appearance, and what the application is made of. */
export function SettingsScreen() {
  const settings = useSettings();
  const about = useAnswer('app.about', null);
  const undoFixed = about.data?.undoFixed ?? false;
  return (
    <div className="page" data-scroll tabIndex={0}>
      <h1 className="page-title">{words.title}</h1>
      <div className="columns" data-main="even">
        <Panel title={words.appearance}>
          <div className="stack">
            <RadioGroup
              className="field"
              value={settings.theme}
              onChange={(value) => {
                const theme = THEMES.find((known) => known === value);
                if (theme !== undefined) saveSettings({ ...settings, theme });
              }}
            >
              <Label>{words.theme}</Label>
              <div className="radio-line">
                {THEMES.map((theme) => (
                  <Radio key={theme} value={theme} className="radio-box">
                    {words.themes[theme]}
                  </Radio>
                ))}
              </div>
            </RadioGroup>
            <Switch
              className="switch"
              isSelected={settings.railCollapsed}
              onChange={(railCollapsed) => saveSettings({ ...settings, railCollapsed })}
            >
              <span className="switch-track" aria-hidden="true" />
              {words.rail}
            </Switch>
            <RadioGroup
              className="field"
              isDisabled={undoFixed}
              value={String(settings.undoSeconds)}
              onChange={(value) => saveSettings({ ...settings, undoSeconds: Number(value) })}
            >
              <Label>{words.undo}</Label>
              <div className="radio-line">
                {undoChoices(settings.undoSeconds).map((seconds) => (
                  <Radio key={seconds} value={String(seconds)} className="radio-box">
                    {words.undoSeconds(seconds)}
                  </Radio>
                ))}
              </div>
              <Text slot="description" className="field-help">
                {undoFixed ? `${words.undoFixed} ` : ''}
                {words.undoHelp}
              </Text>
            </RadioGroup>
          </div>
        </Panel>
        <Panel title={words.about}>
          {about.error !== null ? (
            <ErrorBox error={errorFacts(about.error)} />
          ) : about.data === undefined ? (
            <Waiting>{common.loading}</Waiting>
          ) : (
            <AboutFacts about={about.data} />
          )}
        </Panel>
      </div>
      {about.data === undefined ? null : (
        <Panel title={words.endpoints} flush>
          <table className="traits">
            <thead>
              <tr>
                <th scope="col">{words.service}</th>
                <th scope="col">{words.address}</th>
                <th scope="col">{words.decided}</th>
              </tr>
            </thead>
            <tbody>
              {about.data.endpoints.map((endpoint) => (
                <tr key={`${endpoint.name} ${endpoint.url}`}>
                  <th scope="row">{endpoint.name}</th>
                  <td className="tabular">{endpoint.url}</td>
                  <td>{words.deciders[endpoint.decidedBy]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Panel>
      )}
    </div>
  );
}

/** A policy may have set another one than those of the screen. */
const undoChoices = (chosen: number): readonly number[] => [...new Set([...UNDO_SECONDS, chosen])].toSorted((a, b) => a - b);

function NotTaken({ pointers }: { readonly pointers: readonly string[] }) {
  return pointers.map((pointer, i) => (
    <Fragment key={pointer}>
      {i === 0 ? '' : ', '}
      {words.entries.get(pointer) ?? <code>{pointer}</code>}
    </Fragment>
  ));
}

function AboutFacts({ about }: { readonly about: About }) {
  return (
    <dl className="facts">
      <dt>{words.version}</dt>
      <dd className="tabular">{about.version}</dd>
      <dt>{words.platform}</dt>
      <dd>{about.platform}</dd>
      <dt>{words.profile}</dt>
      <dd>
        {words.profiles[about.profile]}
        <span className="facts-note">{words.deciders[about.decidedBy.profile]}</span>
      </dd>
      <dt>{words.authorities}</dt>
      <dd className={about.trustFile === null ? undefined : 'path'}>
        {about.trustFile ?? words.noAuthority}
        <span className="facts-note">{words.deciders[about.decidedBy.trustFile]}</span>
      </dd>
      <dt>{words.store}</dt>
      <dd>{about.store.encrypted ? words.encrypted : words.plain}</dd>
      <dt>{words.key}</dt>
      <dd>
        {words.keys[about.store.keyProtection]}
        {about.store.keyProtection === 'file' ? <span className="facts-note">{words.keyFile}</span> : null}
      </dd>
      <dt>{words.path}</dt>
      <dd className="path">{about.store.path}</dd>
      {about.notTaken.length === 0 ? null : (
        <>
          <dt>{words.notTaken}</dt>
          <dd>
            <NotTaken pointers={about.notTaken} />
            <span className="facts-note">{words.notTakenHelp}</span>
          </dd>
        </>
      )}
    </dl>
  );
}
