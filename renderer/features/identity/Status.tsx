import { BadgeCheck } from 'lucide-react';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { insKindWords } from '../../text/common.ts';
import { openQualification } from './qualifying.ts';
import { identityText as words, qualifyText } from './text.ts';
import { worklistsText } from '../worklists/public.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { identityMarks } from '../../ui/marks.ts';
import { Badge } from '../../ui/states.tsx';
import { Verify } from './Verify.tsx';

/** The RNIV status, the matricule when it may be used, and the verification by INSi. */
export function StatusPanel({ patient }: { readonly patient: PatientView }) {
  const { doubtful, fictive } = patient.attributes;
  return (
    <Panel title={words.status} aside={<Badge mark={identityMarks[patient.status]} strong />}>
      <p className="quiet">
        {doubtful || fictive ? words.statusHeld : patient.traits.sex === 'I' ? words.statusSex : words.statusHelp[patient.status]}
      </p>
      <dl className="facts">
        {patient.ins === null ? null : (
          <>
            <dt>{words.matricule}</dt>
            <dd className="tabular">
              <strong>{patient.ins.display}</strong>
            </dd>
            <dt>{words.key}</dt>
            <dd className="tabular">{patient.ins.key}</dd>
            <dt>{words.nature}</dt>
            <dd>{insKindWords[patient.ins.kind] ?? patient.ins.kind}</dd>
            <dt>{words.oid}</dt>
            <dd className="tabular">{patient.ins.oid}</dd>
          </>
        )}
        <dt>{words.ipp}</dt>
        <dd className="tabular">{patient.ipp}</dd>
        {patient.channel === null ? null : (
          <>
            <dt>{words.channel}</dt>
            <dd>{patient.channel}</dd>
          </>
        )}
      </dl>
      {patient.status === 'QUAL' ? null : (
        <Button wide icon={BadgeCheck} data-next onPress={() => openQualification(patient.id)}>
          {qualifyText.title}
        </Button>
      )}
      {patient.insiQueued ? <p className="quiet">{worklistsText.queued}</p> : null}
      {patient.strictLocked ? <Verify id={patient.id} /> : null}
    </Panel>
  );
}
