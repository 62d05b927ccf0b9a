import { useState } from 'react';
import type { SessionState } from '../../../shared/contract/session.ts';
import { Button } from '../../ui/Button.tsx';
import { SituationChoice } from './SituationChoice.tsx';
import { sessionText } from './text.ts';

/**
 * The situation that the session will bear, said before the PIN; another one at will.
 * @param chosen index of the one that it will be. @param onEnter with the focus on the choice.
 */
export function UsualSituation({
  usual,
  chosen,
  onChange,
  onEnter,
}: {
  readonly usual: NonNullable<SessionState['card']['usual']>;
  readonly chosen: number;
  readonly onChange: (index: number) => void;
  readonly onEnter: () => void;
}) {
  const [changing, setChanging] = useState(false);
  if (changing) return <SituationChoice situations={usual.situations} value={chosen} onChange={onChange} onEnter={onEnter} />;
  const said = usual.situations.find(({ index }) => index === chosen);
  return (
    <div className="usual-situation" role="group" aria-label={sessionText.situation}>
      <p>
        <span className="field-title">{sessionText.situation}</span>
        <span>
          <strong>{said?.structureName}</strong>
          <span className="quiet"> · {said?.sectorLabel}</span>
        </span>
      </p>
      <Button variant="ghost" aria-label={sessionText.changeSituation} onPress={() => setChanging(true)}>
        {sessionText.change}
      </Button>
    </div>
  );
}
