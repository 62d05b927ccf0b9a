import { IdCard } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Form, Label, Radio, RadioGroup } from 'react-aria-components';
import type { SituationView } from '../../../shared/contract/session.ts';
import { call } from '../../client/client.ts';
import { putSession } from '../../client/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { useAction } from '../../ui/useAction.ts';
import { sessionText } from './text.ts';

/** The card says several activities: the one of this session. */
export function ChooseSituation({
  situations,
  holder,
  type,
}: {
  readonly situations: readonly SituationView[];
  readonly holder: string | null;
  readonly type: string | null;
}) {
  const [index, setIndex] = useState(String(situations[0]?.index ?? ''));
  const choose = useAction(
    useCallback(async (_live: () => boolean, chosen: number) => {
      putSession(await call('session.chooseSituation', { index: chosen }));
    }, []),
  );
  return (
    <Dialog
      open
      lock
      title={sessionText.cardOf(type, holder)}
      icon={IdCard}
      buttons={
        <Button variant="primary" type="submit" form="situation" pending={choose.busy}>
          {sessionText.choose}
        </Button>
      }
    >
      <Form
        id="situation"
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          void choose.run(Number(index));
        }}
      >
        {choose.error === null ? null : <ErrorBox error={choose.error} />}
        <RadioGroup className="field" value={index} onChange={setIndex}>
          <Label>{sessionText.situation}</Label>
          {situations.map((situation) => (
            <Radio key={situation.index} value={String(situation.index)} className="radio-row">
              <span className="radio-dot" aria-hidden="true" />
              <span>
                <strong>{situation.structureName}</strong>
                <span className="quiet">{situation.sectorLabel}</span>
              </span>
            </Radio>
          ))}
        </RadioGroup>
        <p className="field-help">{sessionText.situationHelp}</p>
      </Form>
    </Dialog>
  );
}
