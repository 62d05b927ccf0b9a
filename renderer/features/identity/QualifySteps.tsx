import { CircleCheck, CircleDashed, CircleDot } from 'lucide-react';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { holdsIns, statusLabels } from '../../../shared/domain/identity/status.ts';
import { qualifyText as words } from './text.ts';

interface Step {
  readonly label: string;
  readonly note: string;
  readonly state: 'done' | 'now' | 'later';
}

/** The way of that record: by INSi first, or by the document when it was seen first. */
function stepsOf({ status }: Pick<PatientView, 'status'>): readonly Step[] {
  const byDocument = status === 'VALI';
  const half = byDocument || holdsIns(status);
  return [
    { label: statusLabels.PROV, note: words.created, state: 'done' },
    {
      label: byDocument ? statusLabels.VALI : statusLabels.RECUP,
      note: byDocument ? words.shown : half ? words.accepted : words.toAccept,
      state: half ? 'done' : 'now',
    },
    {
      label: statusLabels.QUAL,
      note: status === 'QUAL' ? words.ready : byDocument ? words.toAccept : words.toShow,
      state: status === 'QUAL' ? 'done' : half ? 'now' : 'later',
    },
  ];
}

const icons = { done: CircleCheck, now: CircleDot, later: CircleDashed } as const;

/** Where the record stands on its way to a qualified identity. */
export function QualifySteps({ patient }: { readonly patient: PatientView }) {
  return (
    <ol className="qualify-steps" aria-label={words.steps}>
      {stepsOf(patient).map(({ label, note, state }) => {
        const Icon = icons[state];
        return (
          <li key={label} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
            <Icon size={22} />
            <span>
              <strong>
                {label}
                {state === 'done' ? <span className="visually-hidden">, {words.stepDone}</span> : null}
              </strong>
              <span className="quiet">{note}</span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}
