import { Fragment } from 'react';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { statusLabels } from '../../../shared/domain/identity/status.ts';
import { identityActs as words } from './text.ts';
import { summaryText } from '../patient/public.ts';
import { frenchDate } from '../../ui/format.ts';
import { moment } from '../../ui/moment.ts';
import { Panel } from '../../ui/Panel.tsx';
import { TraitChanges } from './TraitChanges.tsx';

/** Every change of the identity: who, when, why, status and strict traits before and after, source, document. */
export function IdentityHistory({ patient }: { readonly patient: PatientView }) {
  return (
    <Panel title={words.history} flush>
      <div className="table-scroll" tabIndex={0} role="group" aria-label={words.history}>
        <table className="traits">
          <thead>
            <tr>
              <th scope="col">{summaryText.when}</th>
              <th scope="col">{words.event}</th>
              <th scope="col">{words.status}</th>
              <th scope="col">{words.source}</th>
              <th scope="col">{words.document}</th>
              <th scope="col">{summaryText.who}</th>
            </tr>
          </thead>
          <tbody>
            {patient.transitions.map(({ at, by, label, from, to, source, document, traits }) => (
              <Fragment key={`${at} ${label}`}>
                <tr data-changed={traits.length > 0 || undefined}>
                  <th scope="row" className="tabular">
                    {moment(at)}
                  </th>
                  <td>{label}</td>
                  <td>{from === null || from === to ? statusLabels[to] : `${statusLabels[from]} → ${statusLabels[to]}`}</td>
                  <td>{source}</td>
                  <td>{document ?? '–'}</td>
                  <td>{by}</td>
                </tr>
                {traits.length === 0 ? null : (
                  <tr className="trait-changes">
                    <td colSpan={6}>
                      <TraitChanges changes={traits} />
                    </td>
                  </tr>
                )}
              </Fragment>
            ))}
          </tbody>
        </table>
      </div>
      {patient.insHistory.length === 0 ? null : (
        <div className="pad">
          <h3 className="field-title">{words.insHistory}</h3>
          <ul className="bullets tabular">
            {patient.insHistory.map(({ matricule, oid, from, to }) => (
              <li key={`${matricule} ${oid} ${from ?? ''}`}>
                {matricule}{' '}
                <span className="quiet">{words.period(from === null ? null : frenchDate(from), to === null ? null : frenchDate(to))}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Panel>
  );
}
