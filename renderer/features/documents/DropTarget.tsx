import { FileDown } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { documentsText as words } from './text.ts';

/** The whole window takes a PDF for the open patient, and says for whom. */
export function DropTarget({ patient, onFiles, children }: {
  readonly patient: PatientView;
  readonly onFiles: (files: readonly File[]) => void;
  readonly children: ReactNode;
}) {
  const over = useFileDrop(onFiles);
  return (
    <>
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
    </>
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
