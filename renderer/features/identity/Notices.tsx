import { GitCompareArrows, TriangleAlert, Users } from 'lucide-react';
import { useState } from 'react';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { displayMatricule } from '../../../shared/domain/ins/matricule.ts';
import { pathOf } from '../../client/router.ts';
import { channelWords } from '../../text/common.ts';
import { identityActs as words } from './text.ts';
import { birthDay } from '../../ui/birth-day.ts';
import { Button } from '../../ui/Button.tsx';
import { frenchDay } from '../../ui/format.ts';
import { summaryScreen } from '../patient/feature.ts';
import { MergeTwo } from './MergeTwo.tsx';

/** Under what a document left: the former matricule, or the record merged since when it had none. */
const identityOf = ({ matricule, ipp, name }: PatientView['sentUnderFormerIdentity'][number]): string =>
  matricule === null ? words.formerRecord(name, ipp) : words.formerMatricule(`${displayMatricule(matricule)} ${matricule.slice(13)}`);

/** What nobody may overlook about this identity. */
export function Notices({ patient }: { readonly patient: PatientView }) {
  const { lookalikes, sentUnderFormerIdentity: former } = patient;
  const [compared, setCompared] = useState<string | null>(null);
  if (lookalikes.length === 0 && former.length === 0) return null;
  return (
    <div className="notices">
      {former.length === 0 ? null : (
        <section className="notice" data-tone="bad" aria-label={words.former(former.length)}>
          <TriangleAlert size={18} />
          <div>
            <p>
              <strong>{words.former(former.length)}</strong>
            </p>
            <ul className="bullets">
              {former.map((sent) => (
                <li key={`${sent.documentId} ${sent.channel} ${sent.recipient}`}>
                  {words.formerLine(
                    sent.title,
                    sent.recipient === '' ? channelWords[sent.channel] : sent.recipient,
                    frenchDay(sent.sentAt),
                    identityOf(sent),
                  )}
                </li>
              ))}
            </ul>
            <p>{words.formerHelp(former.length)}</p>
          </div>
        </section>
      )}
      {lookalikes.length === 0 ? null : (
        <section className="notice" data-tone="warn" aria-label={words.lookalikes}>
          <Users size={18} />
          <div>
            <p>
              <strong>{words.lookalikes}</strong>
            </p>
            <ul className="bullets">
              {lookalikes.map((one) => (
                <Lookalike key={one.id} one={one} onCompare={() => setCompared(one.id)} />
              ))}
            </ul>
          </div>
        </section>
      )}
      {compared === null ? null : <MergeTwo first={patient.id} second={compared} onBack={null} onClose={() => setCompared(null)} />}
    </div>
  );
}

/** Another person to beware of, or a record that may be of this very one: compared, then made one or left. */
function Lookalike({
  one: { id, name, birthDate, kind },
  onCompare,
}: {
  readonly one: PatientView['lookalikes'][number];
  readonly onCompare: () => void;
}) {
  const record = (
    <>
      <a href={pathOf(summaryScreen, id)}>{name}</a>, {birthDay(birthDate)}
    </>
  );
  if (kind === 'near')
    return (
      <li>
        {words.lookalikeKinds.near} : {record}{' '}
        <Button icon={GitCompareArrows} aria-label={words.compareWith(name)} onPress={onCompare}>
          {words.compare}
        </Button>
      </li>
    );
  return (
    <li>
      {record} ({words.lookalikeKinds[kind]})
    </li>
  );
}
