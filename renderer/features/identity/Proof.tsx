import { FileClock, ShieldCheck } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { prohibitions } from '../../../shared/domain/identity/status.ts';
import { heldTraitNames } from '../../../shared/domain/ins/traits.ts';
import { call } from '../../client/client.ts';
import { put, useAnswer } from '../../client/queries.ts';
import { identityActs, identityText as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { frenchDate, frenchDay } from '../../ui/format.ts';
import { Panel } from '../../ui/Panel.tsx';
import { Select } from '../../ui/Select.tsx';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';
import { TraitChanges, type TraitChange } from './TraitChanges.tsx';

/** What the record takes back when the document confirms the traits held before INSi. */
function restoredBy({ traits, firstBirthFirstName }: PatientView, before: NonNullable<PatientView['traitsBeforeInsi']>): TraitChange[] {
  const now = { ...traits, firstBirthFirstName };
  return heldTraitNames
    .filter((trait) => now[trait] !== before[trait])
    .map((trait) => ({ trait, before: now[trait], after: before[trait] }));
}

/** « INSi le 01/12/2021, passeport ». */
function saidOf({ insiOn, document, channel, lunarDate }: NonNullable<PatientView['receivedProof']>): string {
  const said = [
    ...(insiOn === null ? [] : [words.receivedProofInsi(frenchDate(insiOn))]),
    ...(document === null ? [] : [`${document.slice(0, 1).toLowerCase()}${document.slice(1)}`]),
    ...(channel === null ? [] : [words.receivedProofChannel(channel)]),
    ...(lunarDate ? [words.receivedProofLunar] : []),
  ];
  return said.length === 0 ? words.receivedProofNothing : said.join(', ');
}

function Answer({ value, children }: { readonly value: string; readonly children: string }) {
  return (
    <Radio value={value} className="radio-row">
      <span className="radio-dot" aria-hidden="true" />
      <span>{children}</span>
    </Radio>
  );
}

/** The identity document shown: what it proves, or what it contradicts. */
export function ProofPanel({ patient }: { readonly patient: PatientView }) {
  const { id, identityDocument: seen, traitsBeforeInsi: before, receivedProof: received } = patient;
  const types = useAnswer('patients.identityDocumentTypes', null).data ?? [];
  // Doubtful or fictive, no document makes it validated.
  const held = prohibitions(patient.status, patient.attributes, patient.traits).statuses.includes('VALI');
  const [type, setType] = useState<string | null>(null);
  const [says, setSays] = useState<'same' | 'local' | 'none'>('same');
  const record = useAction(
    useCallback(
      async (_live: () => boolean, chosen: string, document: typeof says) => {
        put(
          'patients.get',
          { id },
          document === 'same'
            ? await call('patients.recordIdentityDocument', { id, type: chosen })
            : await call('patients.recordDiscordance', { id, type: chosen, matches: document }),
        );
        setType(null);
        setSays('same');
        tell({ same: words.proofSaved, local: identityActs.restored, none: identityActs.discordanceSaved }[document], 'quiet');
      },
      [id],
    ),
  );
  return (
    <Panel title={words.proof}>
      <div className="stack">
        {seen === null ? (
          <p className="quiet">{held ? words.proofDoubtful : words.proofHelp}</p>
        ) : (
          <p className="seen">
            <ShieldCheck size={18} />
            <span>{words.proofSeen(seen.label, frenchDay(seen.seenAt), seen.by)}</span>
          </p>
        )}
        {received === null ? null : (
          <p className="seen" data-tone="wait">
            <FileClock size={18} />
            <span>
              {words.receivedProof(received.sender, frenchDay(received.at))} : {saidOf(received)}.
              {seen === null ? <span className="facts-note">{words.receivedProofHelp}</span> : null}
            </span>
          </p>
        )}
        <Select
          label={words.proofField}
          placeholder={words.proofChoose}
          choices={types.filter(({ minorOnly }) => patient.minor || !minorOnly).map(({ code, label }) => ({ id: code, label }))}
          value={type}
          onChange={setType}
          disabled={held}
        />
        {type === null ? null : (
          <RadioGroup className="field" value={says} onChange={(value) => setSays(value === 'local' || value === 'none' ? value : 'same')}>
            <Label>{identityActs.discordant}</Label>
            <Answer value="same">{identityActs.coherent}</Answer>
            {before === null ? null : <Answer value="local">{identityActs.matchesLocal}</Answer>}
            <Answer value="none">{identityActs.matchesNone}</Answer>
          </RadioGroup>
        )}
        {type !== null && says === 'local' && before !== null ? (
          <div>
            <p className="quiet">{identityActs.restores}</p>
            <TraitChanges changes={restoredBy(patient, before)} />
          </div>
        ) : null}
        {type !== null && says === 'none' && patient.strictLocked ? <p className="quiet">{identityActs.drops}</p> : null}
        {record.error === null ? null : <ErrorBox error={record.error} />}
        <Button
          variant={says !== 'same' ? 'danger' : seen === null ? 'primary' : 'secondary'}
          wide
          isDisabled={type === null}
          pending={record.busy}
          onPress={() => {
            if (type !== null) void record.run(type, says);
          }}
        >
          {says !== 'same' ? identityActs.discordance : seen === null ? words.proofSave : words.proofOther}
        </Button>
      </div>
    </Panel>
  );
}
