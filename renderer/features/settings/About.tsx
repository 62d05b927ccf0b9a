import { Fragment } from 'react';
import type { About } from '../../../shared/contract/services.ts';
import { Panel } from '../../ui/Panel.tsx';
import { settingsText as words } from './text.ts';

/** What the application is made of, and who decided what the machine may decide. */
export function AboutFacts({ about }: { readonly about: About }) {
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

/** Entries of the user's settings that the machine overrules: those of the screen by their name. */
function NotTaken({ pointers }: { readonly pointers: readonly string[] }) {
  return pointers.map((pointer, i) => (
    <Fragment key={pointer}>
      {i === 0 ? '' : ', '}
      {words.entries.get(pointer) ?? <code>{pointer}</code>}
    </Fragment>
  ));
}

/** The national services as they are configured. */
export function Endpoints({ endpoints }: Pick<About, 'endpoints'>) {
  return (
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
          {endpoints.map((endpoint) => (
            <tr key={`${endpoint.name} ${endpoint.url}`}>
              <th scope="row">{endpoint.name}</th>
              <td className="tabular">{endpoint.url}</td>
              <td>{words.deciders[endpoint.decidedBy]}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
}
