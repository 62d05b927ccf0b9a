import { Label, Radio, RadioGroup, Switch, Text } from 'react-aria-components';
import { changeSettings, useSettings } from '../../client/settings.ts';
import { Panel } from '../../ui/Panel.tsx';
import { settingsText as words } from './text.ts';

/** Undo windows that the screen offers, in seconds. */
const UNDO_SECONDS = [0, 5, 10, 20, 30] as const;
const THEMES = ['system', 'light', 'dark'] as const;

/** What the user chooses: each choice counts at once. @param undoFixed the machine decides how long a send can be undone */
export function Appearance({ undoFixed }: { readonly undoFixed: boolean }) {
  const settings = useSettings();
  return (
    <Panel title={words.appearance}>
      <div className="stack">
        <RadioGroup
          className="field"
          value={settings.theme}
          onChange={(value) => {
            const theme = THEMES.find((known) => known === value);
            if (theme !== undefined) changeSettings(() => ({ theme }));
          }}
        >
          <Label>{words.theme}</Label>
          <div className="radio-line">
            {THEMES.map((theme) => (
              <Radio key={theme} value={theme} className="radio-box">
                {words.themes[theme]}
              </Radio>
            ))}
          </div>
        </RadioGroup>
        <Switch
          className="switch"
          isSelected={settings.railCollapsed}
          onChange={(railCollapsed) => changeSettings(() => ({ railCollapsed }))}
        >
          <span className="switch-track" aria-hidden="true" />
          {words.rail}
        </Switch>
        <UndoWindow seconds={settings.undoSeconds} fixed={undoFixed} onChange={(undoSeconds) => changeSettings(() => ({ undoSeconds }))} />
      </div>
    </Panel>
  );
}

/** A policy may have set another one than those of the screen. */
const undoChoices = (chosen: number): readonly number[] => [...new Set([...UNDO_SECONDS, chosen])].toSorted((a, b) => a - b);

/** How long a validated document waits before it leaves. */
function UndoWindow({
  seconds: chosen,
  fixed,
  onChange,
}: {
  readonly seconds: number;
  readonly fixed: boolean;
  readonly onChange: (seconds: number) => void;
}) {
  return (
    <RadioGroup className="field" isDisabled={fixed} value={String(chosen)} onChange={(value) => onChange(Number(value))}>
      <Label>{words.undo}</Label>
      <div className="radio-line">
        {undoChoices(chosen).map((seconds) => (
          <Radio key={seconds} value={String(seconds)} className="radio-box">
            {words.undoSeconds(seconds)}
          </Radio>
        ))}
      </div>
      <Text slot="description" className="field-help">
        {fixed ? `${words.undoFixed} ` : ''}
        {words.undoHelp}
      </Text>
    </RadioGroup>
  );
}
