import { useRef, type KeyboardEvent } from 'react';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { go } from '../../client/router.ts';
import { Button } from '../../ui/Button.tsx';
import { useNextFocus } from '../../ui/useNextFocus.ts';
import { documentsScreen } from '../documents/feature.ts';
import { QualifyAnswer } from './QualifyAnswer.tsx';
import { QualifyDocument } from './QualifyDocument.tsx';
import { QualifyInformation } from './QualifyInformation.tsx';
import { QualifySteps } from './QualifySteps.tsx';
import { QualifyTraits } from './QualifyTraits.tsx';
import type { QualifyPhase } from './qualify-phase.ts';
import { closeQualification } from './qualifying.ts';
import { qualifyText as words } from './text.ts';
import { useQualify } from './useQualify.ts';

/**
 * An identity qualified on one card: the traits beside those of INSi, the document shown, what the patient was told. The keyboard
 * goes through it: Enter, the digits of the documents, Esc, which closes it and loses nothing.
 */
export function QualifyCard({ patient, asked }: { readonly patient: PatientView; readonly asked: boolean }) {
  const box = useRef<HTMLElement>(null);
  const qualify = useQualify(patient, asked);
  const { phase } = qualify;
  useNextFocus(box, `${phase} ${patient.status} ${qualify.answered}`);
  const onKey = (event: KeyboardEvent<HTMLElement>): void => {
    // What a dialog or a menu of the card receives is theirs.
    if (!(event.target instanceof Node && event.currentTarget.contains(event.target))) return;
    const act = event.ctrlKey || event.altKey || event.metaKey || event.repeat ? null : qualify.actOf(event);
    if (act === null) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  return (
    <section ref={box} className="panel qualify" aria-label={words.title} tabIndex={-1} onKeyDownCapture={onKey}>
      <header className="qualify-head">
        <div>
          <h2>{words.title}</h2>
          <p className="quiet" role="status">
            {words.now[phase]}
          </p>
        </div>
        <QualifySteps patient={patient} />
      </header>
      <div className="qualify-columns">
        <div className="qualify-main">
          <QualifyTraits patient={patient} proposal={qualify.insi.outcome?.proposal ?? null} />
          <QualifyAnswer patient={patient} qualify={qualify} />
        </div>
        <div className="qualify-side">
          <QualifyDocument patient={patient} qualify={qualify} />
          <QualifyInformation patient={patient} />
        </div>
      </div>
      <QualifyFoot patient={patient.id} phase={phase} />
    </section>
  );
}

function QualifyFoot({ patient, phase }: { readonly patient: string; readonly phase: QualifyPhase }) {
  const { keys } = words;
  return (
    <footer className="qualify-foot">
      <p aria-hidden="true">
        {phase === 'accept' ? (
          <span>
            <kbd>↵</kbd> {keys.accept}
          </span>
        ) : null}
        {phase === 'done' ? null : (
          <span>
            <kbd>1</kbd>–<kbd>6</kbd> {keys.document}
          </span>
        )}
        <span>
          <kbd>A</kbd> {keys.feeding}
        </span>
        <span>
          <kbd>C</kbd> {keys.consultation}
        </span>
      </p>
      <Button variant="ghost" keys="Échap" onPress={closeQualification}>
        {words.close}
      </Button>
      {phase === 'done' ? (
        <Button variant="primary" keys="↵" data-next onPress={() => go(documentsScreen, patient)}>
          {words.documents}
        </Button>
      ) : (
        <span className="quiet">{phase === 'without' || phase === 'correct' ? words.afterWithout : words.after}</span>
      )}
    </footer>
  );
}
