import { ScanFace } from 'lucide-react';
import type { PatientView } from '../../../shared/contract/patients.ts';
import { prohibitions } from '../../../shared/domain/identity/status.ts';
import { common } from '../../text/common.ts';
import { identityText as words } from './text.ts';
import { Button } from '../../ui/Button.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { EditTraits } from './EditTraits.tsx';
import { InsiAnswer } from './InsiAnswer.tsx';
import { Print } from './Print.tsx';
import { ReceivedIns } from './ReceivedIns.tsx';
import { TraitsTable } from './TraitsTable.tsx';
import type { Insi } from './useInsi.ts';

/** The strict traits, beside those that INSi answers until they are accepted or left. */
export function TraitsPanel({ patient, insi }: { readonly patient: PatientView; readonly insi: Insi }) {
  const { ask } = insi;
  const proposal = insi.outcome?.proposal ?? null;
  const forbidden = prohibitions(patient.status, patient.attributes, patient.traits).insiCall;
  const askNow = (): void => void ask.run();
  return (
    <Panel
      title={words.local}
      flush
      aside={
        ask.busy ? (
          <Button data-next onPress={ask.leave}>
            {common.stopWaiting}
          </Button>
        ) : (
          <>
            <EditTraits patient={patient} />
            <Print id={patient.id} />
            <Button
              isDisabled={forbidden}
              variant={patient.insiAt === null && proposal === null ? 'primary' : 'secondary'}
              icon={ScanFace}
              onPress={askNow}
            >
              {words.ask}
            </Button>
          </>
        )
      }
    >
      <TraitsTable patient={patient} proposal={proposal} />
      <ReceivedIns received={patient.receivedIns} onAsk={forbidden || ask.busy ? null : askNow} />
      <InsiAnswer patient={patient} insi={insi} />
    </Panel>
  );
}
