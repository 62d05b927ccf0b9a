import { CircleStop, FileUp } from 'lucide-react';
import { useRef } from 'react';
import { Switch } from 'react-aria-components';
import { Button } from '../../ui/Button.tsx';
import { frenchSize } from '../../ui/format.ts';
import { faultOf, isResumed } from './csv-look.ts';
import { isSpent } from './next-step.ts';
import { importsText as words } from './text.ts';
import type { FileImport } from './useFileImport.ts';

/** The file to import, whether it is only tried, and the button that starts or stops. */
export function FileLine({ work }: { readonly work: FileImport }) {
  const { chosen, dryRun, setDryRun, busy, choose } = work;
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <div className="import-line">
      <input
        ref={chooser}
        type="file"
        accept=".csv,.txt,.hl7,.adt,text/csv,text/plain"
        hidden
        tabIndex={-1}
        aria-label={words.chooseLabel}
        onChange={(event) => {
          const picked = event.currentTarget.files?.[0];
          // The same file may be chosen again.
          event.currentTarget.value = '';
          if (picked !== undefined) choose(picked);
        }}
      />
      <Button icon={FileUp} isDisabled={busy} onPress={() => chooser.current?.click()}>
        {words.choose}
      </Button>
      {chosen === null ? null : (
        <span>
          <strong>{chosen.file.name}</strong> <span className="quiet tabular">{frenchSize(chosen.file.size)}</span>
        </span>
      )}
      <Switch className="switch" isSelected={dryRun} isDisabled={busy} onChange={setDryRun}>
        <span className="switch-track" aria-hidden="true" />
        <span>
          {words.dryRun} <span className="quiet">{words.dryRunHelp}</span>
        </span>
      </Switch>
      <span className="grow" />
      {busy ? (
        <Button icon={CircleStop} onPress={work.cancel}>
          {words.cancel}
        </Button>
      ) : (
        <StartButton work={work} />
      )}
    </div>
  );
}

/** Starts once every required field has its column, and no column gives two. */
function StartButton({ work: { chosen, run, dryRun, start } }: { readonly work: FileImport }) {
  const reading = chosen?.reading ?? null;
  const ready = chosen !== null && (reading === null || faultOf(reading.columns) === null);
  const resumes = reading !== null && isResumed(reading);
  return (
    <Button variant={isSpent(run, chosen?.file.name, dryRun) ? 'secondary' : 'primary'} isDisabled={!ready} onPress={start}>
      {dryRun ? words.start : resumes ? words.startAgain : words.startReal}
    </Button>
  );
}
