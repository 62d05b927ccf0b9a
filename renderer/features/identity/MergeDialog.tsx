import { Merge as MergeIcon } from 'lucide-react';
import { useState } from 'react';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { common } from '../../text/common.ts';
import { identityActs } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { MergeOther } from './MergeOther.tsx';
import { MergeTwo } from './MergeTwo.tsx';

/** Two records made one: the other one is chosen, both are compared, what stays is picked. */
export function MergeDialog({ patient, onClose }: { readonly patient: PatientView; readonly onClose: () => void }) {
  const [other, setOther] = useState<string | null>(null);
  if (other !== null) return <MergeTwo key={other} first={patient.id} second={other} onBack={() => setOther(null)} onClose={onClose} />;
  return (
    <Dialog
      open
      size="m"
      title={identityActs.mergeTitle}
      icon={MergeIcon}
      onClose={onClose}
      buttons={<Button onPress={onClose}>{common.cancel}</Button>}
    >
      <MergeOther patient={patient} onChoose={setOther} />
    </Dialog>
  );
}
