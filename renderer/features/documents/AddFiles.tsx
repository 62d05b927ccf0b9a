import { Upload } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { useMay } from '../../client/rights.ts';
import { Button } from '../../ui/Button.tsx';
import { arrivals } from '../arrivals/public.ts';
import { onAskForFile } from './ask.ts';
import { documentsText as words } from './text.ts';

/** The button that chooses PDFs for a record, pressed too by whoever asks for a file (Ctrl+E). */
export function AddFiles({ patient }: { readonly patient: PatientView }) {
  const { id } = patient;
  const chooser = useRef<HTMLInputElement>(null);
  const prepares = useMay('prepare');
  useEffect(() => onAskForFile(id, () => chooser.current?.click()), [id]);
  if (!prepares) return null;
  return (
    <>
      <input
        ref={chooser}
        type="file"
        accept="application/pdf,.pdf"
        multiple
        hidden
        tabIndex={-1}
        aria-label={words.addLabel}
        onChange={(event) => {
          arrivals.arrive(
            [...(event.currentTarget.files ?? [])].map((file) => ({ file })),
            { id, name: `${patient.traits.birthName} ${patient.firstBirthFirstName}` },
          );
          event.currentTarget.value = '';
        }}
      />
      <Button variant="primary" icon={Upload} onPress={() => chooser.current?.click()} aria-keyshortcuts="Control+E">
        {words.add}
      </Button>
    </>
  );
}
