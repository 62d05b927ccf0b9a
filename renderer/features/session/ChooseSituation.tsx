import { IdCard } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { SituationView } from '../../../shared/contract/session.ts';
import { call } from '../../client/client.ts';
import { putSession } from '../../client/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { useAction } from '../../ui/useAction.ts';
import { SituationChoice } from './SituationChoice.tsx';
import { sessionText } from './text.ts';

/** The card says several activities, and none is remembered: the one of this session. */
export function ChooseSituation({
  situations,
  holder,
  type,
}: {
  readonly situations: readonly SituationView[];
  readonly holder: string | null;
  readonly type: string | null;
}) {
  const [index, setIndex] = useState(situations[0]?.index ?? 0);
  const choose = useAction(
    useCallback(async (_live: () => boolean, chosen: number) => {
      putSession(await call('session.chooseSituation', { index: chosen }));
    }, []),
  );
  const submit = (): void => void choose.run(index);
  return (
    <Dialog
      open
      lock
      title={sessionText.cardOf(type, holder)}
      icon={IdCard}
      buttons={
        <Button variant="primary" pending={choose.busy} onPress={submit} keys="↵">
          {sessionText.choose}
        </Button>
      }
    >
      {choose.error === null ? null : <ErrorBox error={choose.error} />}
      <SituationChoice situations={situations} value={index} onChange={setIndex} onEnter={submit} />
      <p className="field-help">{sessionText.situationHelp}</p>
    </Dialog>
  );
}
