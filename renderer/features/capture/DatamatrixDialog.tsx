import { FolderOpen, QrCode, TriangleAlert, UserPlus } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { DatamatrixView } from '../../../shared/contract/identity.ts';
import type { CallInput } from '../../../shared/contract/index.ts';
import { hearKey, noScan } from '../../../shared/domain/ins/scan.ts';
import { errorFacts, type ErrorFacts } from '../../../shared/errors.ts';
import { call } from '../../client/client.ts';
import { go } from '../../client/router.ts';
import { common, insKindWords } from '../../text/common.ts';
import { captureText as words } from './text.ts';
import { traitWords } from '../../text/traits.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { ErrorBox } from '../../ui/ErrorBox.tsx';
import { frenchDate } from '../../ui/format.ts';
import { MarkText } from '../../ui/states.tsx';
import { identityScreen } from '../identity/feature.ts';
import { newPatientScreen } from '../patients/feature.ts';
import { smallerPixels } from './image-pixels.ts';
import { keepPatientDraft, keptPatientDraft } from '../patients/public.ts';

type Source = CallInput<'datamatrix.read'>;

/** Whoever waits for what a scanner or a file brings. */
const listeners = new Set<(source: Source) => void>();

/** Gives a datamatrix to read to the dialog of the window. */
function readDatamatrix(source: Source): void {
  for (const listener of listeners) listener(source);
}

/** Hears a scanner that types like a keyboard, anywhere in the window, and shows what a datamatrix says. */
export function DatamatrixDialog() {
  const [view, setView] = useState<DatamatrixView | null>(null);
  const [error, setError] = useState<ErrorFacts | null>(null);
  const close = useCallback(() => {
    setView(null);
    setError(null);
  }, []);
  useEffect(() => {
    const read = async (source: Source): Promise<void> => {
      close();
      try {
        setView(await call('datamatrix.read', source));
      } catch (thrown) {
        setError(errorFacts(thrown));
      }
    };
    const listener = (source: Source): void => void read(source);
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  }, [close]);
  useScanner();
  if (view === null && error === null) return null;
  return (
    <Dialog
      open
      size="m"
      title={words.datamatrixTitle}
      icon={QrCode}
      onClose={close}
      buttons={<Button onPress={close}>{common.close}</Button>}
    >
      {error === null ? null : <ErrorBox error={error} />}
      {view === null ? null : <Read view={view} onClose={close} />}
    </Dialog>
  );
}

/** The keys of a scanner are kept from the fields; those that went in before it was known for one are taken back. */
function useScanner(): void {
  useEffect(() => {
    let state = noScan;
    const onKey = (event: KeyboardEvent): void => {
      const typed = state.text;
      // Which matricules may be used here is the application's to say.
      const heard = hearKey(state, { key: event.key, at: event.timeStamp, ctrl: event.ctrlKey, alt: event.altKey }, { test: true });
      ({ state } = heard);
      if (heard.outcome.kind === 'typing') return;
      event.preventDefault();
      event.stopPropagation();
      if (heard.outcome.kind === 'scanning') for (let n = 0; n < heard.outcome.leaked; n += 1) takeBack();
      else readDatamatrix({ kind: 'keys', text: typed });
    };
    window.addEventListener('keydown', onKey, { capture: true });
    return () => window.removeEventListener('keydown', onKey, { capture: true });
  }, []);
}

/** The last character of the field that has the focus, as by the Backspace key: the field's owner hears of it. */
function takeBack(): void {
  const field = document.activeElement;
  if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) document.execCommand('delete');
}

function Read({ view, onClose }: { readonly view: DatamatrixView; readonly onClose: () => void }) {
  const { traits, ins, matches, contradictions } = view;
  const against = new Map(contradictions.map(({ id, message }) => [id, message]));
  const leave = (act: () => void): void => {
    onClose();
    act();
  };
  return (
    <div className="stack">
      <dl className="facts">
        <dt>{traitWords.birthName}</dt>
        <dd>
          <strong>{traits.birthName}</strong>
        </dd>
        <dt>{traitWords.birthFirstNames}</dt>
        <dd>{traits.birthFirstNames}</dd>
        <dt>{traitWords.sex}</dt>
        <dd>{traits.sex}</dd>
        <dt>{traitWords.birthDate}</dt>
        <dd className="tabular">{frenchDate(traits.birthDate)}</dd>
        <dt>{traitWords.birthPlace}</dt>
        <dd className="tabular">{traits.birthPlace ?? '–'}</dd>
        <dt>{ins.kind === null ? ins.oid : (insKindWords[ins.kind] ?? ins.kind)}</dt>
        <dd className="tabular">{ins.matricule}</dd>
      </dl>
      {ins.keyRight ? null : (
        <p className="notice" data-tone="bad">
          <TriangleAlert size={18} />
          <span>{words.datamatrixKey}</span>
        </p>
      )}
      <p className="quiet">{words.datamatrixHelp}</p>
      <h3 className="field-title">{words.matches}</h3>
      {matches.length === 0 ? (
        <p className="quiet">{words.noMatch}</p>
      ) : (
        <ul className="near">
          {matches.map((row) => (
            <li key={row.id} className="beneficiary">
              <span className="two-lines">
                <strong>
                  {row.birthName} {row.firstName}
                </strong>
                <span className="tabular">
                  {frenchDate(row.birthDate)} · {row.ipp}
                </span>
                {against.has(row.id) ? <MarkText mark={{ icon: TriangleAlert, word: against.get(row.id) ?? '', tone: 'warn' }} /> : null}
              </span>
              <Button
                icon={FolderOpen}
                aria-label={`${words.datamatrixOpen} : ${row.birthName} ${row.firstName}`}
                onPress={() => leave(() => go(identityScreen, row.id))}
              >
                {words.datamatrixOpen}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <div>
        <Button
          icon={UserPlus}
          variant={matches.length === 0 ? 'primary' : 'secondary'}
          onPress={() =>
            leave(() => {
              keepPatientDraft({
                ...keptPatientDraft(),
                birthName: traits.birthName,
                birthFirstNames: traits.birthFirstNames,
                sex: traits.sex,
                birthDate: frenchDate(traits.birthDate),
                birthPlace: traits.birthPlace ?? '',
                birthPlaceName: '',
                scanned: { matricule: ins.matricule, oid: ins.oid },
              });
              go(newPatientScreen);
            })
          }
        >
          {words.datamatrixCreate}
        </Button>
      </div>
    </div>
  );
}

/** An image, or what is drawn here (the first page of a PDF, a large photograph): the application finds the symbol in the pixels. */
export function DatamatrixButton() {
  const chooser = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={chooser}
        type="file"
        accept="image/png,image/jpeg,application/pdf"
        hidden
        tabIndex={-1}
        aria-label={words.datamatrixLabel}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file !== undefined) void sourceOf(file).then(readDatamatrix);
        }}
      />
      <Button icon={QrCode} onPress={() => chooser.current?.click()}>
        {words.datamatrixButton}
      </Button>
    </>
  );
}

async function sourceOf(file: File): Promise<Source> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const drawn =
    bytes[0] === 0x25 && bytes[1] === 0x50 ? await (await import('./pdf-pixels.ts')).firstPagePixels(bytes) : await smallerPixels(bytes);
  return drawn === null ? { kind: 'image', bytes } : { kind: 'pixels', ...drawn };
}
