import { Check, CircleAlert, Equal, EqualApproximately, ScanFace, ShieldCheck } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import type { InsiOutcome, PatientView, Traits } from '../../../shared/contract/patients.ts';
import { call } from '../../app/client.ts';
import { put, queryClient, useAnswer } from '../../app/queries.ts';
import { common, insKindWords } from '../../text/common.ts';
import { identityActs } from '../../text/identity.ts';
import { identityText as words, traitWords } from '../../text/patients.ts';
import { worklistsText } from '../../text/worklists.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { frenchDate, frenchDay } from '../../ui/format.ts';
import { Panel, Waiting } from '../../ui/Panel.tsx';
import { Select } from '../../ui/Select.tsx';
import { identityMarks, type Mark } from '../../ui/marks.ts';
import { Badge, MarkText } from '../../ui/states.tsx';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';
import { useQuery } from '@tanstack/react-query';
import { AttributesPanel } from '../identity/Attributes.tsx';
import { EditTraits } from '../identity/EditTraits.tsx';
import { EverydayLife } from '../identity/EverydayLife.tsx';
import { IdentityHistory } from '../identity/History.tsx';
import { MergePanel } from '../identity/Merge.tsx';
import { Notices } from '../identity/Notices.tsx';
import { Print } from '../identity/Print.tsx';
import { Verify } from '../identity/Verify.tsx';

const TRAITS = ['birthName', 'birthFirstNames', 'sex', 'birthDate', 'birthPlace'] as const satisfies readonly (keyof Traits)[];
type Outcome = NonNullable<InsiOutcome['proposal']>['comparison'][number]['outcome'];

const outcomeMarks: Readonly<Record<Outcome, Mark>> = {
  identical: { icon: Equal, word: words.outcomes.identical, tone: 'ok' },
  equivalent: { icon: EqualApproximately, word: words.outcomes.equivalent, tone: 'wait' },
  notice: { icon: CircleAlert, word: words.outcomes.notice, tone: 'warn' },
  discordant: { icon: CircleAlert, word: words.outcomes.discordant, tone: 'bad' },
};

/** A trait as it is read: dates in French, sex in words. */
function shown(trait: keyof Traits, value: string | null): string {
  if (value === null || value === '') return words.unknownPlace;
  if (trait === 'birthDate') return frenchDate(value);
  if (trait === 'sex') return value === 'F' ? words.female : value === 'M' ? words.male : value;
  return value;
}

const placeOf = ({ traits, birthPlaceName }: PatientView): string =>
  birthPlaceName === null ? shown('birthPlace', traits.birthPlace) : `${birthPlaceName} · ${traits.birthPlace ?? ''}`;

/** The answer of INSi is kept as long as the record is open: changing tab does not lose it. */
const insiKey = (id: string) => ['insi', id] as const;

/** Traits, INSi, identity document, status. */
export function IdentityTab({ patient }: { readonly patient: PatientView }) {
  const { id } = patient;
  const held = useQuery<InsiOutcome | null>({ queryKey: insiKey(id), queryFn: () => null, initialData: null, enabled: false }).data;
  const keep = useCallback((outcome: InsiOutcome | null) => queryClient.setQueryData(insiKey(id), outcome), [id]);
  const ask = useAction(useCallback(async (live: () => boolean) => {
    const outcome = await call('patients.askInsi', { id });
    if (live()) keep(outcome);
  }, [id, keep]));
  const accept = useAction(useCallback(async (_live: () => boolean, proposal: string) => {
    put('patients.get', { id }, await call('patients.acceptInsi', { id, proposal }));
    keep(null);
    tell(words.accepted, 'quiet');
  }, [id, keep]));
  const proposal = held?.proposal ?? null;
  return (
    <>
    <Notices patient={patient} />
    <div className="columns" data-main="left">
      <div className="stack">
      <Panel
        title={words.local}
        flush
        aside={ask.busy
          ? <Button onPress={ask.leave}>{common.stopWaiting}</Button>
          : <><EditTraits patient={patient} /><Print id={id} /><Button isDisabled={patient.attributes.doubtful || patient.attributes.fictive} variant={patient.insiAt === null && proposal === null ? 'primary' : 'secondary'} icon={ScanFace} onPress={() => void ask.run()}>{words.ask}</Button></>}
      >
        <table className="traits">
          <thead>
            <tr>
              <th scope="col">{words.trait}</th>
              <th scope="col">{words.here}</th>
              {proposal === null ? null : <><th scope="col">{words.insi}</th><th scope="col">{words.outcome}</th></>}
            </tr>
          </thead>
          <tbody>
            {TRAITS.map((trait) => {
              const compared = proposal?.comparison.find((row) => row.trait === trait);
              return (
                <tr key={trait} data-outcome={compared?.outcome}>
                  <th scope="row">{traitWords[trait]}</th>
                  <td>{trait === 'birthPlace' ? placeOf(patient) : shown(trait, patient.traits[trait])}{trait === 'birthDate' && patient.birthDateUncertain ? <span className="facts-note">{words.uncertain}</span> : null}</td>
                  {proposal === null ? null : (
                    <>
                      <td><strong>{shown(trait, compared?.insi ?? proposal.traits[trait])}</strong></td>
                      <td>{compared === undefined ? null : <MarkText mark={outcomeMarks[compared.outcome]} />}</td>
                    </>
                  )}
                </tr>
              );
            })}
          </tbody>
        </table>
        <div className="traits-foot" aria-live="polite">
          {ask.busy ? <Waiting>{words.asking}</Waiting> : null}
          {ask.error === null ? null : <ErrorBox error={ask.error}><Button onPress={() => void ask.run()}>{common.retry}</Button></ErrorBox>}
          {accept.error === null ? null : <ErrorBox error={accept.error} />}
          {held === null || held.proposal !== null ? null : (
            <ErrorBox
              tone="warn"
              error={{ code: `INSI_${held.code}`, message: held.advice?.message ?? (held.code === '01' ? words.code01 : words.code02), action: held.advice?.action ?? '' }}
            />
          )}
          {proposal === null ? null : (
            <div className="accept">
              <div className="accept-words">
                <p><strong>{words.found}</strong> · {insKindWords[proposal.kind] ?? proposal.kind}</p>
                <p className="quiet">{words.acceptHelp}</p>
              </div>
              <Button onPress={() => keep(null)}>{words.refuse}</Button>
              <Button variant="primary" icon={Check} pending={accept.busy} onPress={() => void accept.run(proposal.id)}>{words.accept}</Button>
            </div>
          )}
          {held === null && !ask.busy && ask.error === null ? <p className="quiet">{patient.insiAt === null ? words.askHelp : words.answered(frenchDay(patient.insiAt))}</p> : null}
        </div>
      </Panel>
      <EverydayLife patient={patient} />
      <IdentityHistory patient={patient} />
      </div>
      <div className="stack">
        <StatusPanel patient={patient} />
        <ProofPanel patient={patient} />
        <AttributesPanel patient={patient} />
        <MergePanel patient={patient} />
      </div>
    </div>
    </>
  );
}

function StatusPanel({ patient }: { readonly patient: PatientView }) {
  return (
    <Panel title={words.status} aside={<Badge mark={identityMarks[patient.status]} strong />}>
      <p className="quiet">{words.statusHelp[patient.status]}</p>
      <dl className="facts">
        {patient.ins === null ? null : (
          <>
            <dt>{words.matricule}</dt>
            <dd className="tabular"><strong>{patient.ins.display}</strong></dd>
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
      </dl>
      {patient.insiQueued ? <p className="quiet">{worklistsText.queued}</p> : null}
      {patient.strictLocked ? <Verify id={patient.id} /> : null}
    </Panel>
  );
}

function ProofPanel({ patient }: { readonly patient: PatientView }) {
  const { id, identityDocument: seen } = patient;
  const types = useAnswer('patients.identityDocumentTypes', null).data ?? [];
  const [type, setType] = useState<string | null>(null);
  const [says, setSays] = useState<'same' | 'local' | 'none'>('same');
  const record = useAction(useCallback(async (_live: () => boolean, chosen: string, document: typeof says) => {
    put('patients.get', { id }, document === 'same'
      ? await call('patients.recordIdentityDocument', { id, type: chosen })
      : await call('patients.recordDiscordance', { id, type: chosen, matches: document }));
    setType(null);
    setSays('same');
    tell(document === 'same' ? words.proofSaved : identityActs.discordanceSaved, 'quiet');
  }, [id]));
  return (
    <Panel title={words.proof}>
      <div className="stack">
        {seen === null ? <p className="quiet">{words.proofHelp}</p> : (
          <p className="seen"><ShieldCheck size={18} /><span>{words.proofSeen(seen.label, frenchDay(seen.seenAt), seen.by)}</span></p>
        )}
        <Select
          label={words.proofField}
          placeholder={words.proofChoose}
          choices={types.map(({ code, label }) => ({ id: code, label }))}
          value={type}
          onChange={setType}
        />
        {type === null ? null : (
          <RadioGroup className="field" value={says} onChange={(value) => setSays(value === 'local' || value === 'none' ? value : 'same')}>
            <Label>{identityActs.discordant}</Label>
            <Radio value="same" className="radio-box">{identityActs.coherent}</Radio>
            {patient.strictLocked ? <Radio value="local" className="radio-box">{identityActs.matchesLocal}</Radio> : null}
            <Radio value="none" className="radio-box">{identityActs.matchesNone}</Radio>
          </RadioGroup>
        )}
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
