import { FileDown } from 'lucide-react';
import { createContext, use, useCallback, useEffect, useState, type ReactNode } from 'react';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { go } from '../../client/router.ts';
import { documentsScreen } from './feature.ts';
import { documentsText as words } from './text.ts';
import { useAddDocument, type Adding } from './useAddDocument.ts';

const AddingContext = createContext<Adding | null>(null);

/** What the {@link DropTarget} around does of the files that it takes. */
export function useAdding(): Adding {
  const adding = use(AddingContext);
  if (adding === null) throw new Error('no DropTarget around');
  return adding;
}

/** The whole window takes a PDF for the open patient, and says for whom. */
export function DropTarget({ patient, children }: { readonly patient: PatientView; readonly children: ReactNode }) {
  const adding = useAddDocument(
    patient.id,
    useCallback(() => go(documentsScreen, patient.id), [patient.id]),
  );
  const over = useFileDrop(adding.add);
  return (
    <AddingContext value={adding}>
      {children}
      {over ? (
        <div className="drop" aria-hidden="true">
          <div>
            <FileDown size={40} strokeWidth={1.5} />
            <p>{words.drop(`${patient.traits.birthName} ${patient.firstBirthFirstName}`)}</p>
            <p className="quiet">{words.dropHelp}</p>
          </div>
        </div>
      ) : null}
    </AddingContext>
  );
}

/** Listens to files dragged over the window; answers whether some are there now. */
function useFileDrop(onFiles: (files: readonly File[]) => void): boolean {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    const onOver = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy';
      setOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      // relatedTarget is null only when the pointer leaves the window.
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(false);
      onFiles([...(event.dataTransfer?.files ?? [])]);
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [onFiles]);
  return over;
}
