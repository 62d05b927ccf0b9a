import { useEffect } from 'react';
import type { PatientView } from '../../../shared/contract/patients.ts';
import type { ServiceLight } from '../../../shared/contract/services.ts';
import type { ErrorFacts } from '../../../shared/errors.ts';
import { useAnswer } from '../../client/queries.ts';
import { useInformation } from '../patient/public.ts';
import { documentButtons, type DocumentChoice } from './document-buttons.ts';
import { asksByItself, mayShowDocument, qualifyPhase, type QualifyPhase } from './qualify-phase.ts';
import { closeQualification, insiAskedFor } from './qualifying.ts';
import { useDocumentTypes } from './useDocumentTypes.ts';
import { useInsi, type Insi } from './useInsi.ts';
import { useProof } from './useProof.ts';

/** A key, as the card reads it. */
type PressedKey = Pick<KeyboardEvent, 'code' | 'key'>;

/** A qualification under way. */
export interface Qualify {
  readonly phase: QualifyPhase;
  /** Names what INSi answered last, to see that it changed. */
  readonly answered: string;
  readonly insi: Insi;
  /** How INSi stands, as its light tells. */
  readonly light: ServiceLight['state'] | undefined;
  /** Documents that have a button, and the others. */
  readonly documents: ReturnType<typeof documentButtons<DocumentChoice>>;
  /** Records a document that bears the traits of the record; null: none may be. */
  readonly see: ((type: string) => void) | null;
  readonly seeing: boolean;
  readonly seeError: ErrorFacts | null;
  /** What a key does on the card; null: nothing. */
  readonly actOf: (key: PressedKey) => (() => void) | null;
}

/** INSi is asked by itself as soon as it may be. @param asked it was. */
export function useQualify(patient: PatientView, asked: boolean): Qualify {
  const { id } = patient;
  const insi = useInsi(id);
  const { busy, run } = insi.ask;
  const standing = { busy, outcome: insi.outcome };
  const light = useAnswer('services.state', null).data?.lights.find(({ name }) => name === 'INSi')?.state;
  const byItself = asksByItself(patient, standing, asked, light);
  useEffect(() => {
    if (!byItself) return;
    insiAskedFor(id, true);
    void run();
  }, [byItself, id, run]);
  const documents = documentButtons(useDocumentTypes(patient.minor));
  const proof = useProof(id);
  const see = mayShowDocument(patient) ? proof.see : null;
  const feeding = useInformation(id, 'feeding');
  const consultation = useInformation(id, 'consultation');
  const informs = (state: PatientView['feeding'], record: typeof feeding.record): (() => void) | null =>
    state.state === 'none' ? () => record('informed') : null;
  return {
    phase: qualifyPhase(patient, standing),
    answered: `${insi.outcome?.code ?? ''} ${insi.outcome?.proposal?.id ?? ''} ${insi.ask.error?.code ?? ''}`,
    insi,
    light,
    documents,
    see,
    seeing: proof.busy,
    seeError: proof.error,
    actOf: ({ code, key }) => {
      if (key === 'Escape') return closeQualification;
      if (key.toLowerCase() === 'a') return informs(patient.feeding, feeding.record);
      if (key.toLowerCase() === 'c') return informs(patient.consultation, consultation.record);
      // The key, not what it writes: digits are shifted on a French keyboard.
      const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1];
      const document = digit === undefined ? undefined : documents.buttons[Number(digit) - 1];
      return document === undefined || see === null ? null : () => see(document.id);
    },
  };
}
