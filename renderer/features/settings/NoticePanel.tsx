import { useCallback } from 'react';
import { MAX_WORDING } from '../../../shared/domain/consent/notice.ts';
import type { StructureInformation } from '../../../shared/contract/consent.ts';
import { call } from '../../client/client.ts';
import { leftForms } from '../../client/left-forms.ts';
import { put } from '../../client/queries.ts';
import { useMay } from '../../client/rights.ts';
import { useTyped } from '../../client/useTyped.ts';
import { common } from '../../text/common.ts';
import { Button } from '../../ui/Button.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { Field } from '../../ui/Field.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { tell } from '../../ui/Toasts.tsx';
import { useAction } from '../../ui/useAction.ts';
import { informationText as words } from './information-text.ts';

interface TypedNotice {
  readonly before: string;
  readonly after: string;
}

const leftNotice = leftForms<TypedNotice>(words.left, common.resumed);

/** The notice given to patients: what the law wants, which stays, between the words of the structure. */
export function NoticePanel({ notice }: { readonly notice: StructureInformation['notice'] }) {
  const mayChange = useMay('administer');
  return (
    <Panel title={words.notice} note={words.version(notice.version)}>
      <div className="stack">
        <p className="quiet">{words.noticeHelp}</p>
        {mayChange ? <Wording key={notice.version} notice={notice} /> : <Legal legal={notice.legal} />}
      </div>
    </Panel>
  );
}

function Legal({ legal }: { readonly legal: StructureInformation['notice']['legal'] }) {
  return (
    <details>
      <summary>{words.legal}</summary>
      {legal.map(({ title, text }) => (
        <p key={title}>
          <strong>{title}</strong> {text}
        </p>
      ))}
    </details>
  );
}

function Wording({ notice }: { readonly notice: StructureInformation['notice'] }) {
  const { typed, type, settle } = useTyped(leftNotice, '', (): TypedNotice => ({ before: notice.before, after: notice.after }));
  const { run, busy, error } = useAction(
    useCallback(
      async (_live: () => boolean, wording: TypedNotice) => {
        const saved = await call('structure.saveNotice', wording);
        settle();
        put('structure.get', null, saved);
        tell(words.saved, 'quiet');
      },
      [settle],
    ),
  );
  return (
    <>
      <Field label={words.before} value={typed.before} onChange={(before) => type({ ...typed, before })} maxLength={MAX_WORDING} wraps />
      <Legal legal={notice.legal} />
      <Field label={words.after} value={typed.after} onChange={(after) => type({ ...typed, after })} maxLength={MAX_WORDING} wraps />
      {error === null ? null : <ErrorBox error={error} />}
      <div className="form-buttons">
        <Button variant="primary" pending={busy} onPress={() => void run(typed)}>
          {common.save}
        </Button>
      </div>
    </>
  );
}
