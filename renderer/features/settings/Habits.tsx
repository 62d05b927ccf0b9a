import { Star, X } from 'lucide-react';
import { useState } from 'react';
import { MOST_FAVOURITES, type SettingsView } from '../../../shared/contract/settings.ts';
import { useAnswer } from '../../client/queries.ts';
import { changeSettings, useSettings } from '../../client/settings.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Select } from '../../ui/Select.tsx';
import { TypePicker } from '../documents/public.ts';
import { DefaultRecipients } from './DefaultRecipients.tsx';
import { LockDelay } from './LockDelay.tsx';
import { settingsText as words } from './text.ts';

/** What one person chooses for their own work: each choice counts at once. */
export function Habits() {
  const settings = useSettings();
  const terms = useAnswer('settings.terms', null).data;
  const change = (part: Partial<SettingsView>): void => changeSettings(() => part);
  return (
    <Panel title={words.habits} note={words.own}>
      <div className="stack">
        {terms === undefined ? null : (
          <LockDelay minutes={settings.lockMinutes} {...terms.lock} onChange={(lockMinutes) => change({ lockMinutes })} />
        )}
        <FavouriteTypes codes={settings.favouriteTypes} onChange={(favouriteTypes) => change({ favouriteTypes })} />
        <DefaultRecipients addresses={settings.defaultRecipients} onChange={(defaultRecipients) => change({ defaultRecipients })} />
        {terms === undefined || terms.mailboxes.length < 2 ? null : (
          <Select
            label={words.mailbox}
            placeholder=""
            choices={terms.mailboxes.map((address) => ({ id: address, label: address }))}
            value={settings.mailbox ?? terms.mailboxes[0] ?? null}
            onChange={(mailbox) => change({ mailbox })}
          />
        )}
      </div>
    </Panel>
  );
}

/** Types that come first when one is chosen. */
function FavouriteTypes({ codes, onChange }: { readonly codes: readonly string[]; readonly onChange: (codes: readonly string[]) => void }) {
  const types = useAnswer('documents.types', null).data;
  const [full, setFull] = useState(false);
  const choose = (code: string): void => {
    const next = [...codes.filter((known) => known !== code), code];
    if (next.length > MOST_FAVOURITES) return setFull(true);
    return onChange(next);
  };
  return (
    <div className="field">
      <TypePicker
        key={types === undefined ? 'waiting' : codes.join(' ')}
        label={words.favourites}
        types={types ?? []}
        value={null}
        first={[]}
        aside={undefined}
        error={full ? words.full(MOST_FAVOURITES) : undefined}
        onChoose={choose}
      />
      <ul className="chosen-list">
        {codes.map((code) => {
          const label = types?.find((type) => type.code === code)?.label ?? code;
          return (
            <li key={code}>
              <Star size={14} />
              <span>{label}</span>
              <Button
                variant="ghost"
                icon={X}
                aria-label={words.remove(label)}
                onPress={() => {
                  setFull(false);
                  onChange(codes.filter((known) => known !== code));
                }}
              />
            </li>
          );
        })}
      </ul>
    </div>
  );
}
