import { Send, Square, UserRoundCheck } from 'lucide-react';
import { Button } from '../../ui/Button.tsx';
import type { Lot } from './useLot.ts';
import { validationText as words } from './text.ts';

/** Validates the selected documents together, or hands them over; while it does, how far it is and what stops it. */
export function LotFoot({
  chosen,
  lot: { progress, problems, stop },
  prepares,
  onValidate,
}: {
  readonly chosen: number;
  readonly lot: Pick<Lot, 'progress' | 'problems' | 'stop'>;
  /** Whoever looks validates nothing: they hand over. */
  readonly prepares: boolean;
  readonly onValidate: () => void;
}) {
  return (
    <footer className="waiting-lot">
      <p>
        <strong className="tabular" role="status">
          {progress === null ? words.selected(chosen) : words.validating(progress.done, progress.of)}
        </strong>
        <span>{chosen === 0 && problems.size === 0 ? words.selectHelp : words.staysHelp}</span>
      </p>
      {progress === null ? (
        // Without anything to validate it stays where it is, and does nothing: its place is never another act's.
        <Button key="validate" icon={prepares ? UserRoundCheck : Send} pending={chosen === 0} onPress={onValidate}>
          {prepares ? words.handOver : words.validate}
        </Button>
      ) : (
        <>
          <progress className="visually-hidden" value={progress.done} max={progress.of} aria-label={words.validate} />
          <Button icon={Square} onPress={stop}>
            {words.stop}
          </Button>
        </>
      )}
    </footer>
  );
}
