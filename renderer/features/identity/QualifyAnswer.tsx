import { CircleAlert, TriangleAlert, UserRoundCheck } from 'lucide-react';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { useFormOpen } from '../../client/useTyped.ts';
import { common } from '../../text/common.ts';
import { traitWords } from '../../text/traits.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Waiting } from '../../ui/Panel.tsx';
import { worklistsText } from '../worklists/public.ts';
import { askWords } from './ask-words.ts';
import { NoneFound } from './InsiAnswer.tsx';
import { mayAskInsi } from './qualify-phase.ts';
import { insiAskedFor } from './qualifying.ts';
import { identityText, qualifyText as words } from './text.ts';
import { hereOf, thereOf } from './TraitRow.tsx';
import { TraitsForm } from './TraitsForm.tsx';
import { leftTraits } from './useTraitsForm.ts';
import { useAnswerPlace } from './useAnswerPlace.ts';
import type { InsiProposal } from './useInsi.ts';
import type { Qualify } from './useQualify.ts';

/** What INSi answered and what is done with it, or why there is no answer and that one goes on without. */
export function QualifyAnswer({ patient, qualify }: { readonly patient: PatientView; readonly qualify: Qualify }) {
  const { phase, insi } = qualify;
  const [correcting, setCorrecting] = useFormOpen(leftTraits, patient.id);
  const proposal = insi.outcome?.proposal ?? null;
  const correct = (): void => setCorrecting(true);
  return (
    <div className="qualify-answer" aria-live="polite">
      {phase === 'asking' ? (
        <div className="line-act">
          <Waiting>{identityText.asking}</Waiting>
          <Button onPress={insi.ask.leave}>{common.stopWaiting}</Button>
        </div>
      ) : null}
      {proposal !== null && (phase === 'accept' || phase === 'correct') ? (
        <Proposal patient={patient} proposal={proposal} qualify={qualify} onCorrect={correct} />
      ) : null}
      {phase === 'without' ? <Without patient={patient} qualify={qualify} onCorrect={correct} /> : null}
      {correcting ? (
        <TraitsForm
          patient={patient}
          onClose={() => setCorrecting(false)}
          onSaved={() => {
            setCorrecting(false);
            insiAskedFor(patient.id, false);
          }}
        />
      ) : null}
    </div>
  );
}

function Proposal({
  patient,
  proposal,
  qualify: { phase, insi },
  onCorrect,
}: {
  readonly patient: PatientView;
  readonly proposal: InsiProposal;
  readonly qualify: Qualify;
  readonly onCorrect: () => void;
}) {
  const { accept, refuse } = insi;
  const acceptable = phase === 'accept';
  return (
    <>
      <ToCheck patient={patient} proposal={proposal} acceptable={acceptable} />
      {accept.error === null ? null : <ErrorBox error={accept.error} />}
      <div className="qualify-acts">
        {acceptable ? (
          <Button
            variant="primary"
            icon={UserRoundCheck}
            keys="↵"
            data-next
            pending={accept.busy}
            onPress={() => void accept.run(proposal.id)}
          >
            {words.accept}
          </Button>
        ) : null}
        {acceptable ? (
          <Button onPress={onCorrect}>{words.correct}</Button>
        ) : (
          <Button variant="primary" data-next onPress={onCorrect}>
            {words.correct}
          </Button>
        )}
        <Button variant="ghost" onPress={refuse}>
          {words.notThem(patient.traits.sex)}
        </Button>
      </div>
    </>
  );
}

/** What differs, in words, and what accepting or correcting does of it. */
function ToCheck({
  patient,
  proposal,
  acceptable,
}: {
  readonly patient: PatientView;
  readonly proposal: InsiProposal;
  readonly acceptable: boolean;
}) {
  const place = useAnswerPlace(proposal);
  const differences = proposal.comparison.filter(
    ({ outcome, local }) => (outcome === 'notice' || outcome === 'discordant') && local !== null && local !== '',
  );
  if (differences.length === 0 && proposal.warnings.length === 0) return null;
  const Icon = acceptable ? TriangleAlert : CircleAlert;
  return (
    <div className="notice" data-tone={acceptable ? 'warn' : 'bad'}>
      <Icon size={18} />
      <div>
        {differences.map((compared) => (
          <p key={compared.trait}>
            <strong>{words.toCheck(traitWords[compared.trait])}</strong>{' '}
            {words.differs(hereOf(compared.trait, patient), thereOf(compared, place))}
          </p>
        ))}
        {proposal.warnings.map((warning) => (
          <p key={warning}>{warning}</p>
        ))}
        <p>{acceptable ? words.accepting : words.refusing}</p>
      </div>
    </div>
  );
}

/** No identity, several, no answer, or nothing asked. */
function Without({
  patient,
  qualify: { insi, light },
  onCorrect,
}: {
  readonly patient: PatientView;
  readonly qualify: Qualify;
  readonly onCorrect: () => void;
}) {
  const { outcome, ask } = insi;
  const askNow = (): void => {
    insiAskedFor(patient.id, true);
    void ask.run();
  };
  if (ask.error !== null)
    return (
      <ErrorBox error={ask.error}>
        <Button onPress={askNow}>{common.retry}</Button>
      </ErrorBox>
    );
  if (outcome !== null)
    return (
      <NoneFound outcome={outcome}>
        <Button onPress={onCorrect}>{words.correct}</Button>
      </NoneFound>
    );
  if (!mayAskInsi(patient)) return <p className="quiet">{askWords(patient)}</p>;
  return (
    <div className="line-act">
      <p className="quiet">{patient.insiQueued ? worklistsText.queued : light === 'down' ? words.down : askWords(patient)}</p>
      <Button onPress={askNow}>{light === 'down' ? words.askAnyway : identityText.ask}</Button>
    </div>
  );
}
