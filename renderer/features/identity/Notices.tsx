import { TriangleAlert, Users } from 'lucide-react';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { pathOf } from '../../app/routes.ts';
import { identityActs as words } from '../../text/identity.ts';
import { frenchDate, frenchDay } from '../../ui/format.ts';

/** What nobody may overlook about this identity. */
export function Notices({ patient }: { readonly patient: PatientView }) {
  const { lookalikes, sentUnderFormerIdentity: former } = patient;
  if (lookalikes.length === 0 && former.length === 0) return null;
  return (
    <div className="notices">
      {former.length === 0 ? null : (
        <section className="notice" data-tone="bad" aria-label={words.former(former.length)}>
          <TriangleAlert size={18} />
          <div>
            <p><strong>{words.former(former.length)}</strong></p>
            <ul className="bullets">{former.map(({ documentId, title, channel, recipient, sentAt }) => <li key={`${documentId} ${channel} ${recipient}`}>{words.formerLine(title, recipient, frenchDay(sentAt))}</li>)}</ul>
            <p>{words.formerHelp}</p>
          </div>
        </section>
      )}
      {lookalikes.length === 0 ? null : (
        <section className="notice" data-tone="warn" aria-label={words.lookalikes}>
          <Users size={18} />
          <div>
            <p><strong>{words.lookalikes}</strong></p>
            <ul className="bullets">
              {lookalikes.map(({ id, name, birthDate, kind }) => <li key={id}><a href={pathOf('patient-synthese', id)}>{name}</a>, {frenchDate(birthDate)} ({words.lookalikeKinds[kind]})</li>)}
            </ul>
          </div>
        </section>
      )}
    </div>
  );
}
