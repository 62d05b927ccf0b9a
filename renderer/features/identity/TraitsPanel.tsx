import { useQuery } from '@tanstack/react-query';
import { Check, CircleAlert, ScanFace, ScanSearch } from 'lucide-react';
import { useCallback } from 'react';
import type { InsiOutcome, PatientView } from '../../../shared/contract/patients.ts';
import { UNKNOWN_BIRTH_DATE } from '../../../shared/domain/ins/dates.ts';
import { prohibitions } from '../../../shared/domain/identity/status.ts';
import { strictTraitNames } from '../../../shared/domain/ins/traits.ts';
import { call } from '../../client/client.ts';
import { put, queryClient } from '../../client/queries.ts';
import { common, insKindWords } from '../../text/common.ts';
import { identityText as words } from './text.ts';
import { traitWords } from '../../text/traits.ts';
import { receivedText } from '../worklists/public.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { frenchDate, frenchDay } from '../../ui/format.ts';
import { Panel, Waiting } from '../../ui/Panel.tsx';
import { MarkText } from '../../ui/states.tsx';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';
import { EditTraits } from './EditTraits.tsx';
import { outcomeMarks } from './outcome-marks.ts';
import { Print } from './Print.tsx';
import { shownTrait } from './shown-trait.ts';

/** Why INSi is not asked. */
const heldWords = ({ attributes }: PatientView): string => (attributes.doubtful || attributes.fictive ? words.askHeld : words.askSex);

const placeOf = ({ traits, birthPlaceName }: PatientView): string =>
  birthPlaceName === null ? shownTrait('birthPlace', traits.birthPlace) : `${birthPlaceName} · ${traits.birthPlace ?? ''}`;

/** What is uncertain in the birth date: filled by hand, to be filled when it leaves, or unknown of INSi itself. */
function dateNote({ traits, birthDateCarried, strictLocked }: PatientView): string {
  if (traits.birthDate !== birthDateCarried) return words.incomplete(frenchDate(birthDateCarried));
  return strictLocked && traits.birthDate.includes('-00') ? words.lunar : words.uncertain;
}

/** The answer of INSi is kept as long as the record is open: changing tab does not lose it. */
const insiKey = (id: string) => ['insi', id] as const;

/** The strict traits, beside those that INSi answers until they are accepted or left. */
export function TraitsPanel({ patient }: { readonly patient: PatientView }) {
  const { id } = patient;
  const held = useQuery<InsiOutcome | null>({ queryKey: insiKey(id), queryFn: () => null, initialData: null, enabled: false }).data;
  const keep = useCallback((outcome: InsiOutcome | null) => queryClient.setQueryData(insiKey(id), outcome), [id]);
  const ask = useAction(
    useCallback(
      async (live: () => boolean) => {
        const outcome = await call('patients.askInsi', { id });
        if (live()) keep(outcome);
      },
      [id, keep],
    ),
  );
  const accept = useAction(
    useCallback(
      async (_live: () => boolean, proposal: string) => {
        put('patients.get', { id }, await call('patients.acceptInsi', { id, proposal }));
        keep(null);
        tell(words.accepted, 'quiet');
      },
      [id, keep],
    ),
  );
  const proposal = held?.proposal ?? null;
  const forbidden = prohibitions(patient.status, patient.attributes, patient.traits);
  return (
    <Panel
      title={words.local}
      flush
      aside={
        ask.busy ? (
          <Button onPress={ask.leave}>{common.stopWaiting}</Button>
        ) : (
          <>
            <EditTraits patient={patient} />
            <Print id={id} />
            <Button
              isDisabled={forbidden.insiCall}
              variant={patient.insiAt === null && proposal === null ? 'primary' : 'secondary'}
              icon={ScanFace}
              onPress={() => void ask.run()}
            >
              {words.ask}
            </Button>
          </>
        )
      }
    >
      <table className="traits">
        <thead>
          <tr>
            <th scope="col">{words.trait}</th>
            <th scope="col">{words.here}</th>
            {proposal === null ? null : (
              <>
                <th scope="col">{words.insi}</th>
                <th scope="col">{words.outcome}</th>
              </>
            )}
          </tr>
        </thead>
        <tbody>
          {strictTraitNames.map((trait) => {
            const compared = proposal?.comparison.find((row) => row.trait === trait);
            return (
              <tr key={trait} data-outcome={compared?.outcome}>
                <th scope="row">{traitWords[trait]}</th>
                <td>
                  {trait === 'birthPlace' ? placeOf(patient) : shownTrait(trait, patient.traits[trait])}
                  {trait === 'birthFirstNames' && patient.firstBirthFirstName !== patient.traits.birthFirstNames ? (
                    <span className="facts-note">{words.firstName(patient.firstBirthFirstName)}</span>
                  ) : null}
                  {trait === 'birthDate' && patient.birthDateUncertain && patient.traits.birthDate !== UNKNOWN_BIRTH_DATE ? (
                    <span className="facts-note">{dateNote(patient)}</span>
                  ) : null}
                </td>
                {proposal === null ? null : (
                  <>
                    <td>
                      <strong>{shownTrait(trait, compared?.insi ?? proposal.traits[trait])}</strong>
                    </td>
                    <td>{compared === undefined ? null : <MarkText mark={outcomeMarks[compared.outcome]} />}</td>
                  </>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
      {patient.receivedIns.length === 0 ? null : (
        <div className="received" data-tone="wait">
          <ScanSearch size={18} />
          <div>
            <p>
              <strong>{words.receivedTitle(patient.receivedIns.length)}</strong>
            </p>
            {patient.receivedIns.map((one) => (
              <p key={one.display}>
                <strong className="tabular">{one.display}</strong>{' '}
                {one.kind === null ? receivedText.noKind : (insKindWords[one.kind] ?? one.kind)},{' '}
                {words.receivedFrom(one.sender, frenchDay(one.at))}
                {one.problem === null ? null : (
                  <span className="block">
                    <MarkText mark={{ icon: CircleAlert, word: receivedText.problem(one.problem), tone: 'warn' }} />
                  </span>
                )}
              </p>
            ))}
            <p className="quiet">{words.receivedNever}</p>
          </div>
          {forbidden.insiCall || ask.busy ? null : (
            <Button icon={ScanFace} onPress={() => void ask.run()}>
              {words.ask}
            </Button>
          )}
        </div>
      )}
      <div className="traits-foot" aria-live="polite">
        {ask.busy ? <Waiting>{words.asking}</Waiting> : null}
        {ask.error === null ? null : (
          <ErrorBox error={ask.error}>
            <Button onPress={() => void ask.run()}>{common.retry}</Button>
          </ErrorBox>
        )}
        {accept.error === null ? null : <ErrorBox error={accept.error} />}
        {held === null || held.proposal !== null ? null : (
          <ErrorBox
            tone="warn"
            error={{
              code: `INSI_${held.code}`,
              message: held.advice?.message ?? (held.code === '01' ? words.code01 : words.code02),
              action: held.advice?.action ?? '',
            }}
          />
        )}
        {proposal === null ? null : (
          <div className="accept">
            <div className="accept-words">
              <p>
                <strong>{words.found}</strong> · {insKindWords[proposal.kind] ?? proposal.kind}
              </p>
              <p className="quiet">{words.acceptHelp}</p>
              {proposal.warnings.length === 0 ? null : (
                <p>
                  <MarkText mark={{ icon: CircleAlert, word: words.unusual, tone: 'warn' }} /> {proposal.warnings.join(' ')}
                </p>
              )}
            </div>
            <Button onPress={() => keep(null)}>{words.refuse}</Button>
            <Button variant="primary" icon={Check} pending={accept.busy} onPress={() => void accept.run(proposal.id)}>
              {words.accept}
            </Button>
          </div>
        )}
        {held === null && !ask.busy && ask.error === null ? (
          <p className="quiet">
            {forbidden.insiCall ? heldWords(patient) : patient.insiAt === null ? words.askHelp : words.answered(frenchDay(patient.insiAt))}
          </p>
        ) : null}
      </div>
    </Panel>
  );
}
