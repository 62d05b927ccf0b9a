import { TriangleAlert, Users } from 'lucide-react';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { displayMatricule } from '../../../shared/domain/ins/matricule.ts';
import { pathOf } from '../../app/routes.ts';
import { channelWords } from '../../text/common.ts';
import { identityActs as words } from '../../text/identity.ts';
import { frenchDate, frenchDay } from '../../ui/format.ts';

/** Under what a document left: the former matricule, or the record merged since when it had none. */
const identityOf = ({ matricule, ipp, name }: PatientView['sentUnderFormerIdentity'][number]): string =>
  matricule === null ? words.formerRecord(name, ipp) : words.formerMatricule(`${displayMatricule(matricule)} ${matricule.slice(13)}`);

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
            <ul className="bullets">{former.map((sent) => <li key={`${sent.documentId} ${sent.channel} ${sent.recipient}`}>{words.formerLine(sent.title, sent.recipient === '' ? channelWords[sent.channel] : sent.recipient, frenchDay(sent.sentAt), identityOf(sent))}</li>)}</ul>
            <p>{words.formerHelp(former.length)}</p>
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
