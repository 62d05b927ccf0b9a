import { FileClock, ShieldCheck } from 'lucide-react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { prohibitions } from '../../../shared/domain/identity/status.ts';
import { identityActs, identityText as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { frenchDay } from '../../ui/format.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Select } from '../../ui/Select.tsx';
import { receivedProofWords, restoredBy } from './proof-words.ts';
import { TraitChanges } from './TraitChanges.tsx';
import { useDocumentTypes } from './useDocumentTypes.ts';
import { useProof, type Says } from './useProof.ts';

/** The identity document shown: what it proves, or what it contradicts. */
export function ProofPanel({ patient }: { readonly patient: PatientView }) {
  const { identityDocument: seen } = patient;
  const types = useDocumentTypes(patient.minor);
  // Doubtful or fictive, no document makes it validated.
  const held = prohibitions(patient.status, patient.attributes, patient.traits).statuses.includes('VALI');
  const { type, choose, says, say, record, busy, error } = useProof(patient.id);
  const contradicts = says !== 'same';
  return (
    <Panel title={words.proof}>
      <div className="stack">
        {seen === null ? <p className="quiet">{held ? words.proofDoubtful : words.proofHelp}</p> : <Seen document={seen} />}
        {patient.receivedProof === null ? null : <Received proof={patient.receivedProof} alone={seen === null} />}
        <Select label={words.proofField} placeholder={words.proofChoose} choices={types} value={type} onChange={choose} disabled={held} />
        {type === null ? null : <Question patient={patient} says={says} onSay={say} />}
        {error === null ? null : <ErrorBox error={error} />}
        <Button
          variant={contradicts ? 'danger' : seen === null ? 'primary' : 'secondary'}
          wide
          isDisabled={type === null}
          pending={busy}
          onPress={record}
        >
          {contradicts ? identityActs.discordance : seen === null ? words.proofSave : words.proofOther}
        </Button>
      </div>
    </Panel>
  );
}

function Seen({ document: { label, seenAt, by } }: { readonly document: NonNullable<PatientView['identityDocument']> }) {
  return (
    <p className="seen">
      <ShieldCheck size={18} />
      <span>{words.proofSeen(label, frenchDay(seenAt), by)}</span>
    </p>
  );
}

/** What another system says that it saw. @param alone nobody saw a document here. */
function Received({ proof, alone }: { readonly proof: NonNullable<PatientView['receivedProof']>; readonly alone: boolean }) {
  return (
    <p className="seen" data-tone="wait">
      <FileClock size={18} />
      <span>
        {words.receivedProof(proof.sender, frenchDay(proof.at))} : {receivedProofWords(proof)}.
        {alone ? <span className="facts-note">{words.receivedProofHelp}</span> : null}
      </span>
    </p>
  );
}

/** Whether the document bears the traits of the record, and what is lost when it does not. */
function Question({ patient, says, onSay }: { readonly patient: PatientView; readonly says: Says; readonly onSay: (says: Says) => void }) {
  const { traitsBeforeInsi: before } = patient;
  return (
    <>
      <RadioGroup className="field" value={says} onChange={(value) => onSay(value === 'local' || value === 'none' ? value : 'same')}>
        <Label>{identityActs.discordant}</Label>
        <Answer value="same">{identityActs.coherent}</Answer>
        {before === null ? null : <Answer value="local">{identityActs.matchesLocal}</Answer>}
        <Answer value="none">{identityActs.matchesNone}</Answer>
      </RadioGroup>
      {says === 'local' && before !== null ? (
        <div>
          <p className="quiet">{identityActs.restores}</p>
          <TraitChanges changes={restoredBy(patient, before)} />
        </div>
      ) : null}
      {says === 'none' && patient.strictLocked ? <p className="quiet">{identityActs.drops}</p> : null}
    </>
  );
}

function Answer({ value, children }: { readonly value: Says; readonly children: string }) {
  return (
    <Radio value={value} className="radio-row">
      <span className="radio-dot" aria-hidden="true" />
      <span>{children}</span>
    </Radio>
  );
}
