import { TriangleAlert } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Switch } from 'react-aria-components';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { call } from '../../client/client.ts';
import { put } from '../../client/queries.ts';
import { common } from '../../text/common.ts';
import { identityActs as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';

type Attributes = PatientView['attributes'];
const NAMES = ['homonym', 'doubtful', 'fictive'] as const satisfies readonly (keyof Attributes)[];
const HELP = { homonym: words.homonymHelp, doubtful: words.doubtfulHelp, fictive: words.fictiveHelp } as const;

/** Homonyme, douteuse, fictive. The last two cost the status: that is confirmed once. */
export function AttributesPanel({ patient }: { readonly patient: PatientView }) {
  const { id, attributes } = patient;
  const [asked, setAsked] = useState<'doubtful' | 'fictive' | null>(null);
  const save = useAction(
    useCallback(
      async (_live: () => boolean, chosen: Attributes) => {
        put('patients.get', { id }, await call('patients.setAttributes', { id, ...chosen }));
        tell(words.attributesSaved, 'quiet');
      },
      [id],
    ),
  );
  const choose = (name: (typeof NAMES)[number], value: boolean): void => {
    if (value && name !== 'homonym' && patient.status !== 'PROV') setAsked(name);
    else void save.run({ ...attributes, [name]: value });
  };
  return (
    <Panel title={words.attributes}>
      <div className="stack">
        {NAMES.map((name) => (
          <Switch
            key={name}
            className="switch"
            isSelected={attributes[name]}
            isDisabled={save.busy}
            onChange={(value) => choose(name, value)}
          >
            <span className="switch-track" aria-hidden="true" />
            <span>
              {words[name]}
              <span className="facts-note">{HELP[name]}</span>
            </span>
          </Switch>
        ))}
        {save.error === null ? null : <ErrorBox error={save.error} />}
      </div>
      {asked === null ? null : (
        <LosesStatus
          attribute={asked}
          onClose={() => setAsked(null)}
          onConfirm={() => {
            setAsked(null);
            void save.run({ ...attributes, [asked]: true });
          }}
        />
      )}
    </Panel>
  );
}

/** One confirmation before an attribute makes the identity provisional again. */
function LosesStatus({
  attribute,
  onClose,
  onConfirm,
}: {
  readonly attribute: 'doubtful' | 'fictive';
  readonly onClose: () => void;
  readonly onConfirm: () => void;
}) {
  return (
    <Dialog
      open
      title={words.attributeLoses}
      icon={TriangleAlert}
      onClose={onClose}
      buttons={
        <>
          <Button onPress={onClose} autoFocus>
            {common.cancel}
          </Button>
          <Button variant="danger" onPress={onConfirm}>
            {words.attributeConfirm(words[attribute].toLowerCase())}
          </Button>
        </>
      }
    >
      <p>{HELP[attribute]}</p>
    </Dialog>
  );
}
